// The manifest: the files on the device, as JSON with a published schema (schema/manifest.schema.json). It has no
// timestamps and no paths of the host. Lists are sorted by device path. The same inputs give the same bytes.

import { joinedBytes } from "../bytes/joined.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import type { BudgetUse } from "./budgets.ts";
import type { ImportGraph } from "./graph/graph.ts";
import { comparePaths } from "./paths.ts";

/** The target of the code. */
export interface ManifestTarget {
  /** The firmware, as in the option `firmware`: "1.24.1"; null if none is named. */
  firmware: string | null;
  /** Version of the .mpy format, "6.3". */
  mpy: string;
  /** Architecture of native code; null for none. */
  arch: ArchName | null;
  /** Required width of small ints, in bits. */
  smallIntBits: number;
}

/** A Python module on the device. */
export interface ManifestModule {
  /** Name of the module in Python: "app.net". */
  name: string;
  /** Absolute path on the device: "/app/net.mpy". */
  path: string;
  /** The file in the build's output: "flash/app/net.mpy". */
  asset: string;
  /** The Python source, relative to the project root. */
  source: string;
  /** "mpy" if it is compiled, "py" if it ships as source. */
  format: "mpy" | "py";
  /** Bytes. */
  size: number;
  /** SHA-256 of the shipped file, in hexadecimal. */
  sha256: string;
  /** Absolute names of the imported modules, sorted. */
  imports: string[];
  /** Set if it contains native code: requirements of the device. */
  native: ManifestNative | null;
  /**
   * Offset of the file's content in the image, in bytes; absent without an image, or if the content is in several
   * pieces.
   */
  offset?: number;
}

/** The native code of a module. */
export interface ManifestNative {
  arch: ArchName;
  /** Version and sub-version of the .mpy format, "6.3". A device checks both for native code. */
  mpy: string;
}

/** Any other file on the device. */
export interface ManifestFile {
  /** Absolute path on the device. */
  path: string;
  /** The file in the build's output. */
  asset: string;
  /** The source file, relative to the project root; with `web`, relative to the build's output. */
  source: string;
  /** Bytes. */
  size: number;
  /** In hexadecimal. */
  sha256: string;
  /** Offset in the image, as for modules. */
  offset?: number;
  /** Set for the bundle's own output. */
  web?: ManifestWeb;
}

/** A file of the web page on the device. */
export interface ManifestWeb {
  /** "gzip": send it with `Content-Encoding: gzip`. The path ends in ".gz". */
  encoding: "gzip" | null;
  /** Bytes before compression. */
  originalSize: number;
}

/** The filesystem with all files. */
export interface ManifestFlash {
  /** "files": loose files, for a tool that copies them to the board. */
  filesystem: "files" | "romfs" | "littlefs" | "fat";
  /** Folder on the filesystem for the source roots. */
  root: string;
  /** Path at which the device mounts the filesystem. Paths of modules and files are relative to it. */
  mount: string;
  /** Capacity of the filesystem in bytes; null if unknown. */
  capacity: number | null;
  /** Bytes in use: from the start of the image, or the sum of loose files. */
  used: number;
  /** The board's partition, if the board has a preset. */
  partition: ManifestPartition | null;
  /** The image of the whole partition. */
  image: ManifestImage | null;
  /** The image for the board's bootloader. */
  uf2: ManifestImage | null;
}

/** A partition of a board's flash. */
export interface ManifestPartition {
  board: string;
  name: string;
  /** Offset from the start of the flash, in bytes. */
  offset: number;
  /** Bytes. */
  size: number;
}

/** An image in the build's output. */
export interface ManifestImage {
  asset: string;
  /** Bytes. */
  size: number;
  /** In hexadecimal. */
  sha256: string;
}

/** The import graph. Modules are identified by path on the device, built-in modules by name. */
export interface ManifestGraph {
  /**
   * Modules that ship without being imported: named by the options or JavaScript, or part of a library that ships as a
   * whole.
   */
  entries: string[];
  /** The imports of each module, in the order of its statements. Modules without imports are left out. */
  imports: Record<string, string[]>;
  /** Built-in modules that are imported, sorted. */
  builtins: string[];
  /** Import cycles: groups of modules that import each other, each sorted. */
  cycles: string[][];
  /** Shadowed sources: the device finds another module of the same name before. */
  hidden: ManifestHidden[];
  /** Unresolved imports. */
  unresolved: ManifestUnresolved[];
}

/** A shadowed source. */
export interface ManifestHidden {
  /** The common name. */
  name: string;
  /** The shadowed source, relative to the project root. */
  source: string;
  /** The module that is imported instead: a source, or the name of a built-in module. */
  by: string;
}

/** An unresolved import. */
export interface ManifestUnresolved {
  name: string;
  /** Path of the importing module. */
  from: string;
  /** 1-based. */
  line: number;
  /** Whether the import is in a `try` that catches ImportError. */
  optional: boolean;
}

/** A budget and its use. */
export interface ManifestBudget {
  /** Globs of the files in it; null for the whole flash. */
  include: string[] | null;
  /** Globs of files left out. */
  exclude: string[];
  /** Bytes. */
  max: number;
  /** Bytes. */
  used: number;
}

/** The content of the device after a build. */
export interface Manifest {
  $schema: string;
  /** Version of the manifest's own format. */
  version: 1;
  target: ManifestTarget;
  flash: ManifestFlash;
  modules: ManifestModule[];
  files: ManifestFile[];
  /** Absent from manifests of versions before 0.2. */
  graph?: ManifestGraph;
  /** Budgets in the order of the option; absent for none. */
  budgets?: ManifestBudget[];
}

/** URL of the manifest's schema. */
export const MANIFEST_SCHEMA: string = "https://unpkg.com/unplugin-micropython/schema/manifest.schema.json";

