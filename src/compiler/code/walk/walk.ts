// The walk over one scope after the other, which turns the tree into calls of an emitter. This file holds its state and what
// all constructs share; each construct has a handler in a file beside this one, found by the node's kind in handlers.ts.

import type { Scope } from "../../scopes/scope.ts";
import { EmitKind, IdKind, Scope as ScopeClass, ScopeFlags } from "../../scopes/scope.ts";
import { SourceError } from "../../../diagnostics/source-error.ts";
import { Token } from "../../tokens/token.ts";
import { FIRST_INNER_KIND, Kind } from "../../tree/kind.ts";
import { NODE_HEADER, type Tree } from "../../tree/tree.ts";
import { type Emitter, GlobalAccess, LocalAccess, Pass } from "../emitter.ts";
import type { ModuleContext } from "../context.ts";

/** Makes the code of one node. */
export type Handler = (walk: Walk, node: number) => void;

/** A label that is none: there is no loop around. */
export const NO_LABEL = 0xffff;

/**
 * Deepest nesting of nodes. Real programs stay below 100; the bound keeps a hostile one from overflowing the stack, which
 * may be small where a bundler calls us.
 */
const MAX_DEPTH = 1200;

/** Where `break` and `continue` lead. */
export interface LoopLabels {
  readonly breakLabel: number;
  readonly continueLabel: number;
  readonly exceptLevel: number;
}

export class Walk {
  readonly context: ModuleContext;
  readonly tree: Tree;
  /** The tree's words; see tree.ts. */
  readonly words: Int32Array;
  private readonly handlers: readonly (Handler | undefined)[];
  /** All scopes of the module, in the order they were found. */
  readonly scopes: Scope[] = [];
  scope!: Scope;
  emit!: Emitter;
  pass: number = Pass.scope;
  /** Leaves for the loop bounds that `range` leaves out. */
  readonly zeroNode: number;
  readonly oneNode: number;

  breakLabel: number = NO_LABEL;
  continueLabel: number = NO_LABEL;
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
  /** How many branches of `if` are around. */
  branches = 0;
  /** Imports, one of which has failed where a handler runs: see ImportReference. */
  failedImports: number[] | null = null;
  private depth = 0;
  /** The inner node that was entered last: where a limit of an emitter was met. */
  current = 0;

  constructor(context: ModuleContext, handlers: readonly (Handler | undefined)[]) {
    this.context = context;
    this.handlers = handlers;
    this.tree = context.tree;
    this.zeroNode = context.tree.addLeaf(Kind.smallInt, 0, 0, 0);
    this.oneNode = context.tree.addLeaf(Kind.smallInt, 0, 0, 1);
    this.words = context.tree.words;
  }

  /** Makes the code of any node; nothing for the absent one. */
  node(node: number): void {
    if (node === 0) return;
    const kind = this.words[node]!;
    if (kind < FIRST_INNER_KIND && kind !== Kind.constObject) {
      this.leaf(kind, node);
      return;
    }
    this.emit.setSourceLine(this.words[node + 1]!);
    if (++this.depth > MAX_DEPTH) {
      throw new SourceError(
        "RuntimeError",
        "maximum recursion depth exceeded",
        this.words[node + 1]!,
        this.words[node + 2]!,
      );
    }
    this.current = node;
    this.handlers[kind]!(this, node);
    this.depth--;
  }

  private leaf(kind: number, node: number): void {
    const argument = this.words[node + 3]!;
    switch (kind) {
      case Kind.name:
        this.loadId(argument);
        break;
      case Kind.smallInt:
        this.emit.loadConstSmallInt(argument);
        break;
      case Kind.string:
        this.emit.loadConstStr(argument);
        break;
      case Kind.token:
        // A blank line at the start of a file comes through as a token.
        if (argument !== Token.newline) this.emit.loadConstToken(argument);
        break;
      case Kind.wideSmallInt:
        this.emit.loadConstSmallInt(this.wideSmallInt(node));
        break;
    }
  }

  private wideSmallInt(node: number): bigint {
    const constant = this.context.constantOf(node);
    if (constant.type !== "int") throw new Error("not an integer");
    return constant.value;
  }

