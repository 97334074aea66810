// Methods of text, lists, tuples and dicts: one table by type.

import { integer } from "./operators.ts";
import { formatFields, joinText } from "./text-format.ts";
import {
  compareValues,
  expectText,
  Fault,
  isEqual,
  isTrue,
  iterate,
  type Passed,
  PyDict,
  PyFunction,
  PyList,
  PyTuple,
  repr,
  typeError,
  type Value,
} from "./values.ts";
import { MAX_ITEMS, TextLength } from "./weight.ts";
import { tooLarge } from "./messages.ts";

/** A method: the object, what is passed by position, everything that is passed. */
type Method<T> = (self: T, given: readonly Value[], passed: Passed) => Value;

const optionalText = (value: Value | undefined, parameter: string): string | undefined =>
  value === undefined || value === null ? undefined : expectText(value, parameter);

const isOf = (text: string, what: Value | undefined, test: (one: string) => boolean): boolean => {
  if (what instanceof PyTuple) return what.items.some((item) => test(expectText(item, "prefix")));
  return test(expectText(what ?? null, "prefix"));
};

function strip(text: string, given: readonly Value[], left: boolean, right: boolean): string {
  const drop = optionalText(given[0], "chars") ?? " \t\n\r\v\f";
  const kept = [...text].map((character) => !drop.includes(character));
  const first = kept.indexOf(true);
  if (first < 0) return "";
  return [...text].slice(left ? first : 0, right ? kept.lastIndexOf(true) + 1 : undefined).join("");
}

function split(text: string, given: readonly Value[], fromRight: boolean): PyList {
  const separator = optionalText(given[0], "sep");
  if (separator === "") throw new Fault("ValueError", "empty separator");
  const most = given[1] === undefined ? -1 : integer(given[1]);
  if (separator === undefined) {
    if (most >= 0) throw typeError("split() by white space takes no limit here; give a separator");
    return new PyList(text.split(/\s+/).filter(Boolean));
  }
  const parts = text.split(separator);
  if (most < 0 || parts.length <= most + 1) return new PyList(parts);
  const cut = fromRight ? parts.length - most : most;
  const joined = (some: readonly string[]): string => some.join(separator);
  const kept = fromRight
    ? [joined(parts.slice(0, cut)), ...parts.slice(cut)]
    : [...parts.slice(0, cut), joined(parts.slice(cut))];
  return new PyList(kept);
}

const TEXT: Readonly<Record<string, Method<string>>> = {
  format: (text, _, passed) => formatFields(text, passed),
  join: (text, given) => joinText(text, given[0] ?? null),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text, given) => strip(text, given, true, true),
  lstrip: (text, given) => strip(text, given, true, false),
  rstrip: (text, given) => strip(text, given, false, true),
  split: (text, given) => split(text, given, false),
  rsplit: (text, given) => split(text, given, true),
  splitlines: (text) => new PyList(text.replace(/(?:\r\n|\r|\n)$/, "").split(/\r\n|\r|\n/)),
  startswith: (text, given) => isOf(text, given[0], (prefix) => text.startsWith(prefix)),
  endswith: (text, given) => isOf(text, given[0], (suffix) => text.endsWith(suffix)),
  replace: (text, given) => {
    const [old, replacement] = [expectText(given[0] ?? null, "old"), expectText(given[1] ?? null, "new")];
    const length = new TextLength();
    return text.replaceAll(old, () => length.add(replacement));
  },
  removeprefix: (text, given) => {
    const prefix = expectText(given[0] ?? null, "prefix");
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  },
  removesuffix: (text, given) => {
    const suffix = expectText(given[0] ?? null, "suffix");
    return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
  },
  find: (text, given) => BigInt(text.indexOf(expectText(given[0] ?? null, "sub"))),
  count: (text, given) => BigInt(text.split(expectText(given[0] ?? null, "sub")).length - 1),
  isdigit: (text) => /^\d+$/.test(text),
};

/** Appends items to a list; it cannot outgrow a manifest's bounds. */
export function growList(list: PyList, items: readonly Value[]): null {
  if (list.items.length + items.length > MAX_ITEMS) throw tooLarge("this list");
  // a list may be extended by itself
  for (const item of items.slice()) list.items.push(item);
  return null;
}

function indexOf(items: readonly Value[], value: Value | undefined): number {
  const at = items.findIndex((item) => isEqual(item, value ?? null));
  if (at < 0) throw new Fault("ValueError", "the value is not in the list");
  return at;
}

const count: Method<PyList | PyTuple> = ({ items }, given) =>
  BigInt(items.filter((item) => isEqual(item, given[0] ?? null)).length);

