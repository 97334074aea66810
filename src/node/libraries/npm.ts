// An npm package as a library: `{ npm: "micropython-pid" }`. The field `micropython` of its package.json names its
// Python; without the field it is all Python in its folder. Its dependencies are included if they have that field.
// Packages are found as in Node: in parent folders, and through links, so that workspaces and pnpm's store work. npm
// itself does not run.

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
import {
  linkOutOfPackage,
  packageNotInstalled,
  packageWithoutPython,
  requiredPackageNotInstalled,
  twoInstallations,
} from "../messages.ts";

/** An npm package in the options. */
export interface NpmLibrary extends LibraryRules {
  /** Its name: "micropython-pid", "@scope/name". */
  npm: string;
}

/** The trees of a package and its dependencies. @throws ProjectError if one is missingRequirement or wrong */
export function loadNpm({ npm }: NpmLibrary, place: LibraryPlace, context: LibraryContext): SourceTree[] {
  const collected = new Map<string, Collected>();
  const top = findPackage(npm, context.root, context.disk);
  if (top === undefined) {
    throw new ProjectError(packageNotInstalled(npm, context.root));
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
  /** Whether to include a package without the field `micropython`. */
  readonly isWanted: boolean;
}

/** Collects the package in `folder` and its dependencies. */
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
    else if (isWanted) throw missingRequirement(dependency, `${folder}/package.json`, context);
  }
}

/** The folder of a package as Node finds it from `start`: with forward slashes, without following links. */
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

/**
 * The used part of Yarn's Plug'n'Play API (https://yarnpkg.com/advanced/pnpapi), which locates packages without a
 * node_modules.
 */
interface PnpApi {
  resolveToUnqualified(request: string, issuer: string, options: { considerBuiltins: boolean }): string | null;
}

/** The folder of a package in Yarn's Plug'n'Play, as seen from the folder `start`. */
function findPlugged(name: string, start: string): string | undefined {
  const { findPnpApi } = nodeModule as { findPnpApi?: (issuer: string) => PnpApi | null };
  try {
    const folder = findPnpApi?.(`${start}/`)?.resolveToUnqualified(name, `${start}/`, { considerBuiltins: false });
    return folder ? toPosix(folder).replace(/\/+$/, "") : undefined;
  } catch {
    // It throws if the folder's package does not list the dependency.
    return undefined;
  }
}

/** The field `micropython` of a package.json. */
interface MicroPythonField {
  /** Folder of the Python, relative to the package; "" for the package itself. */
  readonly root: string;
  /** Globs of its files, relative to `root`. A glob that begins with "!" excludes files. */
  readonly files: readonly string[] | undefined;
  readonly to: string | undefined;
  /** npm packages that it requires on the device. */
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
  'Give the folder of the Python, "micropython": "python", or an object with any of { "root": "python", ' +
  '"files": ["**/*.py"], "to": "/lib", "requires": ["other-package"] }.';

function readField(field: JsonValue): MicroPythonField {
  if (field.isText) return { root: readRoot(field), files: undefined, to: undefined, requires: [] };
  if (!field.isObject) return field.fail("micropython is neither a folder nor an object", FIELD_SHAPE);
  for (const [name, value] of field.members()) {
    if (!["root", "files", "to", "requires"].includes(name)) {
      value.fail(`micropython.${name} is not a known member`, FIELD_SHAPE);
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
    return value.fail(`${JSON.stringify(text)} is not a folder of the device`, 'Such as "/lib".');
  }
  return devicePath(text);
}

/** The default files of a package: its Python, without tests and examples. */
const DEFAULT_FILES: readonly string[] = [
  "**/*.py",
  "**/*.mpy",
  ...["test", "tests", "example", "examples"].map((folder) => `!**/${folder}/**`),
];

/** The files of a package, by their paths below its root. */
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

/** Files below a folder, except those in hidden folders, node_modules and Python's caches. */
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
  return new ProjectError({ ...linkOutOfPackage(target, folder), file });
}

function nothingIn(
  name: string,
  folder: string,
  field: MicroPythonField | undefined,
  context: LibraryContext,
): ProjectError {
  const file = `${folder}/package.json`;
  return new ProjectError({
    ...packageWithoutPython(name, field?.root, field !== undefined, FIELD_SHAPE),
    file,
    displayFile: displayIn(context, file),
  });
}

function missingRequirement(name: string, file: string, context: LibraryContext): ProjectError {
  return new ProjectError({ ...requiredPackageNotInstalled(name), file, displayFile: displayIn(context, file) });
}

function twoVersions(name: string, one: string, other: string, context: LibraryContext): ProjectError {
  return new ProjectError(twoInstallations(name, displayIn(context, one), displayIn(context, other)));
}
