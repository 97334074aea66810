// The half of `mpy freeze` that begins at a manifest.py: makemanifest.py. Each source is compiled with the level that its manifest
// says, under its path on the device, and frozen together with what is compiled already; sources frozen as text go beside.

import { asProjectError } from "../../engine/compile-python.ts";
import { compile } from "../../compiler/index.ts";
import type { CompileOptions } from "../../compiler/index.ts";
import { freeze } from "../../mpy/freeze/freeze.ts";
import type { FreezeOptions } from "../../mpy/freeze/freeze-options.ts";
import { frozenContent } from "../../mpy/freeze/frozen-text.ts";
import type { ManifestEntry } from "../../project/manifest-py/manifest-file.ts";
import { versionSuffix } from "../../project/manifest-py/version-suffix.ts";
import { naming, readInput } from "./files.ts";
import type { InputFile } from "./files.ts";
import { displayFile } from "./package-inputs.ts";

/** How a firmware's build would freeze. */
export interface FreezeManifestOptions {
  /** What each file is compiled with, besides its own level. */
  readonly compile: CompileOptions;
  readonly freeze: FreezeOptions;
  /** Folder that comments name as that of the compiled files. */
  readonly buildFolder: string;
}

/** The C source of a firmware's frozen content. @throws ProjectError where a source is refused */
export function freezeManifest(entries: readonly ManifestEntry[], options: FreezeManifestOptions): Uint8Array {
  const texts = entries
    .filter(({ kind }) => kind === "text")
    .map(({ file, target }) => ({ name: target, bytes: readInput(file) }));
  const modules = entries
    .filter(({ kind }) => kind !== "text")
    .map((entry) =>
      entry.kind === "mpy" ? { path: entry.file, bytes: readInput(entry.file) } : compiled(entry, options),
    );
  return frozenContent(
    texts,
    modules.length === 0 ? undefined : naming(modules, () => freeze(modules, options.freeze)),
  );
}

function compiled(entry: ManifestEntry, { compile: common, buildFolder }: FreezeManifestOptions): InputFile {
  const { file, target, optimize, metadata } = entry;
  const source = readInput(file);
  const suffix = versionSuffix(source, metadata);
  const tagged = suffix === undefined ? source : Buffer.concat([source, Buffer.from(suffix)]);
  try {
    const options = { ...common, ...(optimize !== undefined && { optimize }), filename: target };
    return { path: `${buildFolder}/frozen_mpy/${target.slice(0, -3)}.mpy`, bytes: compile(tagged, options).mpy };
  } catch (error) {
    throw asProjectError(error, tagged, file, displayFile(file));
  }
}
