// A mip package as a library: `{ mip: "./packages/aioble" }`, a folder or a package.json, or `{ mip: "aioble", index: "./index" }`,
// a package of an index that was copied here. What it installs is what mip would put on the device; Python is compiled with the
// project's own settings, compiled files ship as they are.

import { listedTree } from "../../project/graph/source-tree.ts";
import type { SourceTree } from "../../project/graph/source-tree.ts";
import { installMip } from "../../project/mip/install.ts";
import type { MipRequest } from "../../project/mip/install.ts";
import { COPIES_FOLDER, isRemote } from "../../project/mip/sources.ts";
import { ProjectError } from "../../project/problem.ts";
import { absolutePath } from "../files.ts";
import { displayIn } from "./library.ts";
import type { LibraryContext, LibraryPlace, LibraryRules } from "./library.ts";

/** A mip package, as the options name it. */
export interface MipLibrary extends LibraryRules {
  /**
   * A folder or package.json, relative to the project's root and beginning with "." or "/"; an address such as
   * "github:org/repo", which `mpy install` fetches or of which `vendor` names a copy; else a name in the index.
   */
  mip: string;
  /**
   * Folder of a copy of an index, relative to the project's root: where names and hashes are looked up.
   * @default "mip_packages", which `mpy install` fetches into
   */
  index?: string;
  /**
   * Version of a package of the index; for `mpy vendor`, branch or tag of a repository.
   * @default "latest"
   */
  version?: string;
  /**
   * Copies of what lies on the network: files and folders, relative to the project's root, by the address that they stand for
   * or its beginning: `{ "github:org/repo": "./vendor/repo" }`.
   */
  vendor?: Record<string, string>;
}

/** Installs the package from this machine. @throws ProjectError where something is missing or altered */
export function loadMip(library: MipLibrary, place: LibraryPlace, context: LibraryContext): SourceTree[] {
  const { root, disk, libraryFolder } = context;
  const request = requestOf(library, context);
  const copies = absolutePath(root, COPIES_FOLDER);
  const install = installMip(request, {
    root,
    read: (file) => disk.content(file),
    display: (file) => displayIn(context, file),
    realPath: (path) => disk.realPath(path),
    index: library.index === undefined ? copies : indexFolder(library.index, root),
    copies,
    vendor: new Map(Object.entries(library.vendor ?? {}).map(([key, path]) => [key, absolutePath(root, path)])),
  });
  const { version, describedBy } = install;
  const { to = libraryFolder, shipsAll } = place;
  const tree = listedTree(
    { name: `mip:${library.mip}`, version, describedBy, to, shipsAll },
    install.files.map(({ path, file }) => ({ relative: path, file })),
  );
  return [tree];
}

/** What a library asks for. */
export function requestOf(
  { mip, version = "latest" }: Pick<MipLibrary, "mip" | "version">,
  { root, disk }: Pick<LibraryContext, "root" | "disk">,
): MipRequest {
  if (isRemote(mip)) return { address: mip, version };
  const isPath = mip.startsWith(".") || mip.startsWith("/") || mip.endsWith(".json") || /^[A-Za-z]:[\\/]/.test(mip);
  if (!isPath) return { name: mip, version };
  const path = absolutePath(root, mip);
  return { packageJson: disk.kindOf(path) === "file" ? path : `${path}/package.json` };
}

function indexFolder(index: string, root: string): string {
  if (/^https?:/.test(index)) {
    throw new ProjectError({
      summary: `option libraries: the index ${index} lies on the network, and a build does not go there`,
      hint: "Copy it into the project and give the folder.",
    });
  }
  return absolutePath(root, index);
}
