// The whole flash at one moment, as data.

import type { LineMap, SourceMap } from "../project/source-lines.ts";
import type { OptimizedProgram } from "../optimize/index.ts";
import type { ImportGraph } from "../project/graph/graph.ts";
import type { OutsideFile } from "../project/lock/lock.ts";
import type { Manifest, ManifestWeb } from "../project/manifest.ts";
import { relativePath } from "../project/paths.ts";
import type { Problem } from "../project/problem.ts";
import type { OutputFile } from "../node/output/output-folder.ts";

/** One file of the output. */
export interface FlashFile {
  /** Absolute path on the device. */
  readonly path: string;
  /** Path in the build's output. */
  readonly asset: string;
  /** Absolute path of what it was made from; of the bundle's own output, its name there. */
  readonly source: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Set for the bundle's own output. */
  readonly web?: ManifestWeb;
  /** What the line table of a compiled module stands for, with `sourceLines: "map"`. */
  readonly lines?: LineMap | undefined;
}

/** What people call the source of a file: its path below the project's root; of the bundle's own output, its name there. */
export function displaySource({ source, web }: FlashFile, root: string): string {
  return web ? source : relativePath(root, source);
}

/** The whole flash at one moment. With problems it holds what is good, and is not to be written. */
export interface FlashSnapshot {
  /** In the order of device paths. */
  readonly files: readonly FlashFile[];
  /** What is written beside the files: the image, the UF2 file. */
  readonly images: readonly OutputFile[];
  readonly manifest: Manifest;
  /** The manifest as it is written. */
  readonly manifestBytes: Uint8Array;
  /** Modules and their imports; of what could be built. */
  readonly graph: ImportGraph;
  /** What of it comes from outside the project, as far as it can be read: found out when it is asked for. */
  readonly outside: () => readonly OutsideFile[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** What the optimiser for size did; undefined where it was not asked. */
  readonly optimized?: OptimizedProgram | undefined;
  /** Sources that were compiled since the last snapshot, relative to the project's root. */
  readonly compiled: readonly string[];
  /** What bundles had contributed to it, as text to compare; of an engine's snapshots. */
  readonly contributed?: string;
}

/** What the line tables and the mangled names of a flash stand for. */
export function sourceMapOf({ files, optimized }: Pick<FlashSnapshot, "files" | "optimized">): SourceMap {
  const renamed = [...(optimized?.renamed ?? [])];
  return {
    lines: new Map(files.flatMap(({ sha256, lines }) => (lines === undefined ? [] : [[sha256, lines] as const]))),
    names: new Map(renamed.map(([name, mangled]) => [mangled, name])),
  };
}
