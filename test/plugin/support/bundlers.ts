// All bundlers with one interface: one build of a project with the plugin from dist. Each has the same entry (src/main.js, or none)
// and the same output folder (dist).

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import type { MicroPythonOptions } from "../../../src/index.ts";

/** How to build. */
export interface BuildRequest {
  root: string;
  options?: MicroPythonOptions;
  /** Public base path, "/static/". */
  base?: string;
  /** False for a project of Python alone. */
  javascript?: boolean;
}

/** A failed build as its user sees it. */
export class BuildFailure extends Error {}

const require = createRequire(import.meta.url);

/** The plugin for a bundler, as the package's users get it. */
export async function pluginFor(bundler: string): Promise<(options?: MicroPythonOptions) => any> {
  // The plugin's type differs from bundler to bundler; tests hand it on unseen.
  const path = require.resolve(`unplugin-micropython/${bundler}`);
  return ((await import(pathToFileURL(path).href)) as { default: (options?: MicroPythonOptions) => any }).default;
}

/** All bundlers by name. */
export const BUNDLERS: Record<string, (request: BuildRequest) => Promise<void>> = {
  async vite({ root, options, base, javascript }) {
    const { build } = await import("vite");
    const micropython = await pluginFor("vite");
    const input = javascript === false ? {} : { input: join(root, "src/main.js") };
    await build({
      root,
      base: base ?? "/",
      configFile: false,
      logLevel: "silent",
      plugins: [micropython(options)],
      build: { outDir: "dist", rollupOptions: { ...input, output: { entryFileNames: "main.js" } }, minify: false },
    });
  },

  async rollup({ root, options, javascript }) {
    const { rollup } = await import("rollup");
    const micropython = await pluginFor("rollup");
    const input = javascript === false ? {} : { input: join(root, "src/main.js") };
    const bundle = await rollup({ ...input, plugins: [micropython({ root, ...options })], logLevel: "silent" });
    await bundle.write({ dir: join(root, "dist"), format: "es" });
    await bundle.close();
  },

  async rolldown({ root, options, javascript }) {
    const { rolldown } = await import("rolldown");
    const micropython = await pluginFor("rolldown");
    const input = javascript === false ? {} : { input: join(root, "src/main.js") };
    const bundle = await rolldown({
      ...input,
      plugins: [micropython({ root, ...options })],
      logLevel: "silent",
    });
    await bundle.write({ dir: join(root, "dist"), format: "es" });
    await bundle.close();
  },

  async webpack({ root, options, base, javascript }) {
    const { default: webpack } = await import("webpack");
    const micropython = await pluginFor("webpack");
    const compiler = webpack({
      context: root,
      mode: "production",
      ...(javascript === false ? {} : { entry: "./src/main.js" }),
      output: { path: join(root, "dist"), filename: "main.js", ...(base ? { publicPath: base } : {}) },
      plugins: [micropython(options)],
      infrastructureLogging: { level: "none" },
    });
    await runCompiler(compiler as unknown as CompilerLike);
  },

  async rspack({ root, options, base, javascript }) {
    const { rspack } = await import("@rspack/core");
    const micropython = await pluginFor("rspack");
    const compiler = rspack({
      context: root,
      mode: "production",
      ...(javascript === false ? {} : { entry: "./src/main.js" }),
      output: { path: join(root, "dist"), filename: "main.js", ...(base ? { publicPath: base } : {}) },
      plugins: [micropython(options)],
      infrastructureLogging: { level: "none" },
    });
    await runCompiler(compiler as unknown as CompilerLike);
  },

  async rsbuild({ root, options, base, javascript }) {
    const { createRsbuild, logger } = await import("@rsbuild/core");
    logger.level = "silent" as never;
    const micropython = await pluginFor("rsbuild");
    const rsbuild = await createRsbuild({
      cwd: root,
      rsbuildConfig: {
        mode: "production",
        ...(javascript === false ? {} : { source: { entry: { main: "./src/main.js" } } }),
        output: {
          filenameHash: false,
          distPath: { root: "dist", js: "" },
          ...(base ? { assetPrefix: base } : {}),
        },
        tools: { htmlPlugin: false },
        performance: { printFileSize: false, chunkSplit: { strategy: "all-in-one" } },
        plugins: [micropython(options)],
      },
    });
    // On errors the build is rejected with no more than that; what the user reads is in the statistics.
    let stats: unknown;
    rsbuild.onAfterCreateCompiler(({ compiler }) => {
      compiler.hooks.done.tap("test", (done) => void (stats = done));
    });
    await rsbuild.build().then(
      ({ close }) => close(),
      () => failOnErrors(stats),
    );
  },

  async esbuild({ root, options, base, javascript }) {
    const { build } = await import("esbuild");
    const micropython = await pluginFor("esbuild");
    await build({
      absWorkingDir: root,
      entryPoints: javascript === false ? [] : ["src/main.js"],
      bundle: true,
      format: "esm",
      outdir: "dist",
      logLevel: "silent",
      plugins: [micropython(options)],
      ...(base ? { publicPath: base } : {}),
    });
  },

  async farm({ root, options, base, javascript }) {
    const { build } = await import("@farmfe/core");
    const micropython = await pluginFor("farm");
    // Farm prints errors and ends the process; vitest turns the latter into an exception.
    const printed: string[] = [];
    const originals = { error: console.error, log: console.log };
    console.error = console.log = (...parts: unknown[]) => void printed.push(parts.join(" "));
    try {
      await build({
        root,
        configPath: false as never,
        clearScreen: false,
        compilation: {
          ...(javascript === false ? {} : { input: { main: "./src/main.js" } }),
          output: {
            path: "dist",
            entryFilename: "[entryName].js",
            format: "esm",
            ...(base ? { publicPath: base } : {}),
          },
          persistentCache: false,
          progress: false,
        },
        plugins: [micropython(options)],
      } as never);
    } catch {
      throw new BuildFailure(printed.join("\n"));
    } finally {
      Object.assign(console, originals);
    }
  },
};

