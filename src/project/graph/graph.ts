// The import graph as data: which modules lie on the device, what each of them imports, and why it is there. Made by
// reach.ts; shown by the manifest, the report and the command line, which need nothing else.

/** A module on the device. */
export interface GraphModule {
  /** Name that Python imports it by: "umqtt.simple". */
  readonly name: string;
  /** Absolute path on the device, "/lib/umqtt/simple.mpy": what imports below name it by. */
  readonly path: string;
  /** The Python source as people know it: relative to the project's root. */
  readonly source: string;
  /** Name of the source tree that it comes from: "firmware", "npm:micropython-pid". */
  readonly tree: string;
  /** Bytes on the device. */
  readonly size: number;
  /**
   * Why it is there without being imported: the options name it, JavaScript imports it, or all of its tree ships. Absent for
   * a module that is there because another imports it.
   */
  readonly entry?: "options" | "javascript" | "tree";
}

/** An import from one module to another. Several statements that import the same are one. */
export interface GraphImport {
  /** Path of the module that imports. */
  readonly from: string;
  /** Path of the module on the device, or the name of a built-in module. */
  readonly to: string;
  readonly kind: "module" | "builtin";
  /** 1-based, of the first such statement; 0 where a package is loaded on the way to a module in it. */
  readonly line: number;
  /** Whether all such statements stand in a `try` that takes ImportError. */
  readonly optional: boolean;
}

/** A file that no import can reach, because something before it on the device's search path has its name. */
export interface HiddenModule {
  /** The name that both have: "umqtt.simple". */
  readonly name: string;
  /** The source that is hidden, relative to the project's root. */
  readonly source: string;
  readonly tree: string;
  /** What is imported instead: a source, relative to the project's root, or the name of a built-in module. */
  readonly by: string;
  readonly kind: "module" | "builtin";
}

/** An import of what nothing provides. */
export interface UnresolvedImport {
  /** Absolute name of the first module on the way that is missing: for `import a.b.c`, "a.b" if there is an "a". */
  readonly name: string;
  /** Path of the module that imports. */
  readonly from: string;
  /** 1-based. */
  readonly line: number;
  /** Whether the program expects that: it stands in a `try` that takes ImportError. */
  readonly optional: boolean;
}

/** The modules on the device, with what each imports and why it is there. */
export interface ImportGraph {
  /** In the order of paths. */
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
