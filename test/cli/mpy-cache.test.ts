// mpy cache: its folder, its output, what it removes; and what the documents say about the folder.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compileCacheFolder } from "../../src/node/cache/cache-folder.ts";
import { DiskCache } from "../../src/node/cache/disk-cache.ts";
import { makeProject } from "../plugin/support/project.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));

function mpy(cwd: string, args: string[], env: Record<string, string> = {}): { code: number | null; said: string } {
  const options = { cwd, encoding: "utf8", env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "cache", ...args], options);
  return { code: status, said: stdout + stderr };
}

function fill(folder: string): void {
  const cache = new DiskCache(folder);
  for (const key of ["a", "b"]) cache.set(key, { facts: {}, bytes: new Uint8Array(10) });
  cache.save();
}

describe("mpy cache", () => {
  test("shows the cached files, and removes them", () => {
    const { root, list } = makeProject({ "node_modules/.keep": "", "node_modules/.cache/other/x": "" });
    const folder = compileCacheFolder(root, undefined, {})!;
    fill(folder);
    const { code, said } = mpy(root, ["info", "--json"]);
    expect([code, JSON.parse(said)]).toEqual([0, { folder, packs: 1, entries: 2, bytes: expect.any(Number) }]);
    expect(mpy(root, ["info"]).said).toContain("2 compiled files, ");
    expect(mpy(root, ["clean"])).toEqual({ code: 0, said: `${folder}: 1 files removed\n` });
    expect(list("node_modules/.cache")).toEqual(["other/x"]);
    expect(mpy(root, ["info"]).said).toContain("0 compiled files, 0 bytes");
  });

  test("removes build records, too, but not the sizes of the last build", () => {
    const records = "node_modules/.cache/unplugin-micropython";
    const names = ["build-1.json", "files-1.json", "sizes-1.json"];
    const { root, list } = makeProject(Object.fromEntries(names.map((name) => [`${records}/${name}`, "{}"])));
    mpy(root, ["clean", "--dir", "elsewhere"]);
    expect(list(records)).toEqual(names);
    mpy(root, ["clean"]);
    expect(list(records)).toEqual(["sizes-1.json"]);
  });

  test("means the folder of the project's options, of the environment, or of --dir", () => {
    const { root } = makeProject({
      "node_modules/.keep": "",
      "board/micropython.config.json": '{ "cache": { "dir": "c" } }',
    });
    const folderOf = (cwd: string, args: string[], env: Record<string, string> = {}): unknown =>
      (JSON.parse(mpy(cwd, ["info", "--json", ...args], env).said) as { folder: string }).folder;
    expect(folderOf(join(root, "board"), [])).toBe(join(root, "board/c"));
    expect(folderOf(root, ["-c", "board/micropython.config.json"])).toBe(join(root, "board/c"));
    expect(folderOf(root, [], { MICROPYTHON_CACHE_DIR: "/x/y" })).toBe("/x/y");
    expect(folderOf(root, ["--dir", "z"])).toBe(join(root, "z"));
  });

  test("reports a missing cache", () => {
    const { root } = makeProject({ "off.json": '{ "cache": false }' });
    for (const args of [["info"], ["clean"], ["clean", "-c", "off.json"]]) {
      expect(mpy(root, args)).toMatchObject({ code: 1, said: expect.stringContaining("there is no cache here") });
    }
  });
});

test("docs/cache.md names the folder that builds use", () => {
  const { root } = makeProject({});
  mkdirSync(join(root, "node_modules"));
  const folder = compileCacheFolder(root, undefined, {})!
    .slice(root.length + 1)
    .replaceAll("\\", "/");
  const text = readFileSync(new URL("../../docs/cache.md", import.meta.url), "utf8");
  const named = [...text.matchAll(/node_modules\/\.cache[\w/-]*/g)].map(([found]) => found.replace(/\/$/, ""));
  expect(named.length).toBeGreaterThan(3);
  expect(new Set(named)).toEqual(new Set([folder]));
  const [turbo, nx] = [...text.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, json]) => JSON.parse(json!) as object);
  expect(turbo).toMatchObject({ tasks: { build: { outputs: ["dist/**", `${folder}/**`] } } });
  expect(nx).toMatchObject({
    targetDefaults: { build: { outputs: ["{projectRoot}/dist", `{projectRoot}/${folder}`] } },
  });
});
