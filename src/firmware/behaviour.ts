// The behaviour of the compiler for a firmware: every change of changes.ts as true or false, and the differences of
// CircuitPython. It is made once for each firmware. A compilation reads it when its parts are made.

import { CHANGE_NAMES, changeOf, type ChangeName, type Changes } from "./changes.ts";
import { mpyVersionAt } from "./mpy-versions.ts";
import { isSince, NEWEST, numbersOf, type Release } from "./releases.ts";
import { longStringsOf } from "./strings.ts";

/** Everything that the compiler needs to know about a firmware. */
export interface Behaviour extends Changes {
  readonly release: Release;
  /** Whether to write the exact bytes of the release's mpy-cross, including its faults and wording. */
  readonly exact: boolean;
  /** CircuitPython: magic `C`, a flag for async functions, `await` through `__await__`. */
  readonly circuitPython: boolean;
  /** Sub-version of native code. */
  readonly subVersion: number;
  /** Strings over ten bytes that are interned from the start; see strings.ts. */
  readonly longStrings: readonly string[];
}

function make(release: Release, exact: boolean): Behaviour {
  const answer = (name: ChangeName): boolean => {
    const { since, isNeeded } = changeOf(name);
    // Today's code runs there, except for changes that the firmware needs.
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

/** The behaviour for `release`; `exact` for the behaviour of its own mpy-cross. */
export function behaviourOf(release: Release, exact = false): Behaviour {
  const key = `${release.name} ${exact}`;
  let behaviour = made.get(key);
  if (behaviour === undefined) made.set(key, (behaviour = make(release, exact)));
  return behaviour;
}

/** The behaviour of today's compiler. */
export const TODAY: Behaviour = behaviourOf(NEWEST);
