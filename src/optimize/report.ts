// The optimiser's report, as data. The size table, the report page and `mpy explain` show it.

/** A removed statement or module. */
export interface Removal {
  /** Path of the module. */
  readonly path: string;
  /** Name with those of the enclosing classes. */
  readonly name: string;
  readonly kind: "function" | "class" | "assignment" | "import" | "method" | "attribute" | "statement" | "module";
  /** 1-based; 0 for modules. */
  readonly line: number;
  /** Why it is dead. */
  readonly reason: string;
}

/** A statement that was kept although it could be removed in principle. */
export interface Kept extends Removal {}

/** A module that was not optimised, or a pass that was skipped. */
export interface LeftAlone {
  /** Path of the module; undefined for the whole program. */
  readonly path: string | undefined;
  readonly what: string;
  readonly reason: string;
}

/** The saving of a pass. */
export interface PassSaving {
  readonly pass: string;
  /** Bytes of .mpy files; negative if they became larger. */
  readonly bytes: number;
}

/** The optimiser's report. */
export interface OptimizeReport {
  readonly removed: readonly Removal[];
  readonly kept: readonly Kept[];
  readonly leftAlone: readonly LeftAlone[];
  /** Bytes of all modules before and after. */
  readonly before: number;
  readonly after: number;
  /** Savings by pass, in order. Their sum is `before` minus `after`. */
  readonly savings: readonly PassSaving[];
}