/** The parts of a manifest. */
export interface ManifestParts {
  readonly target: ManifestTarget;
  readonly flash: ManifestFlash;
  readonly modules: readonly ManifestModule[];
  readonly files: readonly ManifestFile[];
  readonly graph: ImportGraph;
  /** The result of {@link manifestImports}, if the caller has it. */
  readonly imports?: ManifestGraph["imports"] | undefined;
  readonly budgets?: readonly BudgetUse[];
}

/** Makes a manifest, in its stable order. */
export function createManifest(parts: ManifestParts): Manifest {
  const { target, flash, modules, files, graph, imports, budgets = [] } = parts;
  return {
    $schema: MANIFEST_SCHEMA,
    version: 1,
    target: { firmware: target.firmware, mpy: target.mpy, arch: target.arch, smallIntBits: target.smallIntBits },
    flash,
    modules: [...modules].sort(byPath),
    files: [...files].sort(byPath),
    graph: manifestGraph(graph, imports ?? manifestImports(graph.imports)),
    ...(budgets.length > 0 && { budgets: budgets.map(manifestBudget) }),
  };
}

function manifestBudget({ budget: { include, exclude, max }, used }: BudgetUse): ManifestBudget {
  return { include: include === undefined ? null : [...include], exclude: [...exclude], max, used };
}

/** The imports of each module, from a graph's imports. */
export function manifestImports(imports: ImportGraph["imports"]): ManifestGraph["imports"] {
  const targets: Record<string, string[]> = {};
  // They are sorted by importer.
  let current: string[] = [];
  let importer: string | undefined;
  for (const { from, to } of imports) {
    if (from !== importer) {
      current = targets[from] ??= [];
      importer = from;
    }
    current.push(to);
  }
  return targets;
}

function manifestGraph(
  { modules, builtins, cycles, hidden, unresolved }: ImportGraph,
  imports: ManifestGraph["imports"],
): ManifestGraph {
  return {
    entries: modules.filter((module) => module.entry !== undefined).map((module) => module.path),
    imports,
    builtins: [...builtins],
    // The same objects, so that a cache of their text finds them.
    cycles: cycles as string[][],
    hidden: hidden.map(({ name, source, by }) => ({ name, source, by })),
    unresolved: unresolved.map(({ name, from, line, optional }) => ({ name, from, line, optional })),
  };
}

function byPath(a: { path: string }, b: { path: string }): number {
  return comparePaths(a.path, b.path);
}

/** Functions that make pieces of a manifest's text. The caller may cache their results. */
export interface ManifestPieces {
  /** The text of an entry without an offset: {@link entryBytes}. */
  readonly entry: (entry: ManifestModule | ManifestFile) => Uint8Array;
  /** The text of another part at depth two: {@link partBytes}. */
  readonly part: (part: object) => Uint8Array;
}

/**
 * The text of a manifest in UTF-8: indented JSON as from JSON.stringify(manifest, null, 2), with a final newline. It is
 * assembled from cached pieces, because in a large project most of it is the same after a save.
 */
export function manifestBytes(
  manifest: Manifest,
  pieces: ManifestPieces = { entry: entryBytes, part: partBytes },
): Uint8Array {
  const { modules, files, graph } = manifest;
  const written: Pieces = [];
  writeObject(written, manifest, "", {
    modules: () => writeEntries(written, modules, pieces),
    files: () => writeEntries(written, files, pieces),
    ...(graph && {
      graph: () =>
        writeObject(written, graph, "  ", {
          imports: () => written.push(pieces.part(graph.imports)),
          cycles: () => written.push(pieces.part(graph.cycles)),
        }),
    }),
  });
  written.push("\n");
  return joinedBytes(written);
}

type Pieces = (Uint8Array | string)[];

const encoder = new TextEncoder();
// Bytes and not text, because a large project has thousands of them.
const LIST_START = encoder.encode("[\n    ");
const LIST_NEXT = encoder.encode(",\n    ");
const ENTRY_END = encoder.encode("\n    }");

function writeEntries(
  written: Pieces,
  entries: readonly (ManifestModule | ManifestFile)[],
  { entry: whole }: ManifestPieces,
): void {
  if (entries.length === 0) {
    written.push("[]");
    return;
  }
  entries.forEach((entry, at) => {
    const bytes = whole(entry);
    written.push(at === 0 ? LIST_START : LIST_NEXT);
    if (entry.offset === undefined) written.push(bytes);
    else written.push(bytes.subarray(0, -ENTRY_END.length), `,\n      "offset": ${entry.offset}`, ENTRY_END);
  });
  written.push("\n  ]");
}

/** Writes an object at an indentation. `writers` write the members that they name. */
function writeObject(
  written: Pieces,
  value: object,
  indent: string,
  writers: Readonly<Record<string, () => unknown>>,
): void {
  let start = "{\n";
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (member === undefined) continue;
    written.push(`${start}${indent}  ${JSON.stringify(name)}: `);
    start = ",\n";
    const write = writers[name];
    if (write) write();
    else written.push(JSON.stringify(member, null, 2).replaceAll("\n", `\n${indent}  `));
  }
  written.push(`\n${indent}}`);
}

/** The text of an entry without an offset. */
export function entryBytes(entry: ManifestModule | ManifestFile): Uint8Array {
  return partBytes({ ...entry, offset: undefined });
}

/** The text of a part at depth two. */
export function partBytes(part: object): Uint8Array {
  return encoder.encode(partText(part));
}

function partText(part: object): string {
  // JSON.stringify indents it at that depth, inside two lists that are cut off: it is faster than our own code.
  return JSON.stringify([[part]], null, 2).slice("[\n  [\n    ".length, -"\n  ]\n]".length);
}
