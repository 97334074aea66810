// The imports of a program, as data for users of the compiler.

/** A constant in a condition. Tuples and lists are arrays. */
export type TestValue = string | number | boolean | null | readonly TestValue[];

export type TestOperator =
  | "not"
  | "and"
  | "or"
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "in"
  | "not in"
  | "is"
  | "is not"
  | "startswith";

/** A condition as data; null for a part that is known only at run time. */
export type ImportTest =
  /** "sys.platform", "sys.implementation.version[:2]", "typing.TYPE_CHECKING", "__name__" */
  | { readonly fact: string }
  | { readonly value: TestValue }
  | { readonly operator: TestOperator; readonly operands: readonly ImportTest[] }
  | null;

/** An import that the source makes, in the order of the source. */
export interface ImportReference {
  /** Dotted name after the dots; "" for `from . import x`. */
  module: string;
  /** Number of leading dots. */
  level: number;
  /** Names after `import` in a `from` statement, `["*"]` for all; null for `import module`. */
  names: string[] | null;
  /** 1-based. */
  line: number;
  /** Whether a failure of the import is caught: it is in a `try` whose handlers take ImportError. */
  optional: boolean;
  /** Whether it is in a branch of an `if`: it may be for another board. */
  conditional: boolean;
  /**
   * It is in a handler that takes ImportError: indices, in this list, of the imports of the `try` body, one of which has to
   * fail for it to run. Null where it runs without that.
   */
  fallbackFor: number[] | null;
  /** The condition under which it runs, as far as it depends on the target: see {@link ImportTest}. */
  when?: ImportTest;
  /** Set for an import that runs when this attribute of the module is first read, by its `__getattr__`. */
  attribute?: string;
  /** Set inside a function or lambda, where it runs when that is called; not in a class body, which runs with the module. */
  inFunction?: true;
  /** Set for an `__import__` of a name that is known only at run time; `module` is "". */
  computed?: true;
  /** What a computed name begins with: "pages." for `"pages." + x`. */
  prefix?: string;
}

/** An attribute of the module, and a module that reading it may load. */
export type LazyModule = readonly [attribute: string, module: string];
