// Which files a call of package(), freeze() and their like names: Python's os.walk and os.stat, in the order of names.

import type { HostEntry, ManifestHost } from "./host.ts";
import { absolutePath, joinPath, splitExtension } from "./os-path.ts";
import { endlessFolder } from "./messages.ts";

/** Folders within folders that are looked into; deeper ones are a link that leads back. */
const MAX_DEPTH = 64;

/** Extension of a file as the manifest functions compare it: ".py". */
export function extensionOf(path: string): string {
  return splitExtension(path)[1].toLowerCase();
}

function sortedEntries(host: ManifestHost, folder: string): HostEntry[] {
  return [...host.list(folder)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What lies in a folder and below: absolute paths. */
export interface FolderContents {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/**
 * The files in a folder and below whose extension is one of `extensions`: a folder's files before those of its folders, links
 * followed. None where there is no such folder.
 */
export function filesBelow(host: ManifestHost, folder: string, extensions: readonly string[]): FolderContents {
  const files: string[] = [];
  const folders: string[] = [];
  const walk = (at: string, depth: number): void => {
    if (depth > MAX_DEPTH) throw endlessFolder(folder);
    const entries = sortedEntries(host, at);
    folders.push(at);
    for (const { name, kind } of entries) {
      if (kind === "file" && extensions.includes(extensionOf(name))) files.push(joinPath(at, name));
    }
    for (const { name, kind } of entries) if (kind === "folder") walk(joinPath(at, name), depth + 1);
  };
  if (host.kindOf(folder) === "folder") walk(folder, 0);
  return { files, folders };
}

/** Packages of a library: the folders in it that hold a manifest.py, by their last name. Of two by one name the first counts. */
export function packagesOf(host: ManifestHost, library: string): Map<string, string> {
  const packages = new Map<string, string>();
  const walk = (folder: string, depth: number): void => {
    const entries = sortedEntries(host, folder);
    const name = folder.slice(folder.lastIndexOf("/") + 1);
    const holdsManifest = entries.some((entry) => entry.kind === "file" && entry.name === "manifest.py");
    if (holdsManifest && !packages.has(name)) packages.set(name, folder);
    for (const { name, kind, isLink } of entries) {
      if (kind === "folder" && !isLink && depth < MAX_DEPTH) walk(joinPath(folder, name), depth + 1);
    }
  };
  const root = absolutePath("/", library);
  if (host.kindOf(root) === "folder") walk(root, 0);
  return packages;
}
