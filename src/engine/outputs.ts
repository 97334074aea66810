// All outputs of a build, in the order of writing. The manifest comes last, so that every file that it lists exists.

import { baseName, parentPath, relativePath } from "../project/paths.ts";
import type { Memo } from "../project/memo.ts";
import { reportPage } from "../project/report/page.ts";
import { functionRows, importBytes, rowsBytes } from "../project/report/page-data.ts";
import type { ReportPieces } from "../project/report/page-data.ts";
import { SOURCE_LINES_ASSET, sourceLinesText } from "../project/source-lines.ts";
import type { ModuleLines } from "../project/source-lines.ts";
import type { FileSizes } from "../project/report/table.ts";
import { sourceMapOf } from "./snapshot.ts";
import type { FlashSnapshot } from "./snapshot.ts";
import { sha256 } from "../node/files.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** Makes the outputs of snapshots. */
export class OutputMaker {
  private readonly options: ResolvedOptions;
  private readonly pieces: ReportPieces;

  constructor(options: ResolvedOptions, memo: Memo) {
    this.options = options;
    this.pieces = {
      functions: memo.remembering("functions of report", functionRows),
      rows: memo.remembering("rows of report", rowsBytes),
      imports: memo.remembering("imports of report", importBytes),
    };
  }

  /**
   * The files, images and report, and the manifest last. `before` gives the sizes of the last build, for the report's
   * comparison.
   */
  make(snapshot: FlashSnapshot, before?: () => FileSizes | undefined): OutputFile[] {
    const { files, images, manifestBytes } = snapshot;
    const { manifestAsset, report } = this.options;
    const outputs: OutputFile[] = [
      ...files.map(({ asset, bytes, sha256: hash }) => ({ asset, bytes, sha256: hash })),
      ...images,
    ];
    if (report.htmlAsset) outputs.push(outputFile(report.htmlAsset, this.page(snapshot, before?.())));
    const lines = sourceLines(snapshot, this.options);
    const { names } = sourceMapOf(snapshot);
    if (lines.length > 0 || names.size > 0)
      outputs.push(outputFile(sourceLinesAsset(manifestAsset), encoder.encode(sourceLinesText(lines, names))));
    if (manifestAsset) outputs.push(outputFile(manifestAsset, manifestBytes));
    return outputs;
  }

  private page({ files, manifest, graph, optimized }: FlashSnapshot, before?: FileSizes): Uint8Array {
    const { root, targetHints } = this.options;
    const input = {
      manifest,
      contents: new Map(files.map(({ path, bytes }) => [path, bytes])),
      graph,
      project: baseName(root),
      target: targetHints.board ?? targetHints.port ?? "",
      time: buildTime(),
      before,
      optimized,
    };
    return reportPage(input, this.pieces);
  }
}

function sourceLines({ files }: FlashSnapshot, { root }: ResolvedOptions): ModuleLines[] {
  return files.flatMap(({ sha256, source, lines }) => {
    return lines === undefined ? [] : [{ sha256, source: relativePath(root, source), lines }];
  });
}

/** The path of source-lines.json: beside the manifest, where `mpy trace --manifest` looks for it. */
function sourceLinesAsset(manifestAsset: string | undefined): string {
  const folder = manifestAsset === undefined ? "" : parentPath(manifestAsset);
  return folder === "" ? SOURCE_LINES_ASSET : `${folder}/${SOURCE_LINES_ASSET}`;
}

/** The current time to the minute. SOURCE_DATE_EPOCH (seconds since 1970) replaces it for reproducible builds. */
function buildTime(): string {
  const seconds = Number(process.env["SOURCE_DATE_EPOCH"]);
  const time = Number.isInteger(seconds) && seconds > 0 ? new Date(seconds * 1000) : new Date();
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const encoder = new TextEncoder();

function outputFile(asset: string, bytes: Uint8Array): OutputFile {
  return { asset, bytes, sha256: sha256(bytes) };
}
