// The facts of a module's source: its statements, the names that each binds and uses, and the places of names.
// collect.ts makes them once for each source. Passes use them instead of the tree.

import type { Range } from "../source/token-list.ts";

/** An import of a module or a name. */
export interface ImportFact {
  /** Dotted name as written, without leading periods. */
  readonly module: string;
  /** Leading periods. */
  readonly level: number;
  /** The imported name; "*" for all; undefined for `import m`. */
  readonly name: string | undefined;
  /** The name that is bound: `as`, or the first part of the module's. */
  readonly bound: string;
  /** `import a.b` binds `a`; `import a.b as c` binds the module itself. */
  readonly hasAs: boolean;
}

/** The references of a piece of code. */
export interface Refs {
  /** Names that are looked up in the module's globals, then among the builtins. */
  readonly globals: ReadonlySet<string>;
  /** Paths of attributes from a global name: "module.name.name". */
  readonly members: ReadonlySet<string>;
  /** Other names that are loaded as attributes, or as names inside class bodies. */
  readonly attributes: ReadonlySet<string>;
  /** Names that are stored or deleted as attributes. */
  readonly storedAttributes: ReadonlySet<string>;
  /** Words of strings: identifiers in them. */
  readonly words: ReadonlySet<string>;
  readonly imports: readonly ImportFact[];
}

/** Kinds of statement that the optimiser may remove. */
export type ItemKind = "function" | "class" | "assignment" | "import" | "method" | "attribute" | "statement";

/** A statement of the module's body, of a block in it, or of a class body; or one name of an import. */
export interface Item {
  readonly kind: ItemKind;
  /** The names that it binds; empty for statements that are kept for their effects. */
  readonly names: readonly string[];
  /** Name with that of the enclosing class. */
  readonly qualifiedName: string;
  readonly line: number;
  /** The whole statement. */
  readonly range: Range;
  readonly refs: Refs;
  /** It has no effects, so it can be removed if the names that it binds are not used. */
  readonly isPure: boolean;
  /** Not pure, but without effects: it only decides which other statements run. */
  readonly isHarmless: boolean;
  /** Why it is not pure, for reports. */
  readonly reason: string;
  /** The enclosing class. */
  readonly owner: Item | undefined;
  /** Class: bases by name; undefined for a base that is not a name. */
  readonly bases: readonly (string | undefined)[];
  /** It is decorated, or is a class attribute whose value may act on being set: a store may call it. */
  readonly actsOnStore: boolean;
  /** Import: what this name of the statement imports. */
  readonly imported: ImportFact | undefined;
  /** It runs whenever its module runs, before the statements after it. */
  readonly isUnconditional: boolean;
  /** Value of an assignment of one constant: source text. */
  readonly constant: string | undefined;
  /** Value of an assignment of a constant or of a condition that is known: source text. */
  readonly value: string | undefined;
}

/** A load of a global name that can be replaced. */
export interface NameSite {
  readonly name: string;
  readonly range: Range;
}

/** `module.attribute`, where `module` is a global name. */
export interface AttributeSite {
  readonly base: string;
  readonly attribute: string;
  readonly range: Range;
}

/** A condition that is known at compile time but that the compiler does not fold. */
export interface DecidedTest {
  readonly range: Range;
  readonly value: boolean;
  readonly line: number;
}

/** A call with keywords of a callee that is a global name, or an attribute of one. */
export interface KeywordCall {
  readonly base: string;
  readonly attribute: string | undefined;
  readonly positional: number;
  /** In the order of the source; the range is `name=`. */
  readonly keywords: readonly NameSite[];
}

/** A call with `**something`. */
export interface Unpacking {
  /** The called attribute or global name; undefined for other callees. */
  readonly callee: string | undefined;
  readonly isMethod: boolean;
  /** `**something` is the only argument, so the callee gets no object that it could call. */
  readonly isAlone: boolean;
  /** `**object.attribute`: the attribute. */
  readonly attribute: string | undefined;
}

/** The number of stores to an attribute. */
export interface StoreCount {
  all: number;
  /** Stores of a function's own `**kwargs` and of dictionaries with strings as keys. */
  known: number;
}

/** How a global name is bound in its module. */
export interface Binding {
  /** Statements that bind it. */
  count: number;
  /** It is bound by a function (`global`), deleted, a loop's variable, …: its value changes. */
  changes: boolean;
}

/** Positional parameters of a function. */
export interface Signature {
  readonly parameters: readonly string[];
  /** It can be called with positional arguments instead of keywords: no decorator, no `*args` before them. */
  readonly isPlain: boolean;
}

/** The facts of a module's source. */
export interface ModuleFacts {
  /** The source with LF as its only line end. */
  readonly source: Uint8Array;
  readonly items: readonly Item[];
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Names that the module certainly has after it has run. */
  readonly certain: ReadonlySet<string>;
  /** Loads of global names that can be replaced. */
  readonly names: readonly NameSite[];
  readonly attributes: readonly AttributeSite[];
  readonly tests: readonly DecidedTest[];
  readonly calls: readonly KeywordCall[];
  /** By name of a function or class of the module's body. */
  readonly signatures: ReadonlyMap<string, Signature>;
  /** Global names that are looked up where the source cannot be changed: in f-strings, class bodies, viper code. */
  readonly fixedNames: ReadonlySet<string>;
  /** Names that are local to functions, classes and comprehensions. */
  readonly boundInside: ReadonlySet<string>;
  /** Names of `X = const(…)` whose uses the compiler replaces, and whose declaration must stay. */
  readonly pinned: ReadonlySet<string>;
  /** Uses of `X = const(…)` that the compiler replaces. If the declaration is removed, the value must replace them. */
  readonly declaredUses: readonly NameSite[];
  /** Imports of all names. */
  readonly starImports: readonly ImportFact[];
  /** Why the module is not optimised; undefined if it is. */
  readonly opaque: string | undefined;
  /** Words of strings that begin or end with `_`: names may be made of them. */
  readonly fragments: ReadonlySet<string>;
  /** Code that lists names at run time: `dir`, `vars`, `help`, `__dict__`. */
  readonly reflection: string | undefined;
  /** Calls with `**something` whose names are not known from this module. */
  readonly unpackings: readonly Unpacking[];
  /** Stores to attributes, by name: how many, and how many of them store a dictionary whose names stand in the program. */
  readonly stores: ReadonlyMap<string, StoreCount>;
}
