// What the compiler does for one firmware: every change of changes.ts as a yes or no, and what CircuitPython does otherwise.
// Worked out once for each firmware; a compile reads it when its parts are made.

import { CHANGE_NAMES, changeOf, type ChangeName, type Changes } from "./changes.ts";
import { mpyVersionAt } from "./mpy-versions.ts";
import { isSince, NEWEST, numbersOf, type Release } from "./releases.ts";
import { longStringsOf } from "./strings.ts";

/** Answers to every question that the compiler asks of a firmware. */
export interface Behaviour extends Changes {
  readonly release: Release;
  /** Whether the bytes are those of the release's own mpy-cross, its faults and wording too. */
  readonly exact: boolean;
  /** CircuitPython: magic `C`, a flag for async functions, `await` by way of `__await__`. */
  readonly circuitPython: boolean;
  /** Sub-version of native code. */
  readonly subVersion: number;
  /** Strings over ten bytes that are interned from the start; see strings.ts. */
  readonly longStrings: readonly string[];
}

function make(release: Release, exact: boolean): Behaviour {
  const answer = (name: ChangeName): boolean => {
    const { since, isNeeded } = changeOf(name);
    // Today's code runs there, but for what is needed.
    return !(exact || isNeeded) || isSince(release.base, numbersOf(since));
  };
  const answers = Object.fromEntries(CHANGE_NAMES.map((name) => [name, answer(name)])) as Changes;
  return {
    ...answers,
    release,
    exact,
    circuitPython: release.circuitPython,
    subVersion: mpyVersionAt(release.base)!.subVersion,
    longStrings: longStringsOf(exact ? release : NEWEST),
  };
}

const made = new Map<string, Behaviour>();

/** What the compiler does for `release`; `exact`: as its own mpy-cross did. */
export function behaviourOf(release: Release, exact = false): Behaviour {
  const key = `${release.name} ${exact}`;
  let behaviour = made.get(key);
  if (behaviour === undefined) made.set(key, (behaviour = make(release, exact)));
  return behaviour;
}

/** Today's compiler. */
export const TODAY: Behaviour = behaviourOf(NEWEST);