interface StatsLike {
  hasErrors(): boolean;
  toJson(options: object): { errors?: { message: string; file?: string; loc?: string }[] };
}

/** What webpack's family gives. */
export interface CompilerLike {
  run(done: (error: Error | null, stats?: StatsLike) => void): void;
  close(done: (error: Error | null) => void): void;
}

/** Runs a compiler, or several, to the end. */
export async function runCompiler(compiler: CompilerLike): Promise<void> {
  const stats = await new Promise<StatsLike>((resolve, reject) => {
    compiler.run((error, result) => (error ? reject(error) : resolve(result!)));
  });
  await new Promise<void>((resolve, reject) => compiler.close((error) => (error ? reject(error) : resolve())));
  failOnErrors(stats);
}

function failOnErrors(stats: unknown): void {
  const known = stats as StatsLike | undefined;
  if (!known?.hasErrors()) return;
  const errors = known.toJson({ all: false, errors: true }).errors ?? [];
  throw new BuildFailure(errors.map((error) => error.message).join("\n"));
}

/** Runs the built main.js and gives what it stored in `globalThis.result`. */
export async function runBundle(root: string): Promise<any> {
  // What a test's page computes is as free in shape as the test.
  const path = join(root, "dist/main.js");
  if (!existsSync(path)) throw new Error("the build made no main.js");
  const code = readFileSync(path, "utf8");
  if (/^(?:import|export)\b|import\.meta/m.test(code)) {
    const holder = globalThis as { result?: unknown };
    holder.result = undefined;
    await import(`${pathToFileURL(path).href}?${Math.random()}`);
    return holder.result;
  }
  const script = { src: "https://example.test/app/main.js", tagName: "SCRIPT" };
  const document = { currentScript: script, baseURI: "https://example.test/app/" };
  const context: Record<string, unknown> = { atob, Uint8Array, URL, console, document, location: new URL(script.src) };
  context["self"] = context["window"] = context["globalThis"] = context;
  vm.runInNewContext(code, context);
  return context["result"];
}
