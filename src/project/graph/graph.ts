// The import graph as data: the modules on the device, the imports of each, and why each ships. make-graph.ts makes it.
// The manifest, the report and the command line show it.

/** A module on the device. */
export interface GraphModule {
  /** Name of the module in Python: "umqtt.simple". */
  readonly name: string;
  /** Absolute path on the device, "/lib/umqtt/simple.mpy". Imports below refer to it. */
  readonly path: string;
  /** The Python source, relative to the project root. */
  readonly source: string;
  /** Name of its source tree: "firmware", "npm:micropython-pid". */
  readonly tree: string;
  /** Bytes on the device. */
  readonly size: number;
  /**
   * Why it ships without being imported by Python: the options name it, JavaScript imports it, or its whole tree ships.
   * Absent for a module that ships only because another imports it.
   */
  readonly entry?: "options" | "javascript" | "tree";
}

/** An import from one module to another. Several statements with the same target count as one. */
export interface GraphImport {
  /** Path of the importing module. */
  readonly from: string;
  /** Path of the module on the device, or the name of a built-in module. */
  readonly to: string;
  readonly kind: "module" | "builtin";
  /** 1-based line of the first such statement; 0 if a package is loaded on the way to a module in it. */
  readonly line: number;
  /** Whether all such statements are in a `try` that catches ImportError. */
  readonly optional: boolean;
}

/**
 * A shadowed file: no import can reach it, because another module of the same name comes before it in the device's
 * search path.
 */
export interface HiddenModule {
  /** The common name: "umqtt.simple". */
  readonly name: string;
  /** The shadowed source, relative to the project root. */
  readonly source: string;
  readonly tree: string;
  /** The module that is imported instead: a source, relative to the project root, or the name of a built-in module. */
  readonly by: string;
  readonly kind: "module" | "builtin";
}

/** An unresolved import. */
export interface UnresolvedImport {
  /** Absolute name of the first missing module: for `import a.b.c`, "a.b" if "a" exists. */
  readonly name: string;
  /** Path of the importing module. */
  readonly from: string;
  /** 1-based. */
  readonly line: number;
  /** Whether the program allows it: the import is in a `try` that catches ImportError. */
  readonly optional: boolean;
}

/** The modules on the device, with the imports of each and why it ships. */
export interface ImportGraph {
  /** Sorted by path. */
  readonly modules: readonly GraphModule[];
  /** In the order of paths of the importers, then of lines. */
  readonly imports: readonly GraphImport[];
  /** Built-in modules that are imported, sorted. */
  readonly builtins: readonly string[];
  /** Groups of modules that import each other, directly or through others: paths, sorted. Python allows them. */
  readonly cycles: readonly (readonly string[])[];
  readonly hidden: readonly HiddenModule[];
  readonly unresolved: readonly UnresolvedImport[];
}
