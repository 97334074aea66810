// Options of the wrong type, as plain JavaScript and JSON allow them: each is refused by its name, and never by an error of the code
// that stumbles over it.

import { describe, expect, test } from "vitest";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { ProjectError } from "../../src/project/problem.ts";
import { projectFolder } from "../node/project-folder.ts";

const root = projectFolder({ "fw/main.py": "x = 1\n" });

function refusal(options: object): string {
  try {
    const given = { entries: "fw/main.py", cache: false, ...options } as MicroPythonOptions;
    const { problems } = new FlashBuild(resolveOptions(given, { root, mode: "production" })).snapshot(NO_IMPORTS);
    return problems.map(({ summary }) => summary).join("\n");
  } catch (error) {
    if (error instanceof ProjectError) return error.problem.summary;
    throw error;
  }
}

const option = (text: string): string => `option ${text}`.replace(":", " of unplugin-micropython:");

describe("an option of the wrong type is refused by its name", () => {
  test.each([
    [{ entries: 5 }, "entries: 5 is not a text that is not empty"],
    [{ entries: ["a.py", null] }, "entries[1]: null is not a text that is not empty"],
    [{ data: "" }, 'data: "" is not a text that is not empty'],
    [{ exclude: {} }, "exclude: {} is not a text that is not empty"],
    [{ shipAsSource: [1] }, "shipAsSource[0]: 1 is not a text that is not empty"],
    [{ sourceRoots: 5 }, "sourceRoots: 5 is not an object"],
    [{ sourceRoots: [{}] }, "sourceRoots[0].path: it is missing"],
    [{ sourceRoots: { path: "fw", to: 5 } }, "sourceRoots.to: 5 is not a text that is not empty"],
    [{ libraries: { mip: "x", index: 5 } }, "libraries.index: 5 is not a text that is not empty"],
    [{ target: null }, "target: null is not an object"],
    [{ target: { port: 5 } }, "target.port: 5 is not a text that is not empty"],
    [{ firmware: { modules: "x" } }, 'firmware.modules: "x" is not a list of texts'],
    [{ flash: { root: 5 } }, "flash.root: 5 is not a text"],
    [{ flash: { web: { to: 5 } } }, "flash.web.to: 5 is not a text that is not empty"],
    [{ report: null }, "report: null is not an object"],
    [{ report: { html: 5 } }, "report.html: 5 is not a text, true or false"],
    [{ budgets: [{ include: 5, max: 1 }] }, "budgets[0].include: 5 is not a text that is not empty"],
    [{ overrides: 5 }, "overrides: 5 is not a list"],
    [{ overrides: [null] }, "overrides[0]: null is not an object"],
    [{ root: 5 }, "root: 5 is not a text that is not empty"],
    [{ entries: "fw\0" }, 'entries: "fw\\u0000" is not a text that is not empty'],
  ])("%j", (options, message) => {
    expect(refusal(options)).toBe(option(message));
  });
});

test("paths through a file are paths to nothing", () => {
  expect(refusal({ entries: "fw/main.py/x.py" })).toContain('no file matches "fw/main.py/x.py"');
  expect(refusal({ libraries: "fw/main.py/lib" })).toContain('there is no folder "fw/main.py/lib"');
  expect(refusal({ libraries: { mip: "x", index: "fw/main.py" } })).toContain('no package "x"');
});

test("the project's own folder can be written in all ways", () => {
  for (const entries of [".", "./", "./fw/", "fw"]) expect(refusal({ entries })).toBe("");
});
