// The layout stage: makes the image, the manifest and the budgets from the files of the flash.

import { budgetFindings, budgetUses } from "../project/budgets.ts";
import type { DeviceFile, ReadFirmware } from "../project/flash-image.ts";
import { createManifest, entryBytes, manifestBytes, manifestImports, partBytes } from "../project/manifest.ts";
import type { ManifestFile, ManifestGraph, ManifestModule } from "../project/manifest.ts";
import type { ImportGraph } from "../project/graph/graph.ts";
import type { Memo } from "../project/memo.ts";
import { comparePaths } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { mpyFormat } from "./compile-python.ts";
import { FlashImager } from "./flash-image.ts";
import { displaySource } from "./snapshot.ts";
import type { FlashFile, FlashSnapshot } from "./snapshot.ts";
import { overManifest, webClash } from "./messages.ts";

/** The parts of a snapshot besides its files. */
type Parts = Pick<FlashSnapshot, "problems" | "warnings" | "compiled" | "graph" | "outside" | "optimized">;

/** Lays out files: makes the image, the manifest and the results of the budgets. */
export class FlashAssembler {
  private readonly options: ResolvedOptions;
  private readonly imager: FlashImager;
  /** The bytes of a manifest's parts are reused: most parts stay the same. */
  private readonly entryBytes: (entry: ManifestModule | ManifestFile) => Uint8Array;
  private readonly partBytes: (part: object) => Uint8Array;
  private readonly importsOf: (imports: ImportGraph["imports"]) => ManifestGraph["imports"];

  constructor(options: ResolvedOptions, memo: Memo, readFirmware: ReadFirmware) {
    this.options = options;
    this.imager = new FlashImager(options, memo, readFirmware);
    this.entryBytes = memo.remembering("entry of manifest", entryBytes);
    this.partBytes = memo.remembering("part of manifest", partBytes);
    this.importsOf = memo.remembering("imports of manifest", manifestImports);
  }

  /** The flash with the bundle's own output on it, if the options ask for that. */
  complete(snapshot: FlashSnapshot, bundle: readonly BundleFile[]): FlashSnapshot {
    const web = this.imager.webFiles(bundle, snapshot.files);
    const paths = new Map(snapshot.files.map((file) => [file.path, file]));
    const problems = [...snapshot.problems];
    for (const file of web) {
      const other = paths.get(file.path);
      if (other) problems.push(webClash(file.source, displaySource(other, this.options.root), file.path));
    }
    const files = [...snapshot.files, ...web].sort((a, b) => comparePaths(a.path, b.path));
    return this.assemble(files, snapshot.manifest.modules, { ...snapshot, problems }, true);
  }

  /** Assembles a snapshot. It has an image only if the flash `isWhole`. */
  assemble(
    files: readonly FlashFile[],
    modules: readonly ManifestModule[],
    { problems: found, warnings, compiled, graph, outside, optimized }: Parts,
    isWhole: boolean,
  ): FlashSnapshot {
    const problems = [...found];
    const { manifestAsset, root } = this.options;
    for (const file of files.filter(({ asset }) => asset === manifestAsset).slice(0, 1)) {
      problems.push(overManifest(file.asset, { file: file.source, displayFile: displaySource(file, root) }));
    }
    let placed = this.imager.withoutImage(files);
    if (isWhole && problems.length === 0) {
      try {
        placed = this.imager.place(files);
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        problems.push(error.problem);
      }
    }
    const { flash, images, offsets } = placed;
    const counted = this.options.budgets.length === 0 ? [] : files.map((file) => this.deviceFile(file));
    const budgets = budgetUses(this.options.budgets, counted, { used: flash.used, root: flash.root });
    const exceeded = isWhole && problems.length === 0 ? budgetFindings(budgets) : { problems: [], warnings: [] };
    problems.push(...exceeded.problems);
    const withOffset = <T extends { path: string }>(entry: T): T => {
      const offset = offsets.get(entry.path);
      return offset === undefined ? entry : { ...entry, offset };
    };
    const pythonPaths = new Set(modules.map((module) => module.path));
    const others = files.filter((file) => !pythonPaths.has(file.path)).map((file) => this.manifestFile(file));
    const { firmware = null, arch = null, smallIntBits } = this.options.target;
    const target = { firmware, mpy: mpyFormat(this.options.target), arch, smallIntBits };
    const manifest = createManifest({
      target,
      flash,
      modules: modules.map(withOffset),
      files: others.map(withOffset),
      graph,
      imports: this.importsOf(graph.imports),
      budgets,
    });
    // Reused parts have no offsets: one longer file moves all files behind it.
    const withoutOffset = new Map(
      offsets.size === 0 ? [] : [...modules, ...others].map((entry) => [entry.path, entry] as const),
    );
    const bytes = manifestBytes(manifest, {
      entry: (entry) => this.entryBytes(withoutOffset.get(entry.path) ?? entry),
      part: this.partBytes,
    });
    const allWarnings = [...warnings, ...exceeded.warnings];
    const said = { problems, warnings: allWarnings, compiled, optimized };
    return { files, images, manifest, manifestBytes: bytes, graph, outside, ...said };
  }

  private manifestFile(file: FlashFile): ManifestFile {
    const { path, asset, bytes, web } = file;
    const entry = {
      path,
      asset,
      source: displaySource(file, this.options.root),
      size: bytes.length,
      sha256: file.sha256,
    };
    return web ? { ...entry, web } : entry;
  }

  private deviceFile(file: FlashFile): DeviceFile {
    return { path: file.path, bytes: file.bytes, displaySource: displaySource(file, this.options.root) };
  }
}
