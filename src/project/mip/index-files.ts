// A static index for mip, as the files that a web server serves, in the layout of micropython-lib's tools/build.py.
// Files are named by the beginning of their hash, and stay. A published version never changes, because devices and lock
// files rely on it. Only latest.json and index.json are replaced. All files are made before the first is written.

import { asciiJson, readJson } from "../json.ts";
import type { JsonOut } from "../json.ts";
import { comparePaths } from "../paths.ts";
import { ProjectError } from "../problem.ts";
import { packageJsonText } from "./package-json.ts";
import {
  PACKAGE_WITHOUT_NAME,
  publishedVersion,
  samePackageName,
  sameShortHash,
  wrongPackageName,
} from "../messages.ts";

/** A file of a package to publish. */
export interface PublishedFile {
  /** Its path on the device: "umqtt/simple.py". */
  readonly path: string;
  /** The file on this machine, for messages: absolute. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** -O level; undefined for the compiler's default. */
  readonly optimize?: 0 | 1 | 2 | 3 | undefined;
}

/** A package to publish. */
export interface PublishedPackage {
  readonly name: string;
  /** "" for a package with only a latest version. */
  readonly version: string;
  readonly description: string;
  /** SPDX identifier. */
  readonly license: string;
  /** The package's folder in its repository. */
  readonly path: string;
  readonly files: readonly PublishedFile[];
  readonly deps: readonly (readonly [name: string, version: string])[];
}

/** Functions and settings for making an index. */
export interface IndexEnvironment {
  /** The current content of a file of the index, by its path in the index. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** SHA-256 in hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** Compiles a Python file. @throws ProjectError if it cannot be compiled */
  readonly compile: (file: PublishedFile) => Uint8Array;
  /** Number of digits of a hash in a file's name; at least 4, and 8 in micropython-lib. */
  readonly hashDigits: number;
  /** Time in index.json if it changes, in seconds since 1970. */
  readonly updated: number;
}

/** A file to write, by its path in the index. */
export interface IndexFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Folder of compiled packages: the version of the .mpy format. */
const COMPILED = "6";
const SOURCE = "py";
const INDEX_VERSION = 2;
const INDEX_FILE = "index.json";

/**
 * The new and changed files of an index, in the order of writing, so that a reader never finds a reference to a missing
 * file. @throws ProjectError if a version would change, two files would have the same name, or a file does not compile
 */
export function indexFiles(packages: readonly PublishedPackage[], environment: IndexEnvironment): IndexFile[] {
  const writer = new IndexWriter(environment);
  for (const one of packages) writer.add(one);
  return writer.finish(packages);
}

class IndexWriter {
  private readonly env: IndexEnvironment;
  /** Files to write, in three layers. A layer refers only to earlier ones. */
  private readonly contents = new Map<string, Uint8Array>();
  private readonly versions = new Map<string, Uint8Array>();
  private readonly latest = new Map<string, Uint8Array>();
  private readonly encoder = new TextEncoder();

  constructor(env: IndexEnvironment) {
    this.env = env;
  }

  add(one: PublishedPackage): void {
    checkName(one);
    const source: [string, string][] = [];
    const compiled: [string, string][] = [];
    for (const file of one.files) {
      source.push([file.path, this.addContent(file.bytes, file.path, one)]);
      if (file.path.endsWith(".py")) {
        const path = file.path.replace(/py$/, "mpy");
        compiled.push([path, this.addContent(this.env.compile(file), path, one)]);
      } else {
        compiled.push(source.at(-1)!);
      }
    }
    const { version, deps } = one;
    this.addPackage(COMPILED, one, packageJsonText({ version, hashes: compiled, deps }, "index"));
    this.addPackage(SOURCE, one, packageJsonText({ version, hashes: source, deps }, "index"));
  }

  finish(packages: readonly PublishedPackage[]): IndexFile[] {
    const list = this.indexJson(packages);
    const layers = [...this.contents, ...this.versions, ...this.latest, ...(list ? [list] : [])];
    return layers
      .filter(([path, bytes]) => !sameBytes(this.env.read(path), bytes))
      .map(([path, bytes]) => ({ path, bytes }));
  }

