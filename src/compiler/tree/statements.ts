// The parser of statements: recursive descent, one method for each rule of the grammar. The tree leaves out the same
// nodes as the reference's: a list of one element is that element, a rule with one child and nothing else is that
// child.

import { type Line, NO_LINE, NO_NODE, type NodeId } from "../brands.ts";
import { SourceError } from "../../diagnostics/source-error.ts";
import { Name } from "../names/known.ts";
import { Token, isAugmentedAssignment } from "../tokens/token.ts";
import { ExpressionParser } from "./expressions.ts";
import { Kind, isLiteral } from "./kind.ts";

/** First byte of a name whose const() declaration leaves no code. */
const UNDERSCORE = 95;

/** The parser of statements. In the grammar above each method, [ ] is what may be left out and { } what may be repeated. */
export class StatementParser extends ExpressionParser {
  /** file_input -> { NEWLINE | stmt } END. The root; an empty file has one too, because it has a line. */
  protected file(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    while (lexer.kind !== Token.end) {
      // a newline alone is possible only before the first statement
      this.push(lexer.kind === Token.newline ? this.tokenLeaf() : this.statement());
    }
    const isEmpty = this.top === base;
    return isEmpty
      ? this.nodeOf(Kind.fileInput2, line, start, base)
      : this.list(Kind.fileInput2, line, start, base, false);
  }

  /** stmt -> compound_stmt | simple_stmt */
  private statement(): NodeId {
    switch (this.lexer.kind) {
      case Token.kwIf:
        return this.ifStatement();
      case Token.kwWhile:
        return this.whileStatement();
      case Token.kwFor:
        return this.forStatement();
      case Token.kwTry:
        return this.tryStatement();
      case Token.kwWith:
        return this.withStatement();
      case Token.kwDef:
        return this.functionDefinition();
      case Token.kwClass:
        return this.classDefinition();
      case Token.opAt:
        return this.decorated();
      case Token.kwAsync:
        return this.asyncStatement();
      default:
        return this.simpleStatements();
    }
  }

  // ---- simple statements

  /** simple_stmt -> small_stmt { ";" small_stmt } [ ";" ] NEWLINE */
  private simpleStatements(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const first = this.simpleStatement();
    if (lexer.kind === Token.newline) {
      lexer.next();
      return first;
    }
    const base = this.top;
    this.push(first);
    let trailing = this.take(Token.semicolon);
    while (trailing && !this.at(Token.newline)) {
      this.push(this.simpleStatement());
      trailing = this.take(Token.semicolon);
    }
    this.expect(Token.newline);
    return this.list(Kind.simpleStmt2, line, start, base, trailing);
  }

  /**
   * small_stmt -> "pass" | "break" | "continue" | "return" [testlist] | yield_expr | "del" exprlist | raise_stmt |
   * "import" dotted_as_names | import_from | ("global" | "nonlocal") name_list | assert_stmt | expr_stmt
   */
  private simpleStatement(): NodeId {
    const lexer = this.lexer;
    const { kind, line, start } = lexer;
    switch (kind) {
      case Token.kwDel:
        lexer.next();
        return this.node1(Kind.delStmt, line, start, this.exprList());
      case Token.kwPass:
        lexer.next();
        return this.node0(Kind.passStmt, line, start);
      case Token.kwBreak:
        lexer.next();
        return this.node0(Kind.breakStmt, line, start);
      case Token.kwContinue:
        lexer.next();
        return this.node0(Kind.continueStmt, line, start);
      case Token.kwReturn:
        lexer.next();
        return this.node1(Kind.returnStmt, line, start, this.beginsTest() ? this.testList() : NO_NODE);
      case Token.kwRaise:
        return this.raiseStatement();
      case Token.kwYield:
        return this.node1(Kind.yieldStmt, line, start, this.yieldExpression());
      case Token.kwImport:
        lexer.next();
        return this.node1(Kind.importName, line, start, this.importedModules());
      case Token.kwFrom:
        return this.importFrom();
      case Token.kwGlobal:
        lexer.next();
        return this.node1(Kind.globalStmt, line, start, this.nameList());
      case Token.kwNonlocal:
        lexer.next();
        return this.node1(Kind.nonlocalStmt, line, start, this.nameList());
      case Token.kwAssert:
        return this.assertStatement();
      default:
        return this.expressionStatement();
    }
  }

