// Literals of every kind in the language, often at the values at which an encoding changes.

import type { Random } from "./random.ts";

/** Makes an expression for a replacement field of an f-string; strings in it may use this quote. */
export type FieldMaker = (quote: string) => string;

/** Values around which encodings change: small-int opcodes, one to five bytes, 15, 31 and 63 bits. */
const EDGES = [16, 32, 47, 48, 63, 64, 80, 127, 128, 255, 256, 8191, 8192, 16383, 16384, 32767, 65535, 65536, 1048576];
const WIDE_BITS = [30, 31, 32, 53, 61, 62, 63, 64, 65, 100, 128, 200];

/** An integer literal, never negative. */
export function integer(random: Random): string {
  return random.weighted<() => string>([
    [12, () => String(random.below(20))],
    [4, () => String(random.below(300))],
    [4, () => String(Math.max(0, random.pick(EDGES) + random.between(-2, 2)))],
    [3, () => based(random, BigInt(random.below(2 ** 31)))],
    [2, () => based(random, (1n << BigInt(random.pick(WIDE_BITS))) + BigInt(random.between(-2, 2)))],
    [1, () => based(random, BigInt(`0x${hexDigits(random, random.between(10, 60))}`))],
    [1, () => "1" + "0".repeat(random.between(5, 40))],
  ])();
}

function based(random: Random, value: bigint): string {
  const text = random.weighted<() => string>([
    [4, () => value.toString()],
    [3, () => `0${random.pick(["x", "X"])}${value.toString(16)}`],
    [1, () => `0${random.pick(["o", "O"])}${value.toString(8)}`],
    [1, () => `0${random.pick(["b", "B"])}${value.toString(2)}`],
  ])();
  return random.oneIn(6) && text.length > 6 ? `${text.slice(0, -3)}_${text.slice(-3)}` : text;
}

function hexDigits(random: Random, count: number): string {
  return Array.from({ length: count }, (_, at) =>
    (random.below(at === 0 ? 15 : 16) + (at === 0 ? 1 : 0)).toString(16),
  ).join("");
}

/** A float literal, or an imaginary one. */
export function float(random: Random): string {
  const digits = (most: number): string => String(random.below(10 ** random.between(1, most)));
  const text = random.weighted<() => string>([
    [4, () => `${digits(3)}.${digits(3)}`],
    [2, () => `${digits(2)}.`],
    [2, () => `.${digits(4)}`],
    [3, () => `${digits(2)}.${digits(6)}e${random.between(-30, 30)}`],
    [2, () => `${digits(3)}${random.pick(["e", "E"])}${random.pick(["", "+", "-"])}${random.below(20)}`],
    [1, () => `${digits(9)}${digits(9)}.${digits(9)}`],
    [1, () => `${random.between(1, 9)}.${digits(15)}e${random.pick([-324, -320, -308, -300, 300, 307, 308])}`],
    [
      1,
      () =>
        random.pick([
          "0.0",
          "1.0",
          "0.5",
          "1e16",
          "1e-5",
          "123456789012345678.0",
          "0.1",
          "1e400",
          "5e-324",
          "1e22",
          "1e23",
        ]),
    ],
  ])();
  return random.oneIn(12) ? `${text}${random.pick(["j", "J"])}` : text;
}

const TEXT_PIECES = [
  "a",
  "b",
  "xyz",
  " ",
  "hello",
  "0",
  "%d",
  "{",
  "}",
  "/",
  ".",
  "é",
  "ß",
  "日本",
  "😀",
  "-",
  "_",
  "OK",
  "#",
  ";",
  "\t",
];
const STRING_ESCAPES = [
  "\\n",
  "\\r",
  "\\t",
  "\\\\",
  "\\'",
  '\\"',
  "\\a",
  "\\b",
  "\\f",
  "\\v",
  "\\0",
  "\\1",
  "\\12",
  "\\101",
  "\\377",
  "\\x00",
  "\\x41",
  "\\xff",
  "\\x7f",
  "\\u00e9",
  "\\u20ac",
  "\\uffff",
  "\\U0001F600",
  "\\U0010ffff",
  "\\u0000",
  "\\q",
  "\\ ",
  "\\8",
  "\\\n",
];
const BYTES_ESCAPES = STRING_ESCAPES.filter((escape) => !/^\\[uU]/.test(escape));

function body(random: Random, pieces: readonly string[], escapes: readonly string[], raw: boolean): string {
  const parts = random.list(0, random.oneIn(10) ? 40 : 6, () => {
    if (!raw && random.oneIn(4)) return random.pick(escapes);
    return random.pick(pieces);
  });
  return parts.join("");
}

/** Puts text between quotes that it does not end. */
function quoted(random: Random, prefix: string, text: string, quote = random.pick(["'", '"'])): string {
  const triple = text.includes("\n") || random.oneIn(8);
  const mark = triple ? quote.repeat(3) : quote;
  const apart = triple && text.endsWith(quote) ? " " : "";
  // capital prefixes are Python's, not the reference's
  return `${random.oneIn(400) ? prefix.toUpperCase() : prefix}${mark}${text}${apart}${mark}`;
}

/** Doubles braces, so that no replacement field begins. */
function braced(text: string): string {
  return text.replace(/[{}]/g, "$&$&");
}

/** A str literal without fields. */
export function plainString(random: Random): string {
  if (random.oneIn(30)) return `"${"long ".repeat(random.between(2, 80))}"`;
  const raw = random.oneIn(8);
  const prefix = raw ? "r" : random.oneIn(15) ? "u" : "";
  return quoted(random, prefix, body(random, TEXT_PIECES, STRING_ESCAPES, raw));
}

/** A bytes literal. */
export function bytesLiteral(random: Random): string {
  const raw = random.oneIn(5);
  const prefix = raw ? random.pick(["rb", "br"]) : "b";
  const pieces = random.oneIn(300) ? TEXT_PIECES : TEXT_PIECES.filter((piece) => /^[ -~\t]*$/.test(piece));
  return quoted(random, prefix, body(random, pieces, BYTES_ESCAPES, raw));
}

const FORMAT_SPECS = ["", "", "", ":d", ":>10", ":.2f", ":04x", "!r", "!s", "!r:>8", ":{}", ":{}.{}", ":,", ":%H:%M"];

/** An f-string or t-string: literal text, doubled braces, fields with conversions and (nested) specs, `=` fields. */
export function interpolated(random: Random, kind: "f" | "t", field: FieldMaker): string {
  const raw = random.oneIn(8);
  const prefix = raw ? random.pick([`r${kind}`, `${kind}r`]) : kind;
  const quote = random.pick(["'", '"']);
  const other = (quote === "'") === random.oneIn(100) ? "'" : '"';
  const parts = random.list(0, 5, () => {
    if (random.oneIn(2)) return braced(body(random, TEXT_PIECES, STRING_ESCAPES, raw));
    const spec = random.pick(FORMAT_SPECS).replaceAll("{}", () => `{${field(other)}}`);
    return `{${random.pick(["", "", "", " "])}${field(other)}${random.oneIn(6) ? "=" : ""}${spec}}`;
  });
  return quoted(random, prefix, parts.join(""), quote);
}

/** Any string literal, or several that the compiler joins. */
export function anyString(random: Random, field: FieldMaker): string {
  if (random.oneIn(16)) return interpolated(random, "t", field);
  const one = (): string => (random.oneIn(4) ? interpolated(random, "f", field) : plainString(random));
  if (random.oneIn(10)) return random.list(2, 4, one).join(random.pick([" ", "", "  "]));
  return random.oneIn(5) ? bytesLiteral(random) : one();
}
