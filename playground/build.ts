// Builds the playground with each of its bundlers, as `vite build`, `rollup -c` and `webpack` do with the configuration files beside
// this one.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { OutputOptions, RollupOptions } from "rollup";
import type { Configuration, Stats } from "webpack";

type Build = (config: unknown, configFile: string) => Promise<void>;

const BUILDS: Readonly<Record<string, Build>> = {
  async vite(_config, configFile) {
    const { build } = await import("vite");
    await build({ configFile, logLevel: "warn" });
  },

  async rollup(config) {
    const { rollup } = await import("rollup");
    const { output, ...input } = config as RollupOptions;
    const bundle = await rollup({ ...input, logLevel: "warn" });
    await bundle.write(output as OutputOptions);
    await bundle.close();
  },

  async webpack(config) {
    const { default: webpack } = await import("webpack");
    const compiler = webpack(config as Configuration);
    const stats = await new Promise<Stats | undefined>((resolve, reject) => {
      compiler.run((error, result) => (error ? reject(error) : resolve(result)));
    });
    await new Promise((resolve) => compiler.close(resolve));
    if (stats?.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  },
};

/** The bundlers that the playground is configured for. */
export const BUNDLERS: readonly string[] = Object.keys(BUILDS);

/** Builds the playground in `folder` with one bundler, and returns the output folder. */
export async function buildWith(bundler: string, folder: string): Promise<string> {
  const configFile = join(folder, `${bundler}.config.js`);
  const { default: config } = (await import(pathToFileURL(configFile).href)) as { default: unknown };
  await BUILDS[bundler]!(config, configFile);
  return join(folder, "dist", bundler);
}
