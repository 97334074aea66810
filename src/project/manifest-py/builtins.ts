// Python's own functions and the module os, as far as manifests call them. What asks the disk asks the host; what is listed comes in
// the order of names, so that a manifest means the same on every machine.

import type { ManifestHost } from "./host.ts";
import { sortedValues } from "./methods.ts";
import { integer } from "./operators.ts";
import { absolutePath, folderOf, isAbsolute, joinPath, normalizePath, relativeTo, splitExtension } from "./os-path.ts";
import { bindable, parameters } from "./signature.ts";
import {
  compareValues,
  expectText,
  Fault,
  isTrue,
  iterate,
  numberOf,
  type Passed,
  PyDict,
  PyFunction,
  PyList,
  PyObject,
  PyTuple,
  repr,
  str,
  typeError,
  typeName,
  type Value,
} from "./values.ts";
import { MAX_ITEMS, TextLength } from "./weight.ts";
import { tooLarge } from "./messages.ts";

/** Raised by `raise`; names of the classes that manifests raise. */
const EXCEPTIONS = [
  "Exception",
  "AssertionError",
  "FileNotFoundError",
  "ImportError",
  "KeyError",
  "NotImplementedError",
  "OSError",
  "RuntimeError",
  "SystemExit",
  "TypeError",
  "ValueError",
];

/** An exception as a value: what `ValueError("…")` makes. */
export class PyException extends PyObject {
  readonly fault: Fault;

  constructor(name: string, message: string) {
    super(name, () => undefined);
    this.fault = new Fault(name, message);
  }
}

type Run = (given: readonly Value[], passed: Passed) => Value;

/** A function of `least` to `most` positional arguments; keyword arguments only if they are named. */
function simple(name: string, least: number, most: number, run: Run, keywords: readonly string[] = []): PyFunction {
  return new PyFunction(name, (passed) => {
    const given = passed.positional.length;
    if (given < least || given > most) throw typeError(`${name}() does not take ${given} arguments`);
    for (const keyword of passed.keywords.keys()) {
      if (!keywords.includes(keyword)) throw typeError(`${name}() does not take the keyword '${keyword}' here`);
    }
    return run(passed.positional, passed);
  });
}

function toInt(value: Value, base: Value): Value {
  const number = numberOf(value);
  if (typeof number === "bigint") return number;
  if (typeof number === "number") {
    if (!Number.isFinite(number)) throw new Fault("OverflowError", `cannot convert float ${repr(number)} to integer`);
    return BigInt(Math.trunc(number));
  }
  const radix = base === null ? 10 : integer(base);
  const text = expectText(value, "int()'s argument").trim().replaceAll("_", "");
  const digits = { 2: /^[-+]?[01]+$/, 8: /^[-+]?[0-7]+$/, 10: /^[-+]?\d+$/, 16: /^[-+]?[\da-f]+$/i }[radix];
  if (digits === undefined || !digits.test(text)) {
    throw new Fault("ValueError", `invalid literal for int() with base ${radix}: ${repr(value)}`);
  }
  const prefix = { 2: "0b", 8: "0o", 10: "", 16: "0x" }[radix]!;
  const magnitude = BigInt(prefix + text.replace(/^[-+]/, ""));
  return text.startsWith("-") ? -magnitude : magnitude;
}

function range(given: readonly Value[]): PyList {
  const [start, stop, step] = given.length === 1 ? [0, integer(given[0]!), 1] : [...given.map(integer), 1];
  if (step === 0) throw new Fault("ValueError", "range() arg 3 must not be zero");
  const size = Math.max(0, Math.ceil((stop! - start!) / step!));
  if (size > MAX_ITEMS) throw tooLarge(`a range of ${size}`);
  return new PyList(Array.from({ length: size }, (_, index) => BigInt(start! + index * step!)));
}

