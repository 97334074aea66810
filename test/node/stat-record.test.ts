// The record of file states that one process leaves for the next: it is used only if nothing can have changed.

import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileCache } from "../../src/node/file-cache.ts";
import { sha256 } from "../../src/node/files.ts";
import { StatRecord } from "../../src/node/stat-record.ts";
import { ProjectError } from "../../src/project/problem.ts";
import type { TestProject } from "../plugin/support/project.ts";
import { makeProject } from "../plugin/support/project.ts";

const FOLDER = "node_modules/.cache/unplugin-micropython";
/** Longer than a tick of the filesystem's clock. */
const LATER_MS = 150;

async function recorded(files: Record<string, string>): Promise<{ project: TestProject; record: string }> {
  const project = makeProject({ "node_modules/.keep": "", ...files });
  await new Promise((resolve) => setTimeout(resolve, LATER_MS));
  const cache = new FileCache(new StatRecord(project.root));
  for (const file of Object.keys(files)) cache.read(join(project.root, file));
  cache.save();
  const [name] = readdirSync(join(project.root, FOLDER));
  return { project, record: join(project.root, FOLDER, name!) };
}

const open = (project: TestProject): FileCache => new FileCache(new StatRecord(project.root));
const text = (cache: FileCache, project: TestProject, file: string): string =>
  Buffer.from(cache.read(join(project.root, file))!.bytes).toString();

test("unchanged files are not read again", async () => {
  const { project, record } = await recorded({ a: "one", b: "two" });
  expect(open(project).read(join(project.root, "a"))!.sha256).toBe(sha256("one"));
  expect(text(open(project), project, "a")).toBe("one");
  // Only a record that lies, with a checksum that is right, can show that nobody looked into the file.
  const body = readFileSync(record, "utf8").split("\n")[1]!.replace(sha256("one"), sha256("lie"));
  writeFileSync(record, `${sha256(body)}\n${body}`);
  const content = open(project).read(join(project.root, "a"))!;
  expect(content.sha256).toBe(sha256("lie"));
  // And whoever then looks sees that it cannot be.
  expect(() => content.bytes).toThrow(ProjectError);
});

test("changed files are read, even with the old time and size", async () => {
  const { project } = await recorded({ a: "one", b: "two" });
  project.write("a", "1ne");
  utimesSync(join(project.root, "a"), 1000.5, 1000.5);
  const cache = open(project);
  expect(text(cache, project, "a")).toBe("1ne");
  expect(text(cache, project, "b")).toBe("two");
  project.remove("b");
  expect(cache.read(join(project.root, "b"))).toBeUndefined();
});

test("a file that was written a moment before it was read is not recorded", () => {
  const project = makeProject({ "node_modules/.keep": "", a: "one" });
  const cache = open(project);
  cache.read(join(project.root, "a"));
  cache.save();
  expect(project.list(FOLDER)).toEqual([]);
});

test("a changed or truncated record is ignored", async () => {
  const { project, record } = await recorded({ a: "one" });
  const good = readFileSync(record);
  for (let at = 0; at < good.length; at++) {
    const altered = Buffer.from(good);
    altered[at]! ^= 1;
    writeFileSync(record, altered);
    expect(open(project).read(join(project.root, "a"))!.sha256).toBe(sha256("one"));
    writeFileSync(record, good.subarray(0, at));
    expect(open(project).read(join(project.root, "a"))!.sha256).toBe(sha256("one"));
  }
});
