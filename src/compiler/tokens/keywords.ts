// Keywords, found by the hash that the lexer has at hand after scanning an identifier: a table without collisions, so that
// an identifier that is no keyword costs one load.

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
const SLOTS = 1 << SLOT_BITS;

interface KeywordTable {
  multiplier: number;
  /** Token by slot; 0 where there is none. */
  tokens: Uint8Array;
  /** Text by slot. */
  texts: Uint8Array[];
}

function hashOf(text: Uint8Array): number {
  let hash = HASH_SEED;
  for (const byte of text) hash = hashByte(hash, byte);
  return hash;
}

/**
 * The first multiplier of the hash that sets all keywords apart. From 2^32 / golden ratio on, because the hashes of short
 * words fill 23 bits only: a small multiplier never reaches the slot's bits with them, and 300,000 are tried in vain.
 */
function build(): KeywordTable {
  const words = KEYWORDS.map(([word, token]) => ({ text: new TextEncoder().encode(word), token }));
  for (let multiplier = 0x9e3779b1; ; multiplier += 2) {
    const tokens = new Uint8Array(SLOTS);
    const texts = new Array<Uint8Array>(SLOTS).fill(new Uint8Array(0));
    for (const { text, token } of words) {
      const slot = Math.imul(hashOf(text), multiplier) >>> (32 - SLOT_BITS);
      tokens[slot] = token;
      texts[slot] = text;
    }
    if (tokens.filter((token) => token !== 0).length === words.length) return { multiplier, tokens, texts };
  }
}

const { multiplier: MULTIPLIER, tokens: TOKENS, texts: TEXTS } = build();

/** The keyword that `source[start, end)`, whose hash is given, spells; Token.end if it is none. */
export function keywordOf(source: Uint8Array, start: number, end: number, hash: number): TokenKind {
  const slot = Math.imul(hash, MULTIPLIER) >>> (32 - SLOT_BITS);
  const token = TOKENS[slot]! as TokenKind;
  if (token === Token.end) return Token.end;
  const text = TEXTS[slot]!;
  if (text.length !== end - start) return Token.end;
  for (let at = 0; at < text.length; at++) if (text[at] !== source[start + at]) return Token.end;
  return token;
}
