// Finds the modules that a computed `__import__` in a module's `__getattr__` can load. Large packages load modules by a
// table of names:
//
//   _attrs = {"Queue": "queue"}
//
//   def __getattr__(attr):
//       mod = _attrs.get(attr, None)
//       …
//       value = getattr(__import__(mod, globals(), None, True, 1), attr)
//
// A name from literal tables that nothing changes is one of the texts in them. All texts of a tuple count: more may ship
// than is needed, never less.

import type { NodeId, Qstr } from "../../brands.ts";
import { textOfBytes } from "../../../bytes/text.ts";
import { Name } from "../../names/known.ts";
import { ScopeKind } from "../../scopes/scope.ts";
import { isLeaf, Kind } from "../../tree/kind.ts";
import {
  CLASSDEF_SCOPE_SLOT,
  COMPREHENSION_SCOPE_SLOT,
  FUNCDEF_SCOPE_SLOT,
  LAMBDEF_SCOPE_SLOT,
} from "./scope-slots.ts";
import type { LazyModule } from "../import-reference.ts";
import type { Walk } from "./walk.ts";

/** Children that are the index of a scope and no node. */
export const SCOPE_SLOTS: ReadonlyMap<number, number> = new Map([
  [Kind.funcdef, FUNCDEF_SCOPE_SLOT],
  [Kind.classdef, CLASSDEF_SCOPE_SLOT],
  [Kind.lambdef, LAMBDEF_SCOPE_SLOT],
  [Kind.lambdefNocond, LAMBDEF_SCOPE_SLOT],
  [Kind.compFor, COMPREHENSION_SCOPE_SLOT],
]);

/** Functions and methods that a table's text comes out of as it went in. */
const PLAIN_CALLS: ReadonlySet<string> = new Set(["get", "getattr", "__import__", "globals"]);
/** Methods of a dict that leave it as it is … */
const READING: ReadonlySet<string> = new Set(["get", "keys", "values", "items"]);
/** … and functions that do. */
const READERS: ReadonlySet<string> = new Set(["len", "list", "sorted", "tuple", "set", "iter"]);

/** What an `__import__` of a computed `name` can load; null where it is in no module's `__getattr__`, or anything could be the name. */
export function lazyModules(walk: Walk, name: NodeId): LazyModule[] | null {
  const { scope } = walk;
  const isGetattr =
    scope.kind === ScopeKind.function &&
    scope.parent?.kind === ScopeKind.module &&
    textOf(walk, scope.simpleName) === "__getattr__";
  if (!isGetattr || !keepsTexts(walk, scope.node, name)) return null;
  const tables = moduleTables(walk);
  const used = new Set<Qstr>();
  visit(walk, scope.node, (node) => {
    if (walk.isName(node) && tables.has(walk.qstr(node))) used.add(walk.qstr(node));
  });
  const found: LazyModule[] = [];
  for (const table of used) {
    const entries = isOnlyRead(walk, table) ? dictEntries(walk, tables.get(table)!) : null;
    if (entries === null) return null;
    found.push(...entries);
  }
  return used.size === 0 ? null : found;
}

/** Whether nothing in a function puts texts together, or names one, where it could become the name of the module. */
function keepsTexts(walk: Walk, body: NodeId, argument: NodeId): boolean {
  let isPlain = true;
  const check = (node: NodeId): void => {
    visit(walk, node, (one) => {
      const kind = walk.kind(one);
      if (kind === Kind.arithExpr || kind === Kind.term || kind === Kind.string || kind === Kind.constObject)
        isPlain = false;
      if (kind === Kind.atomExprNormal && !isPlainCall(walk, one)) isPlain = false;
    });
  };
  check(argument);
  visit(walk, body, (node) => {
    if (walk.kind(node) === Kind.exprStmt && walk.child(node, 1) !== 0) check(walk.child(node, 1));
    if (walk.kind(node) === Kind.namedexprTest) check(walk.child(node, 1));
  });
  return isPlain;
}

/** Whether an atom with trailers is a subscript, an attribute, or a call that changes no text. */
function isPlainCall(walk: Walk, node: NodeId): boolean {
  let callee = walk.child(node, 0);
  for (const trailer of trailersOf(walk, node)) {
    if (
      walk.kind(trailer) === Kind.trailerParen &&
      !(walk.isName(callee) && PLAIN_CALLS.has(textOf(walk, walk.qstr(callee))))
    ) {
      return false;
    }
    callee = walk.kind(trailer) === Kind.trailerPeriod ? walk.child(trailer, 0) : trailer;
  }
  return true;
}

/** Dict displays by the name of the module that each is assigned to; not those of names that are assigned twice. */
function moduleTables(walk: Walk): Map<Qstr, NodeId> {
  const tables = new Map<Qstr, NodeId>();
  const { root } = walk.tree;
  const count = walk.listSize(root, Kind.fileInput2);
  for (let i = 0; i < count; i++) {
    const statement = walk.listItem(root, Kind.fileInput2, i);
    if (walk.kind(statement) !== Kind.exprStmt || !walk.isName(walk.child(statement, 0))) continue;
    const name = walk.qstr(walk.child(statement, 0));
    if (walk.kind(walk.child(statement, 1)) === Kind.atomBrace) tables.set(name, walk.child(statement, 1));
  }
  return tables;
}

