// The emitter of the first pass over every scope, native ones too. It makes no code. Strings and constants that
// bytecode would use enter the module's tables in this pass, which decides their order, and a yield makes its scope a
// generator.

import type { Qstr } from "../../brands.ts";
import { type Scope, ScopeFlags } from "../../scopes/scope.ts";
import { Name } from "../../names/known.ts";
import { Token, type TokenKind } from "../../tokens/token.ts";
import { ELLIPSIS } from "../../tree/constant.ts";
import type { Constant } from "../../tree/constant.ts";
import type { ModuleContext } from "../context.ts";
import type { ConstantTable } from "../constant-table.ts";
import { type Emitter, ImportKind, type Pass } from "../emitter.ts";
import type { QstrTable } from "../qstr-table.ts";

export class ScopeEmitter implements Emitter {
  readonly passes: readonly Pass[] = [];
  private readonly qstrs: QstrTable;
  private readonly constants: ConstantTable;
  private scope!: Scope;

  constructor(context: ModuleContext) {
    this.qstrs = context.qstrs;
    this.constants = context.constants;
  }

  startPass(_pass: Pass, scope: Scope): void {
    this.scope = scope;
    this.qstrs.use(scope.simpleName);
  }

  endPass(): boolean {
    return true;
  }

  endsInReturn(): boolean {
    return false;
  }

  loadGlobal(qstr: Qstr): void {
    this.qstrs.use(qstr);
  }

  import(qstr: Qstr, kind: ImportKind): void {
    if (kind !== ImportKind.star) this.qstrs.use(qstr);
  }

  loadConstToken(token: TokenKind): void {
    if (token === Token.ellipsis) this.constants.use(ELLIPSIS);
  }

  loadConstStr(qstr: Qstr): void {
    this.qstrs.use(qstr);
  }

  loadConstObj(constant: Constant): void {
    this.constants.use(constant);
  }

  loadMethod(qstr: Qstr): void {
    this.qstrs.use(qstr);
  }

  attr(qstr: Qstr): void {
    this.qstrs.use(qstr);
  }

  asyncWithSetupFinally(): void {
    this.qstrs.use(Name.baseException);
  }

  yield(): void {
    this.scope.flags |= ScopeFlags.generator;
  }

  adjustStackSize(): void {}
  setSourceLine(): void {}
  loadLocal(): void {}
  storeLocal(): void {}
  storeGlobal(): void {}
  deleteLocal(): void {}
  deleteGlobal(): void {}
  labelAssign(): void {}
  loadConstSmallInt(): void {}
  loadNull(): void {}
  loadBuildClass(): void {}
  subscr(): void {}
  dupTop(): void {}
  dupTopTwo(): void {}
  popTop(): void {}
  rotTwo(): void {}
  rotThree(): void {}
  jump(): void {}
  popJumpIf(): void {}
  jumpIfOrPop(): void {}
  unwindJump(): void {}
  setupBlock(): void {}
  withCleanup(): void {}
  endFinally(): void {}
  getIter(): void {}
  forIter(): void {}
  forIterEnd(): void {}
  popExceptJump(): void {}
  unaryOp(): void {}
  binaryOp(): void {}
  build(): void {}
  storeMap(): void {}
  storeComp(): void {}
  unpackSequence(): void {}
  unpackEx(): void {}
  makeFunction(): void {}
  makeClosure(): void {}
  callFunction(): void {}
  callMethod(): void {}
  returnValue(): void {}
  raiseVarargs(): void {}
  startExceptHandler(): void {}
  endExceptHandler(): void {}
}
