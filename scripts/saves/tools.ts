// The watching tools with one interface: a tool's current flash of a project, and the flash of a fresh build.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { DevEnvironment, Logger } from "vite";
import type rollupPlugin from "../../src/rollup.ts";
import type vitePlugin from "../../src/vite.ts";
import type webpackPlugin from "../../src/webpack.ts";
import { OPTIONS } from "./project.ts";

/** A tool that watches a project. */
export interface Running {
  /** The flash as the tool has it, as text; undefined where it has none yet. */
  flash(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A tool by name. */
export interface Tool {
  watch(root: string): Promise<Running>;
  /** Builds once, and gives the flash. */
  build(root: string): Promise<string>;
}

/** The plugin as it is built. */
async function plugin<Plugin>(bundler: string): Promise<Plugin> {
  return ((await import(pathToFileURL(`dist/${bundler}.js`).href)) as { default: Plugin }).default;
}

const QUIET = { logLevel: "silent" } as const;

/** All files below the flash's folder, with their bytes. */
function flashOnDisk(root: string): string | undefined {
  const folder = join(root, "dist/flash");
  if (!existsSync(folder)) return undefined;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return files.map((file) => fileText(relative(folder, file), readFileSync(file))).join("\n");
}

function fileText(path: string, bytes: Uint8Array): string {
  return `${path} ${path.endsWith(".json") ? Buffer.from(bytes).toString() : Buffer.from(bytes).toString("hex")}`;
}

async function onDisk(root: string): Promise<string> {
  const flash = flashOnDisk(root);
  if (flash === undefined) throw new Error("the build made no flash");
  return flash;
}

/** Loads a module and all that it imports, as a page does. */
async function loadPage(environment: DevEnvironment, url: string, seen = new Set<string>()): Promise<void> {
  if (seen.has(url)) return;
  seen.add(url);
  await environment.transformRequest(url);
  const node = await environment.moduleGraph.getModuleByUrl(url);
  for (const imported of node?.importedModules ?? []) await loadPage(environment, imported.url, seen);
}

const vite: Tool = {
  async watch(root) {
    const { createLogger, createServer } = await import("vite");
    const micropython = await plugin<typeof vitePlugin>("vite");
    const nothing = (): void => undefined;
    const customLogger: Logger = { ...createLogger("silent"), error: nothing };
    const server = await createServer({
      root,
      configFile: false,
      customLogger,
      server: { port: 0, host: "127.0.0.1" },
      plugins: [micropython(OPTIONS)],
    });
    await server.listen();
    const { port } = server.httpServer!.address() as { port: number };
    const get = async (asset: string): Promise<Uint8Array> => {
      return new Uint8Array(await (await fetch(`http://127.0.0.1:${port}/${asset}`)).arrayBuffer());
    };
    return {
      async flash() {
        try {
          await loadPage(server.environments.client, "/src/main.js");
        } catch {
          return undefined;
        }
        const manifest = await get("flash/manifest.json");
        const { modules, files } = JSON.parse(Buffer.from(manifest).toString()) as Record<string, { asset: string }[]>;
        const assets = [...modules!, ...files!].map((one) => one.asset.slice("flash/".length));
        const texts = [fileText("manifest.json", manifest)];
        for (const asset of assets) texts.push(fileText(asset, await get(`flash/${asset}`)));
        return texts.sort().join("\n");
      },
      close: () => server.close(),
    };
  },
  async build(root) {
    const { build } = await import("vite");
    const micropython = await plugin<typeof vitePlugin>("vite");
    await build({ root, configFile: false, ...QUIET, plugins: [micropython(OPTIONS)] });
    return (await onDisk(root))
      .split(/\n(?=\S+ )/)
      .sort()
      .join("\n");
  },
};

const rollup: Tool = {
  async watch(root) {
    const { watch } = await import("rollup");
    const micropython = await plugin<typeof rollupPlugin>("rollup");
    const watcher = watch({
      input: join(root, "src/main.js"),
      plugins: [micropython({ root, ...OPTIONS })],
      output: { dir: join(root, "dist"), format: "es" },
      ...QUIET,
    });
    watcher.on("event", (event) => {
      if ("result" in event) void event.result?.close();
    });
    return { flash: async () => flashOnDisk(root), close: () => watcher.close() };
  },
  async build(root) {
    const { rollup: bundle } = await import("rollup");
    const micropython = await plugin<typeof rollupPlugin>("rollup");
    const built = await bundle({
      input: join(root, "src/main.js"),
      plugins: [micropython({ root, ...OPTIONS })],
      ...QUIET,
    });
    await built.write({ dir: join(root, "dist"), format: "es" });
    await built.close();
    return onDisk(root);
  },
};

const webpack: Tool = {
  async watch(root) {
    const { default: pack } = await import("webpack");
    const compiler = pack(await webpackConfig(root));
    const watching = compiler.watch({ aggregateTimeout: 20 }, () => undefined);
    return {
      flash: async () => flashOnDisk(root),
      close: () => new Promise((resolve) => watching!.close(() => resolve())),
    };
  },
  async build(root) {
    const { default: pack } = await import("webpack");
    const compiler = pack(await webpackConfig(root));
    await new Promise<void>((resolve, reject) => compiler.run((error) => (error ? reject(error) : resolve())));
    await new Promise<void>((resolve) => compiler.close(() => resolve()));
    return onDisk(root);
  },
};

async function webpackConfig(root: string): Promise<object> {
  const micropython = await plugin<typeof webpackPlugin>("webpack");
  return {
    context: root,
    mode: "development",
    devtool: false,
    entry: "./src/main.js",
    output: { path: join(root, "dist"), filename: "main.js" },
    plugins: [micropython(OPTIONS)],
    infrastructureLogging: { level: "none" },
  };
}

/** All of them, by name. */
export const TOOLS: Readonly<Record<string, Tool>> = { vite, rollup, webpack };
