// The outline of a module, read from its syntax tree: statements of the top level and of class bodies, functions with
// their lines, calls. Tracebacks, the discovery of tests and hot swap use it. Two pieces of code are the same if their
// texts are the same. A text is made from the tree, so comments, blank lines and positions do not matter.

import { isLeaf, itemsOf, Kind, NO_NODE, type NodeId, type NodeKind, SyntaxReader, Token } from "../compiler/syntax.ts";

/** A function or class at any depth, with its range of lines. */
export interface Definition {
  readonly name: string;
  /** Names of the classes and functions around it, outermost first. */
  readonly inside: readonly string[];
  /** The line of `def` or `class`; all lines are 1-based. */
  readonly line: number;
  /** The first line with its decorators. */
  readonly first: number;
  readonly last: number;
}

/** An expression that is evaluated on import: an initial value, a default argument, a base class. */
export interface Value {
  readonly code: string;
  /** Whether evaluating it only makes a value: literals, names, attributes, operators, containers. */
  readonly isPlain: boolean;
  /** Whether it makes a mutable object: a list, a dict, a set. */
  readonly isMutable: boolean;
  /** Names that it reads, sorted. */
  readonly names: readonly string[];
}

interface Placed {
  readonly line: number;
  /** The whole statement. */
  readonly code: string;
}

/** `import …` and `from … import …`. */
export interface ImportStatement extends Placed {
  readonly kind: "import";
  /** Dotted name with its leading dots. */
  readonly module: string;
  /** Local name by imported name; null for `*`. A plain import has the local name of the module itself, under "". */
  readonly names: Readonly<Record<string, string>> | null;
}

/** `def`, `async def`. */
export interface FunctionStatement extends Placed {
  readonly kind: "function";
  readonly name: string;
  /** Whether calling it makes a coroutine or a generator. */
  readonly isGenerator: boolean;
  /** Dotted names of its decorators. */
  readonly decorators: readonly string[];
  /** Whether a decorator is called with arguments. */
  readonly hasDecoratorCall: boolean;
  readonly defaults: readonly Value[];
  /** Code of the functions and lambdas inside. */
  readonly nested: readonly string[];
  /** Names that its body, or that of a function inside, declares `global`. */
  readonly globals: readonly string[];
}

/** `class`. */
export interface ClassStatement extends Placed {
  readonly kind: "class";
  readonly name: string;
  readonly decorators: readonly string[];
  readonly bases: readonly Value[];
  readonly body: readonly Statement[];
}

/** An assignment to names. */
export interface AssignStatement extends Placed {
  readonly kind: "assign";
  readonly names: readonly string[];
  readonly value: Value;
}

/** A statement without effect: a docstring, `pass`, an annotation without a value. */
export interface NothingStatement extends Placed {
  readonly kind: "nothing";
}

/** `try:` imports, `except …:` imports and plain assignments. */
export interface TryStatement extends Placed {
  readonly kind: "try";
  readonly body: readonly Statement[];
}

/** Any other statement, which has an effect when the module is imported. */
export interface OtherStatement extends Placed {
  readonly kind: "other";
  /** Names that it reads or writes, sorted. */
  readonly names: readonly string[];
}

export type Statement =
  | ImportStatement
  | FunctionStatement
  | ClassStatement
  | AssignStatement
  | NothingStatement
  | TryStatement
  | OtherStatement;

/** The outline of a module. */
export interface Outline {
  /** The statements of the top level, in order. */
  readonly statements: readonly Statement[];
  /** Functions without lambdas, in the order of the source. */
  readonly functions: readonly Definition[];
  /** Calls by the last part of the callee (`get` for `net.get(1)`), with the line of the call. */
  readonly calls: readonly { readonly name: string; readonly line: number }[];
  /** Names that are read without being called, so that other code may keep their values. */
  readonly valueNames: ReadonlySet<string>;
  /** Names of attributes that are read without being called. */
  readonly valueAttributes: ReadonlySet<string>;
  /** Names of attributes that something is assigned to. */
  readonly storedAttributes: ReadonlySet<string>;
}

const reader: SyntaxReader = new SyntaxReader(31);
const { tree } = reader;
const { names } = tree;

