// Lists in a tree. For a list of one element the tree has the element itself.

import type { NodeId } from "../brands.ts";
import type { NodeKind } from "./kind.ts";
import type { Tree } from "./tree.ts";

/** The children of `node` if it is of the list kind `kind`, itself if it is anything else, nothing if it is absent. */
export function itemsOf(tree: Tree, node: NodeId, kind: NodeKind): NodeId[] {
  if (node === 0) return [];
  return tree.kind(node) === kind ? childrenOf(tree, node) : [node];
}

/** The children of an inner node. */
export function childrenOf(tree: Tree, node: NodeId): NodeId[] {
  return Array.from({ length: tree.size(node) }, (_, at) => tree.child(node, at));
}
