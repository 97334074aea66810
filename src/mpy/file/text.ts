// UTF-8 bytes of a module as JavaScript strings. Without TextDecoder: this folder is type-checked without the types of
// Node and of the DOM, which declare it.

/** The text of `bytes`; undefined if they are not valid UTF-8, as MicroPython's strings may be. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      at++;
      continue;
    }
    const length = sequenceLength(lead);
    const point = length === 0 ? -1 : codePoint(bytes, at, length);
    if (point < 0) return undefined;
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** UTF-8 of `text`, which has no lone surrogates. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point >> 6), tail(point));
    else bytes.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
  }
  return Uint8Array.from(bytes);
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f);

/** The text of `bytes`; if they are not valid UTF-8, each byte from 0x80 on is `\xNN`. */
export function displayText(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${hex2(byte)}`)).join("");
}

/** Two hexadecimal digits. */
export function hex2(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/** Bytes of a sequence that begins with `lead`; 0 if none does. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** Lowest code point of a sequence by its length. A lower one in a longer sequence is not valid. */
const LOWEST = [0, 0, 0x80, 0x800, 0x10000];

/** The code point of a sequence; -1 if it is not valid. */
function codePoint(bytes: Uint8Array, at: number, length: number): number {
  let point = bytes[at]! & (0x7f >> length);
  for (let index = at + 1; index < at + length; index++) {
    const byte = bytes[index];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (byte & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point < 0xe000;
  return point < LOWEST[length]! || point > 0x10ffff || isSurrogate ? -1 : point;
}
