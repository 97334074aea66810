// The walk over one scope after the other, which calls an emitter for the nodes of the tree. This file has its state
// and the common parts of all constructs. Each construct has a handler in a file beside this one, by kind in
// handlers.ts.

import { type Label, labelAfter, type Line, NO_LINE, NO_NODE, type NodeId, type Qstr } from "../../brands.ts";
import {
  type BranchCondition,
  EmitKind,
  IdKind,
  isUndeclaredGlobal,
  Scope,
  ScopeFlags,
  type ScopeKind,
} from "../../scopes/scope.ts";
import { SourceError } from "../../../diagnostics/source-error.ts";
import { Name } from "../../names/known.ts";
import type { NamePool } from "../../names/pool.ts";
import { Token, type TokenKind } from "../../tokens/token.ts";
import { isLeaf, Kind, type NodeKind } from "../../tree/kind.ts";
import { NODE_HEADER, type Tree } from "../../tree/tree.ts";
import { type Emitter, GlobalAccess, LocalAccess, Pass, type BlockKind } from "../emitter.ts";
import type { ModuleContext } from "../context.ts";
import type { FoundHint } from "../../hints/hint.ts";
import type { ImportReference, LazyModule } from "../import-reference.ts";
import type { StatementIds } from "../bytecode/statement-ids.ts";
import type { NativeBackend } from "../native-backend.ts";

/** Makes the code of one node. */
export type Handler = (walk: Walk, node: NodeId) => void;

/** Finds conditions and computed names of imports. */
export interface ImportAnalysis {
  /** Adds what is known of the code around an import at the walk's place: see walk/import-conditions.ts. */
  readonly addSurroundings: (walk: Walk, one: ImportReference) => void;
  /** What an `__import__` of a computed name may load: see walk/lazy-imports.ts. */
  readonly lazyModules: (walk: Walk, name: NodeId) => LazyModule[] | null;
  /** How a computed name may begin: see walk/name-prefixes.ts. */
  readonly namePrefixes: (walk: Walk, name: NodeId) => string[] | null;
}

/** Optional parts of a compiler: the one for pages is smaller without them. */
export interface CompilerParts {
  /** Makes native code; null for bytecode only. */
  readonly native: NativeBackend | null;
  /** Finds more of imports than their names; null for names only. */
  readonly importAnalysis: ImportAnalysis | null;
  /** Makes the ids of statements that `sourceLines: "map"` writes; null for lines only. */
  readonly makeStatementIds: ((names: NamePool) => StatementIds) | null;
  /** Finds hints when every scope was walked once; null for none. */
  readonly findHints: ((walk: Walk, modules: ReadonlySet<string>) => FoundHint[]) | null;
}

/** No label: there is no loop around. */
export const NO_LABEL: Label = 0xffff as Label;

/**
 * Greatest nesting of nodes. Real programs have fewer than 100; a hostile one must not overflow the stack, which may be
 * small in a bundler.
 */
const MAX_DEPTH = 1200;

/** Where `break` and `continue` lead. */
export interface LoopLabels {
  readonly breakLabel: Label;
  readonly continueLabel: Label;
  readonly exceptLevel: number;
}

export class Walk {
  readonly context: ModuleContext;
  readonly parts: CompilerParts;
  readonly tree: Tree;
  /** The tree's words; see tree.ts. */
  readonly words: Int32Array;
  private readonly handlers: readonly (Handler | undefined)[];
  /** All scopes of the module, in the order they were found. */
  readonly scopes: Scope[] = [];
  scope!: Scope;
  emit!: Emitter;
  pass: Pass = Pass.scope;
  /** Leaves for the loop bounds that `range` leaves out. */
  readonly zeroNode: NodeId;
  readonly oneNode: NodeId;

  breakLabel: Label = NO_LABEL;
  continueLabel: Label = NO_LABEL;
  /** How many try and with blocks are open … */
  exceptLevel = 0;
  /** … and how many were where the innermost loop began. */
  loopExceptLevel = 0;

  // Of the parameter list being walked:
  haveStar = false;
  keywordDefaults = 0;
  positionalDefaults = 0;

  /** How many enclosing `try` bodies catch ImportError. */
  importGuards = 0;
  /** The `if` branches around. */
  conditions: BranchCondition[] = [];
  /** Imports, one of which has failed where a handler runs: see ImportReference. */
  failedImports: number[] | null = null;
  /** Whether `const` is read, or `micropython`, of which it is an attribute: a declaration reads neither. */
  readsConst = false;
  private depth = 0;
  /** The inner node that was entered last: where a limit of an emitter was met. */
  current: NodeId = NO_NODE;

