// The cache on disk: an entry is read back as it was written, or not at all, whatever happens to the folder.

import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { compileCacheFolder } from "../../src/node/cache/cache-folder.ts";
import { cleanCache, DiskCache } from "../../src/node/cache/disk-cache.ts";
import type { CacheEntry } from "../../src/node/cache/pack.ts";
import { readPack, writePack } from "../../src/node/cache/pack.ts";
import { makeProject } from "../plugin/support/project.ts";

/** What other processes load. */
const MODULE = bundled("src/node/cache/disk-cache.ts");
afterAll(() => rmSync(dirname(fileURLToPath(MODULE)), { recursive: true }));

/** Root may write everywhere, so as root a test of permissions runs as "nobody", who may not look into every working directory. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534, cwd: tmpdir() } : {};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const entry = (text: string): CacheEntry => ({ facts: { text }, bytes: bytes(text) });

function bundled(entry: string): string {
  const folder = mkdtempSync(join(tmpdir(), "micropython-cache-"));
  chmodSync(folder, 0o755);
  const outfile = join(folder, "bundle.mjs");
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "silent" });
  return pathToFileURL(outfile).href;
}

function newFolder(): string {
  return join(makeProject({}).root, "cache");
}

/** A folder with one pack for each list of keys. */
function filled(...packs: string[][]): string {
  const folder = newFolder();
  for (const keys of packs) add(folder, keys);
  return folder;
}

function add(folder: string, keys: readonly string[]): DiskCache {
  const cache = new DiskCache(folder);
  for (const key of keys) cache.set(key, entry(key));
  cache.save();
  return cache;
}

describe("a pack", () => {
  const entries = new Map([
    ["a", entry("first")],
    ["b", { facts: null, bytes: new Uint8Array(0) }],
    ["ü", { facts: ["x", { y: 1 }], bytes: Uint8Array.from([0, 255, 10]) }],
  ]);
  const pack = Buffer.from(writePack(entries));

  test("is read as it was written", () => {
    expect(readPack(pack)).toEqual(entries);
  });

  test("that is truncated or longer is ignored", () => {
    for (let length = 0; length < pack.length; length++) expect(readPack(pack.subarray(0, length))).toBeUndefined();
    expect(readPack(Buffer.concat([pack, Buffer.alloc(1)]))).toBeUndefined();
  });

  test("with any changed bit is ignored", () => {
    for (let at = 0; at < pack.length; at++) {
      for (const bit of [1, 128]) {
        const altered = Buffer.from(pack);
        altered[at]! ^= bit;
        expect(readPack(altered)).toBeUndefined();
      }
    }
  });
});

