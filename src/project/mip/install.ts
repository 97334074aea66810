// Installs a mip package like mip on a device, into a list of files: its own, and those of its dependencies. All files
// come from this machine. Cycles and shared dependencies are allowed. Two versions of a package, or two contents for
// one destination, are an error; mip would keep the last one.

import { isUnder, parentPath } from "../paths.ts";
import { ProjectError } from "../problem.ts";
import { readMipPackage } from "./package-json.ts";
import type { Dependency, HashedFile, MipEntry, MipPackage } from "./package-json.ts";
import { copyBoundary, isRemote, locate } from "./sources.ts";
import type { Surroundings, Vendored } from "./sources.ts";
import {
  alteredIndexFile,
  conflictingVersions,
  differsInPackages,
  hashWithoutIndex,
  linkLeadsOut,
  noIndexEntry,
  noIndexFile,
  noPackageJson,
  noSuchFile,
  notInIndex,
  packageWithoutIndex,
  wrongMipLibrary,
} from "../messages.ts";

/** A file on this machine. */
export interface DiskFile {
  readonly bytes: Uint8Array;
  /** SHA-256, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Functions and settings for an installation. */
export interface MipEnvironment extends Vendored {
  /** The file at an absolute path; undefined if it does not exist. */
  readonly read: (file: string) => DiskFile | undefined;
  /** A file's name in messages. */
  readonly display: (file: string) => string;
  /** The project's root: absolute. */
  readonly root: string;
  /** The real path of a path, with all links followed. */
  readonly realPath: (path: string) => string;
  /**
   * Whether missing files stay missing. Otherwise they are fetched.
   * @default true
   */
  readonly isOffline?: boolean;
  /** Called for each requested address of a package, with the requested version. */
  readonly onAddress?: (address: string, version: string, entry: MipEntry) => void;
  /** Folder of the index (absolute), in which `hashes` and names of packages are looked up. */
  readonly index: string | undefined;
}

/** The package to install: a package.json (absolute), an address with a local copy, or a name in the index. */
export type MipRequest =
  | { readonly packageJson: string }
  | { readonly address: string; readonly version?: string }
  | { readonly name: string; readonly version: string };

/** A file of an installed package. */
export interface InstalledFile {
  /** Where it goes, below the folder that is installed into. */
  readonly path: string;
  /** The file on this machine: absolute. */
  readonly file: string;
  readonly content: DiskFile;
}

/** An installed package with its dependencies. */
export interface MipInstall {
  /** Version of the requested package; undefined if it has none. */
  readonly version: string | undefined;
  /** In the order of installation. */
  readonly files: readonly InstalledFile[];
  /** The package.json files that were read, and the files whose hash was checked. */
  readonly describedBy: readonly string[];
}

/**
 * Folders of an index, in the order in which they are tried. Source comes first, because it can be compiled for every
 * target.
 */
const INDEX_FORMATS = ["py", "6"];

/** Installs a package. @throws ProjectError if a file is missing or altered, or packages conflict */
export function installMip(request: MipRequest, environment: MipEnvironment): MipInstall {
  return new Installation(environment).run(request);
}

/** A chosen version of a package in the index. */
interface Chosen {
  readonly version: string;
  /** What requires it, for messages. */
  readonly neededBy: string;
}

class Installation {
  private readonly env: MipEnvironment;
  private readonly packages = new Map<string, MipPackage>();
  private readonly chosen = new Map<string, Chosen>();
  private readonly files = new Map<string, InstalledFile & { readonly from: string }>();
  private readonly hashed = new Set<string>();
  /**
   * Pending installations of dependencies, the next one last. A list and not recursion, because a chain of dependencies
   * may be long.
   */
  private readonly waiting: (() => void)[] = [];

  constructor(env: MipEnvironment) {
    this.env = env;
  }

  run(request: MipRequest): MipInstall {
    const top = this.installTop(request);
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) next();
    return {
      version: top?.version || undefined,
      files: [...this.files.values()].map(({ path, file, content }) => ({ path, file, content })),
      describedBy: [...this.packages.keys(), ...this.hashed],
    };
  }

  private installTop(request: MipRequest): MipPackage | undefined {
    if ("packageJson" in request) return this.install(request.packageJson, this.boundaryOf(request.packageJson));
    if ("name" in request) {
      return this.installNamed(request.name, request.version, "the project", projectEntry(request.name));
    }
    const { root, vendor, copies } = this.env;
    const entry = { name: request.address, version: request.version ?? "latest", ...projectEntry(request.address) };
    return this.installDependency(entry, { base: root, boundary: root, vendor, copies }, root);
  }

  /** A package may read files below the project root; if it is elsewhere, below its own folder. */
  private boundaryOf(packageJson: string): string {
    const { copies } = this.env;
    const copied = copies === undefined ? undefined : copyBoundary(copies, packageJson);
    if (copied !== undefined) return copied;
    return isUnder(this.env.root, packageJson) ? this.env.root : parentPath(packageJson);
  }