/** Reads a module. @throws SourceError if the parser refuses it */
export function readOutline(source: Uint8Array): Outline {
  reader.parse(source);
  const facts: Facts = {
    functions: [],
    calls: [],
    valueNames: new Set(),
    valueAttributes: new Set(),
    storedAttributes: new Set(),
  };
  gather(tree.root, facts, []);
  facts.functions.sort((a, b) => a.line - b.line);
  return { statements: block(tree.root), ...facts };
}

interface Facts {
  readonly functions: Definition[];
  readonly calls: { name: string; line: number }[];
  readonly valueNames: Set<string>;
  readonly valueAttributes: Set<string>;
  readonly storedAttributes: Set<string>;
}

// ---- the tree

function children(node: NodeId): NodeId[] {
  if (node === 0 || isLeaf(tree.kind(node))) return [];
  return Array.from({ length: tree.size(node) }, (_, index) => tree.child(node, index));
}

/** Children that are code. A definition has an extra slot for the compiler's scope number. */
function parts(node: NodeId): NodeId[] {
  const all = children(node);
  const kind = tree.kind(node);
  return kind === Kind.funcdef || kind === Kind.classdef || kind === Kind.lambdef ? all.slice(0, -1) : all;
}

const listOf = (node: NodeId, kind: NodeKind): NodeId[] => itemsOf(tree, node, kind);

const nameOf = (node: NodeId): string => names.text(tree.qstr(node));

function dottedName(node: NodeId): string {
  return listOf(node, Kind.dottedName).map(nameOf).join(".");
}

/** The last line in which a node or one of its descendants begins. */
function lastLineOf(node: NodeId): number {
  if (node === 0) return 0;
  let last: number = tree.line(node);
  for (const child of parts(node)) last = Math.max(last, lastLineOf(child));
  return last;
}

/** A node as text: the same for the same code. */
function codeOf(node: NodeId): string {
  const kind = tree.kind(node);
  if (node === 0) return "-";
  if (kind === Kind.name || kind === Kind.string) {
    const text = names.text(tree.qstr(node));
    return kind === Kind.name ? text : JSON.stringify(text);
  }
  if (kind === Kind.constObject || kind === Kind.wideSmallInt) return constantText(tree.argument(node));
  if (isLeaf(kind)) return `${kind}:${tree.argument(node)}`;
  return `${kind}(${parts(node).map(codeOf).join(" ")})`;
}

function constantText(index: number): string {
  const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Uint8Array) return [...value];
    if (typeof value === "number" && !Number.isFinite(value)) return String(value);
    return typeof value === "bigint" ? `${value}` : Object.is(value, -0) ? "-0" : value;
  };
  return JSON.stringify(tree.constants[index], plain);
}

/** Visits all nodes once. */
function gather(node: NodeId, facts: Facts, inside: readonly string[], first = 0): void {
  const kind = tree.kind(node);
  switch (kind) {
    case Kind.name:
      facts.valueNames.add(nameOf(node));
      return;
    case Kind.decorated: {
      const definition = tree.child(node, 1);
      gather(tree.child(node, 0), facts, inside);
      gather(definition, facts, inside, tree.line(node));
      return;
    }
    case Kind.decorator:
      gather(tree.child(node, 1), facts, inside);
      return;
    case Kind.funcdef:
    case Kind.classdef: {
      const name = nameOf(tree.child(node, 0));
      const line = tree.line(node);
      if (kind === Kind.funcdef)
        facts.functions.push({ name, inside, line, first: first || line, last: lastLineOf(node) });
      for (const part of parts(node).slice(1)) gather(part, facts, [...inside, name]);
      return;
    }
    case Kind.asyncFuncdef:
    case Kind.asyncStmt:
      gather(tree.child(node, 0), facts, inside, first);
      return;
    case Kind.typedargslistName:
    case Kind.varargslistName:
      for (const part of children(node).slice(1)) gather(part, facts, inside);
      return;
    case Kind.typedargslist:
    case Kind.varargslist:
      for (const part of children(node)) if (tree.kind(part) !== Kind.name) gather(part, facts, inside);
      return;
    case Kind.importName:
    case Kind.importFrom:
    case Kind.globalStmt:
    case Kind.nonlocalStmt:
    case Kind.tfpdef:
      return;
    case Kind.argument:
      // `name=value`: the name is that of a parameter
      for (const part of children(node).slice(tree.kind(tree.child(node, 0)) === Kind.name ? 1 : 0)) {
        gather(part, facts, inside);
      }
      return;
    case Kind.exprStmt:
      gatherAssignment(node, facts, inside);
      return;
    case Kind.atomExprNormal:
    case Kind.atomExprAwait:
      gatherTrailers(node, facts, inside);
      return;
    default:
      for (const part of parts(node)) gather(part, facts, inside);
  }
}

