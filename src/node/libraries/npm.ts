// An npm package as a library: `{ npm: "micropython-pid" }`. What it offers is told by the field `micropython` of its package.json,
// or else is all Python in its folder; packages that it depends on come along if they have that field. Folders are found as
// Node finds packages: upwards from who asks, through links, so that workspaces and pnpm's store work. Nothing of npm is run.

import nodeModule from "node:module";
import picomatch from "picomatch";
import { listedTree } from "../../project/graph/source-tree.ts";
import type { SourceTree, TreeFile } from "../../project/graph/source-tree.ts";
import { readJson } from "../../project/json.ts";
import type { JsonValue } from "../../project/json.ts";
import { comparePaths, devicePath, isUnder, parentPath } from "../../project/paths.ts";
import { ProjectError } from "../../project/problem.ts";
import type { Disk } from "../disk.ts";
import { toPosix } from "../files.ts";
import { displayIn } from "./library.ts";
import type { LibraryContext, LibraryPlace, LibraryRules } from "./library.ts";

/** An npm package, as the options name it. */
export interface NpmLibrary extends LibraryRules {
  /** Its name: "micropython-pid", "@scope/name". */
  npm: string;
}

/** The package's tree, and those of the packages that it depends on. @throws ProjectError where one is missing or wrong */
export function loadNpm({ npm }: NpmLibrary, place: LibraryPlace, context: LibraryContext): SourceTree[] {
  const collected = new Map<string, Collected>();
  const top = findPackage(npm, context.root, context.disk);
  if (top === undefined) {
    throw new ProjectError({
      summary: `option libraries: the npm package "${npm}" is not installed`,
      hint: `No node_modules from ${context.root} upwards has it: npm i ${npm}`,
    });
  }
  collect(npm, top, { place, context, collected, isWanted: true });
  return [...collected.values()].map(({ tree }) => tree);
}

interface Collected {
  readonly tree: SourceTree;
  /** The package's real folder. */
  readonly folder: string;
}

interface Collection {
  readonly place: LibraryPlace;
  readonly context: LibraryContext;
  readonly collected: Map<string, Collected>;
  /** Whether a package counts that does not say it is for MicroPython. */
  readonly isWanted: boolean;
}

/** Adds the package in `folder`, and what it depends on, to what is collected. */
function collect(name: string, folder: string, collection: Collection): void {
  const { context, collected, place } = collection;
  const realFolder = context.disk.realPath(folder);
  const known = collected.get(name);
  if (known) {
    if (known.folder !== realFolder) throw twoVersions(name, known.folder, realFolder, context);
    return;
  }
  const described = readDescription(`${folder}/package.json`, context);
  if (described === undefined || (!collection.isWanted && described.field === undefined)) return;
  const { field, version, dependencies } = described;
  const files = listFiles(folder, field, context.disk);
  if (files.length === 0) throw nothingIn(name, folder, field, context);
  const tree = listedTree(
    {
      name: `npm:${name}`,
      version,
      to: place.to ?? field?.to ?? context.libraryFolder,
      shipsAll: place.shipsAll,
      describedBy: [`${folder}/package.json`],
    },
    files,
  );
  collected.set(name, { tree, folder: realFolder });
  const required = field?.requires ?? [];
  for (const dependency of new Set([...required, ...dependencies])) {
    const found = findPackage(dependency, realFolder, context.disk);
    const isWanted = required.includes(dependency);
    if (found) collect(dependency, found, { ...collection, isWanted });
    else if (isWanted) throw missing(dependency, `${folder}/package.json`, context);
  }
}

/** The folder of a package as Node finds it from `start` on: with forward slashes, links in it not followed. */
function findPackage(name: string, start: string, disk: Disk): string | undefined {
  if (!/^(?:@[^/@\\]+\/)?[^/@\\.][^/@\\]*$/.test(name)) return undefined;
  const plugged = findPlugged(name, start);
  if (plugged !== undefined) return plugged;
  for (let folder = start; ; folder = parentPath(folder)) {
    const candidate = `${folder === "/" ? "" : folder}/node_modules/${name}`;
    if (disk.kindOf(`${candidate}/package.json`) === "file") return candidate;
    if (parentPath(folder) === folder || parentPath(folder) === "") return undefined;
  }
}

/** What of Yarn's Plug'n'Play is asked here (https://yarnpkg.com/advanced/pnpapi); it knows where packages are that no folder holds. */
interface PnpApi {
  resolveToUnqualified(request: string, issuer: string, options: { considerBuiltins: boolean }): string | null;
}

/** The folder of a package as Yarn's Plug'n'Play has it, for who asks from the folder `start`. */
function findPlugged(name: string, start: string): string | undefined {
  const { findPnpApi } = nodeModule as { findPnpApi?: (issuer: string) => PnpApi | null };
  try {
    const folder = findPnpApi?.(`${start}/`)?.resolveToUnqualified(name, `${start}/`, { considerBuiltins: false });
    return folder ? toPosix(folder).replace(/\/+$/, "") : undefined;
  } catch {
    // It says so with an error where who asks does not name the package.
    return undefined;
  }
}

/** What package.json says of MicroPython. */
interface MicroPythonField {
  /** Folder of the Python, relative to the package; "" for the package itself. */
  readonly root: string;
  /** Globs, from `root`, of what belongs to it; those that begin with "!" leave out. */
  readonly files: readonly string[] | undefined;
  readonly to: string | undefined;
  /** npm packages that it needs on the device. */
  readonly requires: readonly string[];
}

