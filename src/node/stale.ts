// What an earlier build left behind: files that its manifest lists and this one does not, such as a module that was renamed.
// A tool that copies the flash folder to a board would bring them back, so they are taken away. Nothing else is touched.

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Assets that the manifest now in `folder` lists and `current` lacks. Call it before the new manifest is written. */
export function staleAssets(folder: string, manifestAsset: string | undefined, current: Iterable<string>): string[] {
  if (manifestAsset === undefined) return [];
  const kept = new Set(current);
  return listedAssets(join(folder, manifestAsset)).filter((asset) => !kept.has(asset));
}

/** Removes assets from an output folder; one that is gone already is no matter. */
export function removeAssets(folder: string, assets: readonly string[]): void {
  for (const asset of assets) rmSync(join(folder, asset), { force: true });
}

function listedAssets(manifestPath: string): string[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
  } catch {
    return [];
  }
  const { modules, files, flash } = (manifest ?? {}) as { modules?: unknown; files?: unknown; flash?: unknown };
  const { image, uf2 } = (flash ?? {}) as { image?: unknown; uf2?: unknown };
  const entries = [modules, files, [image, uf2]].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  return entries
    .map((entry) => (entry as { asset?: unknown } | null)?.asset)
    .filter((asset) => typeof asset === "string")
    .filter((asset) => asset !== "" && !asset.startsWith("/") && !asset.split("/").includes(".."));
}