/** `a.b(c).d`: collects calls and values of each trailer. */
function gatherTrailers(node: NodeId, facts: Facts, inside: readonly string[]): void {
  const [base, rest] = children(node) as [NodeId, NodeId];
  // The name that the next trailer may call, and the set for it if it does not.
  let name = tree.kind(base) === Kind.name ? nameOf(base) : undefined;
  let values = facts.valueNames;
  if (name === undefined) gather(base, facts, inside);
  for (const trailer of listOf(rest, Kind.atomExprTrailers)) {
    const kind = tree.kind(trailer);
    if (name !== undefined) {
      if (kind === Kind.trailerParen) facts.calls.push({ name, line: tree.line(node) });
      else values.add(name);
    }
    name = kind === Kind.trailerPeriod ? nameOf(tree.child(trailer, 0)) : undefined;
    values = facts.valueAttributes;
    if (name === undefined) for (const part of children(trailer)) gather(part, facts, inside);
  }
  if (name !== undefined) values.add(name);
}

/** Targets are not read: in `a.b.c = 1` only `a` and `b` are read. */
function gatherAssignment(node: NodeId, facts: Facts, inside: readonly string[]): void {
  const target = tree.child(node, 0);
  const tail = tree.child(node, 1);
  if (tail === 0) {
    gather(target, facts, inside);
    return;
  }
  const isList = tree.kind(tail) === Kind.exprStmtAssignList;
  const others = isList ? children(tail).slice(0, -1) : [];
  for (const one of [target, ...others]) gatherTarget(one, facts, inside);
  if (isList) gather(children(tail).at(-1)!, facts, inside);
  else if (tree.kind(tail) === Kind.annassign) gather(tree.child(tail, 1), facts, inside);
  else gather(tail, facts, inside);
}

function gatherTarget(node: NodeId, facts: Facts, inside: readonly string[]): void {
  const kind = tree.kind(node);
  if (kind === Kind.name) return;
  if (kind !== Kind.atomExprNormal) {
    for (const part of parts(node)) gatherTarget(part, facts, inside);
    return;
  }
  const trailers = listOf(tree.child(node, 1), Kind.atomExprTrailers);
  const last = trailers.at(-1)!;
  if (tree.kind(last) === Kind.trailerPeriod) facts.storedAttributes.add(nameOf(tree.child(last, 0)));
  gather(tree.child(node, 0), facts, inside);
  for (const trailer of trailers) {
    if (trailer === last && tree.kind(trailer) === Kind.trailerPeriod) continue;
    if (tree.kind(trailer) === Kind.trailerPeriod) facts.valueAttributes.add(nameOf(tree.child(trailer, 0)));
    else for (const part of children(trailer)) gather(part, facts, inside);
  }
}

// ---- statements

const BLOCKS: ReadonlySet<number> = new Set([Kind.fileInput2, Kind.suiteBlockStmts, Kind.simpleStmt2]);

function block(node: NodeId): Statement[] {
  if (node === 0) return [];
  if (BLOCKS.has(tree.kind(node))) return children(node).flatMap(block);
  // a newline before the first statement
  if (tree.kind(node) === Kind.token) return [];
  return tree.kind(node) === Kind.importName ? importedModules(node) : [statement(node)];
}

function statement(node: NodeId): Statement {
  switch (tree.kind(node)) {
    case Kind.passStmt:
      return { kind: "nothing", ...placed(node) };
    case Kind.importFrom:
      return importedNames(node);
    case Kind.funcdef:
    case Kind.classdef:
    case Kind.decorated:
      return definition(node);
    case Kind.asyncStmt:
      return tree.kind(tree.child(node, 0)) === Kind.funcdef ? definition(node) : other(node);
    case Kind.exprStmt:
      return assignment(node);
    case Kind.ifStmt:
      return isMainGuard(node) ? { kind: "nothing", ...placed(node) } : other(node);
    case Kind.tryStmt:
      return tryStatement(node);
    default:
      return other(node);
  }
}

const placed = (node: NodeId): Placed => ({ line: tree.line(node), code: codeOf(node) });

