// Names that may be used without a static reference: in strings, built from pieces, listed at run time, or used by code
// outside the program.

import { WORD } from "../words.ts";
import type { Unpacking } from "./facts.ts";
import type { Analysed } from "./modules.ts";
import { unpacksArguments } from "../messages.ts";

/** The uses of names in the whole program. */
export interface NamesInUse {
  /** Attributes that are stored or deleted. */
  readonly stored: ReadonlySet<string>;
  /** Words of strings, and {@link outside}. */
  readonly words: ReadonlySet<string>;
  /** Names that are used by code that is not analysed: code of other kinds, and modules that make code at run time. */
  readonly outside: ReadonlySet<string>;
  /** Why names may be listed or set at run time; undefined if they are not. */
  readonly reflection: string | undefined;
  /** Why a call may pass keyword arguments whose names are not in the source. */
  readonly unpacking: string | undefined;
  /** Whether a name may be built from pieces in strings. */
  readonly isBuilt: (name: string) => boolean;
  /** `__import__` is replaced, or may be. */
  readonly replacesImport: boolean;
  /** `__module__` or `__qualname__` of a class is read, or may be. */
  readonly readsClassMetadata: boolean;
  /** It reads `__file__` or `__path__` of a module, or may. */
  readonly readsFiles: boolean;
  /** It reads `sys.modules`, or may. */
  readonly readsModules: boolean;
  /** It imports modules by computed names. */
  readonly importsByName: boolean;
}

const decoder = new TextDecoder();

/** Collects {@link NamesInUse}. `outside` are names that code outside the program uses. */
export function collectNames(modules: readonly Analysed[], outside: Iterable<string>): NamesInUse {
  const stored = new Set<string>();
  const attributes = new Set<string>();
  const globals = new Set<string>();
  const fromOutside = new Set<string>(outside);
  /** Words of strings only, which may be names of attributes to store. */
  const texts = new Set<string>(outside);
  const fragments = new Set<string>();
  let reflection: string | undefined;
  for (const { module, facts } of modules) {
    for (const { refs } of facts.items) {
      for (const name of refs.storedAttributes) stored.add(name);
      for (const name of refs.attributes) attributes.add(name);
      for (const path of refs.members) addAttributes(path, attributes);
      for (const name of refs.globals) globals.add(name);
      for (const name of refs.words) texts.add(name);
    }
    for (const fragment of facts.fragments) fragments.add(fragment);
    // Code that is made at run time may use any name of its module.
    if (facts.opaque !== undefined) {
      for (const word of decoder.decode(facts.source).match(WORD) ?? []) fromOutside.add(word);
    }
    if (facts.reflection !== undefined) reflection ??= `${facts.reflection} in ${module.path}`;
  }
  const words = new Set([...texts, ...fromOutside]);
  const uses = (name: string): boolean => attributes.has(name) || globals.has(name) || words.has(name);
  return {
    stored,
    words,
    outside: fromOutside,
    reflection,
    unpacking: findUnpacking(modules, stored, words),
    isBuilt: builtFrom([...fragments]),
    replacesImport: stored.has("__import__") || texts.has("__import__"),
    readsClassMetadata: uses("__module__") || uses("__qualname__"),
    readsFiles: uses("__file__") || uses("__path__"),
    readsModules: uses("modules"),
    importsByName: globals.has("__import__") || words.has("__import__") || attributes.has("import_module"),
  };
}

/** Adds all names of "module.name.name" but the first. */
function addAttributes(path: string, to: Set<string>): void {
  for (let start = path.indexOf(".") + 1; start > 0;) {
    const end = path.indexOf(".", start);
    to.add(end < 0 ? path.slice(start) : path.slice(start, end));
    start = end + 1;
  }
}

/**
 * Why a call may pass keyword arguments whose names are not in the source. It does not if all keys are strings of the
 * program, or if the callee is not part of the program.
 */
function findUnpacking(
  modules: readonly Analysed[],
  stored: ReadonlySet<string>,
  words: ReadonlySet<string>,
): string | undefined {
  const found = modules.flatMap((one) => one.facts.unpackings.map((unpacking) => ({ one, unpacking })));
  if (found.length === 0) return undefined;
  const methods = new Set([...stored, ...words]);
  const moduleNames = new Set<string>();
  for (const { module, facts } of modules) {
    for (const name of module.names) moduleNames.add(name.split(".")[0]!);
    for (const name of facts.bindings.keys()) methods.add(name);
    for (const name of facts.boundInside) methods.add(name);
    for (const { names } of facts.items) for (const name of names) methods.add(name);
  }
  const areKnown = (attribute: string): boolean => {
    if (words.has(attribute)) return false;
    return modules.every(({ facts }) => {
      const count = facts.stores.get(attribute);
      return count === undefined || count.all === count.known;
    });
  };
  const isForeign = ({ facts }: Analysed, { callee, isMethod, isAlone }: Unpacking): boolean => {
    if (callee === undefined || !isAlone) return false;
    if (isMethod) return !methods.has(callee);
    if (facts.starImports.length > 0 || facts.opaque !== undefined) return false;
    const binding = facts.bindings.get(callee);
    if (binding === undefined) return true;
    const fact = facts.items.find((item) => item.owner === undefined && item.names.includes(callee))?.imported;
    const isSole = binding.count === 1 && !binding.changes;
    return isSole && fact?.level === 0 && !moduleNames.has(fact.module.split(".")[0]!);
  };
  for (const { one, unpacking } of found) {
    if (unpacking.attribute !== undefined && areKnown(unpacking.attribute)) continue;
    if (!isForeign(one, unpacking)) return unpacksArguments(one.module.path);
  }
  return undefined;
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