function extreme(sign: number): Run {
  return (given) => {
    const items = given.length === 1 ? iterate(given[0]!) : given;
    if (items.length === 0) throw new Fault("ValueError", "the sequence is empty");
    return items.reduce((best, item) => (sign * compareValues(item, best) > 0 ? item : best));
  };
}

function zip(given: readonly Value[]): PyList {
  const all = given.map(iterate);
  const size = all.length === 0 ? 0 : Math.min(...all.map((items) => items.length));
  if (size * all.length > MAX_ITEMS) throw tooLarge("the result of zip()");
  return new PyList(Array.from({ length: size }, (_, index) => new PyTuple(all.map((items) => items[index]!))));
}

function enumerate(given: readonly Value[], { keywords }: Passed): PyList {
  const start = integer(given[1] ?? keywords.get("start") ?? 0n);
  return new PyList(iterate(given[0]!).map((item, index) => new PyTuple([BigInt(start + index), item])));
}

function toDict(given: readonly Value[], { keywords }: Passed): PyDict {
  const dict = new PyDict();
  const from = given[0] ?? null;
  const entries = from instanceof PyDict ? from.entries() : from === null ? [] : iterate(from).map(iterate);
  for (const entry of entries) {
    if (entry.length !== 2) throw new Fault("ValueError", "dict() takes pairs");
    dict.set(entry[0]!, entry[1]!);
  }
  for (const [name, value] of keywords) dict.set(name, value);
  return dict;
}

function getAttribute(given: readonly Value[]): Value {
  const [object, name, otherwise] = given;
  const found = object instanceof PyObject ? object.attribute(expectText(name!, "name")) : undefined;
  const value = found ?? otherwise;
  if (value === undefined) throw new Fault("AttributeError", `'${typeName(object!)}' has no attribute '${str(name!)}'`);
  return value;
}

/** Python's own functions. `print` takes what a manifest prints. */
export function builtinFunctions(print: (text: string) => void): Map<string, Value> {
  const functions = [
    simple("len", 1, 1, ([value]) => BigInt(iterate(value!).length)),
    simple("str", 0, 1, ([value]) => (value === undefined ? "" : str(value))),
    simple("repr", 1, 1, ([value]) => repr(value!)),
    simple("int", 0, 2, ([value, base]) => toInt(value ?? 0n, base ?? null)),
    simple("bool", 0, 1, ([value]) => isTrue(value ?? null)),
    simple("list", 0, 1, ([value]) => new PyList(value === undefined ? [] : [...iterate(value)])),
    simple("tuple", 0, 1, ([value]) => new PyTuple(value === undefined ? [] : [...iterate(value)])),
    new PyFunction("dict", (passed) => toDict(passed.positional, passed)),
    simple("sorted", 1, 1, ([value], { keywords }) => new PyList(sortedValues(iterate(value!), keywords)), [
      "key",
      "reverse",
    ]),
    simple("reversed", 1, 1, ([value]) => new PyList([...iterate(value!)].reverse())),
    simple("range", 1, 3, range),
    simple("enumerate", 1, 2, enumerate, ["start"]),
    simple("zip", 0, Infinity, zip),
    simple("any", 1, 1, ([value]) => iterate(value!).some(isTrue)),
    simple("all", 1, 1, ([value]) => iterate(value!).every(isTrue)),
    simple("min", 1, Infinity, extreme(-1)),
    simple("max", 1, Infinity, extreme(1)),
    simple("getattr", 2, 3, getAttribute),
    new PyFunction("print", ({ positional }) => {
      print(spaced(positional));
      return null;
    }),
    ...EXCEPTIONS.map((name) => simple(name, 0, Infinity, (given) => new PyException(name, spaced(given)))),
  ];
  return new Map(functions.map((one) => [one.name, one]));
}

/** Values as str() has them, with spaces between. */
function spaced(values: readonly Value[]): string {
  const length = new TextLength();
  return values.map((value) => length.add(str(value))).join(" ");
}

