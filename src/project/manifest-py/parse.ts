// manifest.py -> the tree of syntax.ts, by the compiler's own parser: so a manifest is read by the grammar that the
// device's Python has, f-strings and all, and a syntax error is reported as in any other file.

import {
  childrenOf,
  type Constant,
  itemsOf,
  Kind,
  NO_NODE,
  type NodeId,
  type NodeKind,
  SyntaxReader,
  Token,
} from "../../compiler/syntax.ts";
import type {
  Argument,
  BinaryOperator,
  Clause,
  Comparison,
  Expression,
  Parameter,
  Statement,
  Unsupported,
} from "./syntax.ts";

const BINARY: Readonly<Record<number, BinaryOperator>> = {
  [Token.opPipe]: "|",
  [Token.opCaret]: "^",
  [Token.opAmpersand]: "&",
  [Token.opShiftLeft]: "<<",
  [Token.opShiftRight]: ">>",
  [Token.opPlus]: "+",
  [Token.opMinus]: "-",
  [Token.opStar]: "*",
  [Token.opAt]: "@",
  [Token.opDoubleSlash]: "//",
  [Token.opSlash]: "/",
  [Token.opPercent]: "%",
  [Token.opDoubleStar]: "**",
};
/** From an augmented assignment's token to its operator's: the runs of tokens stand in one order. */
const AUGMENTED = Token.pipeEqual - Token.opPipe;

const COMPARISONS: Readonly<Record<number, Comparison>> = {
  [Token.opLess]: "<",
  [Token.opMore]: ">",
  [Token.opEqual]: "==",
  [Token.opLessEqual]: "<=",
  [Token.opMoreEqual]: ">=",
  [Token.opNotEqual]: "!=",
  [Token.kwIn]: "in",
};

const SIGNS: Readonly<Record<number, "+" | "-" | "~">> = {
  [Token.opPlus]: "+",
  [Token.opMinus]: "-",
  [Token.opTilde]: "~",
};

const TOKEN_CONSTANTS: Readonly<Record<number, Constant>> = {
  [Token.kwNone]: { type: "none" },
  [Token.kwFalse]: { type: "false" },
  [Token.kwTrue]: { type: "true" },
  [Token.ellipsis]: { type: "ellipsis" },
};

/** Operators of the levels that have only one. */
const LEVEL_OPERATORS: Readonly<Record<number, BinaryOperator>> = {
  [Kind.expr]: "|",
  [Kind.xorExpr]: "^",
  [Kind.andExpr]: "&",
};

/** Statements and expressions that no manifest is known to need. */
const UNSUPPORTED: Readonly<Record<number, string>> = {
  [Kind.whileStmt]: "a while loop",
  [Kind.tryStmt]: "try",
  [Kind.withStmt]: "with",
  [Kind.classdef]: "a class",
  [Kind.decorated]: "a decorator",
  [Kind.asyncStmt]: "async",
  [Kind.delStmt]: "del",
  [Kind.globalStmt]: "global",
  [Kind.nonlocalStmt]: "nonlocal",
  [Kind.yieldStmt]: "yield",
  [Kind.yieldExpr]: "yield",
  [Kind.lambdef]: "lambda",
  [Kind.lambdefNocond]: "lambda",
  [Kind.atomExprAwait]: "await",
};

const reader: SyntaxReader = new SyntaxReader(63);
const { tree } = reader;
const { names } = tree;

/** The statements of a manifest. @throws SourceError where it is no Python */
export function parseManifest(source: Uint8Array): Statement[] {
  reader.parse(source);
  return block(tree.root);
}

const children = (node: NodeId): NodeId[] => childrenOf(tree, node);
const listOf = (node: NodeId, kind: NodeKind): NodeId[] => itemsOf(tree, node, kind);

function nameOf(node: NodeId): string {
  return names.text(tree.qstr(node));
}

function dottedName(node: NodeId): string {
  return listOf(node, Kind.dottedName).map(nameOf).join(".");
}

function unsupported(node: NodeId, what?: string): Unsupported & { at: number } {
  return { kind: "unsupported", what: what ?? UNSUPPORTED[tree.kind(node)] ?? "this syntax", at: tree.start(node) };
}

// ---- statements

const BLOCKS: ReadonlySet<number> = new Set([Kind.fileInput2, Kind.suiteBlockStmts, Kind.simpleStmt2]);

/** Statements of a block, of a line, or of the file. */
function block(node: NodeId): Statement[] {
  if (node === 0) return [];
  if (BLOCKS.has(tree.kind(node))) return children(node).flatMap(block);
  // the newline in front of the first statement
  return tree.kind(node) === Kind.token ? [] : [statement(node)];
}

