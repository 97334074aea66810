// Files of a build that come from outside the project. The lock file lists them.

import { FolderTree } from "../node/folder-tree.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import type { OutsideFile } from "../project/lock/lock.ts";
import { isUnder } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import type { PythonBuilder } from "./python-builder.ts";

/**
 * Files of a build that come from outside the project: all files of npm, mip and manifest.py, and files outside the
 * project root. `files` come from the source trees, `others` (absolute) from elsewhere. A file that cannot be placed or
 * read is left out: the build reports it.
 */
export function outsideFiles(
  files: readonly PlacedFile[],
  others: readonly string[],
  python: PythonBuilder,
  root: string,
): OutsideFile[] {
  // A link may lead out of the project.
  const isInside = (file: string, tree: FolderTree): boolean => {
    const { disk } = python;
    const real = `${disk.realPath(tree.path)}${file.slice(tree.path.length)}`;
    return isUnder(root, file) && isUnder(disk.realPath(root), real);
  };
  const describe = ({ tree, file }: PlacedFile): OutsideFile[] => {
    if (tree instanceof FolderTree && isInside(file.file, tree)) return [];
    const { name: library, version } = tree;
    return [{ library, version, path: file.relative, sha256: python.read(file.file).sha256, file: file.file }];
  };
  return [
    ...files.flatMap((file) => listOrEmpty(() => describe(file))),
    ...others.flatMap((file) => listOrEmpty(() => describe(python.trees.find(file)))),
  ];
}

function listOrEmpty<T>(list: () => T[]): T[] {
  try {
    return list();
  } catch (error) {
    if (error instanceof ProjectError) return [];
    throw error;
  }
}
