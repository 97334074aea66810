// Which names a block of code binds, by MicroPython's rules, and what its import statements say.

import { NO_NODE, type NodeId } from "../../compiler/brands.ts";
import { Token } from "../../compiler/tokens/token.ts";
import { isLeaf, Kind } from "../../compiler/tree/kind.ts";
import type { Tree } from "../../compiler/tree/tree.ts";
import type { ImportFact } from "./facts.ts";

/** Text of a node that is a name or a string. */
export function nameText(tree: Tree, node: NodeId): string {
  return tree.names.text(tree.qstr(node));
}

/** The items of a list of `kind`, which the parser leaves out where there is only one. */
export function listOf(tree: Tree, node: NodeId, kind: number): NodeId[] {
  if (node === 0) return [];
  if (tree.kind(node) !== kind) return [node];
  return Array.from({ length: tree.size(node) }, (_, at) => tree.child(node, at));
}

/** What an import statement imports, one fact for each name that it binds. */
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

/**
 * The names that code binds, and how often; not what functions and classes inside of it bind.
 *
 * @param inFunction `name: annotation` without a value makes a local of a function
 */
export function boundNames(tree: Tree, node: NodeId, inFunction = false): Map<string, number> {
  return findBound(tree, node, inFunction, false);
}

/** The names that the targets of a comprehension bind. */
export function targetNames(tree: Tree, targets: NodeId): Iterable<string> {
  return findBound(tree, targets, false, true).keys();
}

function findBound(tree: Tree, node: NodeId, inFunction: boolean, isTarget: boolean): Map<string, number> {
  const bound = new Map<string, number>();
  const add = (name: string): void => void bound.set(name, (bound.get(name) ?? 0) + 1);
  const target = (one: NodeId): void => {
    const kind = tree.kind(one);
    if (kind === Kind.name) add(nameText(tree, one));
    else if (kind === Kind.atomExprNormal || kind === Kind.atomExprAwait) walk(one);
    else if (!isLeaf(kind)) for (let at = 0; at < tree.size(one); at++) target(tree.child(one, at));
  };
  const children = (one: NodeId, from = 0): void => {
    for (let at = from; at < tree.size(one); at++) walk(tree.child(one, at));
  };
  const walk = (one: NodeId): void => {
    const kind = tree.kind(one);
    if (isLeaf(kind)) return;
    switch (kind) {
      case Kind.funcdef:
      case Kind.classdef:
        add(nameText(tree, tree.child(one, 0)));
        // Default values and bases may hold `:=`.
        if (tree.child(one, 1) !== 0) walk(tree.child(one, 1));
        return;
      case Kind.lambdef:
      case Kind.lambdefNocond:
        return;
      case Kind.exprStmt:
        assignment(one);
        return;
      case Kind.importName:
      case Kind.importFrom:
        for (const fact of importFacts(tree, one)) if (fact.name !== "*") add(fact.bound);
        return;
      case Kind.forStmt:
        target(tree.child(one, 0));
        children(one, 1);
        return;
      case Kind.compFor:
        // Its targets are its own; `:=` inside of it binds outside.
        children(one, 1);
        return;
      case Kind.delStmt:
        target(tree.child(one, 0));
        return;
      case Kind.withItem:
      case Kind.tryStmtAsName:
        walk(tree.child(one, 0));
        target(tree.child(one, 1));
        return;
      case Kind.namedexprTest:
        target(tree.child(one, 0));
        walk(tree.child(one, 1));
        return;
      default:
        children(one);
    }
  };
  const assignment = (one: NodeId): void => {
    const tail = tree.child(one, 1);
    if (tail === 0) return walk(tree.child(one, 0));
    const isAnnotated = tree.kind(tail) === Kind.annassign;
    if (!isAnnotated || tree.child(tail, 1) !== 0 || inFunction) target(tree.child(one, 0));
    if (tree.kind(tail) === Kind.exprStmtAssignList) {
      for (let at = 0; at + 1 < tree.size(tail); at++) target(tree.child(tail, at));
      walk(tree.child(tail, tree.size(tail) - 1));
    } else {
      walk(isAnnotated ? tree.child(tail, 1) : tail);
    }
  };
  if (node !== 0) (isTarget ? target : walk)(node);
  return bound;
}

/** Names that code declares `global` (else `nonlocal`). */
export function declaredGlobals(tree: Tree, node: NodeId, nonlocal = false): Set<string> {
  const names = new Set<string>();
  const wanted = nonlocal ? Kind.nonlocalStmt : Kind.globalStmt;
  const walk = (one: NodeId): void => {
    const kind = tree.kind(one);
    if (isLeaf(kind) || kind === Kind.funcdef || kind === Kind.classdef) return;
    if (kind === wanted) {
      for (const name of listOf(tree, tree.child(one, 0), Kind.nameList)) names.add(nameText(tree, name));
    } else if (!EXPRESSIONS_ONLY.has(kind)) {
      for (let at = 0; at < tree.size(one); at++) walk(tree.child(one, at));
    }
  };
  if (node !== 0) walk(node);
  return names;
}

/** Statements that hold no statements. */
const EXPRESSIONS_ONLY: ReadonlySet<number> = new Set([
  Kind.exprStmt,
  Kind.returnStmt,
  Kind.raiseStmt,
  Kind.importName,
  Kind.importFrom,
  Kind.delStmt,
  Kind.assertStmt,
]);
