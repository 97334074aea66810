// The interface between the walk over the tree and the emitters, which make bytecode or machine code. One method is one
// operation of MicroPython's virtual machine; "stack" means the stack of Python values. Only the walk calls it.

import type { UnaryOp, BinaryOp } from "./operators.ts";
import type { TokenKind } from "../tokens/token.ts";
import type { Label, Line, Qstr } from "../brands.ts";
import type { Scope, ScopeKind } from "../scopes/scope.ts";
import type { Constant } from "../tree/constant.ts";

/** The walks over a scope. An emitter names those it needs. */
export const Pass = {
  /** Finds the kinds of names; strings and constants enter the module's tables. No code. */
  scope: 1,
  /** Finds the depth of the stack. */
  stackSize: 2,
  /** Finds the size of the code and the places of labels. */
  codeSize: 3,
  /** Makes the code. */
  emit: 4,
} as const;
export type Pass = (typeof Pass)[keyof typeof Pass];

export const LocalAccess = { fast: 0, deref: 1 } as const;
export type LocalAccess = (typeof LocalAccess)[keyof typeof LocalAccess];
export const GlobalAccess = { name: 0, global: 1 } as const;
export type GlobalAccess = (typeof GlobalAccess)[keyof typeof GlobalAccess];
export const SubscrKind = { load: 0, store: 1, delete: 2 } as const;
export type SubscrKind = (typeof SubscrKind)[keyof typeof SubscrKind];
export const AttrKind = { load: 0, store: 1, delete: 2 } as const;
export type AttrKind = (typeof AttrKind)[keyof typeof AttrKind];
export const BlockKind = { with: 0, except: 1, finally: 2 } as const;
export type BlockKind = (typeof BlockKind)[keyof typeof BlockKind];
export const BuildKind = { tuple: 0, list: 1, map: 2, set: 3, slice: 4 } as const;
export type BuildKind = (typeof BuildKind)[keyof typeof BuildKind];
export const ImportKind = { name: 0, from: 1, star: 2 } as const;
export type ImportKind = (typeof ImportKind)[keyof typeof ImportKind];
export const YieldKind = { value: 0, from: 1 } as const;
export type YieldKind = (typeof YieldKind)[keyof typeof YieldKind];
/** Bits of the `starFlags` of a call. */
export const StarFlag = { single: 1, double: 2 } as const;

/** Bit of a label that is a `break` out of a `for` loop, whose iterator must leave the stack. */
export const BREAK_FROM_FOR = 0x8000;
/** Slots of the stack that an iterator takes while a `for` loop runs. */
export const ITERATOR_SLOTS = 4;

/** An emitter. Labels are numbers from 0 on in each scope. */
export interface Emitter {
  /** The passes after {@link Pass.scope} that this emitter needs for a scope; the last is repeated until `endPass` is true. */
  readonly passes: readonly Pass[];
  /** `labelCount` bounds the labels that the scope will use. */
  startPass(pass: Pass, scope: Scope, labelCount: number): void;
  /** True when the pass needs no repetition. */
  endPass(): boolean;
  /**
   * Whether the code ends in a return, so that a second return would be left out. False in an emitter that drops
   * unreachable code anyway.
   */
  endsInReturn(): boolean;
  adjustStackSize(delta: number): void;
  setSourceLine(line: Line): void;

  loadLocal(qstr: Qstr, localNumber: number, access: LocalAccess): void;
  loadGlobal(qstr: Qstr, access: GlobalAccess): void;
  storeLocal(qstr: Qstr, localNumber: number, access: LocalAccess): void;
  storeGlobal(qstr: Qstr, access: GlobalAccess): void;
  deleteLocal(qstr: Qstr, localNumber: number, access: LocalAccess): void;
  deleteGlobal(qstr: Qstr, access: GlobalAccess): void;

  labelAssign(label: Label): void;
  import(qstr: Qstr, kind: ImportKind): void;
  loadConstToken(token: TokenKind): void;
  loadConstSmallInt(value: number | bigint): void;
  loadConstStr(qstr: Qstr): void;
  loadConstObj(constant: Constant): void;
  loadNull(): void;
  loadMethod(qstr: Qstr, isSuper: boolean): void;
  loadBuildClass(): void;
  subscr(kind: SubscrKind): void;
  attr(qstr: Qstr, kind: AttrKind): void;
  dupTop(): void;
  dupTopTwo(): void;
  popTop(): void;
  rotTwo(): void;
  rotThree(): void;
  jump(label: Label): void;
  popJumpIf(condition: boolean, label: Label): void;
  jumpIfOrPop(condition: boolean, label: Label): void;
  unwindJump(label: Label, exceptDepth: number): void;
  setupBlock(label: Label, kind: BlockKind): void;
  withCleanup(label: Label): void;
  asyncWithSetupFinally(labelNoException: Label, labelFinally: Label, labelReturnUnwind: Label): void;
  endFinally(): void;
  getIter(useStack: boolean): void;
  forIter(label: Label): void;
  forIterEnd(): void;
  popExceptJump(label: Label, withinHandler: boolean): void;
  unaryOp(op: UnaryOp): void;
  binaryOp(op: BinaryOp): void;
  build(count: number, kind: BuildKind): void;
  storeMap(): void;
  storeComp(scopeKind: ScopeKind, stackIndex: number): void;
  unpackSequence(count: number): void;
  unpackEx(left: number, right: number): void;
  makeFunction(scope: Scope, positionalDefaults: number, keywordDefaults: number): void;
  makeClosure(scope: Scope, closedOver: number, positionalDefaults: number, keywordDefaults: number): void;
  callFunction(positional: number, keyword: number, starFlags: number): void;
  callMethod(positional: number, keyword: number, starFlags: number): void;
  returnValue(): void;
  raiseVarargs(count: number): void;
  yield(kind: YieldKind): void;
  startExceptHandler(): void;
  endExceptHandler(): void;
}