  constructor(context: ModuleContext, parts: CompilerParts, handlers: readonly (Handler | undefined)[]) {
    this.context = context;
    this.parts = parts;
    this.handlers = handlers;
    this.tree = context.tree;
    this.zeroNode = context.tree.addLeaf(Kind.smallInt, NO_LINE, 0, 0);
    this.oneNode = context.tree.addLeaf(Kind.smallInt, NO_LINE, 0, 1);
    this.words = context.tree.words;
  }

  /** Makes the code of any node; nothing for the absent one. */
  node(node: NodeId): void {
    if (node === 0) return;
    const kind = this.words[node]! as NodeKind;
    if (isLeaf(kind) && kind !== Kind.constObject) {
      this.leaf(kind, node);
      return;
    }
    this.emit.setSourceLine(this.words[node + 1]! as Line);
    if (++this.depth > MAX_DEPTH) {
      throw new SourceError(
        "RuntimeError",
        "maximum recursion depth exceeded",
        this.tree.line(node),
        this.words[node + 2]!,
      );
    }
    this.current = node;
    this.handlers[kind]!(this, node);
    this.depth--;
  }

  private leaf(kind: NodeKind, node: NodeId): void {
    switch (kind) {
      case Kind.name:
        this.loadId(this.qstr(node));
        break;
      case Kind.smallInt:
        this.emit.loadConstSmallInt(this.words[node + 3]!);
        break;
      case Kind.string:
        this.emit.loadConstStr(this.qstr(node));
        break;
      case Kind.token:
        // A blank line at the start of a file comes through as a token.
        if (this.token(node) !== Token.newline) this.emit.loadConstToken(this.token(node));
        break;
      case Kind.wideSmallInt:
        this.emit.loadConstSmallInt(this.wideSmallInt(node));
        break;
    }
  }

  private wideSmallInt(node: NodeId): bigint {
    const constant = this.context.constantOf(node);
    if (constant.type !== "int") throw new Error("not an integer");
    return constant.value;
  }

  /** All children in turn; stops at the first error. */
  allNodes(node: NodeId): void {
    const words = this.words;
    const end = node + NODE_HEADER + words[node + 3]!;
    for (let at = node + NODE_HEADER; at < end; at++) {
      const child = words[at]! as NodeId;
      this.node(child);
      if (this.context.error !== null) {
        this.context.locateError(child);
        return;
      }
    }
  }

  child(node: NodeId, index: number): NodeId {
    return this.words[node + NODE_HEADER + index]! as NodeId;
  }

  kind(node: NodeId): NodeKind {
    return this.words[node]! as NodeKind;
  }

  isName(node: NodeId): boolean {
    return this.words[node] === Kind.name;
  }

  /** The qstr of a name or string. */
  qstr(node: NodeId): Qstr {
    return this.words[node + 3]! as Qstr;
  }

  /** The token of a keyword or operator. */
  token(node: NodeId): TokenKind {
    return this.words[node + 3]! as TokenKind;
  }

  /** Number of children of an inner node. */
  size(node: NodeId): number {
    return this.words[node + 3]!;
  }

  /** How many items a node is as a list of `listKind`: none if absent, its children, or itself alone. */
  listSize(node: NodeId, listKind: NodeKind): number {
    if (node === 0) return 0;
    return this.words[node] === listKind ? this.words[node + 3]! : 1;
  }

  /** An item of the list that {@link listSize} counts. */
  listItem(node: NodeId, listKind: NodeKind, index: number): NodeId {
    return this.words[node] === listKind ? (this.words[node + NODE_HEADER + index]! as NodeId) : node;
  }

  newLabel(): Label {
    return this.context.nextLabel++ as Label;
  }

  /** Native code takes labels of its own in some operations; they must not be given to others. */
  reserveLabels(count: number): void {
    if (this.scope.emitKind !== EmitKind.bytecode) this.context.nextLabel = labelAfter(this.context.nextLabel, count);
  }

  loadId(qstr: Qstr): void {
    if (this.pass === Pass.scope) {
      if (qstr === Name.const || qstr === Name.micropython) this.readsConst = true;
      this.scope.findOrAdd(qstr, IdKind.globalImplicit);
      return;
    }
    const id = this.scope.find(qstr)!;
    const kind = id.kind;
    if (isUndeclaredGlobal(kind)) this.emit.loadGlobal(qstr, GlobalAccess.name);
    else if (kind === IdKind.globalExplicit) this.emit.loadGlobal(qstr, GlobalAccess.global);
    else this.emit.loadLocal(qstr, id.localNumber, kind === IdKind.local ? LocalAccess.fast : LocalAccess.deref);
  }

