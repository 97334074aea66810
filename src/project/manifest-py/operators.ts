// Operators on values: what +, %, `in` and [] do.

import { binaryOperation, Token, type TokenKind, unaryOperation } from "../../compiler/syntax.ts";
import type { BinaryOperator, Comparison } from "./syntax.ts";
import { formatPercent } from "./text-format.ts";
import {
  compareValues,
  Fault,
  isEqual,
  iterate,
  numberOf,
  PyDict,
  PyList,
  PyTuple,
  repr,
  typeError,
  typeName,
  type Value,
} from "./values.ts";
import { limitedText, MAX_ITEMS } from "./weight.ts";
import { tooLarge } from "./messages.ts";

/** Most bits of a number that a manifest may compute. */
const MAX_BITS = 4096;

const TOKENS: Readonly<Record<BinaryOperator, TokenKind>> = {
  "+": Token.opPlus,
  "-": Token.opMinus,
  "*": Token.opStar,
  "/": Token.opSlash,
  "//": Token.opDoubleSlash,
  "%": Token.opPercent,
  "**": Token.opDoubleStar,
  "|": Token.opPipe,
  "&": Token.opAmpersand,
  "^": Token.opCaret,
  "<<": Token.opShiftLeft,
  ">>": Token.opShiftRight,
  "@": Token.opAt,
};

/** `left operator right`. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) {
    const result = binaryOperation(TOKENS[operator], a, b, MAX_BITS);
    if (result === undefined) throw new Fault("ArithmeticError", `${a} ${operator} ${b} cannot be computed here`);
    return result;
  }
  if (operator === "%" && typeof left === "string") return formatPercent(left, right);
  const result = operator === "+" ? concatenate(left, right) : operator === "*" ? repeat(left, right) : undefined;
  if (result !== undefined) return result;
  if (operator === "|" && left instanceof PyDict && right instanceof PyDict) return merged(left, right);
  throw typeError(`unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`);
}

function concatenate(left: Value, right: Value): Value | undefined {
  if (typeof left === "string" && typeof right === "string") return limitedText(left + right);
  if (left instanceof PyList && right instanceof PyList)
    return new PyList(limitedItems([...left.items, ...right.items]));
  if (left instanceof PyTuple && right instanceof PyTuple) {
    return new PyTuple(limitedItems([...left.items, ...right.items]));
  }
  return undefined;
}

function repeat(left: Value, right: Value): Value | undefined {
  const [sequence, times] = numberOf(right) === undefined ? [right, left] : [left, right];
  if (typeof times !== "bigint") return undefined;
  const length = typeof sequence === "string" ? sequence.length : sequence instanceof PyDict ? -1 : lengthOf(sequence);
  if (length < 0) return undefined;
  if (times > 0n && times * BigInt(length) > BigInt(MAX_ITEMS)) throw tooLarge("the result");
  const number = Math.max(0, Number(times));
  if (typeof sequence === "string") return sequence.repeat(number);
  const items = Array.from({ length: number }, () => iterate(sequence)).flat();
  return sequence instanceof PyList ? new PyList(items) : new PyTuple(items);
}

function lengthOf(value: Value): number {
  return value instanceof PyList || value instanceof PyTuple ? value.items.length : -1;
}

function merged(left: PyDict, right: PyDict): PyDict {
  const all = new PyDict();
  for (const [key, value] of [...left.entries(), ...right.entries()]) all.set(key, value);
  return all;
}

function limitedItems(items: Value[]): Value[] {
  if (items.length > MAX_ITEMS) throw tooLarge("this list");
  return items;
}

const SIGNS = { "+": Token.opPlus, "-": Token.opMinus, "~": Token.opTilde } as const;

/** `operator value`. */
export function signed(operator: "+" | "-" | "~", value: Value): Value {
  const number = numberOf(value);
  const token = SIGNS[operator];
  const result = number === undefined ? undefined : unaryOperation(token, number);
  if (result === undefined) throw typeError(`bad operand type for unary ${operator}: '${typeName(value)}'`);
  return result;
}

const COMPARISONS: Readonly<Record<Comparison, (left: Value, right: Value) => boolean>> = {
  "==": isEqual,
  "!=": (left, right) => !isEqual(left, right),
  "<": (left, right) => compareValues(left, right) < 0,
  ">": (left, right) => compareValues(left, right) > 0,
  "<=": (left, right) => compareValues(left, right) <= 0,
  ">=": (left, right) => compareValues(left, right) >= 0,
  in: (left, right) => contains(right, left),
  "not in": (left, right) => !contains(right, left),
  is: (left, right) => left === right,
  "is not": (left, right) => left !== right,
};

/** `left operator right`, a comparison. */
export function compare(operator: Comparison, left: Value, right: Value): boolean {
  return COMPARISONS[operator](left, right);
}

function contains(container: Value, item: Value): boolean {
  if (typeof container === "string") {
    if (typeof item === "string") return container.includes(item);
    throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
  }
  if (container instanceof PyDict) return container.get(item) !== undefined;
  return iterate(container).some((one) => isEqual(one, item));
}

/** `container[index]`. */
export function subscript(container: Value, index: Value): Value {
  if (container instanceof PyDict) {
    const value = container.get(index);
    if (value === undefined) throw new Fault("KeyError", repr(index));
    return value;
  }
  const items = sequenceItems(container);
  const value = items[position(items.length, index)];
  if (value === undefined) throw new Fault("IndexError", `${typeName(container)} index out of range`);
  return value;
}

/** `container[start:stop:step]`. */
export function slice(container: Value, start: Value, stop: Value, step: Value): Value {
  const items = sequenceItems(container);
  const by = step === null ? 1 : integer(step);
  if (by === 0) throw new Fault("ValueError", "slice step cannot be zero");
  const [low, high] = by > 0 ? [0, items.length] : [-1, items.length - 1];
  const bound = (value: Value, missing: number): number => {
    if (value === null) return missing;
    const given = integer(value);
    return Math.min(Math.max(given < 0 ? given + items.length : given, low), high);
  };
  const first = bound(start, by > 0 ? low : high);
  const last = bound(stop, by > 0 ? high : low);
  const taken: Value[] = [];
  for (let at = first; by > 0 ? at < last : at > last; at += by) taken.push(items[at]!);
  if (typeof container === "string") return taken.join("");
  return container instanceof PyList ? new PyList(taken) : new PyTuple(taken);
}

/** `container[index] = value`. */
export function assignItem(container: Value, index: Value, value: Value): void {
  if (container instanceof PyDict) {
    container.set(index, value);
    return;
  }
  if (!(container instanceof PyList))
    throw typeError(`'${typeName(container)}' object does not support item assignment`);
  const at = position(container.items.length, index);
  if (at < 0 || at >= container.items.length) throw new Fault("IndexError", "list assignment index out of range");
  container.items[at] = value;
}

function sequenceItems(value: Value): readonly Value[] {
  if (typeof value === "string" || value instanceof PyList || value instanceof PyTuple) return iterate(value);
  throw typeError(`'${typeName(value)}' object is not subscriptable`);
}

function position(length: number, index: Value): number {
  const at = integer(index);
  return at < 0 ? at + length : at;
}

/** A value that has to be a whole number; one beyond what a double counts exactly is as good as the largest that it does. */
export function integer(value: Value): number {
  const number = numberOf(value);
  if (typeof number !== "bigint") throw typeError(`a whole number is needed, not ${typeName(value)}`);
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(number)));
}