function other(node: NodeId): OtherStatement {
  return { kind: "other", ...placed(node), names: [...namesIn(node)].sort() };
}

function namesIn(node: NodeId, found: Set<string> = new Set()): Set<string> {
  if (node !== 0 && tree.kind(node) === Kind.name) found.add(nameOf(node));
  for (const part of parts(node)) namesIn(part, found);
  return found;
}

/** Whether a node is `if __name__ == "__main__":`, which is never true in an imported module. */
function isMainGuard(node: NodeId): boolean {
  const [condition, , elifs, otherwise] = children(node) as [NodeId, NodeId, NodeId, NodeId];
  if (elifs !== 0 || otherwise !== 0 || tree.kind(condition) !== Kind.comparison) return false;
  const sides = children(condition);
  return sides.length === 3 && tree.kind(sides[0]!) === Kind.name && nameOf(sides[0]!) === "__name__";
}

function importedModules(node: NodeId): ImportStatement[] {
  return listOf(tree.child(node, 0), Kind.dottedAsNames).map((one) => {
    const hasAlias = tree.kind(one) === Kind.dottedAsName;
    const module = dottedName(hasAlias ? tree.child(one, 0) : one);
    const local = hasAlias ? nameOf(tree.child(one, 1)) : module.split(".")[0]!;
    return { kind: "import", ...placed(node), module, names: { "": local } };
  });
}

function importedNames(node: NodeId): ImportStatement {
  const what = tree.child(node, 1);
  const module = sourceModule(tree.child(node, 0));
  if (tree.kind(what) === Kind.token) return { kind: "import", ...placed(node), module, names: null };
  const imported = listOf(what, Kind.importAsNames).map((one) => {
    const as = tree.child(one, 1);
    return [nameOf(tree.child(one, 0)), nameOf(as === 0 ? tree.child(one, 0) : as)] as const;
  });
  return { kind: "import", ...placed(node), module, names: Object.fromEntries(imported) };
}

function sourceModule(node: NodeId): string {
  const kind = tree.kind(node);
  if (kind === Kind.importFrom2b) return periods(tree.child(node, 0)) + dottedName(tree.child(node, 1));
  return kind === Kind.name || kind === Kind.dottedName ? dottedName(node) : periods(node);
}

function periods(node: NodeId): string {
  const tokens = listOf(node, Kind.oneOrMorePeriodOrEllipsis);
  return tokens.map((token) => (tree.argument(token) === Token.ellipsis ? "..." : ".")).join("");
}

function definition(node: NodeId): Statement {
  const isDecorated = tree.kind(node) === Kind.decorated;
  const inner = isDecorated ? tree.child(node, 1) : node;
  const isAsync = tree.kind(inner) === Kind.asyncFuncdef || tree.kind(inner) === Kind.asyncStmt;
  const defined = isAsync ? tree.child(inner, 0) : inner;
  const decorators = isDecorated ? listOf(tree.child(node, 0), Kind.decorators) : [];
  const names = decorators.map((one) => dottedName(tree.child(one, 0)));
  const name = nameOf(tree.child(defined, 0));
  const line = tree.line(defined);
  const code = codeOf(node);
  if (tree.kind(defined) === Kind.classdef) {
    const bases = tree.child(defined, 1);
    const passed = bases === 0 || tree.kind(bases) === Kind.classdef2 ? [] : listOf(bases, Kind.arglist);
    const body = block(tree.child(defined, 2));
    return { kind: "class", line, code, name, decorators: names, bases: passed.map(value), body };
  }
  const [, parameters, , body] = children(defined) as [NodeId, NodeId, NodeId, NodeId];
  const defaults = listOf(parameters, Kind.typedargslist)
    .filter((one) => tree.kind(one) === Kind.typedargslistName && tree.child(one, 2) !== 0)
    .map((one) => value(tree.child(one, 2)));
  const inside: Inside = { nested: [], globals: [], yields: false };
  lookInside(body, inside, true);
  return {
    kind: "function",
    line,
    code,
    name,
    decorators: names,
    hasDecoratorCall: decorators.some((one) => tree.child(one, 1) !== 0),
    isGenerator: isAsync || inside.yields,
    defaults,
    nested: inside.nested,
    globals: inside.globals,
  };
}

interface Inside {
  readonly nested: string[];
  readonly globals: string[];
  yields: boolean;
}

