// References during collection. Most statements have few, so sets are reused, and only sets with elements are kept.

import type { ImportFact, Refs } from "../facts.ts";

/** References that a walk adds to. */
export interface CollectedRefs {
  readonly globals: Set<string>;
  readonly members: Set<string>;
  readonly attributes: Set<string>;
  readonly storedAttributes: Set<string>;
  readonly words: Set<string>;
  readonly imports: ImportFact[];
}

const NOTHING: ReadonlySet<string> = new Set();
const NO_IMPORTS: readonly ImportFact[] = [];

/** References of a statement that is only an import. */
export function importRefs(fact: ImportFact): Refs {
  return {
    globals: NOTHING,
    members: NOTHING,
    attributes: NOTHING,
    storedAttributes: NOTHING,
    words: NOTHING,
    imports: [fact],
  };
}

/** Lends sets to walks, and takes back empty ones. */
export class RefsLender {
  private readonly free: Set<string>[] = [];

  lend(): CollectedRefs {
    return {
      globals: this.set(),
      members: this.set(),
      attributes: this.set(),
      storedAttributes: this.set(),
      words: this.set(),
      imports: [],
    };
  }

  /** The collected references. The lent ones must not be used after that. */
  keep(refs: CollectedRefs): Refs {
    return {
      globals: this.kept(refs.globals),
      members: this.kept(refs.members),
      attributes: this.kept(refs.attributes),
      storedAttributes: this.kept(refs.storedAttributes),
      words: this.kept(refs.words),
      imports: refs.imports.length === 0 ? NO_IMPORTS : refs.imports,
    };
  }

  private set(): Set<string> {
    return this.free.pop() ?? new Set();
  }

  private kept(set: Set<string>): ReadonlySet<string> {
    if (set.size > 0) return set;
    this.free.push(set);
    return NOTHING;
  }
}
