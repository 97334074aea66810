// Whether a build may write into its output folder: never over what it is made from, nor among it, where the next build would take the
// output for sources. All of it is decided before anything is written.

import { lstatSync } from "node:fs";
import { join } from "node:path";
import { absolutePath, realPathOf } from "../node/files.ts";
import { isUnder, relativePath } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

type Settings = Pick<ResolvedOptions, "root" | "layout">;

/**
 * Refuses an output folder (absolute) that is a source root or one of `libraries` (absolute folders), holds one, or lies in one.
 * The project's own root may hold the output: what builds wrote there is no source. @throws ProjectError
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
      throw new ProjectError({
        summary: `the output folder ${display(absolutePath(folder))} ${relation} the source folder ${display(source)}`,
        hint: "Build into a folder of its own, such as dist: the output would mix with the sources, or take their place.",
      });
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
    const file = relativePath(root, input);
    throw new ProjectError({
      summary: `the build would write ${asset} over its own source`,
      file: input,
      displayFile: file,
      hint: "Build into another folder, or name the output otherwise.",
    });
  }
}

/** Files that are written when an asset is: a bundler writes through a link. */
function targetsOf(base: string, real: string, asset: string): string[] {
  const path = `${base}/${asset}`;
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return [path, ...(real === base ? [] : [`${real}/${asset}`]), ...(isLink ? [realPathOf(path)] : [])];
}
