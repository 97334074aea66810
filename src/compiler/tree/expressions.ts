// The parser of expressions: precedence climbing instead of a call per level of the grammar, lists collected on a stack.
// Nodes come out in the reference's shapes, with the line of the token at which the reference begins their rule.

import { type Line, NO_LINE, NO_NODE, type NodeId } from "../brands.ts";
import { Name } from "../names/known.ts";
import { Token, type TokenKind } from "../tokens/token.ts";
import type { Constant } from "./constant.ts";
import { Folder } from "./folding.ts";
import { Kind, type NodeKind } from "./kind.ts";
import { MATH_CONSTANTS } from "./math-constants.ts";
import { truth } from "./truth.ts";

/** Levels of binary operators, loosest first. */
const Level = { or: 1, and: 2, not: 3, comparison: 4, pipe: 5, caret: 6, ampersand: 7, shift: 8, arith: 9, term: 10 };

/** Level of a token as a binary operator; 0 if it is none. */
const LEVEL: Uint8Array = new Uint8Array(96);
/** Kind of the node that a level makes. */
const LEVEL_KIND: readonly NodeKind[] = [
  0,
  Kind.orTest,
  Kind.andTest,
  0,
  Kind.comparison,
  Kind.expr,
  Kind.xorExpr,
  Kind.andExpr,
  Kind.shiftExpr,
  Kind.arithExpr,
  Kind.term,
];
/** Operator of a level that has only one. */
const LEVEL_OPERATOR: Readonly<Record<number, TokenKind>> = {
  [Level.pipe]: Token.opPipe,
  [Level.caret]: Token.opCaret,
  [Level.ampersand]: Token.opAmpersand,
};

for (const [level, tokens] of [
  [Level.or, [Token.kwOr]],
  [Level.and, [Token.kwAnd]],
  [Level.pipe, [Token.opPipe]],
  [Level.caret, [Token.opCaret]],
  [Level.ampersand, [Token.opAmpersand]],
  [Level.shift, [Token.opShiftLeft, Token.opShiftRight]],
  [Level.arith, [Token.opPlus, Token.opMinus]],
  [Level.term, [Token.opStar, Token.opAt, Token.opSlash, Token.opPercent, Token.opDoubleSlash]],
  [Level.comparison, [Token.kwIn, Token.kwNot, Token.kwIs]],
] as const) {
  for (const token of tokens) LEVEL[token] = level;
}
for (let token: number = Token.opLess; token <= Token.opNotEqual; token++) LEVEL[token] = Level.comparison;

/** May begin an arithmetic expression. */
const BEGINS_EXPR = 1;
/** May begin any expression. */
const BEGINS_TEST = 2;

/** What a token may begin. */
const BEGINS: Uint8Array = new Uint8Array(96);
for (const token of [
  Token.name,
  Token.integer,
  Token.floatOrImag,
  Token.string,
  Token.bytes,
  Token.ellipsis,
  Token.kwNone,
  Token.kwTrue,
  Token.kwFalse,
  Token.kwAwait,
  Token.opPlus,
  Token.opMinus,
  Token.opTilde,
  Token.parenOpen,
  Token.bracketOpen,
  Token.braceOpen,
]) {
  BEGINS[token] = BEGINS_EXPR | BEGINS_TEST;
}
BEGINS[Token.kwNot] = BEGINS_TEST;
BEGINS[Token.kwLambda] = BEGINS_TEST;

/** The parser of expressions. In the grammar above each method, [ ] is what may be left out and { } what may be repeated. */
export class ExpressionParser extends Folder {
  protected beginsTest(): boolean {
    return (BEGINS[this.lexer.kind]! & BEGINS_TEST) !== 0;
  }

  /** Whether the current token may begin an element of a list in which * may stand. */
  protected beginsElement(): boolean {
    const kind = this.lexer.kind;
    return kind === Token.opStar || (BEGINS[kind]! & BEGINS_TEST) !== 0;
  }

  // ---- whole expressions

  /** test -> lambdef | or_test [ "if" or_test "else" test ] */
  protected test(): NodeId {
    const lexer = this.lexer;
    if (lexer.kind === Token.kwLambda) return this.lambda(Kind.lambdef);
    const line = lexer.line;
    const start = lexer.start;
    const value = this.binary(Level.or);
    if (lexer.kind !== Token.kwIf) return value;
    const ifLine = lexer.line;
    const ifStart = lexer.start;
    lexer.next();
    const condition = this.binary(Level.or);
    this.expect(Token.kwElse);
    this.enter(2);
    const otherwise = this.test();
    this.leave(2);
    const choice = this.node2(Kind.testIfElse, ifLine, ifStart, condition, otherwise);
    return this.node2(Kind.testIfExpr, line, start, value, choice);
  }

