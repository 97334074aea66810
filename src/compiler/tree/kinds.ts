// Kinds of node of the syntax tree: the rules of MicroPython's grammar (py/grammar.h) that can remain in a tree, under
// their own names, because the order of code, the line numbers and the errors of the reference follow from that shape.
// A rule with only one child is not in the tree: its child replaces it.

/** Absence: the node 0. */
export const none = 0;
/** Leaf: an identifier; argument: its qstr. */
export const name = 1;
/** Leaf: a short or already interned string; argument: its qstr. */
export const string = 2;
/** Leaf: an integer that is a small int of the target and fits 32 bits; argument: its value. */
export const smallInt = 3;
/** Leaf: a small int of the target that does not fit 32 bits; argument: index into {@link Tree.constants}. */
export const wideSmallInt = 4;
/** Leaf: a keyword or operator; argument: its {@link Token}. */
export const token = 5;
/** A constant object; argument: index into {@link Tree.constants}. A node with a line, not a leaf, as in the reference. */
export const constObject = 6;

export const fileInput2 = 16;
export const decorator = 17;
export const decorators = 18;
export const decorated = 19;
export const asyncFuncdef = 20;
export const funcdef = 21;
export const typedargslist = 22;
export const typedargslistName = 23;
export const typedargslistStar = 24;
export const typedargslistDblStar = 25;
export const tfpdef = 26;
export const varargslist = 27;
export const varargslistName = 28;
export const varargslistStar = 29;
export const varargslistDblStar = 30;
export const simpleStmt2 = 31;
export const exprStmt = 32;
export const exprStmtAugassign = 33;
export const exprStmtAssignList = 34;
export const testlistStarExpr = 35;
export const annassign = 36;
export const delStmt = 37;
export const passStmt = 38;
export const breakStmt = 39;
export const continueStmt = 40;
export const returnStmt = 41;
export const yieldStmt = 42;
export const raiseStmt = 43;
export const raiseStmtArg = 44;
export const importName = 45;
export const importFrom = 46;
export const importFrom2b = 47;
export const oneOrMorePeriodOrEllipsis = 48;
export const importAsName = 49;
export const dottedAsName = 50;
export const importAsNames = 51;
export const dottedAsNames = 52;
export const dottedName = 53;
export const globalStmt = 54;
export const nonlocalStmt = 55;
export const nameList = 56;
export const assertStmt = 57;
export const asyncStmt = 58;
export const ifStmt = 59;
export const ifStmtElifList = 60;
export const ifStmtElif = 61;
export const whileStmt = 62;
export const forStmt = 63;
export const tryStmt = 64;
export const tryStmtExceptAndMore = 65;
export const tryStmtExcept = 66;
export const tryStmtAsName = 67;
export const tryStmtExceptList = 68;
export const tryStmtFinally = 69;
export const withStmt = 70;
export const withStmtList = 71;
export const withItem = 72;
export const suiteBlockStmts = 73;
export const namedexprTest = 74;
export const testIfExpr = 75;
export const testIfElse = 76;
export const lambdef = 77;
export const lambdefNocond = 78;
export const orTest = 79;
export const andTest = 80;
export const notTest2 = 81;
export const comparison = 82;
export const compOpNotIn = 83;
export const compOpIs = 84;
export const compOpIsNot = 85;
export const starExpr = 86;
export const expr = 87;
export const xorExpr = 88;
export const andExpr = 89;
export const shiftExpr = 90;
export const arithExpr = 91;
export const term = 92;
export const factor2 = 93;
export const power = 94;
export const atomExprAwait = 95;
export const atomExprNormal = 96;
export const atomExprTrailers = 97;
export const atomParen = 98;
export const atomBracket = 99;
export const atomBrace = 100;
export const testlistComp = 101;
export const testlistComp3b = 102;
export const testlistComp3c = 103;
export const trailerParen = 104;
export const trailerBracket = 105;
export const trailerPeriod = 106;
export const subscriptlist = 107;
export const subscript2 = 108;
export const subscript3 = 109;
export const subscript3c = 110;
export const subscript3d = 111;
export const sliceop = 112;
export const exprlist = 113;
export const testlist = 114;
export const dictorsetmaker = 115;
export const dictorsetmakerItem = 116;
export const dictorsetmakerList = 117;
export const dictorsetmakerList2 = 118;
export const classdef = 119;
export const classdef2 = 120;
export const arglist = 121;
export const arglistStar = 122;
export const arglistDblStar = 123;
export const argument = 124;
export const argument3 = 125;
export const compFor = 126;
export const compIf = 127;
export const yieldExpr = 128;
export const yieldArgFrom = 129;
/** One past the last kind. */
export const count = 130;
