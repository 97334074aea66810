// The lexer's classes of bytes, in one table: one load and one mask test a byte. As in the reference, only ASCII is
// classified; any byte from 0x80 on may be in an identifier.

/** May begin an identifier. */
export const HEAD = 1;
/** May continue an identifier. */
export const TAIL = 2;
/** Decimal digit. */
export const DIGIT = 4;
/** White space other than the newline. */
export const BLANK = 8;
/** Not the first byte of a token: white space, newline, comment or line continuation. */
export const SKIP = 16;
/** ASCII letter. */
export const LETTER = 32;

/** Bytes that the lexer names. */
export const Byte = {
  /** End of the text; a NUL of the source is taken for byte 1, or see text.ts. */
  end: 0,
  nul: 1,
  newline: 10,
  carriageReturn: 13,
  space: 32,
  bang: 33,
  doubleQuote: 34,
  hash: 35,
  singleQuote: 39,
  parenOpen: 40,
  parenClose: 41,
  plus: 43,
  comma: 44,
  minus: 45,
  period: 46,
  zero: 48,
  one: 49,
  nine: 57,
  colon: 58,
  less: 60,
  equal: 61,
  more: 62,
  bracketOpen: 91,
  backslash: 92,
  bracketClose: 93,
  underscore: 95,
  braceOpen: 123,
  braceClose: 125,
} as const;

function classify(): Uint8Array {
  const classes = new Uint8Array(256);
  for (let byte = 0x80; byte < 0x100; byte++) classes[byte] = HEAD | TAIL;
  for (let letter = 0; letter < 26; letter++) {
    classes[65 + letter] = HEAD | TAIL | LETTER;
    classes[97 + letter] = HEAD | TAIL | LETTER;
  }
  classes[Byte.underscore] = HEAD | TAIL;
  for (let byte: number = Byte.zero; byte <= Byte.nine; byte++) classes[byte] = TAIL | DIGIT;
  // tab, vertical tab, form feed, carriage return, space
  for (const byte of [9, 11, 12, 13, 32]) classes[byte] = BLANK | SKIP;
  for (const byte of [Byte.newline, Byte.hash, Byte.backslash]) classes[byte] = SKIP;
  return classes;
}

/** Classes of each byte: a sum of the flags above. */
export const CLASS: Uint8Array = classify();

/** Value of a hexadecimal digit, or -1. */
export function hexValue(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