  /** namedexpr_test -> test [ ":=" test ] */
  protected namedTest(): NodeId {
    const { line, start } = this.lexer;
    const target = this.test();
    return this.lexer.kind === Token.opAssign ? this.named(line, start, target) : target;
  }

  /** The rest of namedexpr_test. */
  private named(line: Line, start: number, target: NodeId): NodeId {
    this.lexer.next();
    return this.node2(Kind.namedexprTest, line, start, target, this.test());
  }

  /** or_test -> and_test { "or" and_test } */
  protected orTest(): NodeId {
    return this.binary(Level.or);
  }

  /** expr -> xor_expr { "|" xor_expr }: an operand of a comparison */
  protected expr(): NodeId {
    return this.binary(Level.pipe);
  }

  /** test_nocond -> lambdef_nocond | or_test */
  private testWithoutCondition(): NodeId {
    return this.lexer.kind === Token.kwLambda ? this.lambda(Kind.lambdefNocond) : this.binary(Level.or);
  }

  /** lambdef -> "lambda" [varargslist] ":" test; of lambdef_nocond the body is a test_nocond */
  private lambda(kind: NodeKind): NodeId {
    const { line, start } = this.lexer;
    this.enter(3);
    this.lexer.next();
    const parameters = this.lambdaParameters();
    this.expect(Token.colon);
    const body = kind === Kind.lambdef ? this.test() : this.testWithoutCondition();
    this.leave(3);
    return this.node3(kind, line, start, parameters, body, NO_NODE);
  }

  /** varargslist -> lambda_parameter { "," lambda_parameter } [ "," ], or 0 */
  private lambdaParameters(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    let separated = true;
    while (separated) {
      const item = this.lambdaParameter();
      if (item === 0) break;
      this.push(item);
      separated = this.take(Token.comma);
    }
    return this.list(Kind.varargslist, line, start, base, separated);
  }

  /** lambda_parameter -> NAME [ "=" test ] | "*" [NAME] | "**" NAME, or 0 */
  private lambdaParameter(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    if (lexer.kind === Token.name) {
      const name = this.name();
      if (!this.take(Token.equal)) return name;
      return this.node2(Kind.varargslistName, line, start, name, this.test());
    }
    if (this.take(Token.opStar)) {
      return this.node1(Kind.varargslistStar, line, start, this.at(Token.name) ? this.name() : NO_NODE);
    }
    if (this.take(Token.opDoubleStar)) return this.node1(Kind.varargslistDblStar, line, start, this.name());
    return NO_NODE;
  }

  // ---- binary and unary operators

  /** An expression of operators of `least` level or tighter. */
  private binary(least: number): NodeId {
    const lexer = this.lexer;
    const line = lexer.line;
    const start = lexer.start;
    const kind = lexer.kind;
    let left: NodeId;
    if (kind === Token.kwNot && least <= Level.not) left = this.negations();
    else if (isSign(kind)) left = this.signs();
    else left = this.power();
    if (LEVEL[lexer.kind]! < least) return left;
    this.enter(2);
    for (let level = LEVEL[lexer.kind]!; level >= least; level = LEVEL[lexer.kind]!) {
      left = this.chain(level, left, line, start);
    }
    this.leave(2);
    return left;
  }

  /** All operands and operators of one level, of which the first is `left`. */
  private chain(level: number, left: NodeId, line: Line, start: number): NodeId {
    const lexer = this.lexer;
    const base = this.top;
    this.push(left);
    if (level >= Level.shift) {
      do {
        this.push(this.tokenLeaf());
        this.push(level === Level.term ? this.factor() : this.binary(level + 1));
      } while (LEVEL[lexer.kind] === level);
      const folded = this.foldArithmetic(base, 2, 0, start);
      return folded !== 0 ? folded : this.nodeOf(LEVEL_KIND[level]!, line, start, base);
    }
    if (level === Level.comparison) {
      do {
        this.push(this.comparisonOperator());
        this.push(this.binary(Level.pipe));
      } while (LEVEL[lexer.kind] === level);
      return this.nodeOf(Kind.comparison, line, start, base);
    }
    do {
      lexer.next();
      this.push(this.binary(level + 1));
    } while (LEVEL[lexer.kind] === level);
    if (level <= Level.and) {
      this.shorten(base, level === Level.or);
      return this.list(LEVEL_KIND[level]!, line, start, base, false);
    }
    const folded = this.foldArithmetic(base, 1, LEVEL_OPERATOR[level]!, start);
    return folded !== 0 ? folded : this.nodeOf(LEVEL_KIND[level]!, line, start, base);
  }