describe("a cache", () => {
  test("returns the entries of an earlier process, in another folder as well", () => {
    const folder = filled(["a", "b"], ["c"]);
    const moved = `${folder}-moved`;
    renameSync(folder, moved);
    const cache = new DiskCache(moved);
    for (const key of ["a", "b", "c"]) expect(cache.get(key)).toEqual(entry(key));
    expect(cache.get("d")).toBeUndefined();
    expect(cache.info()).toMatchObject({ packs: 2, entries: 3 });
  });

  test("returns bytes that the caller may change", () => {
    const cache = new DiskCache(filled(["a"]));
    cache.get("a")!.bytes.fill(0);
    expect(cache.get("a")).toEqual(entry("a"));
  });

  test("removes a damaged pack and keeps the others", () => {
    const folder = filled(["a"], ["b"]);
    const [first] = readdirSync(folder);
    const path = join(folder, first!);
    writeFileSync(path, readFileSync(path).fill(0, 40, 41));
    const cache = new DiskCache(folder);
    expect([cache.get("a"), cache.get("b")].filter(Boolean)).toHaveLength(1);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test("writes only what is new", () => {
    const folder = filled(["a"]);
    const before = readdirSync(folder);
    const cache = new DiskCache(folder);
    cache.get("a");
    cache.save();
    expect(readdirSync(folder)).toEqual(before);
    cache.set("b", entry("b"));
    cache.save();
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test("joins the small packs of many saves, and keeps the large one", () => {
    const large = Array.from({ length: 50 }, (_, at) => `large${at}`);
    const folder = filled(large);
    const [first] = readdirSync(folder);
    const cache = new DiskCache(folder);
    for (let save = 0; save < 40; save++) {
      cache.set(`small${save}`, entry(`small${save}`));
      cache.save();
    }
    expect(readdirSync(folder)).toContain(first);
    expect(readdirSync(folder).length).toBeLessThanOrEqual(16);
    const later = new DiskCache(folder);
    for (const key of [...large, "small0", "small20", "small39"]) expect(later.get(key)).toEqual(entry(key));
  });

  test("stays within its limit: entries of this build stay, then the newest", () => {
    const folder = newFolder();
    const limits = { packs: 100, bytes: 5000 };
    const put = (key: string): void => {
      const cache = new DiskCache(folder, limits);
      cache.get("used");
      cache.set(key, { facts: {}, bytes: new Uint8Array(500) });
      cache.save();
      // Packs of one moment have one time, and no order.
      for (const name of readdirSync(folder).filter((one) => !seen.has(one))) {
        seen.add(name);
        utimesSync(join(folder, name), seen.size, seen.size);
      }
    };
    const seen = new Set<string>();
    put("used");
    for (let at = 0; at < 12; at++) put(`key${at}`);
    const cache = new DiskCache(folder, limits);
    expect(cache.info().bytes).toBeLessThanOrEqual(limits.bytes);
    expect(cache.get("used")).toBeDefined();
    expect(cache.get("key11")).toBeDefined();
    expect(cache.get("key0")).toBeUndefined();
  });

  test("removes unfinished files of a killed build, but not those that another one is writing", () => {
    const folder = filled(["a"]);
    const dead = spawnSync(process.execPath, ["--version"]).pid;
    const old = join(folder, `.micropython-${dead}-0-0.tmp`);
    const young = join(folder, `.micropython-${process.ppid}-0-1.tmp`);
    writeFileSync(old, "x");
    writeFileSync(young, "x");
    writeFileSync(join(folder, "notes.txt"), "mine");
    expect(new DiskCache(folder).get("a")).toBeDefined();
    expect(readdirSync(folder).filter((name) => !name.endsWith(".pack"))).toEqual([basename(young), "notes.txt"]);
    expect(cleanCache(folder)).toBe(2);
    expect(readdirSync(folder)).toEqual(["notes.txt"]);
  });
});

describe("a folder that cannot be used", () => {
  test("a file in place of the folder", () => {
    const project = makeProject({ cache: "a file" });
    const cache = add(`${project.root}/cache`, ["a"]);
    expect(cache.get("a")).toEqual(entry("a"));
    expect(cache.failure).toMatch(/EEXIST|ENOTDIR/);
    expect(project.read("cache").toString()).toBe("a file");
  });

  test("read-only: existing entries are used, and nothing is written", async (context) => {
    context.skip(process.platform === "win32", "Windows has no such permissions");
    const folder = filled(["a"]);
    chmodSync(join(folder, ".."), 0o755);
    chmodSync(folder, 0o555);
    // So that whoever is not root can remove it.
    onTestFinished(() => chmodSync(folder, 0o755));
    const script = `
      const { DiskCache } = await import(${JSON.stringify(MODULE)});
      const cache = new DiskCache(${JSON.stringify(folder)});
      cache.set("b", { facts: {}, bytes: new Uint8Array(3) });
      cache.save();
      console.log(cache.failure, cache.get("a") !== undefined, cache.get("b") !== undefined);`;
    expect(await run(process.execPath, ["--input-type=module", "-e", script], NOBODY)).toMatch(/^EACCES.* true true$/m);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test("one whose writes all fail is tried once", () => {
    const folder = newFolder();
    const cache = add(folder, []);
    // A folder where the pack's file would be: its rename fails, as writing does on a full disk.
    cache.set("a", entry("a"));
    const [name] = readdirSync(add(newFolder(), ["a"]).folder);
    mkdirSync(join(folder, name!, "x"), { recursive: true });
    cache.save();
    expect(cache.failure).toMatch(/EISDIR|ENOTEMPTY|EPERM|EEXIST/);
    expect(readdirSync(folder)).toEqual([name]);
    cache.set("b", entry("b"));
    cache.save();
    expect(readdirSync(folder)).toEqual([name]);
    expect(cache.get("b")).toEqual(entry("b"));
  });

  // A device that is always full: writing a pack to it fails as on a full disk.
  test("a full disk leaves no partial pack", async (context) => {
    context.skip(process.platform !== "linux", "only Linux has such a device");
    const folder = filled(["a"]);
    const script = `
      const { DiskCache } = await import(${JSON.stringify(MODULE)});
      const cache = new DiskCache(${JSON.stringify(folder)});
      cache.set("big", { facts: {}, bytes: new Uint8Array(300000) });
      cache.save();
      console.log(cache.failure, cache.get("a") !== undefined, cache.get("big") !== undefined);`;
    // The shell's limit of a file's size stands in for the disk: 100 blocks of 512 or 1024 bytes.
    const limited = `trap '' XFSZ; ulimit -f 100; exec "$0" --input-type=module -e "$1"`;
    const said = await run("sh", ["-c", limited, process.execPath, script]);
    expect(said).toMatch(/^EFBIG.* true true$/m);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

test("several processes fill one cache at once, and no entry is lost", async () => {
  const folder = newFolder();
  const script = `
    const { DiskCache } = await import(${JSON.stringify(MODULE)});
    const open = () => new DiskCache(${JSON.stringify(folder)}, { packs: 3, bytes: 1e9 });
    const bytes = (key) => new TextEncoder().encode(key.repeat(100));
    const own = open();
    let wrong = 0;
    for (let round = 0; round < 20; round++) {
      const reader = open();
      for (let other = 0; other < 80; other++) {
        const found = reader.get("k" + other);
        if (found && Buffer.compare(found.bytes, bytes("k" + other)) !== 0) wrong++;
      }
      const key = "k" + (Number(process.argv[1]) * 20 + round);
      own.set(key, { facts: {}, bytes: bytes(key) });
      own.save();
    }
    console.log(wrong, own.failure);`;
  const processes = ["0", "1", "2", "3"];
  const start = (number: string): Promise<string> =>
    run(process.execPath, ["--input-type=module", "-e", script, number]);
  expect(await Promise.all(processes.map(start))).toEqual(processes.map(() => "0 undefined\n"));
  expect(new DiskCache(folder).info().entries).toBe(80);
  expect(readdirSync(folder).every((name) => name.endsWith(".pack"))).toBe(true);
});

describe("its folder", () => {
  test("in the nearest node_modules, or as configured", () => {
    const { root } = makeProject({ "node_modules/x/y": "", "packages/board/a.py": "" });
    const at = `${root}/packages/board`;
    const usual = join(root, "node_modules/.cache/unplugin-micropython/compiled");
    expect(compileCacheFolder(at, undefined, {})).toBe(usual);
    expect(compileCacheFolder(at, true, {})).toBe(usual);
    expect(compileCacheFolder(at, {}, {})).toBe(usual);
    expect(compileCacheFolder(at, { dir: "../cache" }, {})).toBe(join(root, "packages/cache"));
    expect(compileCacheFolder(at, { dir: "x" }, { MICROPYTHON_CACHE_DIR: "/ci/cache" })).toBe("/ci/cache");
    expect(compileCacheFolder(at, true, { MICROPYTHON_CACHE_DIR: "off" })).toBeUndefined();
    expect(compileCacheFolder(at, false, { MICROPYTHON_CACHE_DIR: "/ci/cache" })).toBeUndefined();
    expect(compileCacheFolder("/", undefined, {})).toBeUndefined();
  });
});

function run(command: string, args: readonly string[], user: { uid?: number; gid?: number } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], cwd: tmpdir(), ...user });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.on("error", reject);
    child.on("close", () => resolve(said));
  });
}
