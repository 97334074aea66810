// The files of a project as a deploy takes them, and its modules as tracebacks are mapped with.

import { readFileSync } from "node:fs";
import type { DeployFile } from "../../device/deploy.ts";
import type { TracedProject } from "../../device/mapped-traceback.ts";
import type { FlashSnapshot } from "../../engine/snapshot.ts";
import { absolutePath } from "../../node/files.ts";
import type { ResolvedOptions } from "../../options/resolve-options.ts";
import { CommandError } from "./command.ts";

/** Files of the flash. @throws CommandError where the flash is an image that cannot be written as files */
export function deployFiles(snapshot: FlashSnapshot): DeployFile[] {
  const { filesystem } = snapshot.manifest.flash;
  if (filesystem === "romfs")
    throw new CommandError(
      "the flash is a ROMFS image, and its files cannot be written one by one; leave flash.filesystem out for a deploy",
    );
  return snapshot.files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
}

export function tracedProject(snapshot: FlashSnapshot, { root }: ResolvedOptions): TracedProject {
  return { modules: snapshot.manifest.modules, read: (source) => readSource(absolutePath(root, source)) };
}

function readSource(file: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    return undefined;
  }
}