  /** comp_op -> "<" | ">" | "==" | ">=" | "<=" | "!=" | "in" | "not" "in" | "is" [ "not" ] */
  private comparisonOperator(): NodeId {
    const lexer = this.lexer;
    const { kind, line, start } = lexer;
    if (kind === Token.kwNot) {
      lexer.next();
      this.expect(Token.kwIn);
      return this.node0(Kind.compOpNotIn, line, start);
    }
    if (kind !== Token.kwIs) return this.tokenLeaf();
    lexer.next();
    const notLine = lexer.line;
    const notStart = lexer.start;
    const not = this.take(Token.kwNot) ? this.node0(Kind.compOpIsNot, notLine, notStart) : NO_NODE;
    return this.node1(Kind.compOpIs, line, start, not);
  }

  /** One or more `not`, and what they negate. Line and start of each wait on the stack: no recursion. */
  private negations(): NodeId {
    const lexer = this.lexer;
    const base = this.top;
    while (lexer.kind === Token.kwNot) {
      this.push(lexer.line);
      this.push(lexer.start);
      lexer.next();
    }
    let value = this.binary(Level.comparison);
    while (this.top > base) {
      const start = this.stack[--this.top]!;
      const line = this.stack[--this.top]! as Line;
      const known = truth(this.tree, value);
      if (known < 0) value = this.node1(Kind.notTest2, line, start, value);
      else value = this.leaf(Kind.token, start, known === 1 ? Token.kwFalse : Token.kwTrue);
    }
    return value;
  }

  /** factor -> ( "+" | "-" | "~" ) factor | power */
  private factor(): NodeId {
    return isSign(this.lexer.kind) ? this.signs() : this.power();
  }

  /** One or more of + - ~ and what they apply to. */
  private signs(): NodeId {
    const lexer = this.lexer;
    const base = this.top;
    while (isSign(lexer.kind)) {
      this.push(lexer.line);
      this.push(this.tokenLeaf());
    }
    let value = this.power();
    while (this.top > base) {
      const operator = this.stack[--this.top]! as NodeId;
      const line = this.stack[--this.top]! as Line;
      const start = this.startOf(operator);
      const folded = this.foldSign(operator, value, start);
      value = folded !== 0 ? folded : this.node2(Kind.factor2, line, start, operator, value);
    }
    return value;
  }

  /**
   * power: an atom with its trailers, and perhaps an exponent. Nesting atoms are dispatched here, not one call further
   * down: the fewer calls a level of nesting takes, the deeper it may go.
   */
  private power(): NodeId {
    const lexer = this.lexer;
    const { kind, line, start } = lexer;
    let node: NodeId;
    if (kind === Token.parenOpen) node = this.parenthesized();
    else if (kind === Token.bracketOpen) node = this.bracketed();
    else if (kind === Token.braceOpen) node = this.braced();
    else if (kind === Token.kwAwait) node = this.awaited();
    else node = this.simpleAtom();
    if (isTrailer(lexer.kind)) node = this.trailed(node, this.trailers(), line, start);
    return lexer.kind === Token.opDoubleStar ? this.raised(node, line, start) : node;
  }

  /** The rest of power: the exponent. */
  private raised(base: number, line: Line, start: number): NodeId {
    this.enter(3);
    this.lexer.next();
    const exponent = this.factor();
    this.leave(3);
    const bottom = this.top;
    this.push(base);
    this.push(exponent);
    const folded = this.foldArithmetic(bottom, 1, Token.opDoubleStar, start);
    return folded !== 0 ? folded : this.nodeOf(Kind.power, line, start, bottom);
  }

  // ---- atoms and what trails them

  /** atom_expr_await -> "await" atom { trailer } */
  private awaited(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const atom = this.atom();
    return this.node2(Kind.atomExprAwait, line, start, atom, isTrailer(lexer.kind) ? this.trailers() : NO_NODE);
  }

