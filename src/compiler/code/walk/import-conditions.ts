// The conditions of an import, as far as they depend on properties of the target that are known before the program runs:
//
//   from sys import platform
//   RP2 = platform == "rp2"
//   if RP2:
//       import rp2
//
// Only conditions with `sys`, `__name__` or `typing.TYPE_CHECKING`, and comparisons of constants (from `define`), count. A flag such as
// `DEBUG = False` does not: another module may set it.

import { Token } from "../../tokens/token.ts";
import type { Constant } from "../../tree/constant.ts";
import { textOfBytes } from "../../../bytes/text.ts";
import type { NodeId, Qstr } from "../../brands.ts";
import { isLeaf, Kind } from "../../tree/kind.ts";
import type { NodeKind } from "../../tree/kind.ts";
import { type Scope, ScopeKind } from "../../scopes/scope.ts";
import type { ModuleContext } from "../context.ts";
import type { ImportReference, ImportTest, TestOperator, TestValue } from "../import-reference.ts";
import { SCOPE_SLOTS, textOf, trailersOf } from "./lazy-imports.ts";
import type { Walk } from "./walk.ts";

/** A place where a name is bound. */
interface Binding {
  /** "sys" or "sys.platform", if it is an import. */
  readonly imported?: string;
  /** The value's node, if it is the target of a plain assignment. */
  readonly value?: NodeId;
  /** Node of the scope. */
  readonly scope: NodeId;
  readonly start: number;
}

/** All places in a module where names are bound. */
interface Bindings {
  readonly byName: ReadonlyMap<Qstr, readonly Binding[]>;
  /** Where the last `from m import *` begins; -1 for none. */
  readonly lastStar: number;
}

const COMPARISONS: ReadonlyMap<number, TestOperator> = new Map([
  [Token.opEqual, "=="],
  [Token.opNotEqual, "!="],
  [Token.opLess, "<"],
  [Token.opMore, ">"],
  [Token.opLessEqual, "<="],
  [Token.opMoreEqual, ">="],
  [Token.kwIn, "in"],
]);

/** Children of nodes in which names are bound. */
const TARGETS: ReadonlyMap<number, number> = new Map([
  [Kind.namedexprTest, 0],
  [Kind.forStmt, 0],
  [Kind.compFor, 0],
  [Kind.withItem, 1],
  [Kind.tryStmtAsName, 1],
  [Kind.funcdef, 0],
  [Kind.classdef, 0],
  [Kind.delStmt, 0],
  [Kind.typedargslistName, 0],
  [Kind.typedargslistDblStar, 0],
  [Kind.tfpdef, 0],
  [Kind.varargslistName, 0],
  [Kind.varargslistStar, 0],
  [Kind.varargslistDblStar, 0],
]);

/** Children of nodes that are the parameters of a scope of their own. */
const PARAMETERS: ReadonlyMap<number, number> = new Map([
  [Kind.funcdef, 1],
  [Kind.lambdef, 0],
  [Kind.lambdefNocond, 0],
]);

/** Fields of `sys.implementation` by their place in it. */
const IMPLEMENTATION_FIELDS: readonly string[] = ["name", "version"];
const VERSION = "sys.implementation.version";
const MODULE_NAME = "__name__";
const TYPE_CHECKING = "typing.TYPE_CHECKING";
/** Names through which a condition is followed, one in the other. */
const MAX_NAMES = 8;

const bindingsOf = new WeakMap<ModuleContext, Bindings>();

/** Adds to an import at the walk's place whether it is inside a function, and its condition. */
export function addSurroundings(walk: Walk, one: ImportReference): void {
  if (isInFunction(walk.scope)) one.inFunction = true;
  const when = importCondition(walk);
  if (when !== undefined) one.when = when;
}

/** Whether code of a scope runs only when a function or lambda is called. */
function isInFunction(scope: Scope): boolean {
  for (let one: Scope | null = scope; one !== null; one = one.parent) {
    if (one.kind === ScopeKind.function || one.kind === ScopeKind.lambda) return true;
  }
  return false;
}

/**
 * The condition under which an import at the walk's place runs, from the conditions around it: nodes, negative where the branch is
 * taken if the condition is false. Undefined where nothing is known of it.
 */
function importCondition(walk: Walk): ImportTest | undefined {
  const parts: ImportTest[] = [];
  for (const { node, holds } of walk.conditions) {
    const test = toTest(walk, node, 0);
    if (isDecidable(test)) parts.push(holds ? test : { operator: "not", operands: [test] });
  }
  if (parts.length <= 1) return parts[0];
  return { operator: "and", operands: parts };
}

