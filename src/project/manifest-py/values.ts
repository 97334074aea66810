// Python's values in a manifest. Integers are bigint, to differ from floats; text, None and bools are JavaScript's
// values.

import { reprStr } from "../../mpy/file/python-repr.ts";

/** A value. */
export type Value = null | boolean | bigint | number | string | PyList | PyTuple | PyDict | PyFunction | PyObject;

/** A list. */
export class PyList {
  readonly items: Value[];

  constructor(items: Value[]) {
    this.items = items;
  }
}

/** A tuple. */
export class PyTuple {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** A dict, in the order of insertion. */
export class PyDict {
  private readonly byKey = new Map<string, readonly [Value, Value]>();

  get size(): number {
    return this.byKey.size;
  }

  get(key: Value): Value | undefined {
    return this.byKey.get(hashKey(key))?.[1];
  }

  set(key: Value, value: Value): void {
    this.byKey.set(hashKey(key), [key, value]);
  }

  delete(key: Value): void {
    this.byKey.delete(hashKey(key));
  }

  entries(): (readonly [Value, Value])[] {
    return [...this.byKey.values()];
  }

  keys(): Value[] {
    return this.entries().map(([key]) => key);
  }
}

/** What a call passes. */
export interface Passed {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
}

/** Something that can be called. */
export class PyFunction {
  readonly name: string;
  readonly call: (passed: Passed) => Value;

  constructor(name: string, call: (passed: Passed) => Value) {
    this.name = name;
    this.call = call;
  }
}

/** Anything else: it is known by its attributes. */
export class PyObject {
  /** What it is, as messages call it: "module 'os'". */
  readonly what: string;
  readonly attribute: (name: string) => Value | undefined;

  constructor(what: string, attribute: (name: string) => Value | undefined) {
    this.what = what;
    this.attribute = attribute;
  }
}

/** An exception of the manifest's own, before the place is known. */
export class Fault extends Error {
  /** Type of the exception in Python: "TypeError"; "" for what the manifest functions themselves refuse. */
  readonly exception: string;
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(exception: string, message: string, hint?: string) {
    super(message);
    this.exception = exception;
    this.hint = hint;
  }
}

/** A fault of the type. */
export function typeError(message: string): Fault {
  return new Fault("TypeError", message);
}

/** Name of the value's type. */
export function typeName(value: Value): string {
  if (value === null) return "NoneType";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float";
    case "string":
      return "str";
    default:
      return objectType(value);
  }
}

function objectType(value: PyList | PyTuple | PyDict | PyFunction | PyObject): string {
  if (value instanceof PyList) return "list";
  if (value instanceof PyTuple) return "tuple";
  if (value instanceof PyDict) return "dict";
  return value instanceof PyFunction ? "function" : value.what;
}

/** Whether Python takes the value for true. */
export function isTrue(value: Value): boolean {
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyDict) return value.size > 0;
  return value instanceof PyFunction || value instanceof PyObject || Boolean(value);
}

/** A number as an operand; bool counts as int. Undefined for what is none. */
export function numberOf(value: Value): bigint | number | undefined {
  if (typeof value === "boolean") return value ? 1n : 0n;
  return typeof value === "bigint" || typeof value === "number" ? value : undefined;
}

/** Whether `left == right`. */
export function isEqual(left: Value, right: Value): boolean {
  const [a, b] = [numberOf(left), numberOf(right)];
  // eslint-disable-next-line eqeqeq -- int and float compare by value
  if (a !== undefined && b !== undefined) return a == b;
  if (left instanceof PyDict && right instanceof PyDict) {
    if (left.size !== right.size) return false;
    return left.entries().every(([key, value]) => {
      const other = right.get(key);
      return other !== undefined && isEqual(value, other);
    });
  }
  const bothLists = left instanceof PyList && right instanceof PyList;
  const bothTuples = left instanceof PyTuple && right instanceof PyTuple;
  if (!bothLists && !bothTuples) return left === right;
  const [one, two] = [left.items, right.items];
  return one.length === two.length && one.every((item, index) => isEqual(item, two[index]!));
}

/** Order of two values: below 0, 0, above 0. @throws Fault where Python has none */
export function compareValues(left: Value, right: Value): number {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  const bothLists = left instanceof PyList && right instanceof PyList;
  const bothTuples = left instanceof PyTuple && right instanceof PyTuple;
  if (!bothLists && !bothTuples) {
    throw typeError(`'<' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`);
  }
  const [one, two] = [left.items, right.items];
  for (let index = 0; index < one.length && index < two.length; index++) {
    if (!isEqual(one[index]!, two[index]!)) return compareValues(one[index]!, two[index]!);
  }
  return one.length - two.length;
}

/** Values of an iterable. @throws Fault for what is none */
export function iterate(value: Value): readonly Value[] {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  if (value instanceof PyDict) return value.keys();
  if (typeof value === "string") return [...value];
  throw typeError(`'${typeName(value)}' object is not iterable`);
}

/** Text of a parameter that takes nothing else. */
export function expectText(value: Value, parameter: string): string {
  if (typeof value === "string") return value;
  throw typeError(`${parameter} must be a string, not ${typeName(value)}`);
}

/** As str() has it. */
export function str(value: Value): string {
  return typeof value === "string" ? value : repr(value);
}

/** As repr() has it. */
export function repr(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return reprStr(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return reprFloat(value);
  if (value instanceof PyList) return `[${value.items.map(repr).join(", ")}]`;
  if (value instanceof PyTuple) return value.items.length === 1 ? `(${repr(value.items[0]!)},)` : reprTuple(value);
  if (value instanceof PyDict)
    return `{${value
      .entries()
      .map(([key, one]) => `${repr(key)}: ${repr(one)}`)
      .join(", ")}}`;
  return value instanceof PyFunction ? `<function ${value.name}>` : `<${value.what}>`;
}

function reprTuple(value: PyTuple): string {
  return `(${value.items.map(repr).join(", ")})`;
}

function reprFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  const size = Math.abs(value);
  // JavaScript writes exponents from 1e21 on and below 1e-6, Python from 1e16 on and below 1e-4
  if (value !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return text.includes(".") ? text : `${text}.0`;
}

/** Text that is the same for equal keys of a dict. */
function hashKey(key: Value): string {
  const number = numberOf(key);
  if (number !== undefined) return `n${Number(number)}`;
  if (typeof key === "string") return `s${key}`;
  if (key === null) return "None";
  if (key instanceof PyTuple)
    return `(${key.items
      .map(hashKey)
      .map((hash) => `${hash.length}:${hash}`)
      .join("")})`;
  throw typeError(`unhashable type: '${typeName(key)}'`);
}