  /** All children in turn; stops at the first error. */
  allNodes(node: number): void {
    const words = this.words;
    const end = node + NODE_HEADER + words[node + 3]!;
    for (let at = node + NODE_HEADER; at < end; at++) {
      const child = words[at]!;
      this.node(child);
      if (this.context.error !== null) {
        this.context.locateError(child);
        return;
      }
    }
  }

  child(node: number, index: number): number {
    return this.words[node + NODE_HEADER + index]!;
  }

  kind(node: number): number {
    return this.words[node]!;
  }

  isName(node: number): boolean {
    return this.words[node] === Kind.name;
  }

  /** Qstr, value or token of a leaf. */
  argument(node: number): number {
    return this.words[node + 3]!;
  }

  /** Number of children of an inner node. */
  size(node: number): number {
    return this.words[node + 3]!;
  }

  /** How many items a node is as a list of `listKind`: none if absent, its children, or itself alone. */
  listSize(node: number, listKind: number): number {
    if (node === 0) return 0;
    return this.words[node] === listKind ? this.words[node + 3]! : 1;
  }

  /** An item of the list that {@link listSize} counts. */
  listItem(node: number, listKind: number, index: number): number {
    return this.words[node] === listKind ? this.words[node + NODE_HEADER + index]! : node;
  }

  newLabel(): number {
    return this.context.nextLabel++;
  }

  /** Native code takes labels of its own in some operations; they must not be given to others. */
  reserveLabels(count: number): void {
    if (this.scope.emitKind !== EmitKind.bytecode) this.context.nextLabel += count;
  }

  loadId(qstr: number): void {
    if (this.pass === Pass.scope) {
      this.scope.findOrAdd(qstr, IdKind.globalImplicit);
      return;
    }
    const id = this.scope.find(qstr)!;
    const kind = id.kind;
    if (kind <= IdKind.globalImplicitAssigned) this.emit.loadGlobal(qstr, GlobalAccess.name);
    else if (kind === IdKind.globalExplicit) this.emit.loadGlobal(qstr, GlobalAccess.global);
    else this.emit.loadLocal(qstr, id.localNumber, kind === IdKind.local ? LocalAccess.fast : LocalAccess.deref);
  }

  storeId(qstr: number): void {
    if (this.pass === Pass.scope) {
      this.scope.idForModification(qstr);
      return;
    }
    const id = this.scope.find(qstr)!;
    const kind = id.kind;
    if (kind <= IdKind.globalImplicitAssigned) this.emit.storeGlobal(qstr, GlobalAccess.name);
    else if (kind === IdKind.globalExplicit) this.emit.storeGlobal(qstr, GlobalAccess.global);
    else this.emit.storeLocal(qstr, id.localNumber, kind === IdKind.local ? LocalAccess.fast : LocalAccess.deref);
  }

  deleteId(qstr: number): void {
    if (this.pass === Pass.scope) {
      this.scope.idForModification(qstr);
      return;
    }
    const id = this.scope.find(qstr)!;
    const kind = id.kind;
    if (kind <= IdKind.globalImplicitAssigned) this.emit.deleteGlobal(qstr, GlobalAccess.name);
    else if (kind === IdKind.globalExplicit) this.emit.deleteGlobal(qstr, GlobalAccess.global);
    else this.emit.deleteLocal(qstr, id.localNumber, kind === IdKind.local ? LocalAccess.fast : LocalAccess.deref);
  }

  /** The scope whose node keeps its number in child `slot`; made when the node is met first. */
  scopeOf(node: number, slot: number, kind: number, scopeNode: number, definedName: number, emitKind: number): Scope {
    if (this.pass === Pass.scope) {
      const scope = new ScopeClass(kind, this.scopes.length, this.scope, scopeNode, definedName, emitKind);
      this.scopes.push(scope);
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

  enterBlock(label: number, kind: number): void {
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
    this.breakLabel = this.newLabel() & 0xffff;
    this.continueLabel = this.newLabel() & 0xffff;
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
export function hasCompFor(walk: Walk, node: number): boolean {
  return walk.size(node) === 2 && walk.kind(walk.child(node, 1)) === Kind.compFor;
}