  /** An atom and its trailers. */
  private trailed(atom: NodeId, trailers: NodeId, line: Line, start: number): NodeId {
    if (this.kindOf(trailers) === Kind.trailerPeriod && this.kindOf(atom) === Kind.name) {
      const constant = this.moduleConstant(atom, trailers);
      if (constant !== undefined) return this.valueNode(constant, NO_LINE, start);
    }
    return this.node2(Kind.atomExprNormal, line, start, atom, trailers);
  }

  /** What `module.attribute` is known to be: the float constants of math. */
  private moduleConstant(module: NodeId, trailer: NodeId): Constant | undefined {
    if (this.qstrOf(module) !== Name.math || !this.behaviour.foldsFloats) return undefined;
    return MATH_CONSTANTS.get(this.names.text(this.qstrOf(this.childOf(trailer, 0))));
  }

  /**
   * trailer { trailer }, trailer -> "(" [arglist] ")" | "[" subscriptlist "]" | "." NAME. One trailer, or a node of
   * all.
   */
  private trailers(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    do {
      const trailerLine = lexer.line;
      const trailerStart = lexer.start;
      const kind = lexer.kind;
      lexer.next();
      if (kind === Token.period) {
        this.push(this.node1(Kind.trailerPeriod, trailerLine, trailerStart, this.name()));
      } else if (kind === Token.parenOpen) {
        const passed = this.argumentList();
        this.expect(Token.parenClose);
        this.push(this.node1(Kind.trailerParen, trailerLine, trailerStart, passed));
      } else {
        const subscripts = this.subscripts();
        this.expect(Token.bracketClose);
        this.push(this.node1(Kind.trailerBracket, trailerLine, trailerStart, subscripts));
      }
    } while (isTrailer(lexer.kind));
    return this.list(Kind.atomExprTrailers, line, start, base, false);
  }

  /** atom -> "(" … ")" | "[" … "]" | "{" … "}" | an atom of one token */
  private atom(): NodeId {
    switch (this.lexer.kind) {
      case Token.parenOpen:
        return this.parenthesized();
      case Token.bracketOpen:
        return this.bracketed();
      case Token.braceOpen:
        return this.braced();
      default:
        return this.simpleAtom();
    }
  }

  /** An atom of one token. */
  private simpleAtom(): NodeId {
    const lexer = this.lexer;
    let node: NodeId;
    switch (lexer.kind) {
      case Token.name:
        node = this.nameAtom();
        break;
      case Token.integer:
        node = this.integerAtom();
        break;
      case Token.string:
        node = this.stringAtom();
        break;
      case Token.floatOrImag:
        node = this.floatAtom();
        break;
      case Token.bytes:
        node = this.bytesAtom();
        break;
      case Token.ellipsis:
      case Token.kwNone:
      case Token.kwTrue:
      case Token.kwFalse:
        return this.tokenLeaf();
      default:
        throw this.unexpected();
    }
    lexer.next();
    return node;
  }

  /** atom_paren -> "(" [ yield_expr | testlist_comp ] ")" */
  private parenthesized(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    this.enter(5);
    lexer.next();
    let inside = NO_NODE;
    if (lexer.kind === Token.kwYield) inside = this.yieldExpression();
    else if (this.beginsElement()) inside = this.elements(true);
    this.expect(Token.parenClose);
    this.leave(5);
    // parentheses around a single expression leave no trace
    if (inside !== 0 && this.kindOf(inside) !== Kind.testlistComp) return inside;
    return this.node1(Kind.atomParen, line, start, inside);
  }

  /** atom_bracket -> "[" [testlist_comp] "]" */
  private bracketed(): NodeId {
    const { line, start } = this.lexer;
    this.enter(5);
    this.lexer.next();
    const inside = this.beginsElement() ? this.elements(false) : NO_NODE;
    this.expect(Token.bracketClose);
    this.leave(5);
    return this.node1(Kind.atomBracket, line, start, inside);
  }

