// Arithmetic on constants for folding, as in MicroPython's runtime (py/runtime.c, py/objint_mpz.c, py/objfloat.c). An
// operation that fails at run time is not folded.

import { Token, type TokenKind } from "../tokens/token.ts";
import { power } from "./power.ts";

/** A number while it is folded: integers are bigint, floats are number. */
export type Numeric = bigint | number;

const DIGIT = 1n << 32n;
const SMALL_INT_MIN = -(1n << 62n);
const SMALL_INT_MAX = (1n << 62n) - 1n;
/** From here on every double is infinite, however it is rounded. */
const INFINITE = 1n << 1025n;
/** Longest shift that is tried: a machine word. */
const SHIFT_MAX = (1n << 63n) - 1n;

/** Integer -> double. Beyond 63 bits the reference adds up digits of 32 bits from the top, rounding each time. */
export function toFloat(value: bigint): number {
  if (value >= SMALL_INT_MIN && value <= SMALL_INT_MAX) return Number(value);
  // what no double holds is not taken apart: that takes time as the square of its length
  if (value >= INFINITE || value <= -INFINITE) return value < 0n ? -Infinity : Infinity;
  const magnitude = value < 0n ? -value : value;
  const digits: number[] = [];
  for (let rest = magnitude; rest !== 0n; rest >>= 32n) digits.push(Number(rest & (DIGIT - 1n)));
  let result = 0;
  for (let at = digits.length - 1; at >= 0; at--) result = result * 0x100000000 + digits[at]!;
  return value < 0n ? -result : result;
}

/** Bits of an integer's magnitude, rounded up to the next four. */
export function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(16).length * 4;
}

function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** Whether a shift by `right` does not fit in a machine word. */
export function isWideShift(operator: TokenKind, right: Numeric): boolean {
  return (operator === Token.opShiftLeft || operator === Token.opShiftRight) && right > SHIFT_MAX;
}

function shiftLeft(left: bigint, right: bigint, limit: number): bigint | undefined {
  if (right < 0n || right > SHIFT_MAX) return undefined;
  if (left === 0n) return 0n;
  return bitLength(left) + Number(right) > limit ? undefined : left << right;
}

function shiftRight(left: bigint, right: bigint): bigint | undefined {
  if (right < 0n || right > SHIFT_MAX) return undefined;
  return right > bitLength(left) ? (left < 0n ? -1n : 0n) : left >> right;
}

function intPower(left: bigint, right: bigint, limit: number): Numeric | undefined {
  if (right < 0n) return floatOperation(Token.opDoubleStar, toFloat(left), toFloat(right));
  if (right === 0n) return 1n;
  if (left >= -1n && left <= 1n) return right % 2n === 0n ? left * left : left;
  return bitLength(left) * Number(right) > limit ? undefined : left ** right;
}

function intOperation(operator: TokenKind, left: bigint, right: bigint, limit: number): Numeric | undefined {
  switch (operator) {
    case Token.opPipe:
      return left | right;
    case Token.opCaret:
      return left ^ right;
    case Token.opAmpersand:
      return left & right;
    case Token.opShiftLeft:
      return shiftLeft(left, right, limit);
    case Token.opShiftRight:
      return shiftRight(left, right);
    case Token.opPlus:
      return left + right;
    case Token.opMinus:
      return left - right;
    case Token.opStar:
      return bitLength(left) + bitLength(right) > limit ? undefined : left * right;
    case Token.opDoubleSlash:
      return right === 0n ? undefined : floorDivide(left, right);
    case Token.opSlash:
      return right === 0n ? undefined : toFloat(left) / toFloat(right);
    case Token.opPercent:
      return right === 0n ? undefined : left - floorDivide(left, right) * right;
    case Token.opDoubleStar:
      return intPower(left, right, limit);
    default:
      return undefined; // @
  }
}

function copySign(magnitude: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -magnitude : magnitude;
}

function floatModulo(left: number, right: number): number {
  const rest = left % right;
  if (rest === 0) return copySign(0, right);
  return rest < 0 !== right < 0 ? rest + right : rest;
}

function floatFloorDivide(left: number, right: number): number {
  let rest = left % right;
  let quotient = (left - rest) / right;
  if (rest !== 0 && rest < 0 !== right < 0) {
    rest += right;
    quotient -= 1;
  }
  if (quotient === 0) return copySign(0, left / right);
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function floatPower(left: number, right: number): number | undefined {
  if (left === 0 && right < 0 && right !== -Infinity) return undefined;
  // the result would be complex
  if (left < 0 && right !== Math.floor(right) && !Number.isNaN(right)) return undefined;
  return power(left, right);
}

function floatOperation(operator: TokenKind, left: number, right: number): number | undefined {
  switch (operator) {
    case Token.opPlus:
      return left + right;
    case Token.opMinus:
      return left - right;
    case Token.opStar:
      return left * right;
    case Token.opDoubleSlash:
      return right === 0 ? undefined : floatFloorDivide(left, right);
    case Token.opSlash:
      return right === 0 ? undefined : left / right;
    case Token.opPercent:
      return right === 0 ? undefined : floatModulo(left, right);
    case Token.opDoubleStar:
      return floatPower(left, right);
    default:
      return undefined; // bits and shifts
  }
}

/**
 * `left operator right`, the operator being an arithmetic {@link Token}; undefined if it fails, is not folded, or would make an
 * integer of more than about `limit` bits.
 */
export function binaryOperation(
  operator: TokenKind,
  left: Numeric,
  right: Numeric,
  limit: number,
): Numeric | undefined {
  if (typeof left === "bigint" && typeof right === "bigint") return intOperation(operator, left, right, limit);
  const leftFloat = typeof left === "bigint" ? toFloat(left) : left;
  const rightFloat = typeof right === "bigint" ? toFloat(right) : right;
  return floatOperation(operator, leftFloat, rightFloat);
}

/** `operator value`; undefined if there is no such operation. */
export function unaryOperation(operator: TokenKind, value: Numeric): Numeric | undefined {
  switch (operator) {
    case Token.opPlus:
      return value;
    case Token.opMinus:
      return -value;
    default:
      return typeof value === "bigint" ? ~value : undefined;
  }
}
