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
  /** The absolute path of its source; for the bundle's own output, the name there. */
  readonly source: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Set for the bundle's own output. */
  readonly web?: ManifestWeb;
  /** The line map of a compiled module, with `sourceLines: "map"`. */
  readonly lines?: LineMap | undefined;
}

/**
 * The name of a file's source in messages: its path below the project root; for the bundle's own output, the name
 * there.
 */
export function displaySource({ source, web }: FlashFile, root: string): string {
  return web ? source : relativePath(root, source);
}

/** The whole flash at one moment. A snapshot with problems is incomplete, and must not be written. */
export interface FlashSnapshot {
  /** In the order of device paths. */
  readonly files: readonly FlashFile[];
  /** The image and the UF2 file, written beside the files. */
  readonly images: readonly OutputFile[];
  readonly manifest: Manifest;
  /** The manifest as it is written. */
  readonly manifestBytes: Uint8Array;
  /** The import graph of the modules that could be built. */
  readonly graph: ImportGraph;
  /** Its files from outside the project, computed on demand. Unreadable files are left out. */
  readonly outside: () => readonly OutsideFile[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** The result of the optimiser for size; undefined without it. */
  readonly optimized?: OptimizedProgram | undefined;
  /** Sources that were compiled since the last snapshot, relative to the project root. */
  readonly compiled: readonly string[];
  /** The contributions of bundles as text, for comparison. Set by an engine. */
  readonly contributed?: string;
}

/** The map from the line tables and mangled names of a flash to its sources. */
export function sourceMapOf({ files, optimized }: Pick<FlashSnapshot, "files" | "optimized">): SourceMap {
  const renamed = [...(optimized?.renamed ?? [])];
  return {
    lines: new Map(files.flatMap(({ sha256, lines }) => (lines === undefined ? [] : [[sha256, lines] as const]))),
    names: new Map(renamed.map(([name, mangled]) => [mangled, name])),
  };
}
