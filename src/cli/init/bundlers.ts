// The bundlers that `mpy init` supports: packages, commands, and a short, complete configuration for each.

/** The parts of a new project that depend on its bundler. */
export interface BundlerTemplate {
  /** Packages to install beside unplugin-micropython, with their ranges. */
  readonly packages: Readonly<Record<string, string>>;
  readonly build: string;
  /** The command that watches or serves. */
  readonly dev: string;
  /** Name of the configuration file. */
  readonly file: string;
  /** The text of the configuration file, with or without a web page. */
  config(page: boolean): string;
  /** The URL of the built script in index.html. */
  readonly script: string;
}

/** Bundlers by name. "none" builds with `mpy build`. */
export type BundlerName = "vite" | "rollup" | "rolldown" | "webpack" | "rspack" | "rsbuild" | "esbuild" | "farm";

const imports = (bundler: BundlerName): string =>
  `import micropython from "unplugin-micropython/${bundler}";\nimport options from "./micropython.config.mjs";\n`;

// Rollup and Rolldown do not build pages: a plugin of three lines emits index.html beside the script.
const rollupConfig = (bundler: "rollup" | "rolldown") => (page: boolean) => {
  if (!page)
    return `${imports(bundler)}\nexport default { output: { dir: "dist" }, plugins: [micropython(options)] };\n`;
  return `import { readFileSync } from "node:fs";
${imports(bundler)}
const page = {
  name: "page",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "index.html", source: readFileSync("index.html", "utf8") });
  },
};

export default {
  input: "web/main.js",
  output: { dir: "dist", format: "es" },
  plugins: [micropython(options), page],
};
`;
};

const webpackConfig = (bundler: "webpack" | "rspack") => (page: boolean) => {
  const entry = page ? `  entry: ["./web/main.js", "./index.html"],\n` : "  entry: {},\n";
  const rules = page
    ? `  module: { rules: [{ test: /\\.html$/, type: "asset/resource", generator: { filename: "[name][ext]" } }] },\n`
    : "";
  return `import { resolve } from "node:path";
${imports(bundler)}
export default {
  mode: "production",
${entry}  output: { path: resolve("dist"), filename: "main.js" },
${rules}  plugins: [micropython(options)],
};
`;
};

/** The templates of all bundlers. */
export const BUNDLERS: Readonly<Record<BundlerName, BundlerTemplate>> = {
  vite: {
    packages: { vite: "^8.0.0" },
    build: "vite build",
    dev: "vite",
    file: "vite.config.mjs",
    script: "/web/main.js",
    config: () => `import { defineConfig } from "vite";
${imports("vite")}
export default defineConfig({ plugins: [micropython(options)] });
`,
  },
  rollup: {
    packages: { rollup: "^4.0.0" },
    build: "rollup -c rollup.config.mjs",
    dev: "rollup -c rollup.config.mjs -w",
    file: "rollup.config.mjs",
    script: "./main.js",
    config: rollupConfig("rollup"),
  },
  rolldown: {
    packages: { rolldown: "^1.0.0" },
    build: "rolldown -c rolldown.config.mjs",
    dev: "rolldown -c rolldown.config.mjs -w",
    file: "rolldown.config.mjs",
    script: "./main.js",
    config: rollupConfig("rolldown"),
  },
  webpack: {
    packages: { webpack: "^5.0.0", "webpack-cli": "^7.0.0" },
    build: "webpack -c webpack.config.mjs",
    dev: "webpack -c webpack.config.mjs --watch",
    file: "webpack.config.mjs",
    script: "./main.js",
    config: webpackConfig("webpack"),
  },
  rspack: {
    packages: { "@rspack/core": "^2.0.0", "@rspack/cli": "^2.0.0" },
    build: "rspack build -c rspack.config.mjs",
    dev: "rspack build -c rspack.config.mjs --watch",
    file: "rspack.config.mjs",
    script: "./main.js",
    config: webpackConfig("rspack"),
  },
  rsbuild: {
    packages: { "@rsbuild/core": "^2.0.0" },
    build: "rsbuild build",
    dev: "rsbuild dev",
    file: "rsbuild.config.mjs",
    script: "",
    config: (page) => `import { defineConfig } from "@rsbuild/core";
${imports("rsbuild")}
export default defineConfig({
${page ? `  source: { entry: { index: "./web/main.js" } },\n  html: { template: "./index.html" },\n` : ""}  plugins: [micropython(options)],
});
`,
  },
  esbuild: {
    packages: { esbuild: ">=0.25.0" },
    build: "node esbuild.config.mjs",
    dev: "node esbuild.config.mjs --watch",
    file: "esbuild.config.mjs",
    script: "./web/main.js",
    config: (page) => `import { context } from "esbuild";
${imports("esbuild")}
const build = await context({
  entryPoints: ${page ? `["web/main.js", "index.html"]` : "[]"},
  outdir: "dist",
  outbase: ".",
  bundle: true,
  format: "esm",
${page ? `  loader: { ".html": "copy" },\n` : ""}  logLevel: "info",
  plugins: [micropython(options)],
});
if (process.argv.includes("--watch")) {
  await build.watch();
} else {
  await build.rebuild();
  await build.dispose();
}
`,
  },
  farm: {
    packages: { "@farmfe/core": "^1.7.0", "@farmfe/cli": "^1.0.0" },
    build: "farm build --config farm.config.mjs",
    dev: "farm watch --config farm.config.mjs",
    file: "farm.config.mjs",
    script: "./web/main.js",
    config: (page) => `import { defineConfig } from "@farmfe/core";
${imports("farm")}
export default defineConfig({
  compilation: { input: ${page ? `{ index: "./index.html" }` : "{}"}, output: { path: "dist" }, presetEnv: false },
  plugins: [micropython(options)],
});
`,
  },
};

/** Names of the bundlers, in the order of the prompt. */
export const BUNDLER_NAMES: readonly BundlerName[] = Object.keys(BUNDLERS) as BundlerName[];
