// Lossless conversion between bytes that should be UTF-8 and text. A byte that is not UTF-8 becomes a lone surrogate
// (U+DC00 + the byte), which valid UTF-8 never gives. Python calls this "surrogateescape". Names in messages are such
// text, because the reference prints their bytes unchanged.

const ESCAPE = 0xdc00;
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** Text as UTF-8; a lone surrogate becomes U+FFFD. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  return ENCODER.encode(text);
}

/** Bytes as text. Each byte outside a UTF-8 sequence becomes U+DC80 to U+DCFF. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    return escapeInvalid(bytes);
  }
}

/** Maximum length of a UTF-8 sequence in bytes. */
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

/** Length of the valid sequence at this offset in bytes; 0 if there is none. */
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

/** The bytes of {@link textOfBytes}'s text. Other lone surrogates become U+FFFD. */
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