const STATEMENTS: Readonly<Record<number, (node: NodeId, at: number) => Statement>> = {
  [Kind.exprStmt]: expressionStatement,
  [Kind.ifStmt]: (node, at) => {
    const elifs = listOf(tree.child(node, 2), Kind.ifStmtElifList);
    const branches = [node, ...elifs].map(
      (one) => [expression(tree.child(one, 0)), block(tree.child(one, 1))] as const,
    );
    return { kind: "if", at, branches, otherwise: block(tree.child(node, 3)) };
  },
  [Kind.forStmt]: (node, at) => {
    const [target, source, body, otherwise] = children(node) as [NodeId, NodeId, NodeId, NodeId];
    const loop = { target: expression(target), source: expression(source) };
    return { kind: "for", at, ...loop, body: block(body), otherwise: block(otherwise) };
  },
  [Kind.funcdef]: functionDefinition,
  [Kind.returnStmt]: (node, at) => ({ kind: "return", at, value: optional(tree.child(node, 0)) }),
  [Kind.raiseStmt]: (node, at) => {
    const raised = tree.child(node, 0);
    const chained = raised !== 0 && tree.kind(raised) === Kind.raiseStmtArg;
    return { kind: "raise", at, value: optional(chained ? tree.child(raised, 0) : raised) };
  },
  [Kind.assertStmt]: (node, at) => {
    return { kind: "assert", at, condition: expression(tree.child(node, 0)), message: optional(tree.child(node, 1)) };
  },
  [Kind.importName]: importName,
  [Kind.importFrom]: importFrom,
  [Kind.passStmt]: (_, at) => ({ kind: "pass", at }),
  [Kind.breakStmt]: (_, at) => ({ kind: "break", at }),
  [Kind.continueStmt]: (_, at) => ({ kind: "continue", at }),
};

function statement(node: NodeId): Statement {
  const make = STATEMENTS[tree.kind(node)];
  return make === undefined ? unsupported(node) : make(node, tree.start(node));
}

function expressionStatement(node: NodeId, at: number): Statement {
  const target = tree.child(node, 0);
  const tail = tree.child(node, 1);
  if (tail === 0) return { kind: "expression", at, value: expression(target) };
  switch (tree.kind(tail)) {
    case Kind.exprStmtAugassign: {
      const operator = BINARY[tree.argument(tree.child(tail, 0)) - AUGMENTED]!;
      return { kind: "augmented", at, target: expression(target), operator, value: expression(tree.child(tail, 1)) };
    }
    case Kind.exprStmtAssignList: {
      const all = [target, ...children(tail)].map(expression);
      return { kind: "assign", at, targets: all.slice(0, -1), value: all.at(-1)! };
    }
    case Kind.annassign: {
      const value = tree.child(tail, 1);
      if (value === 0) return { kind: "pass", at };
      return { kind: "assign", at, targets: [expression(target)], value: expression(value) };
    }
    default:
      return { kind: "assign", at, targets: [expression(target)], value: expression(tail) };
  }
}

function importName(node: NodeId, at: number): Statement {
  const modules = listOf(tree.child(node, 0), Kind.dottedAsNames).map((one) => {
    if (tree.kind(one) !== Kind.dottedAsName) return [dottedName(one), undefined] as const;
    return [dottedName(tree.child(one, 0)), nameOf(tree.child(one, 1))] as const;
  });
  return { kind: "import", at, modules };
}

function importFrom(node: NodeId, at: number): Statement {
  const source = tree.child(node, 0);
  const what = tree.child(node, 1);
  if (tree.kind(what) === Kind.token) return unsupported(node, "import *");
  const isRelative = [Kind.importFrom2b, Kind.oneOrMorePeriodOrEllipsis, Kind.token].some(
    (k) => k === tree.kind(source),
  );
  if (isRelative) return unsupported(node, "a relative import");
  const imported = listOf(what, Kind.importAsNames).map((one) => {
    const name = nameOf(tree.child(one, 0));
    const as = tree.child(one, 1);
    return [name, as === 0 ? name : nameOf(as)] as const;
  });
  return { kind: "from", at, module: dottedName(source), names: imported };
}

function functionDefinition(node: NodeId, at: number): Statement {
  const parameters: Parameter[] = [];
  let rest: string | undefined;
  let extra: string | undefined;
  for (const one of listOf(tree.child(node, 1), Kind.typedargslist)) {
    const inside = tree.kind(one) === Kind.name ? one : tree.child(one, 0);
    if (tree.kind(one) === Kind.typedargslistDblStar) extra = nameOf(inside);
    else if (tree.kind(one) === Kind.typedargslistStar && inside !== 0) rest = nameOf(tree.child(inside, 0));
    else if (inside === 0 || rest !== undefined) return unsupported(one, "a parameter that is given by name only");
    else parameters.push({ name: nameOf(inside), value: inside === one ? undefined : optional(tree.child(one, 2)) });
  }
  const body = block(tree.child(node, 3));
  return { kind: "function", at, name: nameOf(tree.child(node, 0)), parameters, rest, extra, body };
}

