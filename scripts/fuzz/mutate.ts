// Damage to any file: bits, bytes, numbers at their limits, pieces that are cut, moved, repeated or taken from another file.

import type { Random } from "../generator/random.ts";

/** Bytes that begin or end a varuint, and values at the limits of their sizes. */
const LIMITS = [0, 1, 0x3f, 0x40, 0x7f, 0x80, 0x81, 0xbf, 0xc0, 0xfe, 0xff];
/** Varuints of numbers that ask for much: 2^16, 2^28, 2^35, 2^53 - 1. */
const LARGE = [
  [0x84, 0x80, 0x00],
  [0x81, 0x80, 0x80, 0x80, 0x00],
  [0x81, 0x80, 0x80, 0x80, 0x80, 0x00],
  [0x8f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
];
const MAX_PIECE = 64;

/** A damaged copy of one of `seeds`. */
export function mutate(random: Random, seeds: readonly Uint8Array[]): Uint8Array {
  let bytes: Uint8Array = random.pick(seeds).slice();
  for (let count = random.between(1, 6); count > 0 && bytes.length > 0; count--) bytes = change(random, bytes, seeds);
  return bytes;
}

function change(random: Random, bytes: Uint8Array, seeds: readonly Uint8Array[]): Uint8Array {
  const at = random.below(bytes.length);
  const piece = random.between(1, MAX_PIECE);
  switch (random.below(9)) {
    case 0:
      bytes[at]! ^= 1 << random.below(8);
      return bytes;
    case 1:
      bytes[at] = random.below(256);
      return bytes;
    case 2:
      bytes[at] = random.pick(LIMITS);
      return bytes;
    case 3:
      return splice(bytes, at, random.below(3), random.pick(LARGE));
    case 4:
      return splice(bytes, at, piece, []);
    case 5:
      return splice(bytes, at, 0, bytes.subarray(random.below(bytes.length)).subarray(0, piece));
    case 6: {
      const other = random.pick(seeds);
      return splice(bytes, at, random.below(piece), other.subarray(random.below(other.length)).subarray(0, piece));
    }
    case 7:
      return splice(bytes, at, 0, new Array<number>(piece * 8).fill(random.pick(LIMITS)));
    default:
      return random.oneIn(4) ? bytes.slice(0, at) : bytes;
  }
}

function splice(bytes: Uint8Array, at: number, remove: number, insert: ArrayLike<number>): Uint8Array {
  const end = Math.min(bytes.length, at + remove);
  const result = new Uint8Array(bytes.length - (end - at) + insert.length);
  result.set(bytes.subarray(0, at));
  result.set(insert, at);
  result.set(bytes.subarray(end), at + insert.length);
  return result;
}