  /** raise_stmt -> "raise" [ test [ "from" test ] ] */
  private raiseStatement(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    let argument = NO_NODE;
    if (this.beginsTest()) {
      const argumentLine = lexer.line;
      const argumentStart = lexer.start;
      argument = this.test();
      if (this.take(Token.kwFrom)) {
        argument = this.node2(Kind.raiseStmtArg, argumentLine, argumentStart, argument, this.test());
      }
    }
    return this.node1(Kind.raiseStmt, line, start, argument);
  }

  /** assert_stmt -> "assert" test [ "," test ] */
  private assertStatement(): NodeId {
    const { line, start } = this.lexer;
    this.lexer.next();
    const condition = this.test();
    return this.node2(Kind.assertStmt, line, start, condition, this.take(Token.comma) ? this.test() : NO_NODE);
  }

  /** name_list -> NAME { "," NAME } */
  private nameList(): NodeId {
    const { line, start } = this.lexer;
    const base = this.top;
    do this.push(this.name());
    while (this.take(Token.comma));
    return this.list(Kind.nameList, line, start, base, false);
  }

  // ---- imports

  /** dotted_name -> NAME { "." NAME } */
  private dottedName(): NodeId {
    const { line, start } = this.lexer;
    const base = this.top;
    do this.push(this.name());
    while (this.take(Token.period));
    return this.list(Kind.dottedName, line, start, base, false);
  }

  /** dotted_as_names -> dotted_name [ "as" NAME ] { "," dotted_name [ "as" NAME ] } */
  private importedModules(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    do {
      const moduleLine = lexer.line;
      const moduleStart = lexer.start;
      const module = this.dottedName();
      const as = this.asName();
      this.push(as === 0 ? module : this.node2(Kind.dottedAsName, moduleLine, moduleStart, module, as));
    } while (this.take(Token.comma));
    return this.list(Kind.dottedAsNames, line, start, base, false);
  }

  /** [ "as" NAME ], or 0 */
  private asName(): NodeId {
    return this.take(Token.kwAs) ? this.name() : NO_NODE;
  }

  /** import_from -> "from" import_from_2 "import" ( "*" | "(" import_as_names ")" | import_as_names ) */
  private importFrom(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const source = this.importSource();
    this.expect(Token.kwImport);
    let what: NodeId;
    if (lexer.kind === Token.opStar) {
      what = this.tokenLeaf();
    } else if (this.take(Token.parenOpen)) {
      what = this.importedNames();
      this.expect(Token.parenClose);
    } else {
      what = this.importedNames();
    }
    return this.node2(Kind.importFrom, line, start, source, what);
  }

  /** import_from_2 -> { "." | "..." } [ dotted_name ], not empty */
  private importSource(): NodeId {
    const lexer = this.lexer;
    if (lexer.kind === Token.name) return this.dottedName();
    const { line, start } = lexer;
    const base = this.top;
    while (lexer.kind === Token.period || lexer.kind === Token.ellipsis) this.push(this.tokenLeaf());
    if (this.top === base) throw this.unexpected();
    const periods = this.list(Kind.oneOrMorePeriodOrEllipsis, line, start, base, false);
    return this.at(Token.name) ? this.node2(Kind.importFrom2b, line, start, periods, this.dottedName()) : periods;
  }

  /** import_as_names -> NAME [ "as" NAME ] { "," NAME [ "as" NAME ] } [ "," ] */
  private importedNames(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    let trailing = false;
    do {
      if (trailing && lexer.kind !== Token.name) break;
      const nameLine = lexer.line;
      const nameStart = lexer.start;
      const name = this.name();
      this.push(this.node2(Kind.importAsName, nameLine, nameStart, name, this.asName()));
      trailing = this.take(Token.comma);
    } while (trailing);
    return this.list(Kind.importAsNames, line, start, base, trailing);
  }

  // ---- expression statements

  /** expr_stmt -> testlist_star_expr [ expr_stmt_2 ] */
  private expressionStatement(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const target = this.starredTestList();
    const tail = this.assignment();
    if (tail === 0) {
      // a constant alone does nothing: docstrings above all
      if (isLiteral(this.kindOf(target))) return this.node0(Kind.passStmt, line, start);
    } else if (this.kindOf(target) === Kind.name) {
      return this.declaration(line, start, target, tail);
    }
    return this.node2(Kind.exprStmt, line, start, target, tail);
  }