function lookInside(node: NodeId, inside: Inside, isOwn: boolean): void {
  if (node === 0) return;
  const kind = tree.kind(node);
  if (kind === Kind.globalStmt) inside.globals.push(...listOf(tree.child(node, 0), Kind.nameList).map(nameOf));
  if (isOwn && (kind === Kind.yieldExpr || kind === Kind.yieldStmt)) inside.yields = true;
  const isNested =
    kind === Kind.funcdef || kind === Kind.lambdef || kind === Kind.lambdefNocond || kind === Kind.classdef;
  if (isNested && isOwn) inside.nested.push(codeOf(node));
  for (const part of parts(node)) lookInside(part, inside, isOwn && !isNested);
}

function assignment(node: NodeId): Statement {
  const target = tree.child(node, 0);
  const tail = tree.child(node, 1);
  const kind = tree.kind(tail);
  if (tail === 0 || kind === Kind.exprStmtAugassign) return other(node);
  const targets = kind === Kind.exprStmtAssignList ? [target, ...children(tail).slice(0, -1)] : [target];
  let assigned = kind === Kind.exprStmtAssignList ? children(tail).at(-1)! : tail;
  if (kind === Kind.annassign) assigned = tree.child(tail, 1);
  if (assigned === 0) return { kind: "nothing", ...placed(node) };
  if (targets.some((one) => tree.kind(one) !== Kind.name)) return other(node);
  return { kind: "assign", ...placed(node), names: targets.map(nameOf), value: value(assigned) };
}

function tryStatement(node: NodeId): Statement {
  const inner = [tree.child(node, 0)];
  const handlers = tree.child(node, 1);
  const more = tree.kind(handlers) === Kind.tryStmtExceptAndMore ? children(handlers) : [handlers, NO_NODE, NO_NODE];
  if (tree.kind(more[0]!) === Kind.tryStmtFinally || more[2] !== 0) return other(node);
  for (const clause of listOf(more[0]!, Kind.tryStmtExceptList)) inner.push(tree.child(clause, 1));
  inner.push(more[1]!);
  const body = inner.flatMap(block);
  const isQuiet = body.every(
    ({ kind }) => kind === "import" || kind === "nothing" || kind === "assign" || kind === "function",
  );
  return isQuiet && body.some(({ kind }) => kind === "import") ? { kind: "try", ...placed(node), body } : other(node);
}

// ---- values

/** Nodes that only make a value from the values inside. */
const PLAIN: ReadonlySet<number> = new Set([
  Kind.testIfExpr,
  Kind.testIfElse,
  Kind.orTest,
  Kind.andTest,
  Kind.notTest2,
  Kind.comparison,
  Kind.compOpNotIn,
  Kind.compOpIs,
  Kind.compOpIsNot,
  Kind.expr,
  Kind.xorExpr,
  Kind.andExpr,
  Kind.shiftExpr,
  Kind.arithExpr,
  Kind.term,
  Kind.factor2,
  Kind.power,
  Kind.atomParen,
  Kind.atomBracket,
  Kind.atomBrace,
  Kind.testlistComp,
  Kind.testlistComp3b,
  Kind.testlistComp3c,
  Kind.testlist,
  Kind.testlistStarExpr,
  Kind.dictorsetmaker,
  Kind.dictorsetmakerItem,
  Kind.dictorsetmakerList,
  Kind.dictorsetmakerList2,
  Kind.atomExprNormal,
  Kind.atomExprTrailers,
  Kind.trailerPeriod,
]);
const MUTABLE: ReadonlySet<number> = new Set([Kind.atomBracket, Kind.atomBrace]);

function value(node: NodeId): Value {
  const found = { isPlain: true, isMutable: false, names: new Set<string>() };
  inspectValue(node, found);
  return { code: codeOf(node), isPlain: found.isPlain, isMutable: found.isMutable, names: [...found.names].sort() };
}

function inspectValue(
  node: NodeId,
  found: { isPlain: boolean; isMutable: boolean; readonly names: Set<string> },
): void {
  if (node === 0) return;
  const kind = tree.kind(node);
  if (kind === Kind.name) found.names.add(nameOf(node));
  else if (kind !== Kind.constObject && !isLeaf(kind) && !PLAIN.has(kind)) found.isPlain = false;
  if (MUTABLE.has(kind)) found.isMutable = true;
  if (kind === Kind.trailerPeriod) return;
  for (const part of parts(node)) inspectValue(part, found);
}
