// The size table and the report page as text: what is listed, what changed, and sums that are exact.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { ImportGraph } from "../../src/project/graph/graph.ts";
import { createManifest } from "../../src/project/manifest.ts";
import type { Manifest, ManifestFlash } from "../../src/project/manifest.ts";
import { reportPage } from "../../src/project/report/page.ts";
import { fileSizes, sizeTable } from "../../src/project/report/table.ts";
import { sizedFiles } from "../../src/project/report/tree.ts";
import { treemapOf } from "../../src/project/report/treemap.ts";

const TARGET = { mpy: "6.3", arch: null, smallIntBits: 31 };
const NO_GRAPH: ImportGraph = { modules: [], imports: [], builtins: [], cycles: [], hidden: [], unresolved: [] };
const FLASH: ManifestFlash = {
  filesystem: "files",
  root: "/",
  mount: "/",
  capacity: null,
  used: 0,
  partition: null,
  image: null,
  uf2: null,
};

function manifestOf(sizes: Record<string, number>, flash: Partial<ManifestFlash> = {}): Manifest {
  const used = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const files = Object.entries(sizes).map(([path, size]) => ({ path, asset: path, source: path, size, sha256: "" }));
  return createManifest({ target: TARGET, flash: { ...FLASH, used, ...flash }, modules: [], files, graph: NO_GRAPH });
}

describe("the size table", () => {
  test("lists the largest first, with share and total", () => {
    expect(`\n${sizeTable(manifestOf({ "/a": 250, "/b.mpy": 12750 }))}\n`).toBe(`
on the flash   bytes   share
------------  ------  ------
/b.mpy        12 750  98.1 %
/a               250   1.9 %
------------  ------  ------
total         13 000
flash: 13 000 bytes
`);
  });

  test("shows the change against the last build, what is new and what is gone", () => {
    const before = { "/same": 10, "/more": 1000, "/less": 90, "/gone": 5 };
    const after = manifestOf({ "/same": 10, "/more": 2500, "/less": 80, "/new": 1 });
    const rows = sizeTable(after, { before })
      .split("\n")
      .map((line) => line.replace(/ {2,}/g, " | "));
    expect(rows).toEqual([
      "on the flash | bytes | share | change",
      "------------ | ----- | ------ | ------",
      "/more | 2 500 | 96.5 % | +1 500",
      "/less | 80 | 3.1 % | −10",
      "/same | 10 | 0.4 %",
      "/new | 1 | 0.0 % | new",
      "/gone | gone",
      "------------ | ----- | ------ | ------",
      "total | 2 591 | +1 486",
      "flash: 2 591 bytes",
    ]);
    const changes = sizeTable(after, { before, changesOnly: true });
    expect(changes).not.toContain("/same");
    expect(changes).toContain("… and 1 more");
    expect(sizeTable(after, { before: fileSizes(after), changesOnly: true })).toBe("");
  });

  test("a large project shows its largest files, and all that changed", () => {
    const sizes = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`/m${index}.mpy`, 1000 + index]));
    const table = sizeTable(manifestOf(sizes), { before: { ...sizes, "/m3.mpy": 7 } });
    expect(table.split("\n")).toHaveLength(2 + 25 + 1 + 1 + 1 + 1 + 1);
    expect(table).toContain("/m3.mpy");
    expect(table).toContain("… and 974 more");
  });

  test("says what of the filesystem is used, and where the image is", () => {
    const image = { asset: "flash.bin", size: 65536, sha256: "" };
    const table = sizeTable(manifestOf({ "/a": 10 }, { filesystem: "littlefs", capacity: 65536, used: 16384, image }));
    expect(table.split("\n").at(-1)).toBe("littlefs: 16 384 of 65 536 bytes used (25.0 %), 49 152 left; flash.bin");
  });
});

describe("the report", () => {
  const mpy = compile("class A:\n    def f(self, x):\n        return [x, 'text', 12345678901234567890]\n", {
    filename: "a.py",
  }).mpy;
  const entry = { path: "/a.mpy", asset: "flash/a.mpy", source: "a.py", size: mpy.length, sha256: "" };
  const module = { ...entry, name: "a", format: "mpy" as const, imports: [], native: null };
  const hostile = { ...entry, path: '/<script>"&.bin', size: 50 };
  const manifest = createManifest({
    target: TARGET,
    flash: FLASH,
    modules: [module],
    files: [hostile],
    graph: NO_GRAPH,
  });
  const contents = new Map([["/a.mpy", mpy]]);

  test("a module's parts add up to its size", () => {
    const [file] = sizedFiles(manifest, contents);
    expect(file!.parts.map((part) => part.name)).toEqual(
      expect.arrayContaining(["<module>", "A", "A.f", "file header"]),
    );
    expect(file!.parts.reduce((sum, part) => sum + part.size, 0)).toBe(mpy.length);
  });

  test("rectangles tile their surroundings in proportion", () => {
    const sizes = [600, 300, 60, 30, 9, 1, 0];
    const rectangles = treemapOf(sizes);
    rectangles.forEach(({ width, height }, index) => expect(width * height).toBeCloseTo(sizes[index]! * 10, 0));
    expect(treemapOf([0, 0])).toHaveLength(2);
    expect(treemapOf([])).toEqual([]);
  });

  test("names cannot become markup, nothing is loaded, and the page is the same each time", () => {
    const page = reportPage(manifest, contents, NO_GRAPH);
    expect(page).not.toContain('<script>"&');
    expect(page).toContain("/&lt;script&gt;&quot;&amp;.bin");
    expect(page).not.toMatch(/https?:|src=|@import/);
    expect(reportPage(manifest, contents, NO_GRAPH)).toBe(page);
  });
});
