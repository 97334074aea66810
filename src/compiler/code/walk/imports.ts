// Imports, and the record of them that a project's import graph is made from.

import { NO_NODE, NO_QSTR, type NodeId, type Qstr } from "../../brands.ts";
import { Name } from "../../names/known.ts";
import { ScopeKind } from "../../scopes/scope.ts";
import { Token } from "../../tokens/token.ts";
import { isLeaf, Kind } from "../../tree/kind.ts";
import { AttrKind, BuildKind, ImportKind, Pass } from "../emitter.ts";
import { literalText } from "./lazy-imports.ts";
import type { Walk } from "./walk.ts";

/** The qstr of a dotted name, which may be a single name or none. */
function fullName(walk: Walk, node: NodeId): Qstr {
  if (node === 0) return Name.empty;
  if (walk.isName(node)) return walk.qstr(node);
  const names = walk.context.names;
  const count = walk.size(node);
  let length = count - 1;
  for (let i = 0; i < count; i++) length += names.byteLength(walk.qstr(walk.child(node, i)));
  const dotted = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (i > 0) dotted[at++] = 0x2e;
    const part = names.bytes(walk.qstr(walk.child(node, i)));
    dotted.set(part, at);
    at += part.length;
  }
  return names.internText(dotted);
}

function record(walk: Walk, node: NodeId, module: string, level: number, names: string[] | null): void {
  walk.context.imports.push({
    module,
    level,
    names,
    line: walk.tree.line(node),
    optional: walk.importGuards > 0,
    conditional: walk.conditions.length > walk.scope.conditions.length,
    fallbackFor: walk.failedImports,
  });
  walk.parts.importAnalysis?.addSurroundings(walk, walk.context.imports.at(-1)!);
}

/** `import a.b.c` binds `a`; `import a.b.c as x` binds the module `c`. */
function importOne(walk: Walk, statement: NodeId, node: NodeId): void {
  const { emit } = walk;
  emit.loadConstSmallInt(0);
  emit.loadConstToken(Token.kwNone);
  const isAs = walk.kind(node) === Kind.dottedAsName;
  const dotted = isAs ? walk.child(node, 0) : node;
  const full = fullName(walk, dotted);
  if (walk.pass === Pass.scope) record(walk, statement, walk.context.names.text(full), 0, null);
  emit.import(full, ImportKind.name);
  if (isAs) {
    const count = walk.listSize(dotted, Kind.dottedName);
    for (let i = 1; i < count; i++) emit.attr(walk.qstr(walk.child(dotted, i)), AttrKind.load);
    walk.storeId(walk.qstr(walk.child(node, 1)));
  } else {
    walk.storeId(walk.qstr(walk.listItem(dotted, Kind.dottedName, 0)));
  }
}

export function importName(walk: Walk, node: NodeId): void {
  const list = walk.child(node, 0);
  const count = walk.listSize(list, Kind.dottedAsNames);
  for (let i = 0; i < count; i++) importOne(walk, node, walk.listItem(list, Kind.dottedAsNames, i));
}

function countDots(walk: Walk, node: NodeId): number {
  let dots = 0;
  const count = walk.listSize(node, Kind.oneOrMorePeriodOrEllipsis);
  for (let i = 0; i < count; i++) {
    const token = walk.token(walk.listItem(node, Kind.oneOrMorePeriodOrEllipsis, i));
    dots += token === Token.period ? 1 : 3;
  }
  return dots;
}

function importedNames(walk: Walk, list: NodeId): string[] {
  const names: string[] = [];
  const count = walk.listSize(list, Kind.importAsNames);
  for (let i = 0; i < count; i++) {
    const item = walk.listItem(list, Kind.importAsNames, i);
    names.push(walk.context.names.text(walk.qstr(walk.child(item, 0))));
  }
  return names;
}

