// Repeated globs: a cached answer always equals a fresh one.

import { mkdirSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Disk } from "../../src/node/disk.ts";
import { findFiles, findOn } from "../../src/node/file-finder.ts";
import type { FoundFiles } from "../../src/node/file-finder.ts";
import { Memo } from "../../src/project/memo.ts";
import { makeProject } from "../plugin/support/project.ts";

/** Globs that are asked again and again. */
function finderIn(root: string): (pattern: string) => FoundFiles {
  const memo = new Memo();
  const disk = new Disk(memo);
  const find = memo.remembering("glob", (pattern: string) => findOn(disk, root, pattern, ["**/skip*"]));
  return (pattern) => {
    disk.refresh();
    return find(pattern);
  };
}

describe("a glob", () => {
  test("finds added, removed and moved files", () => {
    const project = makeProject({ "f/a.py": "", "f/deep/er/b.py": "", "f/x.txt": "", "f/node_modules/c.py": "" });
    const find = finderIn(project.root);
    const agree = (): void => {
      for (const pattern of ["f/**/*.py", "f", "f/a.py", "g/**", "**/*.{py,txt}"]) {
        const fresh = findFiles(project.root, [pattern], ["**/skip*"]);
        expect(find(pattern).files).toEqual(fresh);
        expect(find(pattern).files).toEqual(fresh);
      }
    };
    /** So that a folder's time proves something. */
    const age = (): void => {
      for (const folder of ["f/deep/er", "f/deep", "f", "g", ""]) {
        try {
          utimesSync(join(project.root, folder), 1000.5, 1000.5);
        } catch {
          // not there at the moment
        }
      }
    };
    const changes: (() => void)[] = [
      () => {},
      () => project.write("f/deep/er/new.py", ""),
      () => project.write("f/skip-me.py", ""),
      () => project.remove("f/a.py"),
      () => mkdirSync(join(project.root, "g")),
      () => project.write("g/h.txt", ""),
      () => symlinkSync(join(project.root, "f/deep"), join(project.root, "g/link")),
      () => rmSync(join(project.root, "f/deep"), { recursive: true }),
      () => project.write("f/deep", "a file now"),
      () => project.remove("g"),
    ];
    agree();
    for (const change of changes) {
      age();
      agree();
      change();
      agree();
    }
  });

  test("is not looked up again while nothing changes", () => {
    const project = makeProject({ "f/a.py": "" });
    for (const folder of ["f", ""]) utimesSync(join(project.root, folder), 1000.5, 1000.5);
    const find = finderIn(project.root);
    const first = find("f/*.py");
    expect(find("f/*.py")).toBe(first);
  });
});
