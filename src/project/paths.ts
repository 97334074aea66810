// Paths inside a project are text with forward slashes on every system. So this code needs no Node, and a project gives
// the same manifest on Windows. Callers convert paths (node/files.ts).

/**
 * `path` relative to the folder `from`, both absolute with forward slashes. It begins with "../" if `path` is outside.
 */
export function relativePath(from: string, path: string): string {
  // Nearly all paths are in the project.
  if (isUnder(from, path) && !path.includes("//") && !path.endsWith("/")) {
    return path.slice(from.endsWith("/") ? from.length : from.length + 1);
  }
  const base = from.split("/").filter(Boolean);
  const parts = path.split("/").filter(Boolean);
  let same = 0;
  while (same < base.length && same < parts.length && base[same] === parts[same]) same++;
  return [...base.slice(same).map(() => ".."), ...parts.slice(same)].join("/");
}

/** Whether the absolute `path` is below the absolute folder `folder`. */
export function isUnder(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The folder of a path; "" for a bare name, "/" for a path at the top. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash > 0 ? path.slice(0, slash) : path.slice(0, slash + 1);
}

/** The name without its folders. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path on the device from parts: absolute, without empty parts, without a slash at its end (except "/"). */
export function devicePath(...parts: readonly string[]): string {
  return `/${parts.flatMap((part) => part.split("/").filter(Boolean)).join("/")}`;
}

/** Compares paths, independent of the machine's language. */
export function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