  /**
   * testlist_comp -> element ( comp_for | { "," element } [ "," ] ), element -> namedexpr_test | star_expr. In
   * parentheses constants become a tuple.
   */
  private elements(inParentheses: boolean): NodeId {
    const lexer = this.lexer;
    let { line, start } = lexer;
    let restLine = NO_LINE;
    let restStart = 0;
    const base = this.top;
    let trailing = false;
    do {
      const size = this.top - base;
      const elementLine = lexer.line;
      const elementStart = lexer.start;
      if (size === 1) {
        restLine = elementLine;
        restStart = elementStart;
      }
      if (size !== 0 && !this.beginsElement()) break;
      if (lexer.kind === Token.opStar) {
        this.push(this.starred());
      } else {
        const element = this.test();
        this.push(lexer.kind === Token.opAssign ? this.named(elementLine, elementStart, element) : element);
      }
      if (size === 0 && lexer.kind === Token.kwFor) {
        this.push(this.comprehension());
        return this.nodeOf(Kind.testlistComp, line, start, base);
      }
      trailing = this.take(Token.comma);
    } while (trailing);

    const size = this.top - base;
    if (size === 1 && restLine === 0) return this.stack[--this.top]! as NodeId;
    // Unless there are just two elements or one, the node has the line of what follows the first comma.
    if (size > 2 || (size === 2 && trailing)) {
      line = restLine;
      start = restStart;
    }
    if (inParentheses) {
      const constant = this.constantTuple(line, start, base);
      if (constant !== 0) return constant;
    }
    return this.nodeOf(Kind.testlistComp, line, start, base);
  }

  /** star_expr -> "*" expr */
  protected starred(): NodeId {
    const { line, start } = this.lexer;
    this.lexer.next();
    return this.node1(Kind.starExpr, line, start, this.expr());
  }

  /** atom_brace -> "{" [ dict_item ( comp_for | { "," dict_item } [ "," ] ) ] "}" */
  private braced(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    this.enter(5);
    lexer.next();
    let inside = NO_NODE;
    if (this.beginsTest()) {
      const itemLine = lexer.line;
      const itemStart = lexer.start;
      inside = this.dictItem();
      if (lexer.kind === Token.kwFor) {
        inside = this.node2(Kind.dictorsetmaker, itemLine, itemStart, inside, this.comprehension());
      } else if (lexer.kind === Token.comma) {
        inside = this.node2(Kind.dictorsetmaker, itemLine, itemStart, inside, this.dictRest());
      }
    }
    this.expect(Token.braceClose);
    this.leave(5);
    return this.node1(Kind.atomBrace, line, start, inside);
  }

  /** dict_item -> test [ ":" test ] */
  private dictItem(): NodeId {
    const { line, start } = this.lexer;
    const key = this.test();
    return this.take(Token.colon) ? this.node2(Kind.dictorsetmakerItem, line, start, key, this.test()) : key;
  }

  /** { "," dict_item } [ "," ] */
  private dictRest(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const restLine = lexer.line;
    const restStart = lexer.start;
    const base = this.top;
    let trailing = true;
    while (trailing && this.beginsTest()) {
      this.push(this.dictItem());
      trailing = this.take(Token.comma);
    }
    const rest = this.list(Kind.dictorsetmakerList2, restLine, restStart, base, trailing);
    return this.node1(Kind.dictorsetmakerList, line, start, rest);
  }

  /** comp_for -> "for" exprlist "in" or_test { comp_for | comp_if } */
  protected comprehension(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const targets = this.exprList();
    this.expect(Token.kwIn);
    const source = this.orTest();
    const base = this.top;
    this.push(targets);
    this.push(source);
    this.push(this.comprehensionTail());
    this.push(0);
    return this.nodeOf(Kind.compFor, line, start, base);
  }

  /** comp_if -> "if" test_nocond; or the next comp_for */
  private comprehensionTail(): NodeId {
    const lexer = this.lexer;
    if (lexer.kind !== Token.kwFor && lexer.kind !== Token.kwIf) return NO_NODE;
    this.enter(3);
    let node: NodeId;
    if (lexer.kind === Token.kwFor) {
      node = this.comprehension();
    } else {
      const { line, start } = lexer;
      lexer.next();
      const condition = this.testWithoutCondition();
      node = this.node2(Kind.compIf, line, start, condition, this.comprehensionTail());
    }
    this.leave(3);
    return node;
  }

  /** exprlist -> ( expr | star_expr ) { "," ( expr | star_expr ) } [ "," ]: targets of for, del and comprehensions */
  protected exprList(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    let trailing = false;
    do {
      if (lexer.kind === Token.opStar) this.push(this.starred());
      else if ((BEGINS[lexer.kind]! & BEGINS_EXPR) !== 0) this.push(this.expr());
      else if (trailing) break;
      else throw this.unexpected();
      trailing = this.take(Token.comma);
    } while (trailing);
    return this.list(Kind.exprlist, line, start, base, trailing);
  }

