// Paths in options: unusual but right ones, and ones that match nothing.

import { expect, test } from "vitest";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { projectFolder } from "../node/project-folder.ts";

const root = projectFolder({ "fw/main.py": "x = 1\n" });

function problems(options: MicroPythonOptions): string {
  const given = { entries: "fw/main.py", cache: false, ...options };
  const snapshot = new FlashBuild(resolveOptions(given, { root, mode: "production" })).snapshot(NO_IMPORTS);
  return snapshot.problems.map(({ summary }) => summary).join("\n");
}

test("a path through a file does not exist", () => {
  expect(problems({ entries: "fw/main.py/x.py" })).toContain('no file matches "fw/main.py/x.py"');
  expect(problems({ libraries: "fw/main.py/lib" })).toContain('there is no folder "fw/main.py/lib"');
  expect(problems({ libraries: { mip: "x", index: "fw/main.py" } })).toContain('no package "x"');
});

test("the project's own folder has several spellings", () => {
  for (const entries of [".", "./", "./fw/", "fw"]) expect(problems({ entries })).toBe("");
});
