// os.path as a manifest means it: on text with forward slashes, also on Windows, where absolute paths begin with a drive.

/** Whether the path says where it begins. */
export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}

/** os.path.join. */
export function joinPath(first: string, ...others: readonly string[]): string {
  let joined = first;
  for (const other of others) {
    if (isAbsolute(other)) joined = other;
    else joined = joined === "" || joined.endsWith("/") ? joined + other : `${joined}/${other}`;
  }
  return joined;
}

/** os.path.normpath: no ".", no "..", no empty parts; "." for nothing. */
export function normalizePath(path: string): string {
  const root = /^(?:[A-Za-z]:)?\/|^/.exec(path)![0];
  const parts: string[] = [];
  for (const part of path.slice(root.length).split("/")) {
    if (part === "" || part === ".") continue;
    const goesUp = part === "..";
    if (goesUp && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!goesUp || root === "") parts.push(part);
  }
  return root + parts.join("/") || ".";
}

/** os.path.abspath, in the folder `cwd`. */
export function absolutePath(cwd: string, path: string): string {
  return normalizePath(joinPath(cwd, path));
}

/** os.path.relpath of two absolute paths. */
export function relativeTo(folder: string, path: string): string {
  const from = folder.split("/").filter(Boolean);
  const to = path.split("/").filter(Boolean);
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/") || ".";
}

/** os.path.splitext: name and extension with its period; periods in front are no extension. */
export function splitExtension(path: string): readonly [string, string] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const extension = /^\.*[^.].*?(\.[^.]*)$/.exec(name)?.[1] ?? "";
  return [path.slice(0, path.length - extension.length), extension];
}

/** os.path.dirname. */
export function folderOf(path: string): string {
  const head = path.slice(0, path.lastIndexOf("/") + 1);
  return head.replace(/\/+$/, "") || head;
}
