// A project on disk for tests, and the context that loaders of libraries get.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { Disk } from "../../src/node/disk.ts";
import { toPosix } from "../../src/node/files.ts";
import type { LibraryContext } from "../../src/node/libraries/library.ts";
import { Memo } from "../../src/project/memo.ts";

/** A folder with these files, and links by where they lead; removed after the tests. Returns its absolute path. */
export function projectFolder(files: Record<string, string | Uint8Array>, links: Record<string, string> = {}): string {
  const root = toPosix(realpathSync(mkdtempSync(join(tmpdir(), "library-"))));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(join(root, target), join(root, path), "junction");
  }
  return root;
}

/** A loader's surroundings. */
export function contextIn(root: string): LibraryContext {
  const memo = new Memo();
  return {
    root,
    libraryFolder: "/lib",
    circuitPython: undefined,
    disk: new Disk(memo),
    memo,
    isExcluded: () => false,
    mayLeadTo: () => false,
  };
}
