// Visits the nodes that are evaluated when a program runs: no annotations, no branches whose condition is known to be
// false, and no assembler functions.

import type { NodeId } from "../brands.ts";
import { Name } from "../names/known.ts";
import { itemsOf } from "../tree/items.ts";
import { isLeaf, Kind, type NodeKind } from "../tree/kind.ts";
import type { Tree } from "../tree/tree.ts";
import { isConstFalse, isConstTrue } from "../tree/truth.ts";

/** Children that are evaluated, of the kinds that have others. */
const EVALUATED: ReadonlyMap<NodeKind, readonly number[]> = new Map<NodeKind, readonly number[]>([
  [Kind.annassign, [1]],
  [Kind.typedargslistName, [2]],
  [Kind.typedargslistStar, []],
  [Kind.typedargslistDblStar, []],
  [Kind.varargslistName, [1]],
  [Kind.varargslistStar, []],
  [Kind.varargslistDblStar, []],
  [Kind.funcdef, [1, 3]],
  [Kind.classdef, [1, 2]],
  [Kind.lambdef, [0, 1]],
  [Kind.lambdefNocond, [0, 1]],
  [Kind.compFor, [0, 1, 2]],
  [Kind.trailerPeriod, []],
  [Kind.importName, []],
  [Kind.importFrom, []],
  [Kind.globalStmt, []],
  [Kind.nonlocalStmt, []],
]);

/** Calls `visit` with each child of a node that is evaluated when the program runs, in the order of the source. */
export function forEachEvaluated(tree: Tree, node: NodeId, visit: (child: NodeId) => void): void {
  const kind = tree.kind(node);
  if (isLeaf(kind)) return;
  if (kind === Kind.ifStmt) return forEachLiveBranch(tree, node, visit);
  if (kind === Kind.decorated && isAssembler(tree, node)) return;
  const chosen = kind === Kind.argument && isKeyword(tree, node) ? KEYWORD_VALUE : EVALUATED.get(kind);
  if (chosen !== undefined) {
    for (const at of chosen) visit(tree.child(node, at));
    return;
  }
  const size = tree.size(node);
  for (let at = 0; at < size; at++) visit(tree.child(node, at));
}

const KEYWORD_VALUE: readonly number[] = [1];

function isKeyword(tree: Tree, argument: NodeId): boolean {
  if (tree.kind(tree.child(argument, 0)) !== Kind.name) return false;
  const kind = tree.kind(tree.child(argument, 1));
  return kind !== Kind.argument3 && kind !== Kind.compFor;
}

/** Goes through the conditions and bodies of an `if` statement that may run. */
function forEachLiveBranch(tree: Tree, node: NodeId, visit: (child: NodeId) => void): void {
  const clauses = [node, ...itemsOf(tree, tree.child(node, 2), Kind.ifStmtElifList)];
  for (const clause of clauses) {
    const condition = tree.child(clause, 0);
    if (isConstFalse(tree, condition)) continue;
    visit(condition);
    visit(tree.child(clause, 1));
    if (isConstTrue(tree, condition)) return;
  }
  visit(tree.child(node, 3));
}

/** What decorators from `micropython` a definition has: "native", "asm_thumb", … with the node of each. */
export function ownDecorators(tree: Tree, decorated: NodeId): { readonly name: string; readonly node: NodeId }[] {
  return itemsOf(tree, tree.child(decorated, 0), Kind.decorators).flatMap((node) => {
    const [module, name] = itemsOf(tree, tree.child(node, 0), Kind.dottedName);
    if (module === undefined || name === undefined || tree.qstr(module) !== Name.micropython) return [];
    return [{ name: tree.names.text(tree.qstr(name)), node }];
  });
}

function isAssembler(tree: Tree, decorated: NodeId): boolean {
  return ownDecorators(tree, decorated).some(({ name }) => name.startsWith("asm_"));
}

/** Calls `visit` with a node and all below it that are evaluated; below those for which it returns false it does not go. */
export function visitEvaluated(tree: Tree, node: NodeId, visit: (node: NodeId) => boolean | void): void {
  if (node === 0 || visit(node) === false) return;
  forEachEvaluated(tree, node, (child) => visitEvaluated(tree, child, visit));
}

/** The trailers of an atom with trailers. */
export function trailersOf(tree: Tree, node: NodeId): NodeId[] {
  return itemsOf(tree, tree.child(node, 1), Kind.atomExprTrailers);
}
