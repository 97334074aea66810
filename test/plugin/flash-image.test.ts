// Filesystem images on every bundler, with the bundle's own output in them. An image that does not fit is refused before anything is
// written. Images are read back by our readers, which agree with real filesystems (test/flash).

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { fromUf2, readImage } from "../../src/flash/index.ts";
import type { FlashContents } from "../../src/flash/index.ts";
import type { FlashOptions, Manifest, MicroPythonOptions } from "../../src/index.ts";
import { BUNDLERS, pluginFor, runBundle } from "./support/bundlers.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";
import { startWatching, WATCHERS } from "./support/watchers.ts";

const FILES = {
  "src/main.js": `
import manifest from "virtual:micropython/manifest";
import url from "../firmware/app/net.py";
// Enough text for compression to pay, on any bundler.
const words = ${JSON.stringify("temperature humidity pressure ".repeat(40).trim().split(" "))};
globalThis.result = { manifest, url, count: words.filter((word) => word.length > 3).length };
`,
  "firmware/app/__init__.py": "",
  "firmware/app/net.py": "def up(name):\n    return 'net', name\n",
  "firmware/app/large.py": `TEXT = ${JSON.stringify("x".repeat(3000))}\n`,
  "firmware/main.py": "from app import net\n",
  "firmware/app/logo.bin": new Uint8Array(300).fill(7),
};

function options(flash: FlashOptions): MicroPythonOptions {
  return { entries: "firmware/**/*.py", data: "firmware/**/*.bin", flash };
}

function manifestOf(project: TestProject): Manifest {
  return JSON.parse(project.read("dist/flash/manifest.json").toString()) as Manifest;
}

/** The image's contents; the manifest's files must be all of them, each at its offset and equal to the loose file. */
function checkImage(project: TestProject): FlashContents {
  const manifest = manifestOf(project);
  const image = project.read(`dist/${manifest.flash.image!.asset}`);
  expect(image.length).toBe(manifest.flash.image!.size);
  const contents = readImage(image);
  const entries = [...manifest.modules, ...manifest.files];
  expect(contents.files.map((file) => file.path).sort()).toEqual(entries.map((entry) => entry.path).sort());
  for (const { path, asset, offset, size } of entries) {
    const found = contents.files.find((file) => file.path === path)!;
    expect(Buffer.from(found.bytes).equals(project.read(`dist/${asset}`)), path).toBe(true);
    if (offset !== undefined) expect(image.subarray(offset, offset + size).equals(found.bytes), path).toBe(true);
  }
  return contents;
}

describe.each(Object.keys(BUNDLERS))("%s", (bundler) => {
  const build = BUNDLERS[bundler]!;

  test("makes an image with firmware and page, the same each time", async () => {
    const project = makeProject(FILES);
    const request = { root: project.root, options: options({ filesystem: "romfs", size: "64K", web: true }) };
    await build(request);
    const first = project.read("dist/flash.bin");
    project.remove("dist");
    await build(request);
    expect(project.read("dist/flash.bin").equals(first)).toBe(true);

    const contents = checkImage(project);
    expect(contents.filesystem).toBe("romfs");
    const manifest = manifestOf(project);
    expect(manifest.flash).toMatchObject({ filesystem: "romfs", mount: "/rom", capacity: 65536 });
    expect(manifest.flash.used).toBe(project.read("dist/flash.bin").length);
    const page = manifest.files.find((file) => file.path === "/www/main.js.gz")!;
    expect(page).toMatchObject({ source: "main.js", asset: "flash/www/main.js.gz", web: { encoding: "gzip" } });
    expect(page.offset).toBeGreaterThan(0);
    expect(page.web!.originalSize).toBe(project.read("dist/main.js").length);
    expect(gunzipSync(project.read("dist/flash/www/main.js.gz"))).toEqual(project.read("dist/main.js"));
    expect(manifest.files.filter((file) => file.web).length).toBe(manifest.files.length - 1);

    // What JavaScript imports was made before the page was: it has the firmware, and neither image nor page.
    const { manifest: imported } = await runBundle(project.root);
    expect(imported.modules.map((one: { path: string }) => one.path)).toEqual(manifest.modules.map((one) => one.path));
    expect(imported.files.map((one: { path: string }) => one.path)).toEqual(["/app/logo.bin"]);
    expect(imported.flash).toMatchObject({ filesystem: "romfs", image: null });
  });

  test("without a page the imported manifest is complete", async () => {
    const project = makeProject(FILES);
    await build({ root: project.root, options: { ...options({ uf2: true }), board: "RPI_PICO" } });
    expect(checkImage(project).filesystem).toBe("littlefs");
    const manifest = manifestOf(project);
    expect((await runBundle(project.root)).manifest).toEqual(manifest);
    const { used, partition, image, uf2 } = manifest.flash;
    expect(partition).toEqual({ board: "RPI_PICO", name: "vfs", offset: 0xa0000, size: 1408 * 1024 });
    const segments = fromUf2(project.read(`dist/${uf2!.asset}`));
    expect(segments.map(({ address, family }) => [address, family])).toEqual([[0x100a0000, 0xe48bff56]]);
    const flashed = Buffer.from(segments[0]!.bytes).subarray(0, used);
    expect(flashed.equals(project.read(`dist/${image!.asset}`).subarray(0, used))).toBe(true);
  });

  test("a flash that is too large is an error with the largest files and the missing bytes", async () => {
    const project = makeProject(FILES);
    const failure = await build({
      root: project.root,
      options: options({ filesystem: "romfs", size: 3500, web: true }),
    }).then(
      () => expect.unreachable("it was built"),
      (error: Error & { errors?: { notes?: { text: string }[] }[] }) => {
        // esbuild keeps what to do about an error apart.
        const notes = error.errors?.flatMap((one) => (one.notes ?? []).map((note) => note.text)) ?? [];
        return [error.message, ...notes].join("\n");
      },
    );
    expect(failure).toMatch(/files do not fit the ROMFS filesystem of 3500 bytes: \d+ bytes are missing/);
    expect(failure).toMatch(/30\d\d {2}\/app\/large\.mpy {2}\(firmware\/app\/large\.py\)/);
    expect(failure).toContain("/www/main.js.gz  (main.js)");
    expect(project.list("dist/flash")).toEqual([]);
    expect(project.list("dist")).not.toContain("flash.bin");
  });
});