  storeId(qstr: Qstr): void {
    if (this.pass === Pass.scope) {
      this.scope.idForModification(qstr);
      return;
    }
    const id = this.scope.find(qstr)!;
    const kind = id.kind;
    if (isUndeclaredGlobal(kind)) this.emit.storeGlobal(qstr, GlobalAccess.name);
    else if (kind === IdKind.globalExplicit) this.emit.storeGlobal(qstr, GlobalAccess.global);
    else this.emit.storeLocal(qstr, id.localNumber, kind === IdKind.local ? LocalAccess.fast : LocalAccess.deref);
  }

  deleteId(qstr: Qstr): void {
    if (this.pass === Pass.scope) {
      this.scope.idForModification(qstr);
      return;
    }
    const id = this.scope.find(qstr)!;
    const kind = id.kind;
    if (isUndeclaredGlobal(kind)) this.emit.deleteGlobal(qstr, GlobalAccess.name);
    else if (kind === IdKind.globalExplicit) this.emit.deleteGlobal(qstr, GlobalAccess.global);
    else this.emit.deleteLocal(qstr, id.localNumber, kind === IdKind.local ? LocalAccess.fast : LocalAccess.deref);
  }

  /** The scope whose node keeps its number in child `slot`; made when the node is met first. */
  scopeOf(
    node: NodeId,
    slot: number,
    kind: ScopeKind,
    scopeNode: NodeId,
    definedName: Qstr,
    emitKind: EmitKind,
  ): Scope {
    if (this.pass === Pass.scope) {
      const scope = new Scope(kind, this.scopes.length, this.scope, scopeNode, definedName, emitKind);
      this.scopes.push(scope);
      if (this.conditions.length > 0) scope.conditions = this.conditions.slice();
      this.words[node + NODE_HEADER + slot] = scope.index;
      return scope;
    }
    return this.scopes[this.words[node + NODE_HEADER + slot]!]!;
  }

  /** Makes the function of an inner scope, with the variables that it shares with this one. */
  makeFunction(inner: Scope, positionalDefaults: number, keywordDefaults: number): void {
    if (keywordDefaults > 0) inner.flags |= ScopeFlags.defaultKeywords;
    inner.defaultPositionalArgs = positionalDefaults;
    // A function keeps a reference to the globals and the constants of where it was made.
    this.scope.flags |= ScopeFlags.refGlobals | ScopeFlags.hasConstants;
    const shared = inner.freeCount > 0 && this.scope.parent !== null ? this.loadShared(inner) : 0;
    if (shared === 0) this.emit.makeFunction(inner, positionalDefaults, keywordDefaults);
    else this.emit.makeClosure(inner, shared, positionalDefaults, keywordDefaults);
  }

  private loadShared(inner: Scope): number {
    let count = 0;
    for (const id of this.scope.ids) {
      if (id.kind !== IdKind.cell && id.kind !== IdKind.free) continue;
      if (inner.find(id.qstr)?.kind !== IdKind.free) continue;
      // The cell itself, not what is in it.
      this.emit.loadLocal(id.qstr, id.localNumber, LocalAccess.fast);
      count++;
    }
    return count;
  }

  enterBlock(label: Label, kind: BlockKind): void {
    this.emit.setupBlock(label, kind);
    this.exceptLevel++;
    if (this.exceptLevel > this.scope.exceptionStackSize) this.scope.exceptionStackSize = this.exceptLevel;
  }

  leaveBlock(): void {
    this.exceptLevel--;
    this.emit.endFinally();
    this.reserveLabels(1);
  }

  /** Begins a loop: gives it labels; the labels of the loop around are returned for {@link endLoop}. */
  beginLoop(): LoopLabels {
    const outer = {
      breakLabel: this.breakLabel,
      continueLabel: this.continueLabel,
      exceptLevel: this.loopExceptLevel,
    };
    this.breakLabel = (this.newLabel() & 0xffff) as Label;
    this.continueLabel = (this.newLabel() & 0xffff) as Label;
    this.loopExceptLevel = this.exceptLevel;
    return outer;
  }

  endLoop(outer: LoopLabels): void {
    this.breakLabel = outer.breakLabel;
    this.continueLabel = outer.continueLabel;
    this.loopExceptLevel = outer.exceptLevel;
  }
}

/** Whether a testlistComp is a comprehension. */
export function hasCompFor(walk: Walk, node: NodeId): boolean {
  return walk.size(node) === 2 && walk.kind(walk.child(node, 1)) === Kind.compFor;
}
