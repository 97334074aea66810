// A manifest.py as a library: `{ manifest: "boards/X/manifest.py", variables: { MPY_DIR: "vendor/micropython" } }`. The
// files that a firmware's build would freeze go on the filesystem instead, each with the level and version of its
// manifest.py.

import { existsSync } from "node:fs";
import { listedTree } from "../../project/graph/source-tree.ts";
import type { SourceTree, TreeFile } from "../../project/graph/source-tree.ts";
import { evaluateManifest } from "../../project/manifest-py/manifest-file.ts";
import type { ManifestEntry } from "../../project/manifest-py/manifest-file.ts";
import { versionSuffix } from "../../project/manifest-py/version-suffix.ts";
import { ProjectError } from "../../project/problem.ts";
import { absolutePath } from "../files.ts";
import { hostOn } from "../manifest-host.ts";
import { displayIn } from "./library.ts";
import type { LibraryContext, LibraryPlace, LibraryRules } from "./library.ts";
import { listedAt, listedTwice, outsideManifestFolder, variableNotText } from "../messages.ts";

/** A manifest.py in the options. */
export interface ManifestLibrary extends LibraryRules {
  /** The file, relative to the project root. */
  manifest: string;
  /**
   * Values of `$(NAME)` in its paths: MPY_DIR (MicroPython), MPY_LIB_DIR (micropython-lib; by default lib/micropython-lib in MPY_DIR),
   * PORT_DIR, BOARD_DIR and others. Paths are relative to the project root.
   */
  variables?: Record<string, string>;
}

/** The tree of files that a manifest.py lists. @throws ProjectError with the place in the manifest.py */
export function loadManifest(library: ManifestLibrary, place: LibraryPlace, context: LibraryContext): SourceTree[] {
  const { root, libraryFolder, disk } = context;
  const manifest = absolutePath(root, library.manifest);
  const { files, manifests, folders, metadata } = evaluateManifest(hostOn(disk), {
    manifest,
    folder: root,
    mode: "freeze",
    variables: manifestVariables(library.variables ?? {}, root),
    display: (file) => displayIn(context, file),
  });
  const { to = libraryFolder, shipsAll } = place;
  const listed = treeFiles(files, manifest, context);
  const tree = listedTree(
    {
      name: displayIn(context, manifest),
      version: metadata.version,
      to,
      shipsAll,
      describedBy: manifests,
      folders,
    },
    listed.map(({ file }) => file),
  );
  return [tree];
}

/** Variables as in the firmware's build: paths are absolute, and micropython-lib is inside MicroPython. */
export function manifestVariables(given: Readonly<Record<string, string>>, root: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== "string") {
      throw new ProjectError(variableNotText(name));
    }
    const path = absolutePath(root, value);
    variables[name] = existsSync(path) ? path : value;
  }
  if (variables.MPY_DIR !== undefined) variables.MPY_LIB_DIR ??= `${variables.MPY_DIR}/lib/micropython-lib`;
  return variables;
}

/** A file, and its entry in the manifest.py. */
interface ListedFile {
  readonly entry: ManifestEntry;
  readonly file: TreeFile;
}

/** The files of a manifest.py, each once. A path may be listed twice with the same file. */
function treeFiles(entries: readonly ManifestEntry[], manifest: string, context: LibraryContext): ListedFile[] {
  const byPath = new Map<string, ListedFile>();
  for (const entry of entries) {
    const file = treeFile(entry, manifest, context);
    const known = byPath.get(file.relative);
    if (known === undefined) byPath.set(file.relative, { entry, file });
    else if (
      known.file.file !== file.file ||
      known.file.optimize !== file.optimize ||
      known.entry.kind !== entry.kind
    ) {
      throw new ProjectError({
        summary: listedTwice(file.relative),
        file: manifest,
        displayFile: entry.place,
        hint: listedAt(displayIn(context, known.file.file), known.entry.place, displayIn(context, file.file)),
      });
    }
  }
  return [...byPath.values()];
}

function treeFile(entry: ManifestEntry, manifest: string, context: LibraryContext): TreeFile {
  const { kind, optimize, target } = entry;
  const relative = absolutePath("/", target).slice(1);
  if (target.startsWith("/") || target.split("/").includes("..")) {
    throw new ProjectError({
      ...outsideManifestFolder(target),
      file: manifest,
      displayFile: entry.place,
    });
  }
  const file = absolutePath(context.root, entry.file);
  const suffix = suffixOf(entry, file, context);
  return { file, relative, optimize, asSource: kind === "text", ...(suffix !== undefined && { suffix }) };
}

/** The version text that is appended to a file now. */
function suffixOf({ kind, metadata }: ManifestEntry, file: string, { disk, memo }: LibraryContext): string | undefined {
  if (kind !== "compile" || metadata.versionLiteral === undefined) return undefined;
  // A separate input of the memo: other changes to the file do not change the library.
  const suffix = (): string | undefined => {
    const content = disk.content(file);
    return content && versionSuffix(content.bytes, metadata);
  };
  return memo.remembering("version suffix", suffix)(undefined);
}
