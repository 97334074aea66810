// Checks of the output folder. A build must not write over its sources, nor among them, where the next build would take
// the output for sources. All checks run before anything is written.

import { join } from "node:path";
import { absolutePath, isLink, realPathOf } from "../node/files.ts";
import { isUnder, relativePath } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { outputAmongSources, overwritesSource } from "./messages.ts";

type Settings = Pick<ResolvedOptions, "root" | "layout">;

/**
 * Refuses an output folder (absolute) that is, contains or lies in a source root or one of `libraries` (absolute
 * folders). The project root itself may contain the output.
 * @throws ProjectError
 */
export function checkOutputFolder(folder: string, { root, layout }: Settings, libraries: readonly string[] = []): void {
  const project = realPathOf(root);
  const display = (path: string): string => relativePath(root, path) || ".";
  const outputs = new Set([folder, join(folder, layout.outputFolder)].map(realPathOf));
  for (const source of [...layout.roots.map(({ path }) => path), ...libraries]) {
    const real = realPathOf(source);
    const holdsProject = real === project || isUnder(real, project);
    for (const output of outputs) {
      const relation = relationOf(output, real);
      if (relation === undefined || (relation === "lies in" && holdsProject)) continue;
      throw new ProjectError(outputAmongSources(display(absolutePath(folder)), relation, display(source)));
    }
  }
}

function relationOf(output: string, source: string): string | undefined {
  if (output === source) return "is";
  if (isUnder(output, source)) return "contains";
  return isUnder(source, output) ? "lies in" : undefined;
}

/** Refuses to write over a file (absolute) that the build reads. @throws ProjectError */
export function checkOverwriting(
  folder: string,
  assets: readonly string[],
  isInput: (file: string) => boolean,
  { root }: Settings,
): void {
  const base = absolutePath(folder);
  const real = realPathOf(folder);
  for (const asset of assets) {
    const input = targetsOf(base, real, asset).find(isInput);
    if (input === undefined) continue;
    throw new ProjectError(overwritesSource(asset, { file: input, displayFile: relativePath(root, input) }));
  }
}

/** Files that are written when an asset is written. A bundler writes through links. */
function targetsOf(base: string, real: string, asset: string): string[] {
  const path = `${base}/${asset}`;
  return [path, ...(real === base ? [] : [`${real}/${asset}`]), ...(isLink(path) ? [realPathOf(path)] : [])];
}