  /** Installs the files of a package.json, once. Its dependencies are added to the pending ones. */
  private install(packageJson: string, boundary: string): MipPackage {
    const known = this.packages.get(packageJson);
    if (known) return known;
    const found = this.read(packageJson);
    this.packages.set(packageJson, found);
    const { vendor, copies } = this.env;
    const surroundings = { base: parentPath(packageJson), boundary, vendor, copies };
    for (const entry of found.hashes) this.addHashed(entry, packageJson);
    for (const entry of found.urls) {
      const file = this.locate(entry.url, surroundings, entry);
      const content = this.env.read(file);
      if (!content) this.failMissing(file, entry);
      else this.add({ path: entry.path, file, content }, packageJson);
    }
    for (const dependency of found.deps.toReversed()) {
      this.waiting.push(() => this.installDependency(dependency, surroundings, packageJson));
    }
    return found;
  }

  /** The local file of an address. A link must not lead to a file that an address could not name. */
  private locate(address: string, from: Surroundings, entry: MipEntry): string {
    const file = locate(address, from, entry);
    const { realPath, display } = this.env;
    const isRelative = isUnder(from.boundary, file);
    if (isRelative && !isUnder(realPath(from.boundary), realPath(file))) {
      entry.fail(...linkLeadsOut(display(file), display(from.boundary)));
    }
    return file;
  }

  private read(packageJson: string): MipPackage {
    const displayFile = this.env.display(packageJson);
    const content = this.env.read(packageJson);
    if (!content) throw new ProjectError(noPackageJson({ file: packageJson, displayFile }));
    return readMipPackage({ file: packageJson, displayFile, text: new TextDecoder().decode(content.bytes) });
  }

  /** Returns the package, unless it is a single file. */
  private installDependency(dependency: Dependency, from: Surroundings, packageJson: string): MipPackage | undefined {
    const { name, version } = dependency;
    const isAddress = isRemote(name) || name.endsWith(".json") || name.startsWith("./") || name.startsWith("../");
    if (!isAddress) return this.installNamed(name, version, this.env.display(packageJson), dependency);
    if (isRemote(name)) this.env.onAddress?.(name, version, dependency);
    if (/\.m?py$/.test(name)) {
      const file = this.locate(name, from, dependency);
      const content = this.env.read(file);
      if (!content) this.failMissing(file, dependency);
      else this.add({ path: name.slice(name.lastIndexOf("/") + 1), file, content }, packageJson);
      return undefined;
    }
    const address = name.endsWith(".json") ? name : `${name.replace(/\/$/, "")}/package.json`;
    const file = this.locate(address, from, dependency);
    if (!this.env.read(file)) this.failMissing(file, dependency);
    return this.install(file, this.boundaryOf(file));
  }

  private failMissing(file: string, entry: MipEntry): never {
    const { copies, display, isOffline = true } = this.env;
    const isCopy = copies !== undefined && isUnder(copies, file);
    return entry.fail(...noSuchFile(display(file), isCopy && isOffline));
  }

  /** Installs a package of the index. `entry` requires it. */
  private installNamed(name: string, wanted: string, neededBy: string, entry: Pick<Dependency, "fail">): MipPackage {
    const { index } = this.env;
    if (index === undefined) {
      return entry.fail(...packageWithoutIndex(name));
    }
    if (![name, wanted].every((part) => /^[\w][\w.+-]*$/.test(part))) {
      return entry.fail(...noIndexEntry(name, wanted));
    }
    const candidates = INDEX_FORMATS.map((format) => `${index}/package/${format}/${name}/${wanted}.json`);
    const packageJson = candidates.find((file) => this.env.read(file) !== undefined);
    if (packageJson === undefined) {
      const files = candidates.map((file) => this.env.display(file));
      return entry.fail(...notInIndex(name, wanted, files, this.env.isOffline === false));
    }
    const found = this.read(packageJson);
    const version = found.version || wanted;
    const other = this.chosen.get(name);
    if (other && other.version !== version) {
      return entry.fail(...conflictingVersions(name, [neededBy, version], [other.neededBy, other.version]));
    }
    if (!other) this.chosen.set(name, { version, neededBy });
    return other ? found : this.install(packageJson, index);
  }

  private addHashed(entry: HashedFile, packageJson: string): void {
    const { index } = this.env;
    if (index === undefined) {
      return entry.fail(...hashWithoutIndex(entry.path));
    }
    const file = `${index}/file/${entry.hash.slice(0, 2)}/${entry.hash}`;
    const content = this.env.read(file);
    if (!content) return entry.fail(...noIndexFile(this.env.display(file)));
    if (!content.sha256.startsWith(entry.hash)) {
      const place = { file, displayFile: this.env.display(file) };
      const listed = this.env.display(packageJson);
      throw new ProjectError(alteredIndexFile(place, entry.hash, content.sha256, entry.path, listed));
    }
    this.hashed.add(file);
    this.add({ path: entry.path, file, content }, packageJson);
  }

  private add(installed: InstalledFile, packageJson: string): void {
    const other = this.files.get(installed.path);
    if (other === undefined) {
      this.files.set(installed.path, { ...installed, from: packageJson });
    } else if (other.content.sha256 !== installed.content.sha256) {
      const [mine, theirs] = [packageJson, other.from].map((file) => this.env.display(file));
      throw new ProjectError(differsInPackages({ file: packageJson, displayFile: mine }, installed.path, theirs!));
    }
  }
}

/** The place of the project's own requirements: its options. */
function projectEntry(name: string): Pick<Dependency, "fail"> {
  return {
    fail: (summary, hint) => {
      throw new ProjectError(wrongMipLibrary(name, summary, hint));
    },
  };
}
