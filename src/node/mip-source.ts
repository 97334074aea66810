// Reads packages to publish with mip: a folder with a manifest.py, such as micropython-lib's, a folder with a
// package.json of mip, or plain files with a name and version from the command line.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Dirent } from "node:fs";
import { readJson } from "../project/json.ts";
import type { PublishedFile, PublishedPackage } from "../project/mip/index-files.ts";
import { readMipPackage, targetFault } from "../project/mip/package-json.ts";
import { locate } from "../project/mip/sources.ts";
import { baseName, comparePaths, isUnder, parentPath } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import { absolutePath, isFile, realPathOf } from "./files.ts";
import { readManifestPackage } from "./manifest-source.ts";
import { linkOutOfFolder, NO_FILE_OR_FOLDER, NO_FILES, wrongTargetName } from "./messages.ts";

/** Facts about a package from the command line. */
export interface PackageFacts {
  /** The package's name; undefined for the folder's name. */
  readonly name: string | undefined;
  /** The package's version; undefined for its own. */
  readonly version: string | undefined;
  /** The name of a file or folder in messages. */
  readonly display: (file: string) => string;
  /** Folder of micropython-lib, for `require()` in a manifest.py; undefined if there is none. */
  readonly library: string | undefined;
}

/** Reads the package of a folder, or of a file in it. @throws ProjectError if it is wrong or empty */
export function readPackage(path: string, facts: PackageFacts): PublishedPackage {
  const absolute = existing(path);
  const folder = isFile(absolute) ? parentPath(absolute) : absolute;
  const { name = baseName(folder), version = "", display } = facts;
  const common = { name, version, description: "", license: "MIT", path: display(folder), deps: [] };
  const manifest = isFile(absolute) && absolute.endsWith(".py") ? absolute : `${folder}/manifest.py`;
  if (isFile(manifest)) {
    const library = facts.library === undefined ? undefined : absolutePath(facts.library);
    return { ...common, ...readManifestPackage(manifest, { version: facts.version, display, library }) };
  }
  if (isMipPackage(`${folder}/package.json`)) return { ...common, ...readPackageJson(folder, facts) };
  const files = plainFiles(folder, "").filter((file) => file.path !== "package.json");
  if (files.length > 0) return { ...common, files };
  throw new ProjectError({ summary: NO_FILES, file: folder, displayFile: display(folder) });
}

/** Folders of packages: `path` itself if it is a package, else all packages below it. */
export function findPackages(path: string): string[] {
  const absolute = existing(path);
  if (isFile(absolute) || isPackage(absolute)) return [absolute];
  return folders(absolute).flatMap((folder) => findPackages(folder));
}

function existing(path: string): string {
  const absolute = absolutePath(path);
  if (existsSync(absolute)) return absolute;
  throw new ProjectError({ summary: NO_FILE_OR_FOLDER, file: absolute, displayFile: path });
}

function isPackage(folder: string): boolean {
  return isFile(`${folder}/manifest.py`) || isMipPackage(`${folder}/package.json`);
}

function folders(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
}

/** The entries of a folder, without hidden ones and files of tools. */
function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && name !== "__pycache__" && name !== "node_modules")
    .sort((a, b) => comparePaths(a.name, b.name));
}

/** Whether a file is a package.json of mip. npm uses the same name. */
export function isMipPackage(file: string): boolean {
  if (!isFile(file)) return false;
  const document = readJson({ file, displayFile: file, text: readFileSync(file, "utf8") });
  return document.isObject && ["urls", "hashes", "deps"].some((name) => document.get(name)?.isList === true);
}

function readPackageJson(folder: string, facts: PackageFacts): Pick<PublishedPackage, "version" | "files" | "deps"> {
  const file = `${folder}/package.json`;
  const displayFile = facts.display(file);
  const found = readMipPackage({ file, displayFile, text: readFileSync(file, "utf8") });
  found.hashes[0]?.fail("this file is in another index; only files beside package.json can be published");
  const files = found.urls.map((entry): PublishedFile => {
    const source = locate(entry.url, { base: folder, boundary: folder, vendor: new Map(), copies: undefined }, entry);
    if (!isFile(source)) entry.fail(`there is no file ${facts.display(source)}`);
    if (!isUnder(realPathOf(folder), realPathOf(source))) throw leadsOut(source, folder);
    return { path: entry.path, file: source, bytes: readFileSync(source) };
  });
  const deps = found.deps.map(({ name, version }): [string, string] => [name, version]);
  return { version: facts.version ?? found.version, files, deps };
}

function plainFiles(root: string, below: string): PublishedFile[] {
  return entriesOf(`${root}/${below}`).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    const file = `${root}/${path}`;
    if (entry.isDirectory()) return plainFiles(root, path);
    if (!isFile(file)) return [];
    if (entry.isSymbolicLink() && !isUnder(realPathOf(root), realPathOf(file))) throw leadsOut(file, root);
    return [{ path: checkedTarget(path, file), file, bytes: readFileSync(file) }];
  });
}

function leadsOut(file: string, folder: string): ProjectError {
  return new ProjectError({ summary: linkOutOfFolder(folder, realPathOf(file)), file });
}

function checkedTarget(path: string, file: string): string {
  const fault = targetFault(path);
  if (fault === undefined) return path;
  throw new ProjectError({ summary: wrongTargetName(path, fault), file });
}
