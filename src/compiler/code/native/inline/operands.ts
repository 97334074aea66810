// Reads the operands of inline assembler instructions from the tree, where they are Python expressions: names,
// integers, [base, offset], {r0, r1}. All assemblers use it; each has its messages for wrong operands.
//
// A wrong operand does not end the pass: the reference stores the error in one slot and goes on with 0, so the last
// error of an instruction is reported. `fail` keeps the last, too.

import type { NodeId } from "../../../brands.ts";
import { Kind } from "../../../tree/kind.ts";
import { itemsOf } from "../../../tree/items.ts";
import type { Tree } from "../../../tree/tree.ts";

/**
 * The value of an integer literal, as 64 bits with a sign (what the reference keeps of it); undefined for anything
 * else.
 */
export function integerOf(tree: Tree, node: NodeId): bigint | undefined {
  const kind = tree.kind(node);
  if (kind === Kind.smallInt) return BigInt(tree.argument(node));
  if (kind !== Kind.wideSmallInt && kind !== Kind.constObject) return undefined;
  const constant = tree.constants[tree.argument(node)]!;
  return constant.type === "int" ? BigInt.asIntN(64, constant.value) : undefined;
}

/** Whether `node` is an integer that the target holds as a small int. */
export function isSmallInt(tree: Tree, node: NodeId): boolean {
  const kind = tree.kind(node);
  return kind === Kind.smallInt || kind === Kind.wideSmallInt;
}

/** Reads operands. There is one for each file. */
export class Operands {
  readonly tree: Tree;
  /** Takes a complaint about a node; the last one counts. */
  readonly fail: (reason: string, node: NodeId) => void;

  constructor(tree: Tree, fail: (reason: string, node: NodeId) => void) {
    this.tree = tree;
    this.fail = fail;
  }

  isName(node: NodeId): boolean {
    return this.tree.kind(node) === Kind.name;
  }

  /** The text of a name; "" for anything else. */
  name(node: NodeId): string {
    return this.isName(node) ? this.tree.names.text(this.tree.qstr(node)) : "";
  }

  /** As {@link integerOf}. */
  integer(node: NodeId): bigint | undefined {
    return integerOf(this.tree, node);
  }

  /** The two parts of `[a, b]`; undefined for anything else. */
  pair(node: NodeId): [first: NodeId, second: NodeId] | undefined {
    const { tree } = this;
    if (tree.kind(node) !== Kind.atomBracket) return undefined;
    const list = tree.child(node, 0);
    if (tree.kind(list) !== Kind.testlistComp || tree.size(list) !== 2) return undefined;
    return [tree.child(list, 0), tree.child(list, 1)];
  }

  /** The elements of `{a}` (a name) or `{a, b, …}` (anything); undefined for what is no such set. */
  set(node: NodeId): NodeId[] | undefined {
    const { tree } = this;
    if (tree.kind(node) !== Kind.atomBrace) return undefined;
    const inner = tree.child(node, 0);
    if (this.isName(inner)) return [inner];
    if (tree.kind(inner) !== Kind.dictorsetmaker) return undefined;
    const tail = tree.child(inner, 1);
    if (tree.kind(tail) !== Kind.dictorsetmakerList) return undefined;
    return [tree.child(inner, 0), ...itemsOf(tree, tree.child(tail, 0), Kind.dictorsetmakerList2)];
  }
}
