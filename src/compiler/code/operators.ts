// Operators by the numbers that bytecode and native code use (py/runtime0.h). The runs follow the order of Token, so that an
// operator token becomes an operator by adding a constant.

import { Token, type TokenKind } from "../tokens/token.ts";

export const UnaryOp = { positive: 0, negative: 1, invert: 2, not: 3 } as const;
export type UnaryOp = (typeof UnaryOp)[keyof typeof UnaryOp];

export const BinaryOp = {
  less: 0,
  more: 1,
  equal: 2,
  lessEqual: 3,
  moreEqual: 4,
  notEqual: 5,
  in: 6,
  is: 7,
  exceptionMatch: 8,
  inplaceOr: 9,
  inplaceXor: 10,
  inplaceAnd: 11,
  inplaceShiftLeft: 12,
  inplaceShiftRight: 13,
  inplaceAdd: 14,
  inplaceSubtract: 15,
  inplaceMultiply: 16,
  inplaceMatMultiply: 17,
  inplaceFloorDivide: 18,
  inplaceTrueDivide: 19,
  inplaceModulo: 20,
  inplacePower: 21,
  or: 22,
  xor: 23,
  and: 24,
  shiftLeft: 25,
  shiftRight: 26,
  add: 27,
  subtract: 28,
  multiply: 29,
  matMultiply: 30,
  floorDivide: 31,
  trueDivide: 32,
  modulo: 33,
  power: 34,
  // The next two have no code of their own: an emitter makes them from `in` or `is` and `not`. Their numbers are those of the
  // reference, because its messages and native emitter compare them.
  notIn: 50,
  isNot: 51,
} as const;
export type BinaryOp = (typeof BinaryOp)[keyof typeof BinaryOp];

/** Whether an operator compares the order or equality of two values: `<` to `!=`. */
export function isRelational(op: BinaryOp): boolean {
  return op >= BinaryOp.less && op <= BinaryOp.notEqual;
}

/** The operator of an in-place operator; any other operator itself. */
export function withoutInplace(op: BinaryOp): BinaryOp {
  const isInplace = op >= BinaryOp.inplaceOr && op <= BinaryOp.inplacePower;
  return isInplace ? ((op - BinaryOp.inplaceOr + BinaryOp.or) as BinaryOp) : op;
}

/** Unary operator of a token: `+`, `-` or `~`. */
export function unaryOpOf(token: TokenKind): UnaryOp {
  return token === Token.opTilde ? UnaryOp.invert : token === Token.opPlus ? UnaryOp.positive : UnaryOp.negative;
}

/** Relational operator of a token in Token.opLess … Token.opNotEqual. */
export function relationalOp(token: TokenKind): BinaryOp {
  return (BinaryOp.less + (token - Token.opLess)) as BinaryOp;
}

/** Arithmetic operator of a token in Token.opPipe … Token.opDoubleStar. */
export function arithmeticOp(token: TokenKind): BinaryOp {
  return (BinaryOp.or + (token - Token.opPipe)) as BinaryOp;
}

/** In-place operator of a token in Token.pipeEqual … Token.doubleStarEqual. */
export function inplaceOp(token: TokenKind): BinaryOp {
  return (BinaryOp.inplaceOr + (token - Token.pipeEqual)) as BinaryOp;
}
