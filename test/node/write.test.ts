// Writing files and making folders: completely or not at all, and always to an end.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path, { join } from "node:path";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";
import { planMany } from "../../src/cli/cross-plan.ts";
import { absolutePath, realPathOf, toGlob, toPosix } from "../../src/node/files.ts";
import { makeFolder, renameOver, writeFileAtomic } from "../../src/node/write.ts";
import { relativePath } from "../../src/project/paths.ts";
import { makeProject } from "../plugin/support/project.ts";

const { win32 } = path;
const BUSY = Object.assign(new Error("EPERM: somebody has it open"), { code: "EPERM" });

test("folders are made, even if another process is faster", () => {
  const project = makeProject({ "a/b/x": "" });
  makeFolder(`${project.root}/a/b/c/d`);
  makeFolder(`${project.root}/a/b/c/d`);
  expect(readdirSync(`${project.root}/a/b/c`)).toEqual(["d"]);
  expect(() => makeFolder(`${project.root}/a/b/x/y`)).toThrow(/ENOTDIR|EEXIST/);
});

test.runIf(process.platform === "linux")("a folder that cannot be made is an error, not a hang", () => {
  expect(() => makeFolder("/proc/nothing/below")).toThrow("ENOENT");
  expect(() => writeFileAtomic("/proc/nothing/below/file", Buffer.from("x"))).toThrow("ENOENT");
  const module = join(makeProject({}).root, "write.mjs");
  buildSync({ entryPoints: ["src/node/write.ts"], outfile: module, bundle: true, platform: "node", format: "esm" });
  const code = `
    import { mkdtempSync, rmdirSync } from "node:fs";
    import { makeFolder } from "${module}";
    const folder = mkdtempSync("/tmp/micropython-gone-");
    process.chdir(folder);
    rmdirSync(folder);
    try { makeFolder("a/b"); } catch (error) { console.log(error.code); }`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(stdout.trim()).toBe("ENOENT");
});

test("Windows refuses to rename over an open file, for a moment", () => {
  let tries = 0;
  const rename = (): void => {
    if (++tries < 4) throw BUSY;
  };
  renameOver("a", "b", rename, "win32");
  expect(tries).toBe(4);
  tries = 0;
  expect(() => renameOver("a", "b", rename, "linux")).toThrow("EPERM");
  expect(tries).toBe(1);
  const never = (): void => {
    throw BUSY;
  };
  expect(() => renameOver("a", "b", never, "win32")).toThrow("EPERM");
});

test("a write that fails leaves the old file and nothing else", () => {
  const project = makeProject({ "a.txt": "old", "b/c": "" });
  expect(() => writeFileAtomic(`${project.root}/b`, Buffer.from("new"))).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  writeFileAtomic(`${project.root}/a.txt`, Buffer.from("new"));
  expect(readFileSync(`${project.root}/a.txt`, "utf8")).toBe("new");
  expect(readdirSync(project.root).sort()).toEqual(["a.txt", "b"]);
  expect(existsSync(`${project.root}/b/c`)).toBe(true);
});

test("Windows paths are the same for every spelling of the drive", () => {
  expect(toPosix("c:\\p\\x.py", win32)).toBe("C:/p/x.py");
  expect(relativePath(toPosix("c:\\p", win32), toPosix("C:/p/f/x.py", win32))).toBe("f/x.py");
  expect(toPosix("/p\\x.py")).toBe("/p\\x.py");
});

test("globs from path.join match on Windows", () => {
  expect(toGlob(win32.join("firmware", "**", "*.py"), win32)).toBe("firmware/**/*.py");
  expect(toGlob("a\\*.py")).toBe("a\\*.py");
});

test("mpy-cross writes files of several drives only into the given folder", () => {
  const request = { sourceName: undefined, listing: 0, options: {}, output: "out" } as unknown as Parameters<
    typeof planMany
  >[0];
  const plan = (...inputs: string[]): unknown => planMany({ ...request, inputs }, win32);
  expect(plan("C:\\a.py", "D:\\b.py")).toEqual({
    error: "C:\\a.py, D:\\b.py: with -o, files on different drives need separate calls",
  });
  expect(plan("C:\\p\\a.py", "C:\\p\\q\\b.py")).toMatchObject({
    jobs: [{ output: "out\\a.mpy" }, { output: "out\\q\\b.mpy" }],
  });
});

test("the real path of a file that does not exist yet", () => {
  const project = makeProject({ "a/b": "" });
  expect(realPathOf(`${project.root}/a/x/y`)).toBe(absolutePath(project.root, "a/x/y"));
});
