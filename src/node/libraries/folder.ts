// A folder as a library: `"vendor"` or `{ path: "vendor", to: "/lib" }`. Its subfolders are the packages that Python imports.

import type { SourceTree } from "../../project/graph/source-tree.ts";
import { ProjectError } from "../../project/problem.ts";
import { absolutePath } from "../files.ts";
import { FolderTree } from "../folder-tree.ts";
import { checkBundle } from "./bundle-version.ts";
import { displayIn } from "./library.ts";
import type { LibraryContext, LibraryPlace, LibraryRules } from "./library.ts";

/** A folder, as the options name it. */
export interface FolderLibrary extends LibraryRules {
  /** The folder, relative to the project's root. */
  path: string;
}

/** The folder as it is. @throws ProjectError where there is none */
export function loadFolder({ path }: FolderLibrary, place: LibraryPlace, context: LibraryContext): SourceTree[] {
  const folder = absolutePath(context.root, path);
  if (context.disk.kindOf(folder) !== "folder") {
    const hint = `Folders are relative to the project's root, ${context.root}.`;
    throw new ProjectError({ summary: `option libraries: there is no folder "${path}"`, file: folder, hint });
  }
  checkBundle(path, context);
  const { to = context.libraryFolder, shipsAll } = place;
  const name = displayIn(context, folder) || ".";
  const { isExcluded, mayLeadTo, disk, memo } = context;
  return [new FolderTree({ name, to, shipsAll, folder, isExcluded, mayLeadTo, disk, memo })];
}