/** Whether something of a condition depends on the target, or compares constants. */
function isDecidable(test: ImportTest): boolean {
  if (test === null || "value" in test) return false;
  if ("fact" in test) return true;
  const isLogic = test.operator === "not" || test.operator === "and" || test.operator === "or";
  if (isLogic) return test.operands.some(isDecidable);
  return test.operands.every((operand) => operand !== null && ("value" in operand || isDecidable(operand)));
}

function toTest(walk: Walk, node: NodeId, names: number): ImportTest {
  const kind = walk.kind(node);
  const operands = (at: readonly NodeId[]): ImportTest[] => at.map((child) => toTest(walk, child, names));
  switch (kind) {
    case Kind.name:
      return namedTest(walk, node, names);
    case Kind.atomExprNormal:
      return attributeTest(walk, node);
    case Kind.notTest2:
      return { operator: "not", operands: operands([walk.child(node, 0)]) };
    case Kind.andTest:
    case Kind.orTest:
      return { operator: kind === Kind.andTest ? "and" : "or", operands: operands(children(walk, node)) };
    case Kind.testIfExpr: {
      // As a test, `a if c else b` is `c and a or not c and b`.
      const choice = walk.child(node, 1);
      const [then, condition, otherwise] = operands([
        walk.child(node, 0),
        walk.child(choice, 0),
        walk.child(choice, 1),
      ]);
      const fails: ImportTest = { operator: "not", operands: [condition!] };
      return {
        operator: "or",
        operands: [
          { operator: "and", operands: [condition!, then!] },
          { operator: "and", operands: [fails, otherwise!] },
        ],
      };
    }
    case Kind.comparison: {
      const operator = walk.size(node) === 3 ? comparisonOperator(walk, walk.child(node, 1)) : undefined;
      if (operator === undefined) return null;
      const sides = [walk.child(node, 0), walk.child(node, 2)];
      const tests = operands(sides);
      // `platform in ESP`: only beside a fact does a name stand for a literal, since a flag is not known.
      if (!tests.some(isDecidable)) return { operator, operands: tests };
      return { operator, operands: tests.map((test, at) => test ?? namedLiteral(walk, sides[at]!)) };
    }
    default: {
      const value = valueOf(walk, node);
      return value === undefined ? null : { value };
    }
  }
}

function comparisonOperator(walk: Walk, node: NodeId): TestOperator | undefined {
  switch (walk.kind(node)) {
    case Kind.token:
      return COMPARISONS.get(walk.token(node));
    case Kind.compOpNotIn:
      return "not in";
    default:
      return walk.child(node, 0) === 0 ? "is" : "is not";
  }
}

/** The value of a literal, or of a tuple or list of literals. */
function valueOf(walk: Walk, node: NodeId): TestValue | undefined {
  switch (walk.kind(node)) {
    case Kind.string:
      return textOf(walk, walk.qstr(node));
    case Kind.smallInt:
      return walk.tree.argument(node);
    case Kind.token:
      return TOKEN_VALUES.get(walk.token(node));
    case Kind.constObject:
      return constantValue(walk.context.constantOf(node));
    case Kind.atomBracket:
    case Kind.atomParen: {
      const inner = walk.child(node, 0);
      const items = inner === 0 ? [] : walk.kind(inner) === Kind.testlistComp ? children(walk, inner) : [inner];
      const values = items.map((item) => valueOf(walk, item));
      return values.includes(undefined) ? undefined : (values as TestValue[]);
    }
    default:
      return undefined;
  }
}

const TOKEN_VALUES: ReadonlyMap<number, TestValue> = new Map<number, TestValue>([
  [Token.kwTrue, true],
  [Token.kwFalse, false],
  [Token.kwNone, null],
]);

function constantValue(constant: Constant): TestValue | undefined {
  if (constant.type === "str") return textOfBytes(constant.bytes);
  if (constant.type !== "tuple") return undefined;
  const values = constant.items.map((item) =>
    item.type === "int"
      ? Number(item.value)
      : item.type === "true" || item.type === "false"
        ? item.type === "true"
        : constantValue(item),
  );
  return values.includes(undefined) ? undefined : (values as TestValue[]);
}

/** A name: imported from `sys` or `typing`, or assigned once from a condition. */
function namedTest(walk: Walk, node: NodeId, names: number): ImportTest {
  const { byName, lastStar } = findBindings(walk);
  const bindings = byName.get(walk.qstr(node)) ?? [];
  const imported = importedName(walk, node);
  if (imported !== undefined) return factOf(imported);
  if (bindings.length === 0) return textOf(walk, walk.qstr(node)) === MODULE_NAME ? { fact: MODULE_NAME } : null;
  if (isTypeChecking(walk, bindings)) return { fact: TYPE_CHECKING };
  const value = names < MAX_NAMES ? onlyValue(walk, bindings, lastStar) : undefined;
  const test = value === undefined ? null : toTest(walk, value, names + 1);
  return isDecidable(test) ? test : null;
}

