// What imports mean in a project: absolute names, relative levels, submodules behind `from … import`.

import { expect, test } from "vitest";
import { importedModules } from "../../src/project/imports.ts";
import type { ImportFact } from "../../src/project/imports.ts";

const MODULES = new Set(["app", "app.net", "app.net.wifi", "app.util", "top"]);

function resolve(
  importer: string,
  isPackage: boolean,
  module: string,
  level: number,
  names: string[] | null,
): string[] {
  const fact: ImportFact = { module, level, names, line: 1 };
  return importedModules(importer, isPackage, [fact], (name) => MODULES.has(name));
}

test.each<[string, string, boolean, string, number, string[] | null, string[]]>([
  ["import time", "app.net", false, "time", 0, null, ["time"]],
  ["import a.b.c", "top", false, "a.b.c", 0, null, ["a.b.c"]],
  ["from app import net, VERSION", "top", false, "app", 0, ["net", "VERSION"], ["app", "app.net"]],
  ["from . import util in a module", "app.net", false, "", 1, ["util"], ["app", "app.util"]],
  ["from . import net in a package", "app", true, "", 1, ["net"], ["app.net"]],
  ["from .wifi import x in a package", "app.net", true, "wifi", 1, ["x"], ["app.net.wifi"]],
  ["from ..util import x", "app.net.wifi", false, "util", 2, ["x"], ["app.util"]],
  ["from .top import x outside of packages fails", "other", false, "top", 1, ["x"], []],
  ["from . import top outside of packages fails", "other", false, "", 1, ["top", "x"], []],
  ["from ... import x leads out", "app.net", false, "x", 3, null, []],
])("%s", (_case, importer, isPackage, module, level, names, expected) => {
  expect(resolve(importer, isPackage, module, level, names)).toEqual(expected);
});

test("each name once, sorted", () => {
  const facts = ["b", "a", "b"].map((module): ImportFact => ({ module, level: 0, names: null, line: 1 }));
  expect(importedModules("x", false, facts, () => false)).toEqual(["a", "b"]);
});
