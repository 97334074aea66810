// Values as Python prints them, for frozen C (names by `repr`, floats by "%.16g") and for constants in listings.

import type { MpyConstant } from "./model.ts";
import { decodeUtf8, hex2 } from "./text.ts";

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Characters that Python shows as escapes: controls, surrogates, unassigned ones, and all spaces but U+0020. */
const UNPRINTABLE = /[\p{C}\p{Z}]/u;

/** `text` as Python's repr() writes a str. */
export function reprStr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = "";
  for (const character of text) body += escapeCharacter(character, quote);
  return quote + body + quote;
}

function escapeCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  if (character === " " || !UNPRINTABLE.test(character)) return character;
  const point = character.codePointAt(0)!;
  if (point < 0x100) return `\\x${hex2(point)}`;
  if (point < 0x10000) return `\\u${point.toString(16).padStart(4, "0")}`;
  return `\\U${point.toString(16).padStart(8, "0")}`;
}

/** `bytes` as Python's repr() writes a bytes object. */
export function reprBytes(bytes: Uint8Array): string {
  const hasSingle = bytes.includes(0x27);
  const quote = hasSingle && !bytes.includes(0x22) ? '"' : "'";
  let body = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (character === quote) body += `\\${quote}`;
    else if (byte >= 0x20 && byte < 0x7f) body += SHORT_ESCAPES[character] ?? character;
    else body += SHORT_ESCAPES[character] ?? `\\x${hex2(byte)}`;
  }
  return `b${quote}${body}${quote}`;
}

const PLAIN = { funTable: "mp_fun_table", none: "None", false: "False", true: "True", ellipsis: "Ellipsis" } as const;

/** Greatest nesting of tuples in a listing. Deeper ones are "(…)". */
const MAX_TUPLE_DEPTH = 100;

/** `constant` as Python source; numbers as the file has them. */
export function reprConstant(constant: MpyConstant, depth = 0): string {
  switch (constant.kind) {
    case "str": {
      const text = decodeUtf8(constant.bytes);
      return text === undefined ? `str(${reprBytes(constant.bytes)})` : reprStr(text);
    }
    case "bytes":
      return reprBytes(constant.bytes);
    case "int":
    case "float":
    case "complex":
      return constant.text;
    case "tuple": {
      if (depth >= MAX_TUPLE_DEPTH) return "(…)";
      const items = constant.items.map((item) => reprConstant(item, depth + 1));
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
    }
    default:
      return PLAIN[constant.kind];
  }
}

/** `value` as C's and Python's "%.16g" print it. */
export function formatG16(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa, exponentText] = round16(value).split("e") as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? "-" : "+";
    return `${trimZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const digits = mantissa.replace(/[-.]/g, "");
  const sign = value < 0 ? "-" : "";
  if (exponent < 0) return trimZeros(`${sign}0.${"0".repeat(-exponent - 1)}${digits}`);
  return trimZeros(`${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`);
}

/** Sixteen digits, then exactly one half of the last: C rounds these to even, JavaScript away from zero. */
const TIE = /^(-?\d\.\d{14}[02468])50+e(.*)$/;

/** `value` with sixteen significant digits, in JavaScript's exponential form. */
function round16(value: number): string {
  const tie = TIE.exec(value.toExponential(60));
  return tie === null ? value.toExponential(15) : `${tie[1]}e${tie[2]}`;
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0*$/, "") : text;
}
