// Builds of projects in fresh processes, with the installed package.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { buildSync } from "esbuild";
import type { MicroPythonOptions } from "../src/options/types.ts";

/** Milliseconds. */
export interface Time {
  readonly wall: number;
  readonly cpu: number;
}

/** What a process took. */
export interface Built {
  readonly first: Time;
  readonly again: readonly Time[];
  readonly compiled: number;
  readonly modules: number;
  /** Peak of the process, MB. */
  readonly memory: number;
  /** From asking for the process to its end, milliseconds. */
  readonly process: number;
}

/** Puts the package into a node_modules of `folder`, with the parts that are measured, bundled as the package is. */
export function installPackage(folder: string): string {
  const modules = join(folder, "node_modules");
  const pack = join(modules, "unplugin-micropython");
  mkdirSync(pack, { recursive: true });
  buildSync({
    entryPoints: ["src/plugin/state.ts", "src/engine/build-parts.ts"],
    outbase: "src",
    outdir: join(pack, "dist"),
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    packages: "external",
    minifyWhitespace: true,
    define: { CODE_HASH: '"bench"' },
    logLevel: "error",
  });
  cpSync("package.json", join(pack, "package.json"));
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(resolve("node_modules", name), join(modules, name));
  }
  return pack;
}

/** Builds the project at `root` in a fresh process, and again after each of so many changes. */
export function runBuild(
  { pack, root }: { pack: string; root: string },
  options: MicroPythonOptions,
  rebuilds = 0,
): Built {
  const started = performance.now();
  const args = ["bench/project-build.mjs", pack, root, JSON.stringify(options), String(rebuilds)];
  const said = execFileSync(process.execPath, args, { encoding: "utf8" });
  return { ...(JSON.parse(said) as Omit<Built, "process">), process: performance.now() - started };
}
