// Names that can reach a thing without a static reference: strings, pieces of names, listings, code from outside.

import { WORD } from "../words.ts";
import type { Analysed } from "./modules.ts";

/** What the whole program says about names, wherever it stands. */
export interface NamesInUse {
  /** Attributes that something stores or deletes. */
  readonly stored: ReadonlySet<string>;
  /** Words of strings, and {@link outside}. */
  readonly words: ReadonlySet<string>;
  /** Names that code uses which cannot be followed: code of other kinds, and modules that make code when they run. */
  readonly outside: ReadonlySet<string>;
  /** Why names may be listed or set at run time; undefined where they are not. */
  readonly reflection: string | undefined;
  /** Why a call may hand over arguments by names that stand nowhere. */
  readonly unpacking: string | undefined;
  /** Whether a name may be put together from pieces that stand in strings. */
  readonly isBuilt: (name: string) => boolean;
  /** `__import__` is replaced, or may be. */
  readonly replacesImport: boolean;
  /** `__module__` or `__qualname__` of a class is read, or may be. */
  readonly readsClassMetadata: boolean;
  /** It looks into `sys.modules`, or may. */
  readonly readsModules: boolean;
  /** It imports modules by names that are computed. */
  readonly importsByName: boolean;
}

const decoder = new TextDecoder();

/** Collects {@link NamesInUse}. `outside`: names that code which is not in the program uses. */
export function collectNames(modules: readonly Analysed[], outside: Iterable<string>): NamesInUse {
  const stored = new Set<string>();
  const attributes = new Set<string>();
  const globals = new Set<string>();
  const fromOutside = new Set<string>(outside);
  /** Words of strings alone, which name what code may store. */
  const texts = new Set<string>(outside);
  const fragments = new Set<string>();
  let reflection: string | undefined;
  let unpacking: string | undefined;
  for (const { module, facts } of modules) {
    for (const { refs } of facts.items) {
      for (const name of refs.storedAttributes) stored.add(name);
      for (const name of refs.attributes) attributes.add(name);
      for (const path of refs.members) for (const name of path.split(".").slice(1)) attributes.add(name);
      for (const name of refs.globals) globals.add(name);
      for (const name of refs.words) texts.add(name);
    }
    for (const fragment of facts.fragments) fragments.add(fragment);
    // Code that is made at run time may use any name that its module knows.
    if (facts.opaque !== undefined) {
      for (const word of decoder.decode(facts.source).match(WORD) ?? []) fromOutside.add(word);
    }
    if (facts.reflection !== undefined) reflection ??= `${facts.reflection} in ${module.path}`;
    if (facts.unpacksKeywords) unpacking ??= `a call with ** in ${module.path}`;
  }
  const words = new Set([...texts, ...fromOutside]);
  const uses = (name: string): boolean => attributes.has(name) || globals.has(name) || words.has(name);
  return {
    stored,
    words,
    outside: fromOutside,
    reflection,
    unpacking,
    isBuilt: builtFrom([...fragments]),
    replacesImport: stored.has("__import__") || texts.has("__import__"),
    readsClassMetadata: uses("__module__") || uses("__qualname__"),
    readsModules: uses("modules"),
    importsByName: globals.has("__import__") || words.has("__import__") || attributes.has("import_module"),
  };
}

function builtFrom(fragments: readonly string[]): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let isBuilt = known.get(name);
    if (isBuilt === undefined) {
      isBuilt = fragments.some((piece) => name !== piece && (name.startsWith(piece) || name.endsWith(piece)));
      known.set(name, isBuilt);
    }
    return isBuilt;
  };
}
