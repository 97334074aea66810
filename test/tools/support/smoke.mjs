// Builds src/main.js of the working directory with the plugin and one bundler, found as a project finds its packages: so that any version of a
// bundler can be tried that is installed side by side with others. Usage: node smoke.mjs BUNDLER [OPTIONS as JSON]

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [bundler, options = "{}"] = process.argv.slice(2);
const root = process.cwd();
const require = createRequire(join(root, "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const plugin = (await import("unplugin-micropython/" + bundler)).default;
const micropython = () => plugin(JSON.parse(options));

function runCompiler(compiler) {
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error) return reject(error);
      if (stats.hasErrors()) return reject(new Error(stats.toString({ all: false, errors: true })));
      compiler.close(() => resolve());
    });
  });
}

const compilerOptions = () => ({
  context: root,
  mode: "production",
  entry: "./src/main.js",
  output: { path: join(root, "dist"), filename: "main.js" },
  plugins: [micropython()],
});

const BUILDS = {
  async vite() {
    const { build } = await load("vite");
    const rollupOptions = { input: join(root, "src/main.js"), output: { entryFileNames: "main.js" } };
    await build({ root, configFile: false, logLevel: "warn", plugins: [micropython()], build: { rollupOptions } });
  },
  async rollup() {
    const { rollup } = await load("rollup");
    const bundle = await rollup({ input: join(root, "src/main.js"), plugins: [micropython()] });
    await bundle.write({ dir: join(root, "dist"), format: "es" });
  },
  async rolldown() {
    const { rolldown } = await load("rolldown");
    const bundle = await rolldown({ input: join(root, "src/main.js"), plugins: [micropython()] });
    await bundle.write({ dir: join(root, "dist"), format: "es" });
  },
  async webpack() {
    const { default: webpack } = await load("webpack");
    await runCompiler(webpack(compilerOptions()));
  },
  async rspack() {
    const loaded = await load("@rspack/core");
    await runCompiler((loaded.rspack ?? loaded.default.rspack)(compilerOptions()));
  },
  async rsbuild() {
    const { createRsbuild } = await load("@rsbuild/core");
    const rsbuild = await createRsbuild({
      cwd: root,
      rsbuildConfig: {
        source: { entry: { main: "./src/main.js" } },
        output: { filenameHash: false, distPath: { root: "dist", js: "" } },
        tools: { htmlPlugin: false },
        performance: { chunkSplit: { strategy: "all-in-one" } },
        plugins: [micropython()],
      },
    });
    await rsbuild.build();
  },
  async farm() {
    // Its CommonJS is broken: it replaces "node" wherever that stands.
    const { build } = await import("@farmfe/core");
    const output = { path: "dist", entryFilename: "[entryName].js", format: "esm" };
    const compilation = { input: { main: "./src/main.js" }, output, persistentCache: false, progress: false };
    await build({ root, configPath: false, clearScreen: false, compilation, plugins: [micropython()] });
  },
  async esbuild() {
    const { build } = await load("esbuild");
    await build({
      entryPoints: ["src/main.js"],
      bundle: true,
      format: "esm",
      outdir: "dist",
      plugins: [micropython()],
    });
  },
};

await BUILDS[bundler]();
