// A manifest.py as a library: `{ manifest: "boards/X/manifest.py", variables: { MPY_DIR: "vendor/micropython" } }`. What the firmware's
// build would freeze comes to lie on the filesystem instead, each file with the level and version that its manifest says.

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

/** A manifest.py, as the options name it. */
export interface ManifestLibrary extends LibraryRules {
  /** The file, relative to the project's root. */
  manifest: string;
  /**
   * Values of `$(NAME)` in its paths: MPY_DIR (MicroPython), MPY_LIB_DIR (micropython-lib; by default lib/micropython-lib in MPY_DIR),
   * PORT_DIR, BOARD_DIR and others. Paths are relative to the project's root.
   */
  variables?: Record<string, string>;
}

/** What the manifest lists. @throws ProjectError with the place in the manifest */
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

/** Variables as the firmware's build has them: what is a path is made absolute, and micropython-lib lies in MicroPython. */
export function manifestVariables(given: Readonly<Record<string, string>>, root: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== "string") {
      throw new ProjectError({
        summary: `option libraries: the value of the manifest's variable ${name} is not a text`,
      });
    }
    const path = absolutePath(root, value);
    variables[name] = existsSync(path) ? path : value;
  }
  if (variables.MPY_DIR !== undefined) variables.MPY_LIB_DIR ??= `${variables.MPY_DIR}/lib/micropython-lib`;
  return variables;
}

/** A file, and the entry of the manifest that lists it. */
interface ListedFile {
  readonly entry: ManifestEntry;
  readonly file: TreeFile;
}

/** The files by their places on the device. One that is listed twice is there once, if it is the same. */
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
        summary: `the manifest lists ${file.relative} twice, as different files or with different levels`,
        file: manifest,
        displayFile: entry.place,
        hint: `It is ${displayIn(context, known.file.file)} at ${known.entry.place} and ${displayIn(context, file.file)} here.`,
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
      summary: `${target} would lie outside of the folder that the manifest is for`,
      file: manifest,
      displayFile: entry.place,
      hint: "Give base_path (or freeze's path) the folder that imports begin at, and the file relative to it.",
    });
  }
  const file = absolutePath(context.root, entry.file);
  const suffix = suffixOf(entry, file, context);
  return { file, relative, optimize, asSource: kind === "text", ...(suffix !== undefined && { suffix }) };
}

/** The version that is appended to a file, as it is now. */
function suffixOf({ kind, metadata }: ManifestEntry, file: string, { disk, memo }: LibraryContext): string | undefined {
  if (kind !== "compile" || metadata.versionLiteral === undefined) return undefined;
  // Remembered by itself: what else changes in the file makes no other library.
  const suffix = (): string | undefined => {
    const content = disk.content(file);
    return content && versionSuffix(content.bytes, metadata);
  };
  return memo.remembering("version suffix", suffix)(undefined);
}
