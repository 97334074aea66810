// The output folder: a build removes its own stale files, and never any other file.

import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/node/files.ts";
import { OutputFolder } from "../../../src/node/output/output-folder.ts";
import type { OutputFile } from "../../../src/node/output/output-folder.ts";
import { makeProject } from "../../plugin/support/project.ts";
import type { TestProject } from "../../plugin/support/project.ts";

const RECORD = ".flash.micropython.sha256";

function outputs(files: Readonly<Record<string, string>>): OutputFile[] {
  return Object.entries(files).map(([asset, text]) => ({ asset, bytes: Buffer.from(text), sha256: sha256(text) }));
}

function build(project: TestProject, files: Readonly<Record<string, string>>): string[] {
  const output = new OutputFolder(`${project.root}/out`, "flash");
  output.begin(outputs(files));
  output.write();
  return output.finish();
}

describe("a stale file", () => {
  test("is removed, with folders that become empty", () => {
    const project = makeProject({ "out/flash/a/mine.txt": "mine" });
    build(project, { "flash/a/x.mpy": "1", "flash/b/c/y.mpy": "2", "flash/z.mpy": "3" });
    expect(build(project, { "flash/z.mpy": "3" })).toEqual(["flash/a/x.mpy", "flash/b/c/y.mpy"]);
    expect(readdirSync(`${project.root}/out/flash`).sort()).toEqual(["a", "z.mpy"]);
    expect(project.list("out")).toEqual(["flash/a/mine.txt", "flash/z.mpy"]);
  });

  test("that was changed stays, and is no longer ours", () => {
    const project = makeProject({});
    build(project, { "flash/a.mpy": "1" });
    project.write("out/flash/a.mpy", "edited");
    expect(build(project, {})).toEqual([]);
    expect(project.list("out")).toEqual(["flash/a.mpy"]);
    expect(readdirSync(`${project.root}/out`)).toEqual(["flash"]);
  });

  test("of an altered record is removed only if it has the recorded content and is in the folder", () => {
    const project = makeProject({ "out/mine.txt": "mine", "outside.txt": "outside", "out/flash/a.mpy": "1" });
    const line = (path: string, text: string): string => `${sha256(text)}  ${path}\n`;
    project.write(`out/${RECORD}`, line("mine.txt", "other") + line("../outside.txt", "outside") + "rubbish\n");
    expect(build(project, { "flash/a.mpy": "1" })).toEqual([]);
    expect(project.list("")).toEqual(["out/flash/a.mpy", "out/mine.txt", "outside.txt"]);
  });

  test("behind a link out of the folder stays", () => {
    const project = makeProject({ "elsewhere/a.mpy": "1", "out/keep.txt": "" });
    build(project, { "flash/b.mpy": "2" });
    symlinkSync(`${project.root}/elsewhere`, `${project.root}/out/link`);
    project.write(`out/${RECORD}`, `${sha256("1")}  link/a.mpy\n`);
    expect(build(project, {})).toEqual([]);
    expect(existsSync(`${project.root}/elsewhere/a.mpy`)).toBe(true);
  });
});

describe("a build that is killed", () => {
  const text = fc.constantFrom("", "1", "2", "3");
  const files = fc.dictionary(fc.constantFrom("flash/a.mpy", "flash/b/c.mpy", "flash/b/d.mpy", "flash.bin"), text);

  test("at any point is repaired by the next build", () => {
    fc.assert(
      fc.property(files, files, files, fc.nat(12), fc.nat(), (before, killed, after, at, cut) => {
        const project = makeProject({ "out/flash/mine.txt": "mine", "out/flash/b/mine.txt": "mine" });
        build(project, before);
        const output = new OutputFolder(`${project.root}/out`, "flash");
        output.begin(outputs(killed));
        // A bundler makes a file empty first; ours are written beside their place.
        for (const [index, [path, content]] of Object.entries(killed).entries()) {
          if (index === at) project.write(`out/${path}`, "");
          if (index >= at) break;
          project.write(`out/${path}`, content);
        }
        const folder = Object.keys(killed)[0]?.replace(/[^/]*$/, "") ?? "";
        project.write(`out/${folder}.micropython-999999999-0-0.tmp`, "half");
        if (cut % 3 === 0) {
          const record = readFileSync(`${project.root}/out/${RECORD}`, { flag: "a+" });
          writeFileSync(
            `${project.root}/out/${RECORD}`,
            Buffer.concat([record, Buffer.from(`${sha256("1")}  flash/a`)]),
          );
        }
        build(project, after);
        const mine = ["flash/b/mine.txt", "flash/mine.txt"];
        expect(project.list("out")).toEqual([...Object.keys(after), ...mine].sort());
        for (const [path, content] of Object.entries(after))
          expect(project.read(`out/${path}`).toString()).toBe(content);
      }),
      { numRuns: 60 },
    );
  });
});

test("two flash folders in one output are independent", () => {
  const project = makeProject({});
  build(project, { "flash/a.mpy": "1" });
  const other = new OutputFolder(`${project.root}/out`, "other");
  other.begin(outputs({ "other/b.mpy": "2" }));
  other.write();
  expect(other.finish()).toEqual([]);
  expect(project.list("out")).toEqual(["flash/a.mpy", "other/b.mpy"]);
});

test("a file that cannot be written is reported in one line", () => {
  const project = makeProject({ out: "a file" });
  expect(() => build(project, { "flash/a.mpy": "1" })).toThrow(
    `${join(project.root, "out", RECORD)} cannot be written: a file is in the place of a folder`,
  );
  const other = makeProject({});
  mkdirSync(`${other.root}/out/flash/a.mpy`, { recursive: true });
  expect(() => build(other, { "flash/a.mpy": "1" })).toThrow(
    /a\.mpy cannot be written: a folder is in the place of the file$/,
  );
});