  /** expr_stmt_2 -> ":" test [ "=" expr_stmt_6 ] | AUGMENTED expr_stmt_6 | { "=" expr_stmt_6 }, or 0 */
  private assignment(): NodeId {
    const lexer = this.lexer;
    const { kind, line, start } = lexer;
    if (kind === Token.equal) {
      lexer.next();
      const value = this.assignedValue();
      if (lexer.kind !== Token.equal) return value;
      const base = this.top;
      this.push(value);
      while (this.take(Token.equal)) this.push(this.assignedValue());
      return this.nodeOf(Kind.exprStmtAssignList, line, start, base);
    }
    if (kind === Token.colon) {
      lexer.next();
      const annotation = this.test();
      const value = this.take(Token.equal) ? this.assignedValue() : NO_NODE;
      return this.node2(Kind.annassign, line, start, annotation, value);
    }
    if (isAugmentedAssignment(kind)) {
      const operator = this.tokenLeaf();
      return this.node2(Kind.exprStmtAugassign, line, start, operator, this.assignedValue());
    }
    return NO_NODE;
  }

  /** expr_stmt_6 -> yield_expr | testlist_star_expr */
  private assignedValue(): NodeId {
    return this.lexer.kind === Token.kwYield ? this.yieldExpression() : this.starredTestList();
  }

  /** testlist_star_expr -> (test | star_expr) { "," (test | star_expr) } [ "," ] */
  private starredTestList(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const first = this.starredTest();
    if (lexer.kind !== Token.comma) return first;
    const base = this.top;
    this.push(first);
    let trailing = this.take(Token.comma);
    while (trailing && this.beginsElement()) {
      this.push(this.starredTest());
      trailing = this.take(Token.comma);
    }
    return this.tuple(Kind.testlistStarExpr, line, start, base, trailing);
  }

  /** test | star_expr */
  private starredTest(): NodeId {
    return this.lexer.kind === Token.opStar ? this.starred() : this.test();
  }

  /** An assignment to a name, which may declare a constant: `X = const(1)`, `X: int = const(1)`. */
  private declaration(line: Line, start: number, target: NodeId, tail: NodeId): NodeId {
    const declared = this.constantDeclared(tail);
    if (declared === 0) return this.node2(Kind.exprStmt, line, start, target, tail);
    const qstr = this.qstrOf(target);
    this.declared.set(qstr, this.toConstant(declared));
    // the reference gives the statement that takes the place of a private constant no line
    if (this.names.firstByte(qstr) === UNDERSCORE) return this.node0(Kind.passStmt, NO_LINE, start);
    return this.node2(Kind.exprStmt, line, start, target, declared);
  }

  /** The constant node in `const(…)`; 0 if the assigned value is something else. */
  private constantDeclared(tail: NodeId): NodeId {
    let value = tail;
    if (this.kindOf(tail) === Kind.annassign && this.behaviour.declaresTypedConstants) value = this.childOf(tail, 1);
    if (value === 0 || this.kindOf(value) !== Kind.atomExprNormal) return NO_NODE;
    const callee = this.childOf(value, NO_NODE);
    const trailer = this.childOf(value, 1);
    if (this.kindOf(callee) !== Kind.name || this.qstrOf(callee) !== Name.const) return NO_NODE;
    if (this.kindOf(trailer) !== Kind.trailerParen) return NO_NODE;
    const argument = this.childOf(trailer, NO_NODE);
    if (argument === 0 || !this.isConstant(argument)) {
      if (this.allowsAnyConst) return NO_NODE;
      throw new SourceError("SyntaxError", "not a constant", this.lineOf(value), this.startOf(value));
    }
    return argument;
  }

  // ---- compound statements

  /** suite -> simple_stmt | NEWLINE INDENT stmt { stmt } DEDENT */
  private suite(): NodeId {
    const lexer = this.lexer;
    if (lexer.kind !== Token.newline) return this.simpleStatements();
    lexer.next();
    this.expect(Token.indent);
    this.enter(5);
    const { line, start } = lexer;
    const base = this.top;
    do this.push(this.statement());
    while (!this.at(Token.dedent));
    lexer.next();
    this.leave(5);
    return this.list(Kind.suiteBlockStmts, line, start, base, false);
  }

  /** ":" suite */
  private blockAfterColon(): NodeId {
    this.expect(Token.colon);
    return this.suite();
  }

  /** else_stmt -> "else" ":" suite, or 0 */
  private elseBlock(): NodeId {
    return this.take(Token.kwElse) ? this.blockAfterColon() : NO_NODE;
  }