/** Whether a table is assigned once and then only read: in `T[x]`, `T.get(x)`, `x in T`, `for x in T` and `list(T)`. */
function isOnlyRead(walk: Walk, table: Qstr): boolean {
  let uses = 0;
  let assignments = 0;
  let readings = 0;
  const isTable = (node: NodeId): boolean => walk.isName(node) && walk.qstr(node) === table;
  visit(walk, walk.tree.root, (node) => {
    const kind = walk.kind(node);
    if (isTable(node)) uses++;
    else if (kind === Kind.exprStmt && walk.child(node, 1) !== 0) {
      if (isTable(walk.child(node, 0))) assignments++;
      // `T[x] = y` is no reading, though it looks like one.
      else readings -= storesInto(walk, walk.child(node, 0), isTable);
    } else if (kind === Kind.delStmt) readings -= storesInto(walk, walk.child(node, 0), isTable);
    else if (kind === Kind.comparison) {
      for (let i = 0; i < walk.size(node); i += 2) if (isTable(walk.child(node, i))) readings++;
    } else if (kind === Kind.forStmt || kind === Kind.compFor) {
      if (isTable(walk.child(node, 1))) readings++;
    } else if (kind === Kind.atomExprNormal) readings += readingsOf(walk, node, isTable);
  });
  return assignments === 1 && uses === 1 + readings;
}

function storesInto(walk: Walk, target: NodeId, isTable: (node: NodeId) => boolean): number {
  let stores = 0;
  visit(walk, target, (node) => {
    if (walk.kind(node) === Kind.atomExprNormal && isTable(walk.child(node, 0))) stores++;
  });
  return stores;
}

/** How often an atom with trailers reads a table: as what it begins with, or as the argument of a function that only reads. */
function readingsOf(walk: Walk, node: NodeId, isTable: (node: NodeId) => boolean): number {
  const base = walk.child(node, 0);
  const [first] = trailersOf(walk, node);
  if (first === undefined) return 0;
  const kind = walk.kind(first);
  if (isTable(base)) {
    return kind === Kind.trailerBracket ||
      (kind === Kind.trailerPeriod && READING.has(textOf(walk, walk.qstr(walk.child(first, 0)))))
      ? 1
      : 0;
  }
  const isReader = kind === Kind.trailerParen && walk.isName(base) && READERS.has(textOf(walk, walk.qstr(base)));
  return isReader && isTable(walk.child(first, 0)) ? 1 : 0;
}

/** The entries of a dict display; null unless all keys are texts. */
function dictEntries(walk: Walk, brace: NodeId): LazyModule[] | null {
  const inner = walk.child(brace, 0);
  if (inner === 0) return [];
  const items = [inner];
  if (walk.kind(inner) === Kind.dictorsetmaker) {
    const rest = walk.child(inner, 1);
    if (walk.kind(rest) === Kind.compFor) return null;
    items[0] = walk.child(inner, 0);
    const list = walk.child(rest, 0);
    const count = walk.listSize(list, Kind.dictorsetmakerList2);
    for (let i = 0; i < count; i++) items.push(walk.listItem(list, Kind.dictorsetmakerList2, i));
  }
  const entries: LazyModule[] = [];
  for (const item of items) {
    const key = walk.kind(item) === Kind.dictorsetmakerItem ? literalText(walk, walk.child(item, 0)) : null;
    if (key === null) return null;
    const texts = textsIn(walk, walk.child(item, 1));
    if (texts === null) return null;
    for (const text of texts) entries.push([key, text]);
  }
  return entries;
}

/** All texts of a value that is a text, or a tuple or list of literals; null for anything else. */
function textsIn(walk: Walk, value: NodeId): string[] | null {
  const texts: string[] = [];
  let isLiteral = true;
  visit(walk, value, (node) => {
    const text = literalText(walk, node);
    if (text !== null) texts.push(text);
    const kind = walk.kind(node);
    if (kind === Kind.constObject && text === null) {
      // A tuple of literals is one constant.
      const inner = constantTexts(walk, node);
      if (inner === null) isLiteral = false;
      else texts.push(...inner);
    }
    if (kind === Kind.name || kind === Kind.atomExprNormal || kind === Kind.arithExpr || kind === Kind.term)
      isLiteral = false;
  });
  return isLiteral ? texts : null;
}

function constantTexts(walk: Walk, node: NodeId): string[] | null {
  const constant = walk.context.constantOf(node);
  if (constant.type !== "tuple") return constant.type === "str" ? [textOfBytes(constant.bytes)] : [];
  return constant.items.flatMap((item) => (item.type === "str" ? [textOfBytes(item.bytes)] : []));
}

/** The text of a string literal; null for anything else. */
export function literalText(walk: Walk, node: NodeId): string | null {
  if (walk.kind(node) === Kind.string) return textOf(walk, walk.qstr(node));
  if (walk.kind(node) !== Kind.constObject) return null;
  const constant = walk.context.constantOf(node);
  return constant.type === "str" ? textOfBytes(constant.bytes) : null;
}

export function trailersOf(walk: Walk, node: NodeId): NodeId[] {
  const list = walk.child(node, 1);
  return Array.from({ length: walk.listSize(list, Kind.atomExprTrailers) }, (_, i) =>
    walk.listItem(list, Kind.atomExprTrailers, i),
  );
}

export function textOf(walk: Walk, qstr: Qstr): string {
  return qstr === Name.empty ? "" : walk.context.names.text(qstr);
}

/** Calls `visitor` with a node and every node below it, in the order of the source. */
function visit(walk: Walk, node: NodeId, visitor: (node: NodeId) => void): void {
  const waiting = [node];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one === 0) continue;
    visitor(one);
    const kind = walk.kind(one);
    if (isLeaf(kind) || kind === Kind.constObject) continue;
    const scopeSlot = SCOPE_SLOTS.get(kind);
    for (let i = walk.size(one) - 1; i >= 0; i--) if (i !== scopeSlot) waiting.push(walk.child(one, i));
  }
}
