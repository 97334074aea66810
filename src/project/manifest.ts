// The manifest: what lies on the device, as JSON with a published schema (schema/manifest.schema.json). No timestamps and no
// paths of the host; lists are in the order of device paths. The same inputs give the same bytes.

import { joinedBytes } from "../bytes/joined.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import type { BudgetUse } from "./budgets.ts";
import type { ImportGraph } from "./graph/graph.ts";
import { comparePaths } from "./paths.ts";

/** What the code is made for. */
export interface ManifestTarget {
  /** The firmware that loads it, as the option `firmware` names it: "1.24.1"; null where none is named. */
  firmware: string | null;
  /** Version of the .mpy format, "6.3". */
  mpy: string;
  /** Architecture that native code is made for; null where none was asked for. */
  arch: ArchName | null;
  /** Width of the small ints that the code needs, in bits. */
  smallIntBits: number;
}

/** A Python module on the device. */
export interface ManifestModule {
  /** Name that Python imports it by: "app.net". */
  name: string;
  /** Absolute path on the device: "/app/net.mpy". */
  path: string;
  /** The file in the build's output: "flash/app/net.mpy". */
  asset: string;
  /** The Python source, relative to the project's root. */
  source: string;
  /** "mpy" where it was compiled, "py" where it ships as source. */
  format: "mpy" | "py";
  /** Bytes. */
  size: number;
  /** Of the file as shipped, in hexadecimal. */
  sha256: string;
  /** Absolute names of the modules that it imports, sorted. */
  imports: string[];
  /** Set where machine code is inside: what a device must match to load it. */
  native: ManifestNative | null;
  /** Where the file's content starts in the image, in bytes; absent without an image, or where it is in several pieces. */
  offset?: number;
}

/** The native code of a module. */
export interface ManifestNative {
  arch: ArchName;
  /** Version of the .mpy format with its sub-version, "6.3": a device checks both for native code. */
  mpy: string;
}

/** Any other file on the device. */
export interface ManifestFile {
  /** Absolute path on the device. */
  path: string;
  /** The file in the build's output. */
  asset: string;
  /** The file that it was copied from, relative to the project's root; with `web`, to the build's output. */
  source: string;
  /** Bytes. */
  size: number;
  /** In hexadecimal. */
  sha256: string;
  /** As for modules. */
  offset?: number;
  /** Set for the bundle's own output. */
  web?: ManifestWeb;
}

/** How a file of the web page lies on the device. */
export interface ManifestWeb {
  /** "gzip": to be sent with `Content-Encoding: gzip`; the path ends in ".gz". */
  encoding: "gzip" | null;
  /** Bytes before compression. */
  originalSize: number;
}

/** The filesystem that holds it all. */
export interface ManifestFlash {
  /** "files": loose files, for a tool that copies them to the board. */
  filesystem: "files" | "romfs" | "littlefs" | "fat";
  /** Folder of the filesystem that source roots stand for, unless one has its own. */
  root: string;
  /** Where the device mounts the filesystem: what the paths of modules and files count from. */
  mount: string;
  /** Bytes that the filesystem can hold; null where that is not known. */
  capacity: number | null;
  /** Bytes in use: of an image, from its start on; of loose files, the sum. */
  used: number;
  /** The board's partition, where a preset was named. */
  partition: ManifestPartition | null;
  /** The image of the whole partition. */
  image: ManifestImage | null;
  /** The image for the board's bootloader. */
  uf2: ManifestImage | null;
}

/** A place on a board's flash. */
export interface ManifestPartition {
  board: string;
  name: string;
  /** From the start of the flash, in bytes. */
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

/** How the modules hang together. Modules go by their paths on the device, built-in ones by their names. */
export interface ManifestGraph {
  /** Modules that ship without being imported: what the options and JavaScript name, libraries that ship as a whole. */
  entries: string[];
  /** What each module loads, in the order of its statements; modules that load nothing are left out. */
  imports: Record<string, string[]>;
  /** Built-in modules that are imported, sorted. */
  builtins: string[];
  /** Groups of modules that import each other, directly or through others, each sorted. */
  cycles: string[][];
  /** Sources that no import can reach, because the device finds something else of their name before. */
  hidden: ManifestHidden[];
  /** Imports of what nothing provides. */
  unresolved: ManifestUnresolved[];
}

/** A source that something else hides. */
export interface ManifestHidden {
  /** The name that both have. */
  name: string;
  /** The hidden source, relative to the project's root. */
  source: string;
  /** What is imported instead: a source, or the name of a built-in module. */
  by: string;
}

/** An import that fails on the device. */
export interface ManifestUnresolved {
  name: string;
  /** Path of the module that imports it. */
  from: string;
  /** 1-based. */
  line: number;
  /** Whether the module goes on without it: the import stands in a `try` that takes ImportError. */
  optional: boolean;
}

/** A budget and what of it is used. */
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

/** What lies on the device after this build. */
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
  /** In the order of the option; absent where it sets none. */
  budgets?: ManifestBudget[];
}

/** Where the schema of this manifest is published. */
export const MANIFEST_SCHEMA: string = "https://unpkg.com/unplugin-micropython/schema/manifest.schema.json";

/** What a manifest is put together from. */
export interface ManifestParts {
  readonly target: ManifestTarget;
  readonly flash: ManifestFlash;
  readonly modules: readonly ManifestModule[];
  readonly files: readonly ManifestFile[];
  readonly graph: ImportGraph;
  /** What {@link manifestImports} makes of the graph's imports, for who has that already. */
  readonly imports?: ManifestGraph["imports"] | undefined;
  readonly budgets?: readonly BudgetUse[];
}

/** Puts a manifest together, in its stable order. */
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

/** What each module imports, of a graph's imports. */
export function manifestImports(imports: ImportGraph["imports"]): ManifestGraph["imports"] {
  const targets: Record<string, string[]> = {};
  // They come in the order of their importers.
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
    // As they are, so that who remembers their text finds it.
    cycles: cycles as string[][],
    hidden: hidden.map(({ name, source, by }) => ({ name, source, by })),
    unresolved: unresolved.map(({ name, from, line, optional }) => ({ name, from, line, optional })),
  };
}

function byPath(a: { path: string }, b: { path: string }): number {
  return comparePaths(a.path, b.path);
}

/** Makes pieces of a manifest's text; for who keeps them from one manifest to the next. */
export interface ManifestPieces {
  /** An entry as it is written if it has no offset: {@link entryBytes}. */
  readonly entry: (entry: ManifestModule | ManifestFile) => Uint8Array;
  /** Another part that stands two levels deep: {@link partBytes}. */
  readonly part: (part: object) => Uint8Array;
}

/**
 * The manifest as it is written: indented JSON with a final newline, what JSON.stringify(manifest, null, 2) gives, in UTF-8. Of a
 * large project nearly all of it is the same after a save, so it is put together from bytes that are there already.
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
// Bytes, because a large project has a thousand of each.
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

/** Writes an object that stands behind `indent`; members named in `writers` write themselves. */
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

/** An entry as it is written if it has no offset. */
export function entryBytes(entry: ManifestModule | ManifestFile): Uint8Array {
  return partBytes({ ...entry, offset: undefined });
}

/** The text of what stands two levels deep. */
export function partBytes(part: object): Uint8Array {
  return encoder.encode(partText(part));
}

function partText(part: object): string {
  // Made at that depth, without the two lists around it: the engine is quicker with it than we.
  return JSON.stringify([[part]], null, 2).slice("[\n  [\n    ".length, -"\n  ]\n]".length);
}
