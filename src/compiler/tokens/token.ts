// Kinds of token as one object; constants on their own behind it, as in ../tree/kind.ts.

import {
  braceClose as lastBracket,
  doubleStarEqual as lastAugmented,
  malformedFString as lastEnding,
  parenOpen as firstBracket,
  pipeEqual as firstAugmented,
} from "./tokens.ts";
import type * as tokens from "./tokens.ts";

export * as Token from "./tokens.ts";

/** One of {@link Token}. */
export type TokenKind = (typeof tokens)[keyof typeof tokens];

/** Whether a token ends the reading: the end of the file, or what is no token. */
export function endsReading(token: TokenKind): boolean {
  return token <= lastEnding;
}

/** Whether a token opens or closes a bracket. */
export function isBracket(token: TokenKind): boolean {
  return token >= firstBracket && token <= lastBracket;
}

/** Whether a bracket is an opening one: these have even numbers. */
export function opensBracket(token: TokenKind): boolean {
  return (token & 1) === 0;
}

/** Whether a token is an augmented assignment: `|=` to `**=`. */
export function isAugmentedAssignment(token: TokenKind): boolean {
  return token >= firstAugmented && token <= lastAugmented;
}
