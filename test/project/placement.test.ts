// Names and places of files on the device: pure logic, one line a case.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { devicePath, relativePath } from "../../src/project/paths.ts";
import { BOOT_FILES, findClashes, moduleName, packageRoot, placeFile, rootOf } from "../../src/project/placement.ts";
import type { LayoutRules, Placement } from "../../src/project/placement.ts";

const RULES: LayoutRules = {
  roots: [{ path: "/p/firmware", to: "/lib" }],
  outputFolder: "flash",
  bootFiles: BOOT_FILES,
  shipsAsSource: (relative) => relative === "main.py" || relative === "tool.py",
};

function place(file: string): Placement {
  return placeFile(file, rootOf(file, RULES.roots)!, RULES);
}

test.each([
  ["app/net.py", "app.net"],
  ["app/__init__.py", "app"],
  ["app/sub/__init__.py", "app.sub"],
  ["__init__.py", "__init__"],
  ["main.py", "main"],
])("%s is module %s", (relative, name) => expect(moduleName(relative)).toBe(name));

test.each([
  ["/p/firmware/app/net.py", "module", "/lib/app/net.mpy", "flash/lib/app/net.mpy", "app/net.py"],
  ["/p/firmware/app/__init__.py", "module", "/lib/app/__init__.mpy", "flash/lib/app/__init__.mpy", "app/__init__.py"],
  ["/p/firmware/main.py", "source", "/main.py", "flash/main.py", "main.py"],
  ["/p/firmware/tool.py", "source", "/lib/tool.py", "flash/lib/tool.py", "tool.py"],
  ["/p/firmware/app/main.py", "module", "/lib/app/main.mpy", "flash/lib/app/main.mpy", "app/main.py"],
  ["/p/firmware/font.bin", "data", "/lib/font.bin", "flash/lib/font.bin", "font.bin"],
])("%s is placed as %s at %s", (file, kind, path, asset, relative) => {
  expect(place(file)).toMatchObject({ file, kind, path, asset, relative });
});

test("the innermost root holds a file", () => {
  const roots = ["/p", "/p/firmware", "/p/firm"].map((path) => ({ path, to: "/" }));
  expect(rootOf("/p/firmware/x.py", roots)?.path).toBe("/p/firmware");
  expect(rootOf("/p/firmwares/x.py", roots)?.path).toBe("/p");
  expect(rootOf("/q/x.py", roots)).toBeUndefined();
});

test("a file without a root counts from the first folder that is no package", () => {
  const packages = new Set(["/a/b/c/__init__.py", "/a/b/__init__.py"]);
  expect(packageRoot("/a/b/c/x.py", (path) => packages.has(path))).toBe("/a");
  expect(packageRoot("/a/x.py", () => false)).toBe("/a");
  expect(packageRoot("/x.py", () => true)).toBe("/");
});

describe("conflicts", () => {
  const display = (file: string): string => relativePath("/p", file);

  test("name every file that claims a path", () => {
    const other = { ...place("/p/firmware/app/net.py"), file: "/p/vendor/app/net.py" };
    const problems = findClashes([place("/p/firmware/app/net.py"), other], display);
    expect(problems.map((problem) => problem.summary)).toEqual([
      "firmware/app/net.py and vendor/app/net.py both claim /lib/app/net.mpy on the device",
    ]);
  });

  test("are none where paths differ", () => {
    expect(findClashes([place("/p/firmware/a.py"), place("/p/firmware/b.py")], display)).toEqual([]);
  });
});

describe("paths", () => {
  const part = fc.stringMatching(/^[a-z0-9_.-]{1,6}$/).filter((name) => name !== "." && name !== "..");
  const path = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join("/")}`);

  test("a relative path leads back", () => {
    fc.assert(
      fc.property(path, path, (from, to) => {
        const relative = relativePath(from, to);
        expect(
          new URL(relative || ".", `file://${from}/`.replace(/\/+$/, "/")).pathname.replace(/\/$/, "") || "/",
        ).toBe(to);
      }),
    );
  });

  test("device paths are absolute and plain, however they are put together", () => {
    fc.assert(
      fc.property(fc.array(path), (parts) => {
        const joined = devicePath(...parts);
        expect(joined).toMatch(/^\/(?:[^/]+(?:\/[^/]+)*)?$/);
        expect(devicePath(joined)).toBe(joined);
      }),
    );
  });
});