  /** testlist -> test { "," test } [ "," ] */
  protected testList(): NodeId {
    const { line, start } = this.lexer;
    const first = this.test();
    if (this.lexer.kind !== Token.comma) return first;
    const base = this.top;
    this.push(first);
    let trailing = this.take(Token.comma);
    while (trailing && this.beginsTest()) {
      this.push(this.test());
      trailing = this.take(Token.comma);
    }
    return this.tuple(Kind.testlist, line, start, base, trailing);
  }

  /** yield_expr -> "yield" [ "from" test | testlist ] */
  protected yieldExpression(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    let value = NO_NODE;
    if (lexer.kind === Token.kwFrom) {
      const fromLine = lexer.line;
      const fromStart = lexer.start;
      lexer.next();
      value = this.node1(Kind.yieldArgFrom, fromLine, fromStart, this.test());
    } else if (this.beginsTest()) {
      value = this.testList();
    }
    return this.node1(Kind.yieldExpr, line, start, value);
  }

  // ---- arguments and subscripts

  /**
   * arglist -> argument { "," argument } [ "," ], argument -> "*" test | "**" test | test [ comp_for | "=" test |
   * ":=" test ]; or 0
   */
  protected argumentList(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    let trailing = false;
    this.enter(6);
    do {
      const argumentLine = lexer.line;
      const argumentStart = lexer.start;
      const kind = lexer.kind;
      if (kind === Token.opStar || kind === Token.opDoubleStar) {
        lexer.next();
        const node = kind === Token.opStar ? Kind.arglistStar : Kind.arglistDblStar;
        this.push(this.node1(node, argumentLine, argumentStart, this.test()));
      } else {
        if (!this.beginsTest()) break;
        const value = this.test();
        const rest = this.argumentRest();
        this.push(rest === 0 ? value : this.node2(Kind.argument, argumentLine, argumentStart, value, rest));
      }
      trailing = this.take(Token.comma);
    } while (trailing);
    this.leave(6);
    return this.list(Kind.arglist, line, start, base, trailing);
  }

  /** What makes an argument more than an expression: a comprehension or a value assigned; or 0. */
  private argumentRest(): NodeId {
    const lexer = this.lexer;
    const { kind, line, start } = lexer;
    if (kind === Token.kwFor) return this.comprehension();
    if (kind === Token.equal) {
      lexer.next();
      return this.test();
    }
    if (kind !== Token.opAssign) return NO_NODE;
    lexer.next();
    return this.node1(Kind.argument3, line, start, this.test());
  }

  /** subscriptlist -> subscript { "," subscript } [ "," ] */
  private subscripts(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    let trailing = false;
    this.enter(6);
    do {
      if (trailing && !this.at(Token.colon) && !this.beginsTest()) break;
      const itemLine = lexer.line;
      const itemStart = lexer.start;
      const first = lexer.kind === Token.colon ? 0 : this.test();
      if (lexer.kind !== Token.colon) this.push(first);
      else if (first === 0) this.push(this.slice());
      else this.push(this.node2(Kind.subscript2, itemLine, itemStart, first, this.slice()));
      trailing = this.take(Token.comma);
    } while (trailing);
    this.leave(6);
    return this.tuple(Kind.subscriptlist, line, start, base, trailing);
  }

  /** subscript_3 -> ":" [test] [ ":" [test] ]: from the first colon on */
  private slice(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const restLine = lexer.line;
    const restStart = lexer.start;
    let rest = NO_NODE;
    if (lexer.kind === Token.colon) {
      lexer.next();
      rest = this.node1(Kind.subscript3c, restLine, restStart, this.beginsTest() ? this.test() : NO_NODE);
    } else if (this.beginsTest()) {
      rest = this.test();
      const stepLine = lexer.line;
      const stepStart = lexer.start;
      if (this.take(Token.colon)) {
        const step = this.node1(Kind.sliceop, stepLine, stepStart, this.beginsTest() ? this.test() : NO_NODE);
        rest = this.node2(Kind.subscript3d, restLine, restStart, rest, step);
      }
    }
    return this.node1(Kind.subscript3, line, start, rest);
  }
}

function isSign(token: TokenKind): boolean {
  return token === Token.opMinus || token === Token.opPlus || token === Token.opTilde;
}

function isTrailer(token: TokenKind): boolean {
  return token === Token.parenOpen || token === Token.period || token === Token.bracketOpen;
}