/** A name that is assigned once, from a literal that does not change. */
function namedLiteral(walk: Walk, node: NodeId): ImportTest {
  if (!walk.isName(node)) return null;
  const { byName, lastStar } = findBindings(walk);
  const assigned = onlyValue(walk, byName.get(walk.qstr(node)) ?? [], lastStar);
  const value = assigned && walk.kind(assigned) !== Kind.atomBracket ? valueOf(walk, assigned) : undefined;
  return value === undefined ? null : { value };
}

/** The value's node of a name that is assigned once, in the module or the function. */
function onlyValue(walk: Walk, bindings: readonly Binding[], lastStar: number): NodeId | undefined {
  const [only, another] = bindings;
  if (only === undefined || another !== undefined || only.start < lastStar) return undefined;
  return only.scope === walk.tree.root || only.scope === walk.scope.node ? only.value : undefined;
}

/** What a name is imported as, if all that binds it are imports of the same. */
function importedName(walk: Walk, node: NodeId): string | undefined {
  const bindings = findBindings(walk).byName.get(walk.qstr(node)) ?? [];
  const imported = bindings[0]?.imported;
  return bindings.every((one) => one.imported === imported) ? imported : undefined;
}

/** `try: from typing import TYPE_CHECKING`, `except ImportError: TYPE_CHECKING = False` */
function isTypeChecking(walk: Walk, bindings: readonly Binding[]): boolean {
  if (!bindings.some(({ imported }) => imported === TYPE_CHECKING)) return false;
  return bindings.every(({ imported, value }) => {
    return imported === TYPE_CHECKING || (value !== undefined && valueOf(walk, value) === false);
  });
}

/** `sys.platform`, `sys.implementation[0]`, `platform.startswith("esp")` */
function attributeTest(walk: Walk, node: NodeId): ImportTest {
  const base = walk.child(node, 0);
  let path = walk.isName(base) ? importedName(walk, base) : undefined;
  if (path === undefined) return null;
  const trailers = trailersOf(walk, node);
  for (const [at, trailer] of trailers.entries()) {
    const kind = walk.kind(trailer);
    const inner = walk.child(trailer, 0);
    if (kind === Kind.trailerPeriod) {
      const attribute = textOf(walk, walk.qstr(inner));
      if (attribute === "startswith" && at === trailers.length - 2) return startsWith(walk, path, trailers[at + 1]!);
      path += `.${attribute}`;
    } else if (kind === Kind.trailerBracket && path === "sys.implementation" && walk.kind(inner) === Kind.smallInt) {
      path += `.${IMPLEMENTATION_FIELDS[walk.tree.argument(inner)] ?? ""}`;
    } else if (kind === Kind.trailerBracket && path === VERSION) {
      const part = versionPart(walk, inner);
      if (part === undefined) return null;
      path += part;
    } else return null;
  }
  return factOf(path);
}

/** `[1]` and `[:2]` of a version, as they end the name of a fact. */
function versionPart(walk: Walk, subscript: NodeId): string | undefined {
  const kind = walk.kind(subscript);
  const end = kind === Kind.subscript3 ? walk.child(subscript, 0) : subscript;
  if (end === 0 || walk.kind(end) !== Kind.smallInt) return undefined;
  const number = walk.tree.argument(end);
  return kind === Kind.subscript3 ? `[:${number}]` : `[${number}]`;
}

function startsWith(walk: Walk, path: string, call: NodeId): ImportTest {
  const fact = factOf(path);
  if (fact === null || walk.kind(call) !== Kind.trailerParen || walk.child(call, 0) === 0) return null;
  const value = valueOf(walk, walk.child(call, 0));
  return typeof value === "string" ? { operator: "startswith", operands: [fact, { value }] } : null;
}

function factOf(path: string): ImportTest {
  return path === TYPE_CHECKING || path.startsWith("sys.") ? { fact: path } : null;
}

/** The bindings of the module, collected once. */
export function findBindings(walk: Walk): Bindings {
  const known = bindingsOf.get(walk.context);
  if (known !== undefined) return known;
  const found = collectBindings(walk);
  bindingsOf.set(walk.context, found);
  return found;
}

