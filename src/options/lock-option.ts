// The option `lock`.

import { absolutePath } from "../node/files.ts";
import { isContinuousIntegration } from "../node/lock-file.ts";
import type { LockPlace } from "../node/lock-file.ts";
import { LOCK_FILE } from "../project/lock/lock.ts";
import { wrongOption } from "./option-error.ts";
import type { MicroPythonOptions } from "./types.ts";

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
