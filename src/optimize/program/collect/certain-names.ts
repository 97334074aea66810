// Finds the names that a module certainly has after it has run, so that importing them does not fail.

import type { NodeId } from "../../../compiler/brands.ts";
import { Kind } from "../../../compiler/tree/kind.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import { importFacts, listOf, nameText } from "../bound-names.ts";

/** The names that a block binds on every path to its end. */
export function certainNames(tree: Tree, node: NodeId): Set<string> {
  const found = new Set<string>();
  addCertain(tree, node, found);
  return found;
}

function addCertain(tree: Tree, node: NodeId, found: Set<string>): void {
  if (node === 0) return;
  switch (tree.kind(node)) {
    case Kind.fileInput2:
    case Kind.suiteBlockStmts:
    case Kind.simpleStmt2:
      for (let at = 0; at < tree.size(node); at++) addCertain(tree, tree.child(node, at), found);
      return;
    case Kind.funcdef:
    case Kind.classdef:
      found.add(nameText(tree, tree.child(node, 0)));
      return;
    case Kind.asyncStmt:
      if (tree.kind(tree.child(node, 0)) === Kind.funcdef) addCertain(tree, tree.child(node, 0), found);
      return;
    case Kind.decorated: {
      const inner = tree.child(node, 1);
      addCertain(tree, tree.kind(inner) === Kind.asyncFuncdef ? tree.child(inner, 0) : inner, found);
      return;
    }
    case Kind.importName:
    case Kind.importFrom:
      for (const { bound, name } of importFacts(tree, node)) if (name !== "*") found.add(bound);
      return;
    case Kind.exprStmt:
      addTargets(tree, node, found);
      return;
    case Kind.ifStmt:
      addBranches(tree, node, found);
      return;
  }
}

function addTargets(tree: Tree, node: NodeId, found: Set<string>): void {
  const value = tree.child(node, 1);
  const kind = value === 0 ? 0 : tree.kind(value);
  if (value === 0 || kind === Kind.exprStmtAugassign || (kind === Kind.annassign && tree.child(value, 1) === 0)) return;
  const targets = [tree.child(node, 0)];
  if (kind === Kind.exprStmtAssignList) {
    for (let at = 0; at + 1 < tree.size(value); at++) targets.push(tree.child(value, at));
  }
  for (const target of targets) {
    for (const one of listOf(tree, target, Kind.testlistStarExpr)) {
      if (tree.kind(one) === Kind.name) found.add(nameText(tree, one));
    }
  }
}

/** Adds names that all branches bind, if one of them certainly runs. */
function addBranches(tree: Tree, node: NodeId, found: Set<string>): void {
  const otherwise = tree.child(node, 3);
  if (otherwise === 0) return;
  const elifs = tree.child(node, 2) === 0 ? [] : listOf(tree, tree.child(node, 2), Kind.ifStmtElifList);
  const bodies = [tree.child(node, 1), ...elifs.map((one) => tree.child(one, 1)), otherwise];
  const [first, ...others] = bodies.map((body) => certainNames(tree, body));
  for (const name of first!) if (others.every((names) => names.has(name))) found.add(name);
}
