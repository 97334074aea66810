// The kinds of libraries, in one table: from what an entry of the option `libraries` has, to what makes source trees of it.

import { devicePath } from "../../project/paths.ts";
import type { SourceTree } from "../../project/graph/source-tree.ts";
import { loadFolder } from "./folder.ts";
import type { FolderLibrary } from "./folder.ts";
import type { LibraryContext, LibraryPlace } from "./library.ts";
import { loadManifest } from "./manifest.ts";
import type { ManifestLibrary } from "./manifest.ts";
import { loadMip } from "./mip.ts";
import type { MipLibrary } from "./mip.ts";
import { loadNpm } from "./npm.ts";
import type { NpmLibrary } from "./npm.ts";

/** Where a library comes to lie, and how much of it. */
export interface LibraryRules {
  /**
   * Folder on the device.
   * @default "/lib"; `flash.root` where that is another than "/"
   */
  to?: string;
  /**
   * Whether all of it ships; else what is imported from it.
   * @default false; true for a manifest.py
   */
  all?: boolean;
}

/** A library: a folder relative to the project's root, or an entry that says what kind it is. */
export type LibraryOption = string | (Library & LibraryRules);

type Library = FolderLibrary | NpmLibrary | MipLibrary | ManifestLibrary;

/** An entry of the table: the loader of one kind. */
interface Kind<T> {
  readonly load: (library: T, place: LibraryPlace, context: LibraryContext) => SourceTree[];
  /** Whether all of it ships where the options do not say. */
  readonly all: boolean;
  /** Names of its options besides the one that names it. */
  readonly options: readonly Exclude<keyof T, symbol | number>[];
}

// By the option that tells the kind.
const KINDS: {
  readonly path: Kind<FolderLibrary>;
  readonly npm: Kind<NpmLibrary>;
  readonly mip: Kind<MipLibrary>;
  readonly manifest: Kind<ManifestLibrary>;
} = {
  path: { load: loadFolder, all: false, options: ["path"] },
  npm: { load: loadNpm, all: false, options: ["npm"] },
  mip: { load: loadMip, all: false, options: ["mip", "index", "version", "vendor"] },
  manifest: { load: loadManifest, all: true, options: ["manifest", "variables"] },
};

/** Says what is wrong with an entry of the option `libraries`; undefined for one that is right. */
export function libraryFault(option: unknown): string | undefined {
  if (typeof option === "string") return undefined;
  if (typeof option !== "object" || option === null) return "it is neither a folder nor an object";
  const kinds = kindsOf(option);
  const all = Object.keys(KINDS).join(", ");
  if (kinds.length !== 1) return `it has to have one of ${all}${kinds.length > 1 ? ", and no other" : ""}`;
  const kind = KINDS[kinds[0]!];
  const known: readonly string[] = [...kind.options, "to", "all"];
  const stray = Object.keys(option).find((name) => !known.includes(name));
  if (stray !== undefined)
    return `a library of the kind ${kinds[0]} has no option "${stray}"; it has ${known.join(", ")}`;
  const { to, all: shipsAll } = option as LibraryRules;
  if (to !== undefined && typeof to !== "string") return "its option to is not a text";
  if (shipsAll !== undefined && typeof shipsAll !== "boolean") return "its option all is neither true nor false";
  const value = (option as Record<string, unknown>)[kinds[0]!];
  return typeof value === "string" && value !== "" ? undefined : `its option ${kinds[0]} is not a text`;
}

/** Makes the source trees of a library. @throws ProjectError where it is not there or not right */
export function loadLibrary(option: LibraryOption, context: LibraryContext): SourceTree[] {
  const library = typeof option === "string" ? { path: option } : option;
  // Which kind it is, is known only here; the table's row and the entry belong together.
  const kind = KINDS[kindsOf(library)[0]!] as Kind<Library>;
  const to = library.to === undefined ? undefined : devicePath(library.to);
  return kind.load(library, { to, shipsAll: library.all ?? kind.all }, context);
}

function kindsOf(library: object): (keyof typeof KINDS)[] {
  return (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter((name) => Object.hasOwn(library, name));
}
