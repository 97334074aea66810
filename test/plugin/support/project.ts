// Projects on disk for tests of the built plugin: files in a temporary folder, which is removed after the test.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { onTestFinished } from "vitest";

/** A project's folder with helpers to change and read it. */
export interface TestProject {
  /** Absolute. */
  readonly root: string;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  read(path: string): Buffer;
  /** Files under a folder, relative to it, sorted, without records of builds; none where there is no folder. */
  list(folder: string): string[];
}

/** Makes a project with these files. */
export function makeProject(files: Record<string, string | Uint8Array>): TestProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "micropython-project-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  const project: TestProject = {
    root,
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    read: (path) => readFileSync(join(root, path)),
    list: (folder) => listFolder(join(root, folder)),
  };
  for (const [path, content] of Object.entries(files)) project.write(path, content);
  return project;
}

function listFolder(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".micropython.sha256"))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
      .sort();
  } catch {
    return [];
  }
}
