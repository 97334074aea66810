// Which files of a build come from outside of the project: what the lock file is about.

import { FolderTree } from "../node/folder-tree.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import type { OutsideFile } from "../project/lock/lock.ts";
import { isUnder } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import type { PythonBuilder } from "./python-builder.ts";

/**
 * Those of a build's files that come from outside the project: all of npm, mip and manifest.py, wherever they lie, and folders and
 * files outside of its root. `files` are those of the source trees, `others` (absolute) what is beside them. What cannot be placed
 * or read is a problem that the build tells itself.
 */
export function outsideFiles(
  files: readonly PlacedFile[],
  others: readonly string[],
  python: PythonBuilder,
  root: string,
): OutsideFile[] {
  // A link may lead out of it.
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
    ...files.flatMap((file) => unlessWrong(() => describe(file))),
    ...others.flatMap((file) => unlessWrong(() => describe(python.trees.find(file)))),
  ];
}

function unlessWrong<T>(list: () => T[]): T[] {
  try {
    return list();
  } catch (error) {
    if (error instanceof ProjectError) return [];
    throw error;
  }
}
