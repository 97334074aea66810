// The values of number tokens. The lexer accepts any token that begins with a digit; this file makes a value of it or
// refuses it, with the reference's messages (py/parsenum.c).

import { parseFloatText, scanDecimal } from "../../numbers/parse-float.ts";
import type { Behaviour } from "../../firmware/index.ts";
import { oldFloatValue } from "../old/float-literal.ts";
import type { Constant } from "../tree/constant.ts";
import { Byte } from "./characters.ts";
import type { Lexer } from "./lexer.ts";

/** Longest run of digits, by base, whose value surely fits a double exactly. */
const SAFE_DIGITS: Readonly<Record<number, number>> = { 2: 52, 8: 17, 10: 15, 16: 13 };

/** The token's text as the reference keeps it: without underscores, exponents with a small e. */
function text(lexer: Lexer): string {
  let result = "";
  for (let at = lexer.bytesStart; at < lexer.bytesEnd; at++) {
    const byte = lexer.bytes[at]!;
    if (byte !== Byte.underscore) result += String.fromCharCode(byte);
  }
  return result;
}

/** Base of an integer, and the length of its prefix. A leading zero that is no prefix allows zeros only: base 1. */
function baseOf(digits: string): { base: number; prefix: number } {
  if (digits.length > 1 && digits.charCodeAt(0) === Byte.zero) {
    const letter = digits[1]!.toLowerCase();
    if (letter === "x") return { base: 16, prefix: 2 };
    if (letter === "o") return { base: 8, prefix: 2 };
    if (letter === "b") return { base: 2, prefix: 2 };
    return { base: 1, prefix: 0 };
  }
  return { base: 10, prefix: 0 };
}

function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 0x20;
  return lower >= 97 && lower <= 122 ? lower - 87 : 99;
}

/**
 * Value of the lexer's current integer token: a number if it is exact as such, else a bigint.
 * Throws a SourceError if it is malformed.
 */
export function integerLiteral(lexer: Lexer, behaviour: Behaviour): number | bigint {
  if (lexer.value >= 0) return lexer.value;
  const digits = text(lexer);
  const { base: found, prefix } = baseOf(digits);
  const base = found === 1 && !behaviour.refusesLeadingZeros ? 10 : found;
  let valid = digits.length > prefix;
  let value = 0;
  for (let at = prefix; at < digits.length; at++) {
    const digit = digitValue(digits.charCodeAt(at));
    if (digit >= base) valid = false;
    value = value * base + digit;
  }
  if (!valid) {
    const shown = base === 1 ? 0 : base;
    const quoted = digits.slice(prefix);
    throw lexer.fail("SyntaxError", `invalid syntax for integer with base ${shown}: '${quoted}'`);
  }
  if (base === 1) return 0;
  if (digits.length - prefix <= SAFE_DIGITS[base]!) return value;
  return BigInt(digits);
}

function parseOld(digits: string, behaviour: Behaviour): { value: number; length: number } {
  const decimal = scanDecimal(digits);
  return { value: oldFloatValue(decimal, behaviour), length: decimal.length };
}

/** Constant of the lexer's current float or imaginary token. Throws a SourceError if it is malformed. */
export function floatLiteral(lexer: Lexer, behaviour: Behaviour): Constant {
  const digits = text(lexer);
  const { value, length } = behaviour.writesExactFloats ? parseFloatText(digits) : parseOld(digits, behaviour);
  let at = length;
  const imaginary = at >= 0 && (digits.charCodeAt(at) | 0x20) === 106;
  if (imaginary) at++;
  if (at !== digits.length) throw lexer.fail("SyntaxError", "invalid syntax for number");
  return imaginary ? { type: "complex", real: 0, imag: value } : { type: "float", value };
}
