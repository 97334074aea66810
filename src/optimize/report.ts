// What the optimiser did, as data: the size table, the report page and `mpy explain` show it.

/** Something that was taken out of a program. */
export interface Removal {
  /** Path of the module. */
  readonly path: string;
  /** Name behind those of the classes around it. */
  readonly name: string;
  readonly kind: "function" | "class" | "assignment" | "import" | "method" | "attribute" | "statement" | "module";
  /** 1-based; 0 for modules. */
  readonly line: number;
  /** Why it was thought dead. */
  readonly reason: string;
}

/** Something that could have been taken out and was kept. */
export interface Kept extends Removal {}

/** A module that was left alone, or a pass that was left out. */
export interface LeftAlone {
  /** Path of the module; undefined for the whole program. */
  readonly path: string | undefined;
  readonly what: string;
  readonly reason: string;
}

/** What a pass saved. */
export interface PassSaving {
  readonly pass: string;
  /** Bytes of .mpy files; below 0 where it made them larger. */
  readonly bytes: number;
}

/** All of it. */
export interface OptimizeReport {
  readonly removed: readonly Removal[];
  readonly kept: readonly Kept[];
  readonly leftAlone: readonly LeftAlone[];
  /** Bytes of all modules before and after. */
  readonly before: number;
  readonly after: number;
  /** By pass, in their order; together they are `before` less `after`. */
  readonly savings: readonly PassSaving[];
}
