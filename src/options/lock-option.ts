// The option `lock`.

import { absolutePath } from "../node/files.ts";
import { isContinuousIntegration } from "../node/lock-file.ts";
import type { LockPlace } from "../node/lock-file.ts";
import { LOCK_FILE } from "../project/lock/lock.ts";
import type { MicroPythonOptions } from "./types.ts";

/** The project's lock file; undefined without one. */
export function resolveLock({ lock = false }: MicroPythonOptions, root: string): LockPlace | undefined {
  return lock === false ? undefined : lockPlace(root, lock === true ? LOCK_FILE : lock);
}

/** A lock file of a project, by its name relative to the project root. */
export function lockPlace(root: string, name: string = LOCK_FILE): LockPlace {
  return { file: absolutePath(root, name), root, frozen: isContinuousIntegration() };
}
