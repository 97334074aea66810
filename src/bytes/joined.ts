// Joins bytes from pieces.

const encoder = new TextEncoder();

/** Maximum number of UTF-8 bytes for a unit of a string. */
const UTF8_MAX = 3;

/** Joins pieces; text is encoded as UTF-8. */
export function joinedBytes(pieces: readonly (Uint8Array | string)[]): Uint8Array {
  let most = 0;
  for (const piece of pieces) most += typeof piece === "string" ? piece.length * UTF8_MAX : piece.length;
  const whole = new Uint8Array(most);
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === "string") {
      at += writeText(whole, at, piece);
    } else {
      whole.set(piece, at);
      at += piece.length;
    }
  }
  return at === most ? whole : whole.slice(0, at);
}

/** Writes text; returns how many bytes it takes. Most of it is short and ASCII, for which the encoder takes long to begin. */
function writeText(to: Uint8Array, at: number, text: string): number {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) return encoder.encodeInto(text, to.subarray(at)).written;
    to[at + index] = unit;
  }
  return text.length;
}
