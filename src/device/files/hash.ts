// The hash that compares a file on the board with the host's: SHA-256, cut to 16 digits, if the board has it, else
// Adler-32, computed by a few lines of Python.

import type { BoardFacts } from "../facts.ts";
import type { HashedBytes } from "./store.ts";

/** The kind of hash that a board has. */
export type HashKind = "sha256" | "adler32";

/** Number of hexadecimal digits of a hash that are compared and recorded. */
const DIGITS = 16;

export function hashKind({ has }: BoardFacts): HashKind {
  return (has.has("sha256") || has.has("usha256")) && (has.has("binascii") || has.has("ubinascii"))
    ? "sha256"
    : "adler32";
}

/** The hash of a file as the board computes it. */
export async function hashOf({ bytes, sha256 }: HashedBytes, kind: HashKind): Promise<string> {
  if (kind === "adler32") return adler32(bytes);
  if (sha256 !== undefined) return shortHash(sha256);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return shortHash(Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""));
}

/** The part of a SHA-256 in hexadecimal that is compared. */
function shortHash(sha256: string): string {
  return sha256.slice(0, DIGITS);
}

/** Adler-32 (RFC 1950) as its two sums, because small boards have small integers. */
function adler32(bytes: Uint8Array): string {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return `${b.toString(16)}.${a.toString(16)}`;
}
