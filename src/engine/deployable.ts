// A project's flash as input of a deploy, and its modules for mapping tracebacks.

import { readFileSync } from "node:fs";
import type { DeployFile } from "../device/deploy.ts";
import type { TracedProject } from "../device/mapped-traceback.ts";
import { absolutePath } from "../node/files.ts";
import { ProjectError } from "../project/problem.ts";
import { withLines } from "../project/source-lines.ts";
import { romfsDeploy } from "./messages.ts";
import { sourceMapOf } from "./snapshot.ts";
import type { FlashSnapshot } from "./snapshot.ts";

/** The files to deploy. @throws ProjectError if the flash is an image that cannot be written file by file */
export function deployFiles(snapshot: FlashSnapshot): DeployFile[] {
  if (snapshot.manifest.flash.filesystem === "romfs") {
    throw new ProjectError(romfsDeploy());
  }
  return snapshot.files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
}

/** The modules of a snapshot with their sources, read when a traceback names them. */
export function tracedProject(snapshot: FlashSnapshot, root: string): TracedProject {
  const { lines, names } = sourceMapOf(snapshot);
  return {
    modules: withLines(snapshot.manifest.modules, lines),
    names,
    isOptimized: snapshot.optimized !== undefined,
    read: (source) => {
      try {
        return new Uint8Array(readFileSync(absolutePath(root, source)));
      } catch {
        return undefined;
      }
    },
  };
}
