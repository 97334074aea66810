// The linter refuses each forbidden import, tried in a copy of the rooms' outline. Without this test, a pattern that matches nothing
// would go unnoticed.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

/** Room, and imports that it must not make. */
const FORBIDDEN: Record<string, readonly string[]> = {
  bytes: ["../diagnostics/x.ts", "../mpy/x.ts", "node:fs"],
  diagnostics: ["../mpy/x.ts", "../compiler/x.ts", "node:fs"],
  numbers: ["../bytes/x.ts", "../mpy/x.ts", "node:fs"],
  firmware: ["../bytes/x.ts", "../mpy/x.ts", "../compiler/x.ts", "node:fs"],
  mpy: ["../compiler/x.ts", "../flash/x.ts", "../node/x.ts", "node:fs"],
  "mpy/file": ["../inspect/x.ts", "../freeze/x.ts", "../../compiler/x.ts", "node:fs"],
  flash: ["../mpy/x.ts", "../compiler/x.ts", "../project/x.ts", "node:fs"],
  device: ["../node/x.ts", "../engine/x.ts", "../plugin/x.ts", "../cli/x.ts", "node:fs"],
  compiler: ["../flash/x.ts", "../project/x.ts", "../plugin/x.ts", "node:fs"],
  "compiler/code/native/arch/x64": ["../x86/x.ts", "../thumb/x.ts", "../../../../../project/x.ts"],
  optimize: ["../flash/x.ts", "../project/x.ts", "../engine/x.ts", "node:fs"],
  project: ["../node/x.ts", "../engine/x.ts", "../plugin/x.ts", "../cli/x.ts", "../compiler/tree/x.ts"],
  node: ["../options/x.ts", "../engine/x.ts", "../plugin/x.ts", "../cli/x.ts"],
  options: ["../engine/x.ts", "../plugin/x.ts", "../cli/x.ts"],
  engine: ["../plugin/x.ts", "../cli/x.ts"],
  plugin: ["../cli/x.ts"],
  cli: ["../plugin/x.ts"],
  vitest: ["../plugin/x.ts", "../cli/x.ts"],
};

const folder = mkdtempSync(join(tmpdir(), "walls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  diagnostics: { filename: string; code: string }[];
}

/** What the linter, under this project's configuration, says of the folder. */
function lint(): Report {
  const oxlint = resolve("node_modules/.bin/oxlint");
  try {
    return JSON.parse(execFileSync(oxlint, ["--format", "json", "src"], { cwd: folder, encoding: "utf8" })) as Report;
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout) as Report;
  }
}

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test("every import against the walls is refused, and every circle", () => {
  copyFileSync(".oxlintrc.json", join(folder, ".oxlintrc.json"));
  const files: string[] = [];
  for (const [room, imports] of Object.entries(FORBIDDEN)) {
    imports.forEach((from, at) => {
      const path = `src/${room}/forbidden${at}.ts`;
      files.push(path);
      write(path, `import * as other from "${from}";\nexport const used: unknown = other;\n`);
    });
  }
  write("src/bytes/allowed.ts", "export const one: number = 1;\n");
  write("src/mpy/file/allowed.ts", 'import { one } from "../../bytes/allowed.ts";\nexport const two: number = one;\n');
  write("src/mpy/allowed.ts", 'import { one } from "../bytes/allowed.ts";\nexport const two: number = one;\n');
  write("src/mpy/a.ts", 'import { b } from "./b.ts";\nexport const a: () => number = () => b();\n');
  write("src/mpy/b.ts", 'import { a } from "./a.ts";\nexport const b: () => number = () => a();\n');
  write("src/mpy/c.ts", 'import type { D } from "./d.ts";\nexport interface C {\n  d: D;\n}\n');
  write("src/mpy/d.ts", 'import type { C } from "./c.ts";\nexport interface D {\n  c: C;\n}\n');

  const wallRules = new Set(["eslint(no-restricted-imports)", "import(no-nodejs-modules)", "import(no-cycle)"]);
  const found = lint().diagnostics.filter(({ code }) => wallRules.has(code));
  const refused = new Set(found.map(({ filename }) => filename.replaceAll("\\", "/")));
  const circles = ["a", "b", "c", "d"].map((name) => `src/mpy/${name}.ts`);
  expect([...refused].sort()).toEqual([...files, ...circles].sort());
});