const LIST: Readonly<Record<string, Method<PyList>>> = {
  append: (list, given) => growList(list, [given[0] ?? null]),
  extend: (list, given) => growList(list, iterate(given[0] ?? null)),
  insert: (list, given) => {
    if (list.items.length >= MAX_ITEMS) throw tooLarge("this list");
    list.items.splice(integer(given[0] ?? null), 0, given[1] ?? null);
    return null;
  },
  remove: (list, given) => {
    list.items.splice(indexOf(list.items, given[0]), 1);
    return null;
  },
  pop: (list, given) => {
    const [taken] = list.items.splice(given[0] === undefined ? -1 : integer(given[0]), 1);
    if (taken === undefined) throw new Fault("IndexError", "pop from an empty list or beyond its end");
    return taken;
  },
  index: (list, given) => BigInt(indexOf(list.items, given[0])),
  count,
  copy: (list) => new PyList([...list.items]),
  reverse: (list) => {
    list.items.reverse();
    return null;
  },
  sort: (list, _, { keywords }) => {
    sortedValues(list.items, keywords).forEach((item, index) => (list.items[index] = item));
    return null;
  },
};

const TUPLE: Readonly<Record<string, Method<PyTuple>>> = {
  index: (tuple, given) => BigInt(indexOf(tuple.items, given[0])),
  count,
};

const DICT: Readonly<Record<string, Method<PyDict>>> = {
  get: (dict, given) => dict.get(given[0] ?? null) ?? given[1] ?? null,
  keys: (dict) => new PyList(dict.keys()),
  values: (dict) => new PyList(dict.entries().map(([, value]) => value)),
  items: (dict) => new PyList(dict.entries().map((entry) => new PyTuple(entry))),
  copy: (dict) => {
    const copy = new PyDict();
    for (const [key, value] of dict.entries()) copy.set(key, value);
    return copy;
  },
  setdefault: (dict, given) => {
    const value = dict.get(given[0] ?? null) ?? given[1] ?? null;
    dict.set(given[0] ?? null, value);
    return value;
  },
  pop: (dict, given) => {
    const value = dict.get(given[0] ?? null) ?? given[1];
    if (value === undefined) throw new Fault("KeyError", repr(given[0]!));
    dict.delete(given[0] ?? null);
    return value;
  },
  update: (dict, given, { keywords }) => {
    const other = given[0];
    if (other instanceof PyDict) for (const [key, value] of other.entries()) dict.set(key, value);
    else if (other !== undefined) throw typeError("update() takes a dict");
    for (const [name, value] of keywords) dict.set(name, value);
    return null;
  },
};

/** Values in order, by the keywords of sort() and sorted(): `key` and `reverse`. */
export function sortedValues(items: readonly Value[], keywords: ReadonlyMap<string, Value>): Value[] {
  const key = keywords.get("key") ?? null;
  if (key !== null && !(key instanceof PyFunction)) throw typeError("key must be a function");
  const sign = isTrue(keywords.get("reverse") ?? null) ? -1 : 1;
  const keyed = items.map((item) => {
    return { item, by: key === null ? item : key.call({ positional: [item], keywords: new Map() }) };
  });
  return keyed.sort((a, b) => sign * compareValues(a.by, b.by)).map(({ item }) => item);
}

/** The method of a value; undefined where it has none of that name. */
export function methodOf(value: Value, name: string): PyFunction | undefined {
  if (typeof value === "string") return bound(TEXT, value, name);
  if (value instanceof PyList) return bound(LIST, value, name);
  if (value instanceof PyTuple) return bound(TUPLE, value, name);
  return value instanceof PyDict ? bound(DICT, value, name) : undefined;
}

const NO_ARGUMENTS = ["lower", "upper", "splitlines", "isdigit", "copy", "reverse", "sort", "keys", "values", "items"];

/** Least and most arguments of the methods that do not take just one, whatever the type. */
const ARITY: Readonly<Record<string, readonly [number, number]>> = {
  format: [0, Infinity],
  ...Object.fromEntries(["strip", "lstrip", "rstrip", "update"].map((name) => [name, [0, 1]])),
  ...Object.fromEntries(["split", "rsplit", "pop"].map((name) => [name, [0, 2]])),
  ...Object.fromEntries(["get", "setdefault"].map((name) => [name, [1, 2]])),
  ...Object.fromEntries(["replace", "insert"].map((name) => [name, [2, 2]])),
  ...Object.fromEntries(NO_ARGUMENTS.map((name) => [name, [0, 0]])),
};
const ONE_ARGUMENT = [1, 1] as const;
/** Methods that take keyword arguments. */
const TAKE_KEYWORDS: ReadonlySet<string> = new Set(["format", "sort", "update"]);

function bound<T>(table: Readonly<Record<string, Method<T>>>, self: T, name: string): PyFunction | undefined {
  const method = Object.hasOwn(table, name) ? table[name] : undefined;
  if (method === undefined) return undefined;
  const [least, most] = ARITY[name] ?? ONE_ARGUMENT;
  return new PyFunction(name, (passed) => {
    const given = passed.positional.length;
    if (given < least || given > most) throw typeError(`${name}() does not take ${given} arguments here`);
    if (passed.keywords.size > 0 && !TAKE_KEYWORDS.has(name)) throw typeError(`${name}() takes no keywords here`);
    return method(self, passed.positional, passed);
  });
}
