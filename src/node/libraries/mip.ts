// A mip package as a library: `{ mip: "./packages/aioble" }`, a folder or a package.json, or `{ mip: "aioble", index:
// "./index" }`, a package of a local index. It has the files that mip would install on the device. Python is compiled
// with the project's settings, compiled files ship unchanged.

import { listedTree } from "../../project/graph/source-tree.ts";
import type { SourceTree } from "../../project/graph/source-tree.ts";
import { installMip } from "../../project/mip/install.ts";
import type { MipRequest } from "../../project/mip/install.ts";
import { COPIES_FOLDER, isRemote } from "../../project/mip/sources.ts";
import { ProjectError } from "../../project/problem.ts";
import { absolutePath } from "../files.ts";
import { displayIn } from "./library.ts";
import type { LibraryContext, LibraryPlace, LibraryRules } from "./library.ts";
import { indexOnNetwork } from "../messages.ts";

/** A mip package in the options. */
export interface MipLibrary extends LibraryRules {
  /**
   * A folder or package.json, relative to the project root and beginning with "." or "/"; an address such as
   * "github:org/repo", which `mpy install` fetches or of which `vendor` names a copy; else a name in the index.
   */
  mip: string;
  /**
   * Folder of a local copy of an index, relative to the project root. Names and hashes are looked up in it.
   * @default "mip_packages", the folder of `mpy install`
   */
  index?: string;
  /**
   * Version of a package in the index; for `mpy vendor`, the branch or tag of a repository.
   * @default "latest"
   */
  version?: string;
  /**
   * Local copies of files on the network: files and folders, relative to the project root, by their address or its
   * beginning: `{ "github:org/repo": "./vendor/repo" }`.
   */
  vendor?: Record<string, string>;
}

/** Installs the package from this machine. @throws ProjectError if a file is missing or altered */
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

/** The request for a library. */
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
    throw new ProjectError(indexOnNetwork(index));
  }
  return absolutePath(root, index);
}