// ---- expressions

function optional(node: NodeId): Expression | undefined {
  return node === 0 ? undefined : expression(node);
}

function expressions(nodes: readonly NodeId[]): Expression[] {
  return nodes.map(expression);
}

/** A chain of operators and operands, from the left. */
function chain(node: NodeId, at: number): Expression {
  const parts = children(node);
  let left = expression(parts[0]!);
  for (let index = 1; index < parts.length; index += 2) {
    const operator = BINARY[tree.argument(parts[index]!)]!;
    left = { kind: "binary", at, operator, left, right: expression(parts[index + 1]!) };
  }
  return left;
}

/** Operands that one operator joins, from the left. */
function joined(node: NodeId, at: number): Expression {
  const operator = LEVEL_OPERATORS[tree.kind(node)]!;
  return expressions(children(node)).reduce((left, right) => ({ kind: "binary", at, operator, left, right }));
}

function tuple(node: NodeId, at: number): Expression {
  return { kind: "tuple", at, items: expressions(children(node)) };
}

const constant = (at: number, value: Constant): Expression => ({ kind: "constant", at, value });

const EXPRESSIONS: Readonly<Record<number, (node: NodeId, at: number) => Expression>> = {
  [Kind.name]: (node, at) => ({ kind: "name", at, name: nameOf(node) }),
  [Kind.string]: (node, at) => constant(at, { type: "str", bytes: names.bytes(tree.qstr(node)).slice() }),
  [Kind.smallInt]: (node, at) => constant(at, { type: "int", value: BigInt(tree.argument(node)) }),
  [Kind.wideSmallInt]: (node, at) => constant(at, tree.constants[tree.argument(node)]!),
  [Kind.constObject]: (node, at) => constant(at, tree.constants[tree.argument(node)]!),
  [Kind.token]: (node, at) => constant(at, TOKEN_CONSTANTS[tree.argument(node)]!),
  [Kind.orTest]: (node, at) => ({ kind: "or", at, items: expressions(children(node)) }),
  [Kind.andTest]: (node, at) => ({ kind: "and", at, items: expressions(children(node)) }),
  [Kind.notTest2]: (node, at) => ({ kind: "not", at, value: expression(tree.child(node, 0)) }),
  [Kind.comparison]: comparison,
  [Kind.expr]: joined,
  [Kind.xorExpr]: joined,
  [Kind.andExpr]: joined,
  [Kind.shiftExpr]: chain,
  [Kind.arithExpr]: chain,
  [Kind.term]: chain,
  [Kind.factor2]: (node, at) => {
    return {
      kind: "sign",
      at,
      operator: SIGNS[tree.argument(tree.child(node, 0))]!,
      value: expression(tree.child(node, 1)),
    };
  },
  [Kind.power]: (node, at) => {
    const [left, right] = expressions(children(node)) as [Expression, Expression];
    return { kind: "binary", at, operator: "**", left, right };
  },
  [Kind.testIfExpr]: (node, at) => {
    const [condition, otherwise] = expressions(children(tree.child(node, 1))) as [Expression, Expression];
    return { kind: "choice", at, value: expression(tree.child(node, 0)), condition, otherwise };
  },
  [Kind.namedexprTest]: (node, at) => {
    return { kind: "named", at, target: expression(tree.child(node, 0)), value: expression(tree.child(node, 1)) };
  },
  [Kind.starExpr]: (node, at) => ({ kind: "star", at, value: expression(tree.child(node, 0)) }),
  [Kind.testlist]: tuple,
  [Kind.testlistStarExpr]: tuple,
  [Kind.exprlist]: tuple,
  [Kind.subscriptlist]: tuple,
  [Kind.atomParen]: (node, at) => sequence("tuple", tree.child(node, 0), at),
  [Kind.atomBracket]: (node, at) => sequence("list", tree.child(node, 0), at),
  [Kind.atomBrace]: dict,
  [Kind.subscript2]: (node, at) => slice(tree.child(node, 0), tree.child(node, 1), at),
  [Kind.subscript3]: (node, at) => slice(NO_NODE, node, at),
  [Kind.atomExprNormal]: trailed,
};

function expression(node: NodeId): Expression {
  const make = EXPRESSIONS[tree.kind(node)];
  return make === undefined ? unsupported(node) : make(node, tree.start(node));
}

function comparison(node: NodeId, at: number): Expression {
  const parts = children(node);
  const rest: [Comparison, Expression][] = [];
  for (let index = 1; index < parts.length; index += 2) {
    rest.push([comparisonOf(parts[index]!), expression(parts[index + 1]!)]);
  }
  return { kind: "comparison", at, first: expression(parts[0]!), rest };
}

