// Evaluates comparisons of two constants, which the compiler does not fold.

import type { NodeId } from "../../compiler/brands.ts";
import { Token } from "../../compiler/tokens/token.ts";
import { Kind } from "../../compiler/tree/kind.ts";
import type { Constant } from "../../compiler/tree/constant.ts";
import type { Tree } from "../../compiler/tree/tree.ts";

type Value = bigint | string | boolean | null;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The result of a comparison; undefined if it is not known. */
export function compareConstants(tree: Tree, left: NodeId, operator: NodeId, right: NodeId): boolean | undefined {
  const a = valueOf(tree, left);
  if (a === undefined) return undefined;
  const kind = tree.kind(operator);
  if (kind === Kind.compOpNotIn || (kind === Kind.token && tree.argument(operator) === Token.kwIn)) {
    const items = itemsOf(tree, right);
    return items === undefined ? undefined : items.some((item) => equals(a, item)) !== (kind === Kind.compOpNotIn);
  }
  const b = valueOf(tree, right);
  if (b === undefined) return undefined;
  if (kind === Kind.compOpIs) {
    // Only None, True and False are always the same object.
    if (a !== null && b !== null && (typeof a !== "boolean" || typeof b !== "boolean")) return undefined;
    return (a === b) === (tree.child(operator, 0) === 0);
  }
  return kind === Kind.token ? compare(tree.argument(operator), a, b) : undefined;
}

function compare(operator: number, a: Value, b: Value): boolean | undefined {
  if (operator === Token.opEqual) return equals(a, b);
  if (operator === Token.opNotEqual) return !equals(a, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === undefined || y === undefined) return undefined;
  switch (operator) {
    case Token.opLess:
      return x < y;
    case Token.opMore:
      return x > y;
    case Token.opLessEqual:
      return x <= y;
    case Token.opMoreEqual:
      return x >= y;
    default:
      return undefined;
  }
}

function numberOf(value: Value): bigint | undefined {
  if (typeof value === "boolean") return value ? 1n : 0n;
  return typeof value === "bigint" ? value : undefined;
}

function equals(a: Value, b: Value): boolean {
  const [x, y] = [numberOf(a), numberOf(b)];
  return x !== undefined && y !== undefined ? x === y : a === b;
}

const TOKEN_VALUES: ReadonlyMap<number, Value> = new Map<number, Value>([
  [Token.kwTrue, true],
  [Token.kwFalse, false],
  [Token.kwNone, null],
]);

function valueOf(tree: Tree, node: NodeId): Value | undefined {
  switch (tree.kind(node)) {
    case Kind.smallInt:
      return BigInt(tree.argument(node));
    case Kind.string:
      return decoder.decode(tree.names.bytes(tree.qstr(node)));
    case Kind.token:
      return TOKEN_VALUES.get(tree.argument(node));
    case Kind.wideSmallInt:
    case Kind.constObject:
      return constantValue(tree.constants[tree.argument(node)]!);
    default:
      return undefined;
  }
}

function constantValue(constant: Constant): Value | undefined {
  switch (constant.type) {
    case "int":
      return constant.value;
    case "str":
      return decoder.decode(constant.bytes);
    case "none":
      return null;
    case "true":
      return true;
    case "false":
      return false;
    default:
      return undefined;
  }
}

function itemsOf(tree: Tree, node: NodeId): Value[] | undefined {
  if (tree.kind(node) !== Kind.constObject) return undefined;
  const constant = tree.constants[tree.argument(node)]!;
  if (constant.type !== "tuple") return undefined;
  const values = constant.items.map(constantValue);
  return values.every((value) => value !== undefined) ? values : undefined;
}
