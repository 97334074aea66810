// Builds and writes a project's flash without a bundler. `mpy build` and scripts use it.

import { resolve } from "node:path";
import { absolutePath } from "../node/files.ts";
import type { MicroPythonOptions } from "../options/types.ts";
import type { Manifest } from "../project/manifest.ts";
import { ProjectError, problemText } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import { NO_IMPORTS } from "./imported-python.ts";

/** Settings of {@link build} besides the options. */
export interface BuildSettings {
  /**
   * The output folder, relative to the project root.
   * @default "dist"
   */
  out?: string;
  /**
   * Whether anything is written.
   * @default true
   */
  write?: boolean;
}

/** The result of a build. */
export interface BuildResult {
  /** The output folder: absolute, forward slashes. */
  folder: string;
  /** All outputs, by paths relative to the folder. The manifest is last. */
  outputs: { path: string; bytes: Uint8Array }[];
  /** Stale files of earlier builds that were removed. */
  removed: string[];
  manifest: Manifest;
  /** Warnings, as text. */
  warnings: string[];
}

/** The error of a build that failed: nothing was written. */
export class BuildError extends Error {
  /** Each mistake as text, with its place and what to do. */
  readonly problems: readonly string[];

  constructor(problems: readonly Problem[]) {
    const texts = problems.map(problemText);
    super(texts.join("\n\n"));
    this.name = "BuildError";
    this.problems = texts;
  }
}

/**
 * Builds the flash of a project without a bundler, as `mpy build` does: Python, data, images, manifest and report. With
 * a mistake in the project it writes nothing, and the last good output stays. The default of `root` is the working
 * directory.
 *
 * @throws {BuildError} for options and sources that cannot be built
 */
export async function build(options: MicroPythonOptions, settings: BuildSettings = {}): Promise<BuildResult> {
  const { FlashBuild, resolveOptions, writeFlash } = await import("./build-parts.ts");
  try {
    const mode = process.env["NODE_ENV"] === "development" ? "development" : "production";
    const resolved = resolveOptions(options, { root: process.cwd(), mode, serving: true });
    const folder = resolve(resolved.root, settings.out ?? "dist");
    const flash = new FlashBuild(resolved);
    flash.output.check(folder);
    const snapshot = flash.snapshot(NO_IMPORTS);
    if (snapshot.problems.length > 0) throw new BuildError(snapshot.problems);
    const { outputs, removed } =
      settings.write === false
        ? { outputs: flash.outputs(snapshot), removed: [] }
        : writeFlash(flash, snapshot, folder);
    return {
      folder: absolutePath(folder),
      outputs: outputs.map(({ asset, bytes }) => ({ path: asset, bytes })),
      removed,
      manifest: snapshot.manifest,
      warnings: [...snapshot.warnings],
    };
  } catch (error) {
    throw error instanceof ProjectError ? new BuildError([error.problem]) : error;
  }
}
