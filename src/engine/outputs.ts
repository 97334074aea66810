// Everything that a build writes, in the order to write it: who looks at the manifest finds all that it lists.

import { reportPage } from "../project/report/page.ts";
import type { FlashSnapshot } from "./flash-build.ts";
import type { OutputFile } from "./flash-image.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** Files, images and report, and the manifest last. */
export function buildOutputs(
  { files, images, manifest, manifestText, graph }: FlashSnapshot,
  { manifestAsset, report }: Pick<ResolvedOptions, "manifestAsset" | "report">,
): OutputFile[] {
  const outputs: OutputFile[] = [...files.map(({ asset, bytes }) => ({ asset, bytes })), ...images];
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  if (report.htmlAsset) {
    const contents = new Map(files.map(({ path, bytes }) => [path, bytes]));
    outputs.push({ asset: report.htmlAsset, bytes: encode(reportPage(manifest, contents, graph)) });
  }
  if (manifestAsset) outputs.push({ asset: manifestAsset, bytes: encode(manifestText) });
  return outputs;
}
