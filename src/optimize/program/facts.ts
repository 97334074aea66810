// What is known of one module's source: its statements, what each binds and uses, and where names stand. Made once for each
// source by collect.ts; passes read it and never the tree.

import type { Range } from "../source/token-list.ts";

/** What an import statement names. */
export interface ImportFact {
  /** Dotted name as written, without leading periods. */
  readonly module: string;
  /** Leading periods. */
  readonly level: number;
  /** The name that is taken out of the module; "*" for all; undefined for `import m`. */
  readonly name: string | undefined;
  /** The name that is bound: `as`, or the first part of the module's. */
  readonly bound: string;
  /** `import a.b` binds `a`; `import a.b as c` binds the module itself. */
  readonly hasAs: boolean;
}

/** What code looks at when it runs. */
export interface Refs {
  /** Names that are looked up in the module's globals, then among the builtins. */
  readonly globals: ReadonlySet<string>;
  /** What is looked up by attributes from a global name on: "module.name.name". */
  readonly members: ReadonlySet<string>;
  /** Other names that are loaded as attributes, or as names inside class bodies. */
  readonly attributes: ReadonlySet<string>;
  /** Names that are stored or deleted as attributes. */
  readonly storedAttributes: ReadonlySet<string>;
  /** Words of strings: identifiers that stand in them. */
  readonly words: ReadonlySet<string>;
  readonly imports: readonly ImportFact[];
}

/** Kinds of statement that an optimiser may take out. */
export type ItemKind = "function" | "class" | "assignment" | "import" | "method" | "attribute" | "statement";

/** A statement of the module's body, of a block in it, or of a class body; or one name of an import. */
export interface Item {
  readonly kind: ItemKind;
  /** What it binds; empty for statements that are kept for what they do. */
  readonly names: readonly string[];
  /** Name behind that of the class around it. */
  readonly qualifiedName: string;
  readonly line: number;
  /** The whole statement. */
  readonly range: Range;
  readonly refs: Refs;
  /** Nothing is lost without it if nobody looks at what it binds. */
  readonly isPure: boolean;
  /** Not pure, but it has no effect of its own: it only decides which other statements run. */
  readonly isHarmless: boolean;
  /** Why it is not pure, for reports. */
  readonly reason: string;
  /** The class that it stands in. */
  readonly owner: Item | undefined;
  /** Class: bases by name; undefined where one is no name. */
  readonly bases: readonly (string | undefined)[];
  /** It is decorated, or is a class attribute whose value may act on being set: a store may call it. */
  readonly actsOnStore: boolean;
  /** Import: what this name of the statement imports. */
  readonly imported: ImportFact | undefined;
  /** It runs whenever its module does, before what stands behind it. */
  readonly isUnconditional: boolean;
  /** Value of an assignment of one constant: source text. */
  readonly constant: string | undefined;
}

/** A load of a global name, where it can be replaced. */
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

/** A condition that is known before the program runs but that the compiler does not fold. */
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
  /** Attribute or global name that is called; undefined where it is something else. */
  readonly callee: string | undefined;
  readonly isMethod: boolean;
  /** Nothing but `**something` is handed over, so what is called gets nothing to call. */
  readonly isAlone: boolean;
  /** `**object.attribute`: the attribute. */
  readonly attribute: string | undefined;
}

/** How often an attribute is stored. */
export interface StoreCount {
  all: number;
  /** Those of a function's own `**kwargs` and of dictionaries with texts as keys. */
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
  /** It can be called with positions in place of keywords: no decorator, no `*args` before them. */
  readonly isPlain: boolean;
}

/** All that is known of a module's source. */
export interface ModuleFacts {
  /** The source with one kind of line end. */
  readonly source: Uint8Array;
  readonly items: readonly Item[];
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Names that it has for certain when it is done. */
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
  /** Names that functions, classes and comprehensions bind for themselves. */
  readonly boundInside: ReadonlySet<string>;
  /** Names of `X = const(…)` whose uses the compiler replaces, and has to see the declaration for. */
  readonly pinned: ReadonlySet<string>;
  /** Uses of `X = const(…)` that the compiler replaces: without the declaration they have to be the value. */
  readonly declaredUses: readonly NameSite[];
  /** Imports of all names. */
  readonly starImports: readonly ImportFact[];
  /** Why the module is left alone; undefined where it is not. */
  readonly opaque: string | undefined;
  /** Words of strings that begin or end with `_`: names may be made of them. */
  readonly fragments: ReadonlySet<string>;
  /** What lists names at run time: `dir`, `vars`, `help`, `__dict__`. */
  readonly reflection: string | undefined;
  /** Calls with `**something` whose names are not known from this module alone. */
  readonly unpackings: readonly Unpacking[];
  /** Stores to attributes, by name: how many, and how many of them store a dictionary whose names stand in the program. */
  readonly stores: ReadonlyMap<string, StoreCount>;
}