describe.each(WATCHERS)("%s, watching", (bundler) => {
  test("an image that does not fit keeps the last good one until it fits again", async () => {
    const project = makeProject(FILES);
    const watching = await startWatching(bundler, {
      root: project.root,
      options: options({ filesystem: "romfs", size: 16384 }),
    });
    const large = (size: number) => (): void => {
      project.write("firmware/app/large.py", `TEXT = ${JSON.stringify("x".repeat(size))}\n`);
    };
    const holds = (size: number): boolean => {
      if (!project.list("dist").includes("flash.bin")) return false;
      const text = "x".repeat(size);
      return project.read("dist/flash.bin").includes(text) && !project.read("dist/flash.bin").includes(`${text}x`);
    };
    await watching.after(
      () => undefined,
      () => holds(3000),
    );
    await watching.after(large(20000), ({ error }) => /do not fit the ROMFS filesystem of 16384 bytes/.test(error));
    expect(holds(3000)).toBe(true);
    await watching.after(large(5000), ({ error }) => error === "" && holds(5000));
    checkImage(project);
  });
});

describe("Vite", () => {
  async function buildPage(
    project: TestProject,
    flash: FlashOptions,
    board?: MicroPythonOptions["board"],
  ): Promise<void> {
    const { build } = await import("vite");
    const micropython = await pluginFor("vite");
    const plugins = [micropython({ ...options(flash), board })];
    await build({ root: project.root, configFile: false, logLevel: "silent", plugins });
  }

  const PAGE = {
    "index.html": `<!doctype html><title>Board</title><link rel="stylesheet" href="/src/page.css"><script type="module" src="/src/main.js"></script>`,
    "src/page.css": `body { margin: 0 } ${Array.from({ length: 40 }, (_, index) => `.c${index} { color: red }`).join("\n")}`,
    "public/icon.bin": new Uint8Array([1, 2, 3]),
    ...FILES,
  };

  test("a page, its style and its public files go along", async () => {
    const project = makeProject(PAGE);
    await buildPage(project, { filesystem: "fat", size: "256K", web: { to: "/srv/www" } });
    const web = manifestOf(project).files.filter((file) => file.web);
    // What the hashes are decides the order.
    expect(web.map((file) => file.path.replace(/-[\w-]{8}\./, "-HASH.")).sort()).toEqual([
      "/srv/www/assets/index-HASH.css.gz",
      "/srv/www/assets/index-HASH.js.gz",
      "/srv/www/icon.bin",
      "/srv/www/index.html.gz",
    ]);
    checkImage(project);
    const html = gunzipSync(project.read("dist/flash/srv/www/index.html.gz"));
    expect(html).toEqual(project.read("dist/index.html"));
  });

  test("globs choose, and compression may be off", async () => {
    const project = makeProject(PAGE);
    await buildPage(project, { web: { gzip: false, include: ["**/*.html", "**/*.bin"], exclude: "icon.*" } });
    const manifest = manifestOf(project);
    expect(manifest.files.filter((file) => file.web).map((file) => file.path)).toEqual(["/www/index.html"]);
    expect(manifest.flash).toMatchObject({ filesystem: "files", capacity: null, image: null });
    expect(manifest.flash.used).toBe([...manifest.modules, ...manifest.files].reduce((sum, one) => sum + one.size, 0));
  });

  test("two files for one path are an error that names both", async () => {
    const project = makeProject({ ...PAGE, "firmware/www/icon.bin": "data" });
    await expect(buildPage(project, { web: true })).rejects.toThrow(
      "icon.bin of the web page and firmware/www/icon.bin both claim /www/icon.bin on the device",
    );
  });

  test("manifests with images fit the published schema", async () => {
    const schema = JSON.parse(readFileSync(new URL("../../schema/manifest.schema.json", import.meta.url), "utf8"));
    const validate = new Ajv({ strict: true, allErrors: true, formats: { uri: true } }).compile(schema);
    const project = makeProject(PAGE);
    await buildPage(project, { uf2: true, web: true }, "RPI_PICO_W");
    expect(validate(manifestOf(project)), JSON.stringify(validate.errors)).toBe(true);
  });

  test("the image of an earlier build is removed", async () => {
    const project = makeProject(PAGE);
    const { build } = await import("vite");
    const micropython = await pluginFor("vite");
    for (const flash of [{ filesystem: "romfs", image: "board.img" }, { filesystem: "romfs" }] as const) {
      const plugins = [micropython(options(flash))];
      await build({
        root: project.root,
        configFile: false,
        logLevel: "silent",
        plugins,
        build: { emptyOutDir: false },
      });
    }
    expect(project.list("dist")).toContain("flash.bin");
    expect(project.list("dist")).not.toContain("board.img");
  });
});
