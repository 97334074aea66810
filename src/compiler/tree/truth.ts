// Truth values that are known before the program runs: those of constants, by Python's rules.

import type { NodeId } from "../brands.ts";
import { Token } from "../tokens/token.ts";
import type { Constant } from "./constant.ts";
import { Kind } from "./kind.ts";
import type { Tree } from "./tree.ts";

function truthOfConstant(constant: Constant): boolean {
  switch (constant.type) {
    case "str":
    case "bytes":
      return constant.bytes.length > 0;
    case "int":
      return constant.value !== 0n;
    case "float":
      return constant.value !== 0;
    case "complex":
      return constant.real !== 0 || constant.imag !== 0;
    case "tuple":
      return constant.items.length > 0;
    default:
      return constant.type === "true" || constant.type === "ellipsis";
  }
}

/** Truth of a node, if the compiler uses it: 1 or 0; -1 if it has to be evaluated. */
export function truth(tree: Tree, node: NodeId): number {
  return tree.everyConstantDecides || isPlain(tree, node) ? truthOfNode(tree, node) : -1;
}

/** Whether a node is True, False or a small int. */
function isPlain({ words }: Tree, node: NodeId): boolean {
  const kind = words[node];
  if (kind !== Kind.token) return kind === Kind.smallInt || kind === Kind.wideSmallInt;
  return words[node + 3] === Token.kwTrue || words[node + 3] === Token.kwFalse;
}

/** Whether a node is a constant: a number, a string, None, True, False, ..., a constant object or (). */
export function isConstant(tree: Tree, node: NodeId): boolean {
  return truthOfNode(tree, node) >= 0;
}

/** Truth of a constant node: 1 or 0; -1 if the node is not a constant. */
function truthOfNode(tree: Tree, node: NodeId): number {
  const { words } = tree;
  const argument = words[node + 3]!;
  switch (words[node]) {
    case Kind.smallInt:
      return argument !== 0 ? 1 : 0;
    case Kind.string:
      return tree.names.byteLength(tree.qstr(node)) > 0 ? 1 : 0;
    case Kind.token:
      if (argument === Token.kwTrue || argument === Token.ellipsis) return 1;
      return argument === Token.kwFalse || argument === Token.kwNone ? 0 : -1;
    case Kind.constObject:
    case Kind.wideSmallInt:
      return truthOfConstant(tree.constants[argument]!) ? 1 : 0;
    case Kind.atomParen:
      // The empty tuple.
      return tree.child(node, 0) === 0 ? 0 : -1;
    default:
      return -1;
  }
}

export function isConstTrue(tree: Tree, node: NodeId): boolean {
  return truth(tree, node) === 1;
}

export function isConstFalse(tree: Tree, node: NodeId): boolean {
  return truth(tree, node) === 0;
}
