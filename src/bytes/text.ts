// Text of bytes that ought to be UTF-8, and back, without loss. A byte that is no UTF-8 becomes a lone surrogate
// (U+DC00 + the byte), which no valid UTF-8 gives: Python calls this "surrogateescape". Names of a program are such text in
// messages, because the reference prints their bytes as they are.

const ESCAPE = 0xdc00;
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** Bytes as text; each byte that belongs to no UTF-8 sequence becomes U+DC80 to U+DCFF. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    return escapeInvalid(bytes);
  }
}

/** Most bytes of a UTF-8 sequence. */
const MAX_SEQUENCE = 4;

function escapeInvalid(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? String.fromCharCode(ESCAPE + bytes[at]!) : STRICT.decode(bytes.subarray(at, at + length));
    at += length || 1;
  }
  return text;
}

/** Bytes of the valid sequence that begins here; 0 if none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= MAX_SEQUENCE && at + length <= bytes.length; length++) {
    try {
      STRICT.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      // try a longer one
    }
  }
  return 0;
}

/** The bytes of {@link textOfBytes}'s text. Other lone surrogates become U+FFFD, as everywhere. */
export function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let start = 0;
  for (const match of text.matchAll(/[\udc80-\udcff]/gu)) {
    bytes.push(...ENCODER.encode(text.slice(start, match.index)), match[0].charCodeAt(0) - ESCAPE);
    start = match.index + 1;
  }
  if (start === 0) return ENCODER.encode(text);
  bytes.push(...ENCODER.encode(text.slice(start)));
  return new Uint8Array(bytes);
}
