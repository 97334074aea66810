// The table of kinds of libraries: each has the member of an entry in `libraries` that identifies it, and its loader.

import { devicePath } from "../../project/paths.ts";
import type { SourceTree } from "../../project/graph/source-tree.ts";
import { loadCircup } from "./circup.ts";
import type { CircupLibrary } from "./circup.ts";
import { loadFolder } from "./folder.ts";
import type { FolderLibrary } from "./folder.ts";
import type { LibraryContext, LibraryPlace } from "./library.ts";
import { loadManifest } from "./manifest.ts";
import type { ManifestLibrary } from "./manifest.ts";
import { loadMip } from "./mip.ts";
import type { MipLibrary } from "./mip.ts";
import { loadNpm } from "./npm.ts";
import type { NpmLibrary } from "./npm.ts";

/** A library: a folder relative to the project root, or an object of one of these kinds. */
export type LibraryOption = string | Library;

type Library = FolderLibrary | NpmLibrary | MipLibrary | CircupLibrary | ManifestLibrary;

/** An entry of the table: the loader of one kind. */
interface Kind<T> {
  readonly load: (library: T, place: LibraryPlace, context: LibraryContext) => SourceTree[];
  /** Whether the whole library ships by default. */
  readonly all: boolean;
}

// Kinds by the member that identifies them.
const KINDS: {
  readonly path: Kind<FolderLibrary>;
  readonly npm: Kind<NpmLibrary>;
  readonly mip: Kind<MipLibrary>;
  readonly circup: Kind<CircupLibrary>;
  readonly manifest: Kind<ManifestLibrary>;
} = {
  path: { load: loadFolder, all: false },
  npm: { load: loadNpm, all: false },
  mip: { load: loadMip, all: false },
  circup: { load: loadCircup, all: true },
  manifest: { load: loadManifest, all: true },
};

/** Makes the source trees of a library. @throws ProjectError if it is missing or wrong */
export function loadLibrary(option: LibraryOption, context: LibraryContext): SourceTree[] {
  const library = typeof option === "string" ? { path: option } : option;
  // The kind is known only here. The row of the table fits the entry.
  const kind = KINDS[kindOf(library)] as Kind<Library>;
  const to = library.to === undefined ? undefined : devicePath(library.to);
  return kind.load(library, { to, shipsAll: library.all ?? kind.all }, context);
}

function kindOf(library: object): keyof typeof KINDS {
  return (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((name) => Object.hasOwn(library, name))!;
}
