// Keywords, in a table without collisions by the hash that the lexer has after scanning an identifier: other
// identifiers cost one load.

import { encodeText } from "../../bytes/text.ts";
import { HASH_SEED, hashByte } from "../names/pool.ts";
import { Token, type TokenKind } from "./token.ts";

const KEYWORDS: readonly (readonly [string, TokenKind])[] = [
  ["False", Token.kwFalse],
  ["None", Token.kwNone],
  ["True", Token.kwTrue],
  ["__debug__", Token.kwDebug],
  ["and", Token.kwAnd],
  ["as", Token.kwAs],
  ["assert", Token.kwAssert],
  ["async", Token.kwAsync],
  ["await", Token.kwAwait],
  ["break", Token.kwBreak],
  ["class", Token.kwClass],
  ["continue", Token.kwContinue],
  ["def", Token.kwDef],
  ["del", Token.kwDel],
  ["elif", Token.kwElif],
  ["else", Token.kwElse],
  ["except", Token.kwExcept],
  ["finally", Token.kwFinally],
  ["for", Token.kwFor],
  ["from", Token.kwFrom],
  ["global", Token.kwGlobal],
  ["if", Token.kwIf],
  ["import", Token.kwImport],
  ["in", Token.kwIn],
  ["is", Token.kwIs],
  ["lambda", Token.kwLambda],
  ["nonlocal", Token.kwNonlocal],
  ["not", Token.kwNot],
  ["or", Token.kwOr],
  ["pass", Token.kwPass],
  ["raise", Token.kwRaise],
  ["return", Token.kwReturn],
  ["try", Token.kwTry],
  ["while", Token.kwWhile],
  ["with", Token.kwWith],
  ["yield", Token.kwYield],
];

/** All of them as text. */
export const KEYWORD_NAMES: readonly string[] = KEYWORDS.map(([name]) => name);

/** Bits of a slot's number. */
const SLOT_BITS = 8;

/**
 * The multiplier of the hash that sets all keywords apart: the first that does, of the odd numbers from 2^32 / golden ratio on. (The
 * hashes of short words fill 23 bits only: a small multiplier never reaches the slot's bits with them.)
 */
const MULTIPLIER = 0x9e377a0d;

/** Token by slot; Token.end where there is none. */
const TOKENS: Uint8Array = new Uint8Array(1 << SLOT_BITS);
/** Text by slot. */
const TEXTS: Uint8Array[] = [];

function slotOf(hash: number): number {
  return Math.imul(hash, MULTIPLIER) >>> (32 - SLOT_BITS);
}

for (const [word, token] of KEYWORDS) {
  const text = encodeText(word);
  let hash = HASH_SEED;
  for (let at = 0; at < text.length; at++) hash = hashByte(hash, text[at]!);
  const slot = slotOf(hash);
  if (TOKENS[slot] !== Token.end)
    throw new Error(`two keywords have the slot of ${word}: another multiplier is needed`);
  TOKENS[slot] = token;
  TEXTS[slot] = text;
}

/** The keyword that `source[start, end)`, whose hash is given, spells; Token.end if it is none. */
export function keywordOf(source: Uint8Array, start: number, end: number, hash: number): TokenKind {
  const slot = slotOf(hash);
  const token = TOKENS[slot]! as TokenKind;
  if (token === Token.end) return Token.end;
  const text = TEXTS[slot]!;
  if (text.length !== end - start) return Token.end;
  for (let at = 0; at < text.length; at++) if (text[at] !== source[start + at]) return Token.end;
  return token;
}
