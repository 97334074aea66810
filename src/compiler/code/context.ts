// The state that all scopes of a module share while code is made: the tables of the .mpy file, the options, and the
// first error (of viper's type errors, the last).

import { FIRST_LABEL, type Label, type Line, NO_LINE, NO_NODE, type NodeId } from "../brands.ts";
import type { MpyRawCode } from "../../mpy/file/model.ts";
import type { LineEntry } from "../../mpy/file/prelude.ts";
import type { NamePool } from "../names/pool.ts";
import type { ResolvedOptions } from "../resolve-options.ts";
import type { Constant } from "../tree/constant.ts";
import { isLeaf, Kind } from "../tree/kind.ts";
import type { Tree } from "../tree/tree.ts";
import type { StatementIds } from "./bytecode/statement-ids.ts";
import { ConstantTable } from "./constant-table.ts";
import type { FoundHint } from "../hints/hint.ts";
import type { ImportReference } from "./import-reference.ts";
import type { QstrTable } from "./qstr-table.ts";

/** An error found while code is made. It does not stop the pass; see {@link ModuleContext.fail}. */
export interface CodeError {
  exception: string;
  reason: string;
}

export class ModuleContext {
  readonly tree: Tree;
  readonly names: NamePool;
  readonly options: ResolvedOptions;
  readonly qstrs: QstrTable;
  readonly constants: ConstantTable;
  /** Takes the lines that the line tables have ids for; null where they hold lines, or nothing. */
  readonly statementIds: StatementIds | null;
  readonly imports: ImportReference[] = [];
  /** Hints, if the options ask for them. */
  hints: FoundHint[] | undefined;
  /** Raw code of each scope, by the scope's index, as it becomes ready; without its children until {@link linkChildren}. */
  readonly rawCodes: MpyRawCode[] = [];
  /** Source lines of machine code, by the index of its scope; empty unless the options ask for them. */
  readonly nativeLines: (readonly LineEntry[] | undefined)[] = [];
  private readonly childScopes: (readonly number[])[] = [];
  /** The next unused label of the current scope. Native code also uses labels that the walk reserves for it. */
  nextLabel: Label = FIRST_LABEL;
  /** Set as soon as some scope is native, viper or assembler code. */
  hasNative = false;
  error: CodeError | null = null;
  /** Line of {@link error}; 0 until one is known. */
  errorLine: Line = NO_LINE;
  /** Node nearest to {@link error}, for the column; 0 if unknown. */
  errorNode: NodeId = NO_NODE;

  /** @param makeStatementIds makes {@link statementIds} where the options ask for them; null in the compiler for pages */
  constructor(
    tree: Tree,
    options: ResolvedOptions,
    qstrs: QstrTable,
    makeStatementIds: ((names: NamePool) => StatementIds) | null,
  ) {
    this.tree = tree;
    this.names = tree.names;
    this.options = options;
    this.constants = new ConstantTable(options.behaviour.foldsFloats);
    this.qstrs = qstrs;
    this.statementIds = options.sourceLines === "map" ? (makeStatementIds?.(this.names) ?? null) : null;
  }

  /** Keeps the code of a scope; `children` are the indices of the scopes whose functions it makes, in order. */
  setRawCode(scopeIndex: number, rawCode: MpyRawCode, children: readonly number[]): void {
    this.rawCodes[scopeIndex] = rawCode;
    this.childScopes[scopeIndex] = children;
  }

  /** When all scopes have code: puts the children into their parents. Returns the module's own code. */
  linkChildren(): MpyRawCode {
    for (let index = 0; index < this.rawCodes.length; index++) {
      const list = this.rawCodes[index]!.children as MpyRawCode[];
      for (const child of this.childScopes[index]!) list.push(this.rawCodes[child]!);
    }
    return this.rawCodes[0]!;
  }

  /** {@link nativeLines} in the order of the file: a function before those that it makes. */
  nativeLinesInOrder(): (readonly LineEntry[])[] {
    const ordered: (readonly LineEntry[])[] = [];
    const pending = [0];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      ordered.push(this.nativeLines[index] ?? []);
      pending.push(...this.childScopes[index]!.toReversed());
    }
    return ordered;
  }

  /** Records a SyntaxError at `node` unless there is an error already. */
  fail(node: NodeId, reason: string): void {
    if (this.error !== null) return;
    this.error = { exception: "SyntaxError", reason };
    this.errorNode = node;
    this.locateError(node);
  }

  /** Records an error and drops an earlier one, as the reference's native emitter does; its line comes from a node around. */
  replaceError(exception: string, reason: string): void {
    this.error = { exception, reason };
  }

  /** Sets the error's line to that of `node`, if it has none and the node has one. */
  locateError(node: NodeId): void {
    if (node === 0) return;
    if (this.errorNode === 0) this.errorNode = node;
    const kind = this.tree.kind(node);
    if (this.errorLine === 0 && (!isLeaf(kind) || kind === Kind.constObject)) {
      this.errorLine = this.tree.line(node);
    }
  }

  constantOf(node: NodeId): Constant {
    return this.tree.constants[this.tree.argument(node)]!;
  }
}
