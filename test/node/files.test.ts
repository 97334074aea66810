// File contents for a watcher: a file is read again if it has changed, and only then.

import { renameSync, utimesSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FileCache } from "../../src/node/file-cache.ts";
import { makeProject } from "../plugin/support/project.ts";

const text = (cache: FileCache, file: string): string | undefined => {
  const content = cache.read(file);
  return content && Buffer.from(content.bytes).toString();
};

describe("a file", () => {
  test("is read again after each change, however quick", () => {
    const project = makeProject({ a: "0" });
    const cache = new FileCache();
    const file = `${project.root}/a`;
    for (let change = 0; change < 200; change++) {
      project.write("a", String(change % 10));
      expect(text(cache, file)).toBe(String(change % 10));
    }
  });

  test("of the same size and time is read again: its own clock says that it changed", () => {
    const project = makeProject({ a: "one" });
    const cache = new FileCache();
    const file = `${project.root}/a`;
    for (const content of ["one", "two"]) {
      project.write("a", content);
      utimesSync(file, 1000.5, 1000.5);
      expect(text(cache, file)).toBe(content);
    }
  });

  test("that did not change is the same object, even if it was written again", () => {
    const project = makeProject({ a: "one" });
    const cache = new FileCache();
    const file = `${project.root}/a`;
    utimesSync(file, 1000.5, 1000.5);
    const first = cache.read(file);
    expect(cache.read(file)).toBe(first);
    project.write("b", "one");
    renameSync(`${project.root}/b`, file);
    expect(cache.read(file)).toBe(first);
  });

  test("that was removed, or is a folder, has no content", () => {
    const project = makeProject({ a: "one", "folder/b": "" });
    const cache = new FileCache();
    expect(cache.read(`${project.root}/folder`)).toBeUndefined();
    expect(text(cache, `${project.root}/a`)).toBe("one");
    project.remove("a");
    expect(cache.read(`${project.root}/a`)).toBeUndefined();
    project.write("a", "again");
    expect(text(cache, `${project.root}/a`)).toBe("again");
  });
});
