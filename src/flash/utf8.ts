// Conversion of file names between strings and UTF-8. It does not use TextEncoder, because this folder is type-checked
// without the types of Node and the DOM. Names are short, so speed does not matter.

/** UTF-8 of `text`. A lone surrogate becomes U+FFFD, as everywhere in the web platform. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    pushUtf8(bytes, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
  }
  return Uint8Array.from(bytes);
}

function pushUtf8(bytes: number[], point: number): void {
  if (point < 0x80) bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point));
  else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point >> 6), tail(point));
  else bytes.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f);

/** The string of UTF-8 `bytes`. Each byte outside a valid sequence becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text += String.fromCodePoint(length === 0 ? 0xfffd : codePoint(bytes, at, length));
    at += length || 1;
  }
  return text;
}

/** Number of bytes in the sequence at `at`; 0 if it is not valid UTF-8. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  for (let index = 1; index < length; index++) {
    if ((bytes[at + index]! & 0xc0) !== 0x80) return 0;
  }
  const point = codePoint(bytes, at, length);
  const shortest = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  return point < shortest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? 0 : length;
}

function codePoint(bytes: Uint8Array, at: number, length: number): number {
  if (length === 1) return bytes[at]!;
  let point = bytes[at]! & (0x7f >> length);
  for (let index = 1; index < length; index++) point = (point << 6) | (bytes[at + index]! & 0x3f);
  return point;
}
