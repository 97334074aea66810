// Links in source folders. A link out of its folder is followed only to files that the options name. Otherwise a link
// in a downloaded package could put any file of this machine on the device.

import { absolutePath } from "../node/files.ts";
import { isUnder } from "../project/paths.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

type Named = Pick<ResolvedOptions, "root" | "layout" | "entries" | "data" | "libraries">;

/** Whether the options name the file at `real`, an absolute path without links. */
export function mayLeadTo(
  { root, layout, entries, data, libraries }: Named,
  real: string,
  realPath: (path: string) => string,
): boolean {
  const folders = libraries.flatMap((one) => (typeof one === "string" ? one : "path" in one ? one.path : []));
  const named = [
    ...layout.roots.map(({ path }) => path),
    ...[...entries, ...data, ...folders].map((one) => absolutePath(root, one)),
  ];
  return named.map(realPath).some((place) => place === real || isUnder(place, real));
}

/** Whether a file (absolute) that a glob found may ship. */
export function mayShip(file: string, options: Named, realPath: (path: string) => string): boolean {
  const real = realPath(file);
  const roots = options.layout.roots.map(({ path }) => path).filter((path) => isUnder(path, file));
  return roots.some((root) => isUnder(realPath(root), real)) || mayLeadTo(options, real, realPath);
}