function comparisonOf(node: NodeId): Comparison {
  if (tree.kind(node) === Kind.compOpNotIn) return "not in";
  if (tree.kind(node) === Kind.compOpIs) return tree.child(node, 0) === 0 ? "is" : "is not";
  return COMPARISONS[tree.argument(node)]!;
}

/** What stands in parentheses or brackets: items, or a comprehension. A generator is as good as its list here. */
function sequence(kind: "tuple" | "list", inside: NodeId, at: number): Expression {
  if (inside === 0) return { kind, at, items: [] };
  if (tree.kind(inside) !== Kind.testlistComp) return { kind, at, items: [expression(inside)] };
  const parts = children(inside);
  if (parts.length === 2 && tree.kind(parts[1]!) === Kind.compFor) {
    return { kind: "comprehension", at, item: expression(parts[0]!), clauses: clauses(parts[1]!) };
  }
  return { kind, at, items: expressions(parts) };
}

function clauses(first: NodeId): Clause[] {
  const found: Clause[] = [];
  let node = first;
  while (node !== 0) {
    const at = tree.start(node);
    if (tree.kind(node) === Kind.compFor) {
      found.push({ kind: "for", at, target: expression(tree.child(node, 0)), source: expression(tree.child(node, 1)) });
      node = tree.child(node, 2);
    } else {
      found.push({ kind: "if", at, condition: expression(tree.child(node, 0)) });
      node = tree.child(node, 1);
    }
  }
  return found;
}

function dict(node: NodeId, at: number): Expression {
  const inside = tree.child(node, 0);
  if (inside === 0) return { kind: "dict", at, entries: [] };
  let items = [inside];
  if (tree.kind(inside) === Kind.dictorsetmaker) {
    const rest = tree.child(inside, 1);
    if (tree.kind(rest) === Kind.compFor) return unsupported(node, "a set or dict comprehension");
    items = [tree.child(inside, 0), ...listOf(tree.child(rest, 0), Kind.dictorsetmakerList2)];
  }
  if (items.some((item) => tree.kind(item) !== Kind.dictorsetmakerItem)) return unsupported(node, "a set");
  const entries = items.map((item) => [expression(tree.child(item, 0)), expression(tree.child(item, 1))] as const);
  return { kind: "dict", at, entries };
}

/** A slice: what stands in front of the first colon, and the node from there on. */
function slice(start: NodeId, node: NodeId, at: number): Expression {
  const rest = tree.child(node, 0);
  let stop = rest;
  let step = NO_NODE;
  if (rest !== 0 && tree.kind(rest) === Kind.subscript3c) {
    stop = NO_NODE;
    step = tree.child(rest, 0);
  } else if (rest !== 0 && tree.kind(rest) === Kind.subscript3d) {
    stop = tree.child(rest, 0);
    step = tree.child(tree.child(rest, 1), 0);
  }
  return { kind: "slice", at, start: optional(start), stop: optional(stop), step: optional(step) };
}

function trailed(node: NodeId, at: number): Expression {
  let value = expression(tree.child(node, 0));
  for (const trailer of listOf(tree.child(node, 1), Kind.atomExprTrailers)) {
    const inside = tree.child(trailer, 0);
    if (tree.kind(trailer) === Kind.trailerPeriod)
      value = { kind: "attribute", at, object: value, name: nameOf(inside) };
    else if (tree.kind(trailer) === Kind.trailerParen) {
      value = { kind: "call", at, callee: value, passed: listOf(inside, Kind.arglist).map(argument) };
    } else value = { kind: "subscript", at, object: value, index: expression(inside) };
  }
  return value;
}

function argument(node: NodeId): Argument {
  const at = tree.start(node);
  const kind = tree.kind(node);
  const positional = (value: Expression): Argument => ({ pass: "positional", at, name: "", value });
  if (kind === Kind.arglistStar || kind === Kind.arglistDblStar) {
    const pass = kind === Kind.arglistStar ? "star" : "doubleStar";
    return { pass, at, name: "", value: expression(tree.child(node, 0)) };
  }
  if (kind !== Kind.argument) return positional(expression(node));
  const [first, rest] = children(node) as [NodeId, NodeId];
  if (tree.kind(rest) === Kind.compFor) {
    return positional({ kind: "comprehension", at, item: expression(first), clauses: clauses(rest) });
  }
  if (tree.kind(rest) === Kind.argument3) {
    return positional({ kind: "named", at, target: expression(first), value: expression(tree.child(rest, 0)) });
  }
  if (tree.kind(first) !== Kind.name) return positional(unsupported(node, "an argument without a name before its ="));
  return { pass: "keyword", at, name: nameOf(first), value: expression(rest) };
}
