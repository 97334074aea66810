// The option `lock`, and what of a build its lock file is about.

import { absolutePath } from "../node/files.ts";
import { FolderTree } from "../node/folder-tree.ts";
import { isContinuousIntegration } from "../node/lock-file.ts";
import type { LockPlace } from "../node/lock-file.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import { LOCK_FILE } from "../project/lock/lock.ts";
import type { OutsideFile } from "../project/lock/lock.ts";
import { isUnder } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import { wrongOption } from "./option-error.ts";
import type { MicroPythonOptions } from "./options.ts";
import type { PythonBuilder } from "./python-builder.ts";

/** The lock file that a project asks for; undefined for none. @throws ProjectError */
export function resolveLock({ lock = false }: MicroPythonOptions, root: string): LockPlace | undefined {
  if (typeof lock !== "boolean" && (typeof lock !== "string" || lock === "")) {
    throw wrongOption(
      "lock",
      `${JSON.stringify(lock)} is neither true nor false nor a file`,
      `true is "${LOCK_FILE}".`,
    );
  }
  return lock === false ? undefined : lockPlace(root, lock === true ? LOCK_FILE : lock);
}

/** A lock file of a project, by its name relative to the project's root. */
export function lockPlace(root: string, name: string = LOCK_FILE): LockPlace {
  return { file: absolutePath(root, name), root, frozen: isContinuousIntegration() };
}

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
  const describe = ({ tree, file }: PlacedFile): OutsideFile[] => {
    if (tree instanceof FolderTree && isUnder(root, file.file)) return [];
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