function collectBindings(walk: Walk): Bindings {
  const { root } = walk.tree;
  const byName = new Map<Qstr, Binding[]>();
  let lastStar = -1;
  const bind = (name: Qstr, binding: Binding): void => {
    const others = byName.get(name);
    if (others) others.push(binding);
    else byName.set(name, [binding]);
  };
  const bindAll = (target: NodeId, scope: NodeId, value?: NodeId): void => {
    if (target === 0) return;
    const kind = walk.kind(target);
    const start = walk.tree.start(target);
    if (kind === Kind.name) bind(walk.qstr(target), { scope, start, ...(value !== undefined && { value }) });
    // `a.b = x` and `a[b] = x` bind no name.
    else if (!isLeaf(kind) && kind !== Kind.atomExprNormal) {
      for (const child of children(walk, target)) bindAll(child, scope);
    }
  };
  // Every node of the module passes here: two stacks of numbers, and nothing is allocated for a node.
  const waiting: NodeId[] = root === 0 || isLeaf(walk.kind(root)) ? [] : [root];
  const scopes: NodeId[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const scope = scopes.pop()!;
    const kind = walk.kind(node);
    const target = TARGETS.get(kind);
    if (target !== undefined) bindAll(walk.child(node, target), scope);
    if (kind === Kind.exprStmt) bindAssignment(walk, node, (one, value) => bindAll(one, scope, value));
    if (kind === Kind.importName || kind === Kind.importFrom) {
      const start = walk.tree.start(node);
      for (const [name, imported] of importedNames(walk, node)) bind(name, { imported, scope, start });
      if (kind === Kind.importFrom && walk.kind(walk.child(node, 1)) === Kind.token)
        lastStar = Math.max(lastStar, start);
    }
    const isScope = PARAMETERS.has(kind) || kind === Kind.classdef;
    const parameters = PARAMETERS.get(kind);
    if (parameters !== undefined) bindParameters(walk, walk.child(node, parameters), (one) => bindAll(one, node));
    const slot = SCOPE_SLOTS.get(kind);
    const size = walk.size(node);
    for (let at = 0; at < size; at++) {
      const child = walk.child(node, at);
      if (at === slot || child === 0 || isLeaf(walk.kind(child))) continue;
      waiting.push(child);
      scopes.push(isScope ? node : scope);
    }
  }
  return { byName, lastStar };
}

/** Parameters without default and annotation are plain names in their list, or the list itself. */
function bindParameters(walk: Walk, list: NodeId, bind: (target: NodeId) => void): void {
  if (list === 0) return;
  const isList = walk.kind(list) === Kind.typedargslist || walk.kind(list) === Kind.varargslist;
  for (const one of isList ? children(walk, list) : [list]) if (one !== 0 && walk.isName(one)) bind(one);
}

function bindAssignment(walk: Walk, node: NodeId, bind: (target: NodeId, value?: NodeId) => void): void {
  const target = walk.child(node, 0);
  const rest = walk.child(node, 1);
  if (rest === 0) return;
  switch (walk.kind(rest)) {
    case Kind.exprStmtAugassign:
      bind(target);
      break;
    case Kind.exprStmtAssignList:
      bind(target);
      for (const one of children(walk, rest).slice(0, -1)) bind(one);
      break;
    case Kind.annassign:
      // Without a value it binds nothing.
      if (walk.child(rest, 1) !== 0) bind(target, walk.child(rest, 1));
      break;
    default:
      bind(target, rest);
  }
}

/** The names that an import statement binds, with their meanings. */
function importedNames(walk: Walk, node: NodeId): [name: Qstr, imported: string][] {
  const text = (one: NodeId): string => textOf(walk, walk.qstr(one));
  const dotted = (one: NodeId): string =>
    one === 0 ? "" : walk.isName(one) ? text(one) : children(walk, one).map(text).join(".");
  const plain = (module: string): string => (module === "usys" ? "sys" : module);
  const list = walk.child(node, walk.kind(node) === Kind.importName ? 0 : 1);
  if (walk.kind(node) === Kind.importName) {
    return items(walk, list, Kind.dottedAsNames).map((one) => {
      if (walk.kind(one) === Kind.dottedAsName)
        return [walk.qstr(walk.child(one, 1)), plain(dotted(walk.child(one, 0)))];
      const first = walk.listItem(one, Kind.dottedName, 0);
      return [walk.qstr(first), plain(text(first))];
    });
  }
  const source = walk.child(node, 0);
  const isAbsolute = walk.isName(source) || walk.kind(source) === Kind.dottedName;
  const module = isAbsolute ? plain(dotted(source)) : ".";
  if (walk.kind(list) === Kind.token) return [];
  return items(walk, list, Kind.importAsNames).map((one) => {
    const as = walk.child(one, 1) || walk.child(one, 0);
    return [walk.qstr(as), `${module}.${text(walk.child(one, 0))}`];
  });
}

function items(walk: Walk, list: NodeId, kind: NodeKind): NodeId[] {
  return Array.from({ length: walk.listSize(list, kind) }, (_, at) => walk.listItem(list, kind, at));
}

function children(walk: Walk, node: NodeId): NodeId[] {
  const found: NodeId[] = [];
  const size = walk.size(node);
  for (let at = 0; at < size; at++) found.push(walk.child(node, at));
  return found;
}
