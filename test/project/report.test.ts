// The size table and the report page as text: what is listed, what changed, and sums that are exact.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { ImportGraph } from "../../src/project/graph/graph.ts";
import { createManifest } from "../../src/project/manifest.ts";
import type { Manifest, ManifestFlash } from "../../src/project/manifest.ts";
import { reportPage } from "../../src/project/report/page.ts";
import { fileSizes, sizeTable } from "../../src/project/report/table.ts";
import type { ReportInput } from "../../src/project/report/page.ts";
import { pageData } from "../../src/project/report/page-data.ts";

const TARGET = { firmware: null, mpy: "6.3", arch: null, smallIntBits: 31 };
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
    const before = new Map(Object.entries({ "/same": 10, "/more": 1000, "/less": 90, "/gone": 5 }));
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
    const table = sizeTable(manifestOf(sizes), { before: new Map(Object.entries({ ...sizes, "/m3.mpy": 7 })) });
    expect(table.split("\n")).toHaveLength(2 + 25 + 1 + 1 + 1 + 1 + 1);
    expect(table).toContain("/m3.mpy");
    expect(table).toContain("… and 974 more");
  });

  test("has the use of the filesystem, and the image's path", () => {
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

  const textOf = (page: Uint8Array): string => new TextDecoder().decode(page);

  const input: ReportInput = {
    manifest,
    contents,
    graph: NO_GRAPH,
    project: "</script>greenhouse",
    target: "RPI_PICO_W",
    time: "2026-01-02 03:04 UTC",
  };

  test("a module's functions add up to its size", () => {
    const file = pageData(manifest, contents, NO_GRAPH).files.find(({ path }) => path === "/a.mpy")!;
    expect(file.functions!.map(([name, parent]) => [name, parent])).toEqual([
      ["<module>", -1],
      ["A", -1],
      ["f", 1],
      ["file header", -1],
    ]);
    expect(file.functions!.reduce((sum, [, , total]) => sum + total, 0)).toBe(mpy.length);
    for (const [, , total, ...sizes] of file.functions!) expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(total);
  });

  test("files have their size in the last build", () => {
    const before = (sizes: Record<string, number> | undefined): unknown[] =>
      pageData(manifest, contents, NO_GRAPH, sizes && new Map(Object.entries(sizes))).files.map((file) => file.before);
    expect(before(undefined)).toEqual([undefined, undefined]);
    expect(before({ "/a.mpy": 7 })).toEqual([7, null]);
  });

  test("names cannot become markup, nothing is loaded, and only the title tells the time", () => {
    const page = textOf(reportPage(input));
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).toContain("&lt;/script&gt;greenhouse, RPI_PICO_W, 2026-01-02 03:04 UTC</title>");
    expect(page).toContain("/\\u003cscript>");
    expect(page).not.toMatch(/https?:|src=|@import/);
    expect(page.split(input.time)).toHaveLength(2);
    expect(textOf(reportPage(input))).toBe(page);
  });

  test("500 files of 20 functions make less than 500 kB", () => {
    const functions = Array.from({ length: 20 }, (_, at) => `def do_something_${at}(self):\n    return self.x${at}\n`);
    const { mpy: bytes } = compile(functions.join(""), { filename: "m.py" });
    const modules = Array.from({ length: 500 }, (_, at) => {
      return { ...module, path: `/package/module_${at}.mpy`, name: `package.module_${at}`, size: bytes.length };
    });
    const large = createManifest({ target: TARGET, flash: FLASH, modules, files: [], graph: NO_GRAPH });
    const page = reportPage({ ...input, manifest: large, contents: new Map(modules.map(({ path }) => [path, bytes])) });
    expect(page.length).toBeLessThan(500_000);
  });
});