  /** Returns the content's name in the index. */
  private addContent(bytes: Uint8Array, target: string, { name }: PublishedPackage): string {
    const hash = this.env.sha256(bytes);
    const short = hash.slice(0, this.env.hashDigits);
    const path = `file/${short.slice(0, 2)}/${short}`;
    const other = this.contents.get(path) ?? this.env.read(path);
    if (other !== undefined && !sameBytes(other, bytes)) {
      throw new ProjectError(sameShortHash(target, name, short));
    }
    this.contents.set(path, bytes);
    return short;
  }

  private addPackage(format: string, { name, version }: PublishedPackage, text: string): void {
    const bytes = this.encoder.encode(text);
    const folder = `package/${format}/${name}`;
    const latest = `${folder}/latest.json`;
    if (this.latest.has(latest)) throw new ProjectError(samePackageName(name));
    this.latest.set(latest, bytes);
    if (version === "") return;
    const path = `${folder}/${version}.json`;
    const other = this.env.read(path);
    if (other !== undefined && !sameBytes(other, bytes)) {
      throw new ProjectError(publishedVersion(name, version, path));
    }
    this.versions.set(path, bytes);
  }

  /** index.json with these packages added; undefined if that changes nothing. */
  private indexJson(packages: readonly PublishedPackage[]): [string, Uint8Array] | undefined {
    const known = this.readIndex();
    const listed = new Map(known.packages.map((entry) => [entry.get("name") as string, entry]));
    for (const one of packages) listed.set(one.name, updatedEntry(one, listed.get(one.name)));
    const sorted = [...listed].sort(([a], [b]) => comparePaths(a, b)).map(([, entry]) => entry);
    const textWith = (updated: JsonOut): string => {
      const rest = [...known.rest].filter(([name]) => name !== "v" && name !== "updated");
      const members: [string, JsonOut][] = [["packages", sorted], ...rest, ["v", INDEX_VERSION], ["updated", updated]];
      return `${asciiJson(new Map(members), "indented")}\n`;
    };
    if (known.text !== undefined && textWith(known.rest.get("updated") ?? null) === known.text) return undefined;
    return [INDEX_FILE, this.encoder.encode(textWith(this.env.updated))];
  }

  private readIndex(): {
    readonly text: string | undefined;
    readonly packages: readonly ReadonlyMap<string, JsonOut>[];
    readonly rest: ReadonlyMap<string, JsonOut>;
  } {
    const bytes = this.env.read(INDEX_FILE);
    if (bytes === undefined) return { text: undefined, packages: [], rest: new Map() };
    const text = new TextDecoder().decode(bytes);
    const document = readJson({ file: INDEX_FILE, displayFile: INDEX_FILE, text });
    const packages = (document.get("packages")?.list() ?? []).map((entry) => {
      const name = entry.get("name") ?? entry.fail(...PACKAGE_WITHOUT_NAME);
      name.text();
      return entry.out() as ReadonlyMap<string, JsonOut>;
    });
    const rest = new Map([...document.members()].map(([name, value]) => [name, value.out()]));
    rest.delete("packages");
    return { text, packages, rest };
  }
}

/** A package's entry in index.json. Existing members keep their order. */
function updatedEntry(one: PublishedPackage, known: ReadonlyMap<string, JsonOut> | undefined): Map<string, JsonOut> {
  const { name, version, description, license, path } = one;
  const entry = new Map<string, JsonOut>(known ?? [["name", name]]);
  entry.set("version", version).set("author", "").set("description", description).set("license", license);
  const versions = new Map(entry.get("versions") as ReadonlyMap<string, JsonOut> | undefined);
  for (const format of version === "" ? [] : [SOURCE, COMPILED]) {
    const listed = (versions.get(format) as readonly string[] | undefined) ?? [];
    if (!listed.includes(version)) versions.set(format, [...listed, version]);
  }
  return entry.set("versions", versions).set("path", path);
}

function checkName({ name, version }: PublishedPackage): void {
  const isFileName = (text: string): boolean => /^\w[\w.+-]*$/.test(text);
  if (!isFileName(name)) throw new ProjectError(wrongPackageName(name, version, "name"));
  const isFree = version === "" || (isFileName(version) && version !== "latest");
  if (!isFree) throw new ProjectError(wrongPackageName(name, version, "version"));
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && a.every((byte, at) => byte === b[at]);
}