  /** if_stmt -> "if" namedexpr_test ":" suite { elif } [ else_stmt ] */
  private ifStatement(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const condition = this.namedTest();
    const body = this.blockAfterColon();
    const elifLine = lexer.line;
    const elifStart = lexer.start;
    const base = this.top;
    while (lexer.kind === Token.kwElif) this.push(this.elif());
    const elifs = this.list(Kind.ifStmtElifList, elifLine, elifStart, base, false);
    const otherwise = this.elseBlock();
    return this.node4(Kind.ifStmt, line, start, condition, body, elifs, otherwise);
  }

  /** elif -> "elif" namedexpr_test ":" suite */
  private elif(): NodeId {
    const { line, start } = this.lexer;
    this.lexer.next();
    const condition = this.namedTest();
    return this.node2(Kind.ifStmtElif, line, start, condition, this.blockAfterColon());
  }

  /** while_stmt -> "while" namedexpr_test ":" suite [ else_stmt ] */
  private whileStatement(): NodeId {
    const { line, start } = this.lexer;
    this.lexer.next();
    const condition = this.namedTest();
    const body = this.blockAfterColon();
    return this.node3(Kind.whileStmt, line, start, condition, body, this.elseBlock());
  }

  /** for_stmt -> "for" exprlist "in" testlist ":" suite [ else_stmt ] */
  private forStatement(): NodeId {
    const { line, start } = this.lexer;
    this.lexer.next();
    const targets = this.exprList();
    this.expect(Token.kwIn);
    const source = this.testList();
    const body = this.blockAfterColon();
    return this.node4(Kind.forStmt, line, start, targets, source, body, this.elseBlock());
  }

  /** try_stmt -> "try" ":" suite try_stmt_2 */
  private tryStatement(): NodeId {
    const { line, start } = this.lexer;
    this.lexer.next();
    const body = this.blockAfterColon();
    return this.node2(Kind.tryStmt, line, start, body, this.handlers());
  }

  /** try_stmt_2 -> except { except } [ else_stmt ] [ finally ] | finally */
  private handlers(): NodeId {
    const lexer = this.lexer;
    if (lexer.kind === Token.kwFinally) return this.finallyClause();
    if (lexer.kind !== Token.kwExcept) throw this.unexpected("handler");
    const { line, start } = lexer;
    const base = this.top;
    do this.push(this.exceptClause());
    while (lexer.kind === Token.kwExcept);
    const clauses = this.list(Kind.tryStmtExceptList, line, start, base, false);
    const otherwise = this.elseBlock();
    const last = lexer.kind === Token.kwFinally ? this.finallyClause() : NO_NODE;
    if (otherwise === 0 && last === 0) return clauses;
    return this.node3(Kind.tryStmtExceptAndMore, line, start, clauses, otherwise, last);
  }

  /** except -> "except" [ test [ "as" NAME ] ] ":" suite */
  private exceptClause(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    let exception = NO_NODE;
    if (this.beginsTest()) {
      const testLine = lexer.line;
      const testStart = lexer.start;
      exception = this.test();
      const as = this.asName();
      if (as !== 0) exception = this.node2(Kind.tryStmtAsName, testLine, testStart, exception, as);
    }
    return this.node2(Kind.tryStmtExcept, line, start, exception, this.blockAfterColon());
  }

  /** finally -> "finally" ":" suite */
  private finallyClause(): NodeId {
    const { line, start } = this.lexer;
    this.lexer.next();
    return this.node1(Kind.tryStmtFinally, line, start, this.blockAfterColon());
  }

  /** with_stmt -> "with" test [ "as" expr ] { "," test [ "as" expr ] } ":" suite */
  private withStatement(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const listLine = lexer.line;
    const listStart = lexer.start;
    const base = this.top;
    do {
      const itemLine = lexer.line;
      const itemStart = lexer.start;
      const item = this.test();
      this.push(this.take(Token.kwAs) ? this.node2(Kind.withItem, itemLine, itemStart, item, this.expr()) : item);
    } while (this.take(Token.comma));
    const items = this.list(Kind.withStmtList, listLine, listStart, base, false);
    return this.node2(Kind.withStmt, line, start, items, this.blockAfterColon());
  }

  /** async_stmt -> "async" ( funcdef | with_stmt | for_stmt ) */
  private asyncStatement(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    switch (lexer.kind) {
      case Token.kwDef:
        return this.node1(Kind.asyncStmt, line, start, this.functionDefinition());
      case Token.kwWith:
        return this.node1(Kind.asyncStmt, line, start, this.withStatement());
      case Token.kwFor:
        return this.node1(Kind.asyncStmt, line, start, this.forStatement());
      default:
        throw this.unexpected();
    }
  }

