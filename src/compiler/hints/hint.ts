// Hints: faults that are certain on a device although the program compiles.

import { placeOf } from "../../diagnostics/location.ts";

/**
 * Kinds of hints.
 * - `const`: a call of const() that declares no constant.
 * - `import`: a module of the firmware that is used and never imported.
 * - `unassigned`: a local of a native function that is read before anything is assigned to it.
 * - `assembler`: a function in the assembler of another architecture.
 */
export type HintKind = "const" | "import" | "unassigned" | "assembler";

/** A hint. */
export interface Hint {
  readonly kind: HintKind;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;
  /** What goes wrong, without the place. */
  readonly what: string;
  /** What to do. */
  readonly remedy: string;
}

/** A hint with its place as a byte offset in the source. */
export interface FoundHint extends Pick<Hint, "kind" | "what" | "remedy"> {
  readonly offset: number;
}

/** Hints of a source with their places, in its order. */
export function placedHints(found: readonly FoundHint[], source: Uint8Array): Hint[] {
  const sorted = found.toSorted((a, b) => a.offset - b.offset);
  return sorted.map(({ offset, ...hint }) => ({ ...hint, ...placeOf(source, offset) }));
}
