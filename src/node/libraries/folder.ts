// A folder as a library: `"vendor"` or `{ path: "vendor", to: "/lib" }`. Its subfolders are the packages that Python imports.

import type { SourceTree } from "../../project/graph/source-tree.ts";
import { ProjectError } from "../../project/problem.ts";
import { absolutePath } from "../files.ts";
import { FolderTree } from "../folder-tree.ts";
import { checkBundle } from "./bundle-version.ts";
import { displayIn } from "./library.ts";
import type { LibraryContext, LibraryPlace, LibraryRules } from "./library.ts";
import { missingFolder } from "../messages.ts";

/** A folder in the options. */
export interface FolderLibrary extends LibraryRules {
  /** The folder, relative to the project root. */
  path: string;
}

/** The tree of a folder. @throws ProjectError if it does not exist */
export function loadFolder({ path }: FolderLibrary, place: LibraryPlace, context: LibraryContext): SourceTree[] {
  const folder = absolutePath(context.root, path);
  if (context.disk.kindOf(folder) !== "folder") {
    throw new ProjectError(missingFolder(path, folder, context.root));
  }
  checkBundle(path, context);
  const { to = context.libraryFolder, shipsAll } = place;
  const name = displayIn(context, folder) || ".";
  const { isExcluded, mayLeadTo, disk, memo } = context;
  return [new FolderTree({ name, to, shipsAll, folder, isExcluded, mayLeadTo, disk, memo })];
}
