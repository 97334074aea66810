// Device tests in Vitest: Python files named test_*.py run on MicroPython, and each test is a test of Vitest. There is
// no custom pool: a test file is loaded as a JavaScript module that asks the device for its tests. That module also
// imports the test's imports, so that Vitest's watch mode knows which tests to run again.

import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { absolutePath, isFile, toPosix } from "../node/files.ts";
import { isPort, resolveTestOptions } from "./options.ts";
import type { DeviceTestOptions } from "./options.ts";
import { importsOf } from "./test-files.ts";

export type { DeviceTestOptions };

const PYTHON_TESTS = "**/test_*.py";
/** Vitest's default for `include`, which ours would replace otherwise. */
const JAVASCRIPT_TESTS = "**/*.{test,spec}.?(c|m)[jt]s?(x)";
/** Marks a test file, so that a plugin for Python imports leaves it alone. */
const TEST = "?micropython-test";
/** Marks a module that a test imports. It is empty, and exists only for Vite's module graph. */
const DEPENDENCY = "?micropython-test-dependency";

/** The module that a test file loads. It is a separate entry in dist. */
const collector: string = toPosix(
  fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "./collect.ts" : "../vitest/collect.js", import.meta.url)),
);

/** The part of Vitest's configuration that the plugin changes. */
interface TestConfig {
  test?: { include?: string[]; fileParallelism?: boolean };
}

/** The plugin for Vitest. @throws ProjectError for a wrong option */
export default function micropythonTests(options: DeviceTestOptions = {}): Plugin {
  const resolved = resolveTestOptions(options, process.env);
  let root = process.cwd();
  const request = (file: string): { file: string; root: string } & typeof resolved => ({ file, root, ...resolved });
  return {
    name: "unplugin-micropython:tests",
    enforce: "pre",
    config(config) {
      const { include } = (config as TestConfig).test ?? {};
      const added = include === undefined ? [JAVASCRIPT_TESTS, PYTHON_TESTS] : [PYTHON_TESTS];
      const test = { include: added, ...(isPort(resolved.target) && { fileParallelism: false }) };
      return { test } as object;
    },
    configResolved(config) {
      root = absolutePath(config.root);
    },
    resolveId(id, importer) {
      if (id.endsWith(DEPENDENCY)) return id;
      // Vite reports the page as the importer of modules without importers.
      if ((importer !== undefined && !importer.endsWith("/index.html")) || !isTest(id)) return undefined;
      const file = toPosix(id);
      return `${isFile(file) ? file : absolutePath(root, `.${file}`)}${TEST}`;
    },
    load(id) {
      if (id.endsWith(DEPENDENCY)) {
        const file = id.slice(0, -DEPENDENCY.length);
        return { code: imports(importsOf(file)), map: null };
      }
      if (!id.endsWith(TEST)) return undefined;
      const file = id.slice(0, -TEST.length);
      const dependencies = imports(importsOf(file, request(file)));
      const call = `await collect({ describe, test, beforeAll, afterAll }, ${JSON.stringify(request(file))});\n`;
      const vitest = 'import { afterAll, beforeAll, describe, test } from "vitest";\n';
      const ours = `import { collect } from ${JSON.stringify(collector)};\n`;
      return { code: vitest + ours + dependencies + call, map: { mappings: "" } };
    },
  };
}

function isTest(id: string): boolean {
  return /[\\/]test_[^\\/]*\.py$/.test(id);
}

function imports(files: readonly string[]): string {
  return files.map((file) => `import ${JSON.stringify(file + DEPENDENCY)};\n`).join("");
}