  // ---- definitions

  /** decorated -> decorator { decorator } ( classdef | funcdef | "async" funcdef ) */
  private decorated(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    const base = this.top;
    do this.push(this.decorator());
    while (lexer.kind === Token.opAt);
    const decorators = this.list(Kind.decorators, line, start, base, false);
    return this.node2(Kind.decorated, line, start, decorators, this.decoratedBody());
  }

  /** decorator -> "@" dotted_name [ "(" [arglist] ")" ] NEWLINE */
  private decorator(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const name = this.dottedName();
    const callLine = lexer.line;
    const callStart = lexer.start;
    let call = NO_NODE;
    if (this.take(Token.parenOpen)) {
      const passed = this.argumentList();
      this.expect(Token.parenClose);
      call = this.node1(Kind.trailerParen, callLine, callStart, passed);
    }
    this.expect(Token.newline);
    return this.node2(Kind.decorator, line, start, name, call);
  }

  /** classdef | funcdef | "async" funcdef */
  private decoratedBody(): NodeId {
    const { kind, line, start } = this.lexer;
    if (kind === Token.kwClass) return this.classDefinition();
    if (kind === Token.kwDef) return this.functionDefinition();
    if (kind !== Token.kwAsync) throw this.unexpected();
    this.lexer.next();
    if (this.lexer.kind !== Token.kwDef) throw this.unexpected();
    return this.node1(Kind.asyncFuncdef, line, start, this.functionDefinition());
  }

  /** funcdef -> "def" NAME "(" [typedargslist] ")" [ "->" test ] ":" suite */
  private functionDefinition(): NodeId {
    const { line, start } = this.lexer;
    this.lexer.next();
    const base = this.top;
    this.push(this.name());
    this.expect(Token.parenOpen);
    this.push(this.parameters());
    this.expect(Token.parenClose);
    this.push(this.take(Token.arrow) ? this.test() : NO_NODE);
    this.push(this.blockAfterColon());
    this.push(0); // the compiler's own
    return this.nodeOf(Kind.funcdef, line, start, base);
  }

  /** typedargslist -> parameter { "," parameter } [ "," ], or 0 */
  private parameters(): NodeId {
    const { line, start } = this.lexer;
    const base = this.top;
    let separated = true;
    while (separated) {
      const parameter = this.parameter();
      if (parameter === 0) break;
      this.push(parameter);
      separated = this.take(Token.comma);
    }
    return this.list(Kind.typedargslist, line, start, base, separated);
  }

  /** parameter -> NAME [ ":" test ] [ "=" test ] | "*" [ NAME [ ":" test ] ] | "**" NAME [ ":" test ], or 0 */
  private parameter(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    if (lexer.kind === Token.name) {
      const name = this.name();
      const annotation = this.annotation();
      const value = this.take(Token.equal) ? this.test() : NO_NODE;
      if (annotation === 0 && value === 0) return name;
      return this.node3(Kind.typedargslistName, line, start, name, annotation, value);
    }
    if (this.take(Token.opStar)) {
      const nameLine = lexer.line;
      const nameStart = lexer.start;
      let parameter = NO_NODE;
      if (this.at(Token.name)) {
        const name = this.name();
        parameter = this.node2(Kind.tfpdef, nameLine, nameStart, name, this.annotation());
      }
      return this.node1(Kind.typedargslistStar, line, start, parameter);
    }
    if (!this.take(Token.opDoubleStar)) return NO_NODE;
    const name = this.name();
    return this.node2(Kind.typedargslistDblStar, line, start, name, this.annotation());
  }

  /** [ ":" test ], or 0 */
  private annotation(): NodeId {
    return this.take(Token.colon) ? this.test() : NO_NODE;
  }

  /** classdef -> "class" NAME [ "(" [arglist] ")" ] ":" suite */
  private classDefinition(): NodeId {
    const lexer = this.lexer;
    const { line, start } = lexer;
    lexer.next();
    const name = this.name();
    const basesLine = lexer.line;
    const basesStart = lexer.start;
    let bases = NO_NODE;
    if (this.take(Token.parenOpen)) {
      bases = this.argumentList();
      if (bases === 0) bases = this.node1(Kind.classdef2, basesLine, basesStart, NO_NODE);
      this.expect(Token.parenClose);
    }
    return this.node4(Kind.classdef, line, start, name, bases, this.blockAfterColon(), NO_NODE);
  }
}
