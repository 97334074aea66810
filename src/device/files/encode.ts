// Encodings of a file's bytes for the transfer. Binary pieces have no byte 0x03, which is Ctrl-C for a board.

import { deflateRaw } from "pako";

const CTRL_C = 0x03;
const ESCAPE = 0x10;
/** The byte after the escape, for 0x03 and for the escape itself. */
const STUFFED: Readonly<Record<number, number>> = { [CTRL_C]: 0x43, [ESCAPE]: 0x50 };
/** Flag of a deflated piece, in its length. */
const DEFLATED = 0x8000;

/** Replaces 0x03 by 10 43 and 0x10 by 10 50. On the board two `bytes.replace` undo it. */
export function stuff(bytes: Uint8Array): Uint8Array {
  let extra = 0;
  for (const byte of bytes) if (byte === CTRL_C || byte === ESCAPE) extra++;
  if (extra === 0) return bytes;
  const stuffed = new Uint8Array(bytes.length + extra);
  let at = 0;
  for (const byte of bytes) {
    const code = STUFFED[byte];
    if (code === undefined) stuffed[at++] = byte;
    else {
      stuffed[at++] = ESCAPE;
      stuffed[at++] = code;
    }
  }
  return stuffed;
}

/** An encoded piece of a file. */
export interface Piece {
  /** Header and content. */
  readonly wire: Uint8Array;
  /** Bytes of the file in it. */
  readonly size: number;
}

/** The format of binary pieces for a board. */
export interface PieceShape {
  /** Bytes of the file in one piece, at most 8192. */
  readonly size: number;
  /** Window of deflate, as a power of two; undefined if the board cannot inflate. */
  readonly windowBits: number | undefined;
}

/**
 * A file in binary pieces: four hexadecimal digits of length, with the highest bit set if the piece is deflated, and
 * the stuffed content. An empty piece ends the file.
 */
export function* binaryPieces(bytes: Uint8Array, { size, windowBits }: PieceShape): Generator<Piece> {
  for (let at = 0; at < bytes.length; at += size) {
    const plain = bytes.subarray(at, at + size);
    const deflated = windowBits === undefined ? plain : deflateRaw(plain, { windowBits, level: 9 });
    const isSmaller = deflated.length < plain.length;
    const content = stuff(isSmaller ? deflated : plain);
    const header = (content.length | (isSmaller ? DEFLATED : 0)).toString(16).padStart(4, "0");
    const wire = new Uint8Array(4 + content.length);
    for (let digit = 0; digit < 4; digit++) wire[digit] = header.charCodeAt(digit);
    wire.set(content, 4);
    yield { wire, size: plain.length };
  }
  yield { wire: new Uint8Array(4).fill(0x30), size: 0 };
}

/** Bytes as a Python literal. */
export function bytesLiteral(bytes: Uint8Array): string {
  let text = "b'";
  for (const byte of bytes) {
    if (byte === 0x27 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return `${text}'`;
}

/** Bytes as base64 text. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Text as a Python literal. Characters beyond ASCII are not escaped: boards read UTF-8. */
export function textLiteral(text: string): string {
  const escaped = text.replace(/[\\']/g, "\\$&").replace(/[\u0000-\u001f\u007f]/g, controlEscape);
  return `'${escaped}'`;
}

const controlEscape = (char: string): string => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
