// `mpy freeze --manifest`, like makemanifest.py. Each source is compiled with its level in the manifest.py, under its
// path on the device, and frozen together with precompiled files and sources frozen as text.

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

/** Options of a firmware's build. */
export interface FreezeManifestOptions {
  /** The compiler's options for every file. The level comes from the manifest.py. */
  readonly compile: CompileOptions;
  readonly freeze: FreezeOptions;
  /** Folder of the compiled files in comments of the C source. */
  readonly buildFolder: string;
}

/** The C source of a firmware's frozen content. @throws ProjectError if the compiler refuses a source */
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