interface Description {
  readonly version: string | undefined;
  readonly field: MicroPythonField | undefined;
  readonly dependencies: readonly string[];
}

function readDescription(file: string, context: LibraryContext): Description | undefined {
  const content = context.disk.content(file);
  if (content === undefined) return undefined;
  const text = new TextDecoder().decode(content.bytes);
  const document = readJson({ file, displayFile: displayIn(context, file), text });
  const field = document.get("micropython");
  const dependencies = document.get("dependencies");
  return {
    version: document.get("version")?.text(),
    field: field && readField(field),
    dependencies: [...(dependencies?.members().keys() ?? [])].sort(comparePaths),
  };
}

const FIELD_SHAPE =
  'It is the folder of the Python, "micropython": "python", or { "root": "python", "files": ["**/*.py"], "to": "/lib", ' +
  '"requires": ["other-package"] } with what is needed of these.';

function readField(field: JsonValue): MicroPythonField {
  if (field.isText) return { root: readRoot(field), files: undefined, to: undefined, requires: [] };
  if (!field.isObject) return field.fail("micropython is neither a folder nor an object", FIELD_SHAPE);
  for (const [name, value] of field.members()) {
    if (!["root", "files", "to", "requires"].includes(name)) {
      value.fail(`micropython.${name} is nothing that is known`, FIELD_SHAPE);
    }
  }
  const root = field.get("root");
  const to = field.get("to");
  return {
    root: root ? readRoot(root) : "",
    files: field
      .get("files")
      ?.list()
      .map((glob) => glob.text()),
    to: to && readTo(to),
    requires: (field.get("requires")?.list() ?? []).map((name) => name.text()),
  };
}

function readRoot(value: JsonValue): string {
  const parts = value
    .text()
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  if (value.text().startsWith("/") || parts.includes("..") || value.text().includes("\\")) {
    return value.fail(`the folder ${JSON.stringify(value.text())} is not one below the package`, FIELD_SHAPE);
  }
  return parts.join("/");
}

function readTo(value: JsonValue): string {
  const text = value.text();
  if (!text.startsWith("/") || text.split("/").includes("..")) {
    return value.fail(`${JSON.stringify(text)} is no folder of the device`, 'Such as "/lib".');
  }
  return devicePath(text);
}

/** What of a package belongs to it where its package.json does not say: its Python, without tests and examples. */
const DEFAULT_FILES: readonly string[] = [
  "**/*.py",
  "**/*.mpy",
  ...["test", "tests", "example", "examples"].map((folder) => `!**/${folder}/**`),
];

/** The files that a package offers, by their paths below its root. */
function listFiles(folder: string, field: MicroPythonField | undefined, disk: Disk): TreeFile[] {
  const root = field?.root ? `${folder}/${field.root}` : folder;
  const globs = field?.files ?? DEFAULT_FILES;
  const ignore = globs.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1));
  const matches = picomatch(
    globs.filter((glob) => !glob.startsWith("!")),
    { ignore },
  );
  const real = disk.realPath(folder);
  return walk(root, "", disk)
    .filter(({ relative }) => matches(relative))
    .map(({ relative, isLink }) => {
      const file = `${root}/${relative}`;
      const target = isLink ? disk.realPath(file) : file;
      if (isLink && !isUnder(real, target)) throw leadsOut(file, folder, target);
      return { relative, file };
    });
}

/** Files below a folder but what lies in hidden folders, in node_modules and in Python's caches. */
function walk(root: string, below: string, disk: Disk): { relative: string; isLink: boolean }[] {
  const found: { relative: string; isLink: boolean }[] = [];
  for (const { name, kind, link } of disk.listing(below === "" ? root : `${root}/${below}`).entries) {
    const relative = below === "" ? name : `${below}/${name}`;
    if (name.startsWith(".") || name === "node_modules" || name === "__pycache__") continue;
    if (kind === "file") found.push({ relative, isLink: link !== undefined });
    else if (link === undefined) found.push(...walk(root, relative, disk));
  }
  return found;
}

function leadsOut(file: string, folder: string, target: string): ProjectError {
  return new ProjectError({
    summary: `this link leads out of its npm package, to ${target}`,
    file,
    hint: `The package is ${folder}. Put the file itself into the package, or leave it out of the package's files.`,
  });
}

function nothingIn(
  name: string,
  folder: string,
  field: MicroPythonField | undefined,
  context: LibraryContext,
): ProjectError {
  const file = `${folder}/package.json`;
  const where = field?.root ? `in its folder ${field.root}` : "in it";
  return new ProjectError({
    summary: `the npm package "${name}" has nothing for a device: there are no Python files ${where}`,
    file,
    displayFile: displayIn(context, file),
    hint: field
      ? FIELD_SHAPE
      : `If its Python is made by a build, build it first; its folder is told so: ${FIELD_SHAPE}`,
  });
}

function missing(name: string, file: string, context: LibraryContext): ProjectError {
  return new ProjectError({
    summary: `it requires the npm package "${name}", which is not installed`,
    file,
    displayFile: displayIn(context, file),
    hint: `npm i ${name}`,
  });
}

function twoVersions(name: string, one: string, other: string, context: LibraryContext): ProjectError {
  const [first, second] = [one, other].map((folder) => displayIn(context, folder));
  return new ProjectError({
    summary: `option libraries: two installations of the npm package "${name}" are needed, ${first} and ${second}`,
    hint: "A device has one of them: npm dedupe, or let all ask for the same version.",
  });
}
