// How large a value is, and the bound for what a manifest may work with. Lists share their items, so a few lines can make a value
// that would take years to print or to compare: every operand is weighed before it is used.

import { PyDict, PyList, PyTuple, type Value } from "./values.ts";
import { tooLarge } from "./messages.ts";

/** Most items of a list that a manifest may make; a value that holds several lists may have twice as many in all. */
export const MAX_ITEMS = 100_000;
/** Longest text that a manifest may make: more than any path is, less than what would hurt. */
export const MAX_TEXT = 100_000;
/** Most characters in all texts of a value together. */
const MAX_CHARACTERS = 1_000_000;
/** Characters that count as one item in a weight. */
const CHARACTERS_PER_ITEM = 16;

/** Items of a value, with those in it and its texts in proportion; at least 1. @throws Fault where it is too large */
export function weightOf(value: Value): number {
  if (value === null || typeof value !== "object") return typeof value === "string" ? textWeight(value.length) : 1;
  const pending: Value[] = [value];
  let items = 0;
  let characters = 0;
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (typeof one === "string") characters += one.length;
    else if (one instanceof PyDict) for (const entry of one.entries()) pending.push(...entry);
    else if (one instanceof PyList || one instanceof PyTuple) for (const item of one.items) pending.push(item);
    items++;
    if (items + pending.length > 2 * MAX_ITEMS || characters > MAX_CHARACTERS) throw tooLarge("this value");
  }
  return items + characters / CHARACTERS_PER_ITEM;
}

function textWeight(length: number): number {
  if (length > MAX_CHARACTERS) throw tooLarge("this text");
  return 1 + length / CHARACTERS_PER_ITEM;
}

/** Text that stays within its bound. @throws Fault where it does not */
export function limitedText(text: string): string {
  if (text.length > MAX_TEXT) throw tooLarge("this text");
  return text;
}

/** Adds up the pieces of a text, so that it is refused before it is made. */
export class TextLength {
  private length = 0;

  /** The piece that comes next. @throws Fault where the text is too long with it */
  add(piece: string): string {
    this.length += piece.length;
    if (this.length > MAX_TEXT) throw tooLarge("this text");
    return piece;
  }
}
