// All bundlers' watch modes with one interface: start, wait for the end of the next build, close.

import { join } from "node:path";
import type { PluginBuild } from "esbuild";
import { onTestFinished } from "vitest";
import type { BuildRequest } from "./bundlers.ts";
import { pluginFor } from "./bundlers.ts";

/** How one build of a watcher ended. */
export interface Round {
  /** What the user reads when it failed; "" for a good build. */
  error: string;
}

/** A running watcher. */
export interface Watching {
  /** Makes a change and waits until a build satisfies `test`, which may look at the output. */
  after(change: () => void, test: (round: Round) => boolean): Promise<void>;
}

type Start = (request: BuildRequest, ended: (round: Round) => void) => Promise<() => unknown>;

const STARTERS: Record<string, Start> = {
  async vite({ root, options }, ended) {
    const { build } = await import("vite");
    const micropython = await pluginFor("vite");
    const watcher = (await build({
      root,
      configFile: false,
      logLevel: "silent",
      plugins: [micropython(options)],
      build: { outDir: "dist", watch: {}, rollupOptions: { input: join(root, "src/main.js") } },
    })) as unknown as RollupWatcherLike;
    return listen(watcher, ended);
  },

  async rollup({ root, options }, ended) {
    const { watch } = await import("rollup");
    const micropython = await pluginFor("rollup");
    const watcher = watch({
      input: join(root, "src/main.js"),
      plugins: [micropython({ root, ...options })],
      output: { dir: join(root, "dist"), format: "es" },
      logLevel: "silent",
    });
    return listen(watcher as unknown as RollupWatcherLike, ended);
  },

  async rolldown({ root, options }, ended) {
    const { watch } = await import("rolldown");
    const micropython = await pluginFor("rolldown");
    const watcher = watch({
      input: join(root, "src/main.js"),
      plugins: [micropython({ root, ...options })],
      output: { dir: join(root, "dist"), format: "es" },
      logLevel: "silent",
    });
    return listen(watcher as unknown as RollupWatcherLike, ended);
  },

  async webpack({ root, options }, ended) {
    const { default: webpack } = await import("webpack");
    const micropython = await pluginFor("webpack");
    return watchCompiler(webpack(compilerConfig(root, micropython(options)) as never) as never, ended);
  },

  async rspack({ root, options }, ended) {
    const { rspack } = await import("@rspack/core");
    const micropython = await pluginFor("rspack");
    return watchCompiler(rspack(compilerConfig(root, micropython(options)) as never) as never, ended);
  },

  async rsbuild({ root, options }, ended) {
    const { createRsbuild, logger } = await import("@rsbuild/core");
    logger.level = "silent" as never;
    const micropython = await pluginFor("rsbuild");
    const rsbuild = await createRsbuild({
      cwd: root,
      rsbuildConfig: {
        mode: "development",
        source: { entry: { main: "./src/main.js" } },
        output: { filenameHash: false, distPath: { root: "dist", js: "" } },
        tools: { htmlPlugin: false },
        performance: { printFileSize: false },
        plugins: [micropython(options)],
      },
    });
    rsbuild.onAfterCreateCompiler(({ compiler }) => {
      compiler.hooks.done.tap("test", (stats) => {
        // The union of one compiler and several leaves their statistics without a common type.
        const { compilation } = stats as unknown as { compilation: { errors: Error[] } };
        ended({ error: compilation.errors.map((one) => one.message).join("\n") });
      });
    });
    const { close } = await rsbuild.build({ watch: true });
    return close;
  },

  async esbuild({ root, options }, ended) {
    const { context } = await import("esbuild");
    const micropython = await pluginFor("esbuild");
    const running = await context({
      absWorkingDir: root,
      entryPoints: ["src/main.js"],
      bundle: true,
      format: "esm",
      outdir: "dist",
      logLevel: "silent",
      plugins: [
        micropython(options),
        {
          name: "test-end",
          setup(build: PluginBuild) {
            build.onEnd(({ errors }) => {
              const texts = errors.map(({ location, text }) => `${location?.file}:${location?.line}: ${text}`);
              ended({ error: texts.join("\n") });
            });
          },
        },
      ],
    });
    await running.watch();
    return () => running.dispose();
  },
};

/** Bundlers whose watch mode is tested. */
export const WATCHERS: readonly string[] = Object.keys(STARTERS);

/** Starts a bundler's watch mode; it ends with the test. */
export async function startWatching(bundler: string, request: BuildRequest): Promise<Watching> {
  const rounds: Round[] = [];
  let wake = (): void => undefined;
  const stop = await STARTERS[bundler]!(request, (round) => {
    rounds.push(round);
    wake();
  });
  onTestFinished(async () => {
    await stop();
  });
  return {
    async after(change, test) {
      for (let waits = 0; waits < 600; waits++) {
        // On a busy machine the watcher may still be at its first look around, so the change is made again now and then.
        if (waits % 100 === 0) change();
        // The output may follow its event by a moment, so the last build is looked at again.
        const last = rounds.at(-1);
        if (last && test(last)) return;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 50);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      throw new Error(`waited in vain for the effect of ${change.toString()}; last error: ${rounds.at(-1)?.error}`);
    },
  };
}

interface RollupWatcherLike {
  on(event: "event", listener: (event: WatchEventLike) => void): unknown;
  close(): unknown;
}

interface WatchEventLike {
  code: string;
  error?: Error;
  result?: { close(): Promise<void> };
}

function listen(watcher: RollupWatcherLike, ended: (round: Round) => void): () => unknown {
  watcher.on("event", (event) => {
    if (event.code === "BUNDLE_END") ended({ error: "" });
    if (event.code === "ERROR") ended({ error: event.error?.message ?? "unknown" });
    void event.result?.close();
  });
  return () => watcher.close();
}

function compilerConfig(root: string, plugin: unknown): object {
  return {
    context: root,
    mode: "development",
    devtool: false,
    entry: "./src/main.js",
    output: { path: join(root, "dist"), filename: "main.js", clean: true },
    plugins: [plugin],
    infrastructureLogging: { level: "none" },
  };
}

interface WatchCompilerLike {
  watch(
    options: object,
    done: (error: Error | null, stats?: { compilation: { errors: Error[] } }) => void,
  ): {
    close(done: () => void): void;
  };
}

function watchCompiler(compiler: WatchCompilerLike, ended: (round: Round) => void): () => unknown {
  const watching = compiler.watch({ aggregateTimeout: 20 }, (error, stats) => {
    const errors = error ? [error] : (stats?.compilation.errors ?? []);
    ended({ error: errors.map((one) => one.message).join("\n") });
  });
  return () => new Promise<void>((resolve) => watching.close(resolve));
}