/** What a module or an object of the library has, by name. */
function namespace(what: string, members: Readonly<Record<string, Value>>): PyObject {
  return new PyObject(what, (name) => (Object.hasOwn(members, name) ? members[name] : undefined));
}

/** The modules that a manifest may import, by their full names. `cwd` tells the folder that relative paths begin at. */
export function importableModules(host: ManifestHost, cwd: () => string): ReadonlyMap<string, PyObject> {
  const path = osPath(host, cwd);
  const environ = new PyDict();
  for (const [name, value] of Object.entries(host.environment())) if (value !== undefined) environ.set(name, value);
  const os = namespace("module 'os'", {
    path,
    environ,
    sep: "/",
    getcwd: simple("getcwd", 0, 0, cwd),
    getenv: simple("getenv", 1, 2, ([name, value]) => environ.get(name!) ?? value ?? null),
    listdir: simple("listdir", 0, 1, ([folder]) => {
      const at = absolutePath(cwd(), expectText(folder ?? ".", "path"));
      if (host.kindOf(at) !== "folder") throw noSuchFile(at);
      const names = host.list(at).map(({ name }) => name);
      return new PyList(names.sort());
    }),
    walk: simple(
      "walk",
      1,
      1,
      ([top], { keywords }) => walk(host, cwd(), expectText(top!, "top"), isTrue(keywords.get("followlinks") ?? null)),
      ["followlinks"],
    ),
  });
  return new Map([
    ["os", os],
    ["os.path", path],
  ]);
}

/** os.walk from the top down, as a list. Links to folders are followed only if asked for. */
function walk(host: ManifestHost, cwd: string, top: string, followLinks: boolean): PyList {
  const found: Value[] = [];
  const visit = (folder: string): void => {
    if (found.length > MAX_ITEMS) throw tooLarge("the result of os.walk()");
    const entries = [...host.list(absolutePath(cwd, folder))].sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = (kind: string): string[] => entries.filter((entry) => entry.kind === kind).map(({ name }) => name);
    found.push(new PyTuple([folder, new PyList(names("folder")), new PyList(names("file"))]));
    for (const { name, kind, isLink } of entries) {
      if (kind === "folder" && (followLinks || !isLink)) visit(joinPath(folder, name));
    }
  };
  if (host.kindOf(absolutePath(cwd, top)) === "folder") visit(top);
  return new PyList(found);
}

/** What Python raises where a file or folder is missing. */
export function noSuchFile(path: string): Fault {
  return new Fault("FileNotFoundError", `[Errno 2] No such file or directory: ${repr(path)}`);
}

function osPath(host: ManifestHost, cwd: () => string): PyObject {
  const onPath = (name: string, run: (path: string) => Value): PyFunction =>
    bindable(name, parameters(["path"]), ({ values }) => run(expectText(values[0]!, "path")));
  const kind = (path: string): string | undefined => host.kindOf(absolutePath(cwd(), path));
  return namespace("module 'os.path'", {
    join: simple("join", 1, Infinity, (given) => {
      const [first, ...others] = given.map((part) => expectText(part, "path"));
      return joinPath(first!, ...others);
    }),
    abspath: onPath("abspath", (path) => absolutePath(cwd(), path)),
    normpath: onPath("normpath", normalizePath),
    basename: onPath("basename", (path) => path.slice(path.lastIndexOf("/") + 1)),
    dirname: onPath("dirname", folderOf),
    splitext: onPath("splitext", (path) => new PyTuple(splitExtension(path))),
    exists: onPath("exists", (path) => kind(path) !== undefined),
    isfile: onPath("isfile", (path) => kind(path) === "file"),
    isdir: onPath("isdir", (path) => kind(path) === "folder"),
    isabs: onPath("isabs", isAbsolute),
    relpath: simple("relpath", 1, 2, ([path, start]) => {
      const from = absolutePath(cwd(), expectText(start ?? ".", "start"));
      return relativeTo(from, absolutePath(cwd(), expectText(path!, "path")));
    }),
  });
}