export function importFrom(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  let source = walk.child(node, 0);
  let level = 0;
  const kind = walk.kind(source);
  if (kind === Kind.token || kind === Kind.oneOrMorePeriodOrEllipsis) {
    level = countDots(walk, source);
    source = NO_NODE;
  } else if (kind === Kind.importFrom2b) {
    level = countDots(walk, walk.child(source, 0));
    source = walk.child(source, 1);
  }
  const what = walk.child(node, 1);
  const isStar = walk.kind(what) === Kind.token;
  if (isStar && walk.scope.kind !== ScopeKind.module) {
    walk.context.fail(node, "import * not at module level");
    return;
  }
  emit.loadConstSmallInt(level);
  const full = fullName(walk, source);
  if (walk.pass === Pass.scope) {
    record(walk, node, walk.context.names.text(full), level, isStar ? ["*"] : importedNames(walk, what));
  }
  if (isStar) {
    emit.loadConstStr(Name.star);
    emit.build(1, BuildKind.tuple);
    emit.import(full, ImportKind.name);
    emit.import(NO_QSTR, ImportKind.star);
  } else {
    fromNames(walk, full, what);
  }
}

function fromNames(walk: Walk, module: Qstr, list: NodeId): void {
  const { emit } = walk;
  const count = walk.listSize(list, Kind.importAsNames);
  for (let i = 0; i < count; i++) {
    emit.loadConstStr(walk.qstr(walk.child(walk.listItem(list, Kind.importAsNames, i), 0)));
  }
  emit.build(count, BuildKind.tuple);
  emit.import(module, ImportKind.name);
  for (let i = 0; i < count; i++) {
    const item = walk.listItem(list, Kind.importAsNames, i);
    const name = walk.child(item, 0);
    const as = walk.child(item, 1);
    emit.import(walk.qstr(name), ImportKind.from);
    walk.storeId(walk.qstr(as === 0 ? name : as));
  }
  emit.popTop();
}

/** Records `__import__`: of a literal name, of the names that a lazy package has in a table, or of one that is computed. */
export function recordDunderImport(walk: Walk, trailer: NodeId): void {
  if (walk.kind(trailer) !== Kind.trailerParen) return;
  const args = walk.child(trailer, 0);
  const name = walk.listSize(args, Kind.arglist) === 0 ? NO_NODE : walk.listItem(args, Kind.arglist, 0);
  const level = dunderLevel(walk, args);
  const literal = literalText(walk, name);
  if (literal !== null && level !== null) {
    // A negative level fails on the device.
    if (level >= 0) record(walk, trailer, literal, level, null);
    return;
  }
  // Anything else that is constant is no name.
  if (name === 0 || (literal === null && walk.kind(name) !== Kind.name && isLeaf(walk.kind(name)))) return;
  if (walk.kind(name) === Kind.constObject && literal === null) return;
  const { importAnalysis } = walk.parts;
  const modules =
    literal === null && level !== null && importAnalysis !== null ? importAnalysis.lazyModules(walk, name) : null;
  if (modules === null) {
    const prefixes = level === null ? null : (importAnalysis?.namePrefixes(walk, name) ?? null);
    for (const prefix of prefixes ?? [""]) {
      record(walk, trailer, "", level ?? 0, null);
      const one = walk.context.imports.at(-1)!;
      one.computed = true;
      if (prefix !== "") one.prefix = prefix;
    }
    return;
  }
  for (const [attribute, module] of modules) {
    record(walk, trailer, module, level!, null);
    walk.context.imports.at(-1)!.attribute = attribute;
  }
}

/** `__import__(name, globals, locals, fromlist, level)` */
const LEVEL_ARGUMENT = 4;

/** Number of levels up at which `__import__` starts; null if it is known only at run time. */
function dunderLevel(walk: Walk, args: NodeId): number | null {
  if (walk.listSize(args, Kind.arglist) <= LEVEL_ARGUMENT) return 0;
  const level = walk.listItem(args, Kind.arglist, LEVEL_ARGUMENT);
  return walk.kind(level) === Kind.smallInt ? walk.tree.argument(level) : null;
}
