// The files of a new project: firmware with a test, options, the bundler's configuration, and an optional web page.
// This module writes nothing.

import type { BundlerName } from "./bundlers.ts";
import { BUNDLERS } from "./bundlers.ts";

/** The user's choices. */
export interface ProjectChoice {
  readonly name: string;
  /** MicroPython's name of the board; undefined for no particular board. */
  readonly board: string | undefined;
  /** Undefined builds with `mpy build`. */
  readonly bundler: BundlerName | undefined;
  readonly page: boolean;
  /** Range of unplugin-micropython to install. */
  readonly version: string;
}

/** The part of package.json that a project needs. */
export interface PackageFields {
  readonly scripts: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The fields of package.json. An existing one gets only the missing entries. */
export function packageFields({ bundler, version }: ProjectChoice): PackageFields {
  const template = bundler && BUNDLERS[bundler];
  return {
    scripts: {
      build: template?.build ?? "mpy build",
      dev: template?.dev ?? "mpy dev",
      deploy: "mpy deploy",
      test: "vitest run",
    },
    devDependencies: {
      ...template?.packages,
      "unplugin-micropython": version,
      vitest: "^4.0.0",
    },
  };
}

/** The text of each file except package.json, by its path in the project. */
export function projectFiles(choice: ProjectChoice): Map<string, string> {
  const { bundler, page } = choice;
  const template = bundler && BUNDLERS[bundler];
  const files = new Map<string, string>([
    ["micropython.config.mjs", optionsFile(choice)],
    ["firmware/main.py", MAIN_PY],
    ["firmware/app/__init__.py", ""],
    ["firmware/app/greeting.py", GREETING_PY],
    ["firmware/test_greeting.py", TEST_PY],
    ["vitest.config.mjs", VITEST_CONFIG],
  ]);
  if (template) files.set(template.file, template.config(page));
  if (page && template) {
    files.set("index.html", indexHtml(choice.name, template.script));
    files.set("web/main.js", MAIN_JS);
  }
  return files;
}

/** Lines of .gitignore. */
export const IGNORED: readonly string[] = ["node_modules/", "dist/"];

function optionsFile({ board, page }: ProjectChoice): string {
  const lines = [
    ...(board === undefined ? [] : [`  board: ${JSON.stringify(board)},`]),
    `  entries: "firmware/main.py",`,
    // The page goes on the board, which can serve it.
    ...(page ? [`  flash: { web: { to: "/www" } },`] : []),
    `  report: true,`,
    `  production: { optimize: 2 },`,
  ];
  return `import { defineConfig } from "unplugin-micropython";

export default defineConfig({
${lines.join("\n")}
});
`;
}

const MAIN_PY = `# The board runs this file after boot.py. It ships as source, so the program itself is in a package.
import sys

from app.greeting import greeting

print(greeting(sys.platform))
`;

const GREETING_PY = `def greeting(name):
    if not name:
        raise ValueError("a greeting needs a name")
    return "Hello, " + name + "!"
`;

const TEST_PY = `# npm test runs this on MicroPython.
import unittest

from app.greeting import greeting


class TestGreeting(unittest.TestCase):
    def test_names_whom_it_greets(self):
        self.assertEqual(greeting("board"), "Hello, board!")

    def test_refuses_an_empty_name(self):
        with self.assertRaises(ValueError):
            greeting("")
`;

const VITEST_CONFIG = `import { defineConfig } from "vitest/config";
import micropythonTests from "unplugin-micropython/vitest";
import options from "./micropython.config.mjs";

export default defineConfig({ plugins: [micropythonTests({ project: options })] });
`;

const MAIN_JS = `import manifest from "virtual:micropython/manifest";

const list = document.querySelector("#flash");
for (const { path, size } of [...manifest.modules, ...manifest.files]) {
  const item = document.createElement("li");
  item.textContent = \`\${path}, \${size} bytes\`;
  list.append(item);
}
`;

function indexHtml(name: string, script: string): string {
  const title = name.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
  </head>
  <body>
    <h1>${title}</h1>
    <p>On the board's flash:</p>
    <ul id="flash"></ul>
${script === "" ? "" : `    <script type="module" src="${script}"></script>\n`}  </body>
</html>
`;
}
