// Writing a flash to the output folder.

import type { OutputFile } from "../node/output/output-folder.ts";
import type { FileSizes } from "../project/report/table.ts";
import type { FlashBuild } from "./flash-build.ts";
import type { FlashSnapshot } from "./snapshot.ts";

/**
 * Writes all outputs of a snapshot, and removes stale files. `before` gives the sizes of the last build.
 *
 * @throws ProjectError if the folder must not be written to
 */
export function writeFlash(
  build: FlashBuild,
  snapshot: FlashSnapshot,
  folder: string,
  before?: () => FileSizes | undefined,
): { outputs: OutputFile[]; removed: string[] } {
  const outputs = build.outputs(snapshot, before);
  build.output.begin(folder, outputs);
  build.output.write(folder);
  return { outputs, removed: build.output.finish(folder) };
}
