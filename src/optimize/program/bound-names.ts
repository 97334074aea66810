// Finds the names that a block of code binds, by MicroPython's rules, and the facts of its import statements.

import { NO_NODE, type NodeId } from "../../compiler/brands.ts";
import { Token } from "../../compiler/tokens/token.ts";
import { isLeaf, Kind } from "../../compiler/tree/kind.ts";
import type { Tree } from "../../compiler/tree/tree.ts";
import type { ImportFact } from "./facts.ts";

/** Text of a node that is a name or a string. */
export function nameText(tree: Tree, node: NodeId): string {
  return tree.names.text(tree.qstr(node));
}

/** The items of a list of `kind`. The parser omits the list node for a single item. */
export function listOf(tree: Tree, node: NodeId, kind: number): NodeId[] {
  if (node === 0) return [];
  if (tree.kind(node) !== kind) return [node];
  const list: NodeId[] = [];
  for (let at = 0; at < tree.size(node); at++) list.push(tree.child(node, at));
  return list;
}

/** The facts of an import statement, one for each name that it binds. */
export function importFacts(tree: Tree, node: NodeId): ImportFact[] {
  return tree.kind(node) === Kind.importName ? plainImports(tree, node) : fromImports(tree, node);
}

function dotted(tree: Tree, node: NodeId): string {
  return listOf(tree, node, Kind.dottedName)
    .map((one) => nameText(tree, one))
    .join(".");
}

function plainImports(tree: Tree, node: NodeId): ImportFact[] {
  return listOf(tree, tree.child(node, 0), Kind.dottedAsNames).map((one) => {
    const hasAs = tree.kind(one) === Kind.dottedAsName;
    const module = dotted(tree, hasAs ? tree.child(one, 0) : one);
    const bound = hasAs ? nameText(tree, tree.child(one, 1)) : module.split(".")[0]!;
    return { module, level: 0, name: undefined, bound, hasAs };
  });
}

function countPeriods(tree: Tree, node: NodeId): number {
  return listOf(tree, node, Kind.oneOrMorePeriodOrEllipsis).reduce((count, one) => {
    return count + (tree.argument(one) === Token.period ? 1 : 3);
  }, 0);
}

function fromImports(tree: Tree, node: NodeId): ImportFact[] {
  let source = tree.child(node, 0);
  let level = 0;
  const kind = tree.kind(source);
  if (kind === Kind.token || kind === Kind.oneOrMorePeriodOrEllipsis) {
    level = countPeriods(tree, source);
    source = NO_NODE;
  } else if (kind === Kind.importFrom2b) {
    level = countPeriods(tree, tree.child(source, 0));
    source = tree.child(source, 1);
  }
  const module = source === 0 ? "" : dotted(tree, source);
  const what = tree.child(node, 1);
  if (tree.kind(what) === Kind.token) return [{ module, level, name: "*", bound: "*", hasAs: false }];
  return listOf(tree, what, Kind.importAsNames).map((one) => {
    const name = nameText(tree, tree.child(one, 0));
    const as = tree.child(one, 1);
    return { module, level, name, bound: as === 0 ? name : nameText(tree, as), hasAs: as !== 0 };
  });
}

/** The names of a block of code, without those of inner functions and classes. */
export interface BlockNames {
  /** Names that it binds, with the number of times. */
  readonly bound: ReadonlyMap<string, number>;
  /** Names that it declares `global`. */
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
}

/**
 * The uses of names in a block of code.
 *
 * @param inFunction `name: annotation` without a value makes a local of a function
 */
export function blockNames(tree: Tree, node: NodeId, inFunction = false): BlockNames {
  const finder = new NameFinder(tree, inFunction);
  if (node !== 0) finder.walk(node);
  return finder;
}

/** The names that the targets of a comprehension bind. */
export function targetNames(tree: Tree, targets: NodeId): Iterable<string> {
  const finder = new NameFinder(tree, false);
  finder.target(targets);
  return finder.bound.keys();
}

const NO_NAMES: ReadonlySet<string> = new Set();

class NameFinder implements BlockNames {
  readonly bound: Map<string, number> = new Map();
  globals: ReadonlySet<string> = NO_NAMES;
  nonlocals: ReadonlySet<string> = NO_NAMES;
  private readonly tree: Tree;
  private readonly inFunction: boolean;

  constructor(tree: Tree, inFunction: boolean) {
    this.tree = tree;
    this.inFunction = inFunction;
  }

  private add(name: string): void {
    this.bound.set(name, (this.bound.get(name) ?? 0) + 1);
  }

  target(one: NodeId): void {
    const { tree } = this;
    const kind = tree.kind(one);
    if (kind === Kind.name) this.add(nameText(tree, one));
    else if (kind === Kind.atomExprNormal || kind === Kind.atomExprAwait) this.walk(one);
    else if (!isLeaf(kind)) for (let at = 0; at < tree.size(one); at++) this.target(tree.child(one, at));
  }

  private children(one: NodeId, from: number): void {
    const { tree } = this;
    for (let at = from; at < tree.size(one); at++) this.walk(tree.child(one, at));
  }

  walk(one: NodeId): void {
    const { tree } = this;
    const kind = tree.kind(one);
    if (isLeaf(kind)) return;
    switch (kind) {
      case Kind.funcdef:
      case Kind.classdef:
        this.add(nameText(tree, tree.child(one, 0)));
        // Default values and bases may contain `:=`.
        if (tree.child(one, 1) !== 0) this.walk(tree.child(one, 1));
        return;
      case Kind.lambdef:
      case Kind.lambdefNocond:
        return;
      case Kind.exprStmt:
        return this.assignment(one);
      case Kind.globalStmt:
        this.globals = this.declare(this.globals, one);
        return;
      case Kind.nonlocalStmt:
        this.nonlocals = this.declare(this.nonlocals, one);
        return;
      case Kind.importName:
      case Kind.importFrom:
        for (const fact of importFacts(tree, one)) if (fact.name !== "*") this.add(fact.bound);
        return;
      case Kind.forStmt:
        this.target(tree.child(one, 0));
        return this.children(one, 1);
      case Kind.compFor:
        // The targets of a comprehension are local to it; `:=` inside it binds outside.
        return this.children(one, 1);
      case Kind.delStmt:
        return this.target(tree.child(one, 0));
      case Kind.withItem:
      case Kind.tryStmtAsName:
        this.walk(tree.child(one, 0));
        return this.target(tree.child(one, 1));
      case Kind.namedexprTest:
        this.target(tree.child(one, 0));
        return this.walk(tree.child(one, 1));
      default:
        return this.children(one, 0);
    }
  }

  private declare(known: ReadonlySet<string>, statement: NodeId): ReadonlySet<string> {
    const { tree } = this;
    const names = listOf(tree, tree.child(statement, 0), Kind.nameList).map((name) => nameText(tree, name));
    return new Set([...known, ...names]);
  }

  private assignment(one: NodeId): void {
    const { tree } = this;
    const tail = tree.child(one, 1);
    if (tail === 0) return this.walk(tree.child(one, 0));
    const isAnnotated = tree.kind(tail) === Kind.annassign;
    if (!isAnnotated || tree.child(tail, 1) !== 0 || this.inFunction) this.target(tree.child(one, 0));
    if (tree.kind(tail) === Kind.exprStmtAssignList) {
      for (let at = 0; at + 1 < tree.size(tail); at++) this.target(tree.child(tail, at));
      this.walk(tree.child(tail, tree.size(tail) - 1));
    } else {
      this.walk(isAnnotated ? tree.child(tail, 1) : tail);
    }
  }
}
