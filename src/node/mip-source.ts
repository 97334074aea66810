// What is to be published with mip, read from folders: one with a manifest.py, as micropython-lib's; one with a package.json of mip;
// or plain files, whose name and version are told on the command line.

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

/** What is told of a package beside its folder. */
export interface PackageFacts {
  /** The folder's name where undefined. */
  readonly name: string | undefined;
  /** What the package itself says where undefined. */
  readonly version: string | undefined;
  /** A file or folder as people know it. */
  readonly display: (file: string) => string;
  /** Folder of micropython-lib, which `require()` of a manifest.py looks in; undefined where there is none. */
  readonly library: string | undefined;
}

/** Reads the package in a folder, or of a file in it. @throws ProjectError where it is wrong or there is nothing */
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
  throw new ProjectError({ summary: "there are no files", file: folder, displayFile: display(folder) });
}

/** Folders of packages in `path`: itself if it is one, else all below it. */
export function findPackages(path: string): string[] {
  const absolute = existing(path);
  if (isFile(absolute) || isPackage(absolute)) return [absolute];
  return folders(absolute).flatMap((folder) => findPackages(folder));
}

function existing(path: string): string {
  const absolute = absolutePath(path);
  if (existsSync(absolute)) return absolute;
  throw new ProjectError({ summary: "there is no such file or folder", file: absolute, displayFile: path });
}

function isPackage(folder: string): boolean {
  return isFile(`${folder}/manifest.py`) || isMipPackage(`${folder}/package.json`);
}

function folders(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
}

/** What is in a folder, but what is hidden and what tools leave. */
function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && name !== "__pycache__" && name !== "node_modules")
    .sort((a, b) => comparePaths(a.name, b.name));
}

/** Whether a file is a package.json of mip: npm's have the same name. */
export function isMipPackage(file: string): boolean {
  if (!isFile(file)) return false;
  const document = readJson({ file, displayFile: file, text: readFileSync(file, "utf8") });
  return document.isObject && ["urls", "hashes", "deps"].some((name) => document.get(name)?.isList === true);
}

function readPackageJson(folder: string, facts: PackageFacts): Pick<PublishedPackage, "version" | "files" | "deps"> {
  const file = `${folder}/package.json`;
  const displayFile = facts.display(file);
  const found = readMipPackage({ file, displayFile, text: readFileSync(file, "utf8") });
  found.hashes[0]?.fail("this file lies in another index; only what lies beside package.json can be published");
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
  return new ProjectError({ summary: `this link leads out of ${folder}, to ${realPathOf(file)}`, file });
}

function checkedTarget(path: string, file: string): string {
  const fault = targetFault(path);
  if (fault === undefined) return path;
  throw new ProjectError({ summary: `the name ${JSON.stringify(path)} ${fault}`, file });
}
