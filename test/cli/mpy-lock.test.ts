// The built command mpy lock: the lock file as a project's configuration asks for it.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { projectFolder } from "../node/project-folder.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A project that takes a module from npm, and the command in it. */
function project(config: object = {}): { root: string; lock: (...args: string[]) => Ran } {
  const root = projectFolder({
    "micropython.config.json": JSON.stringify({
      entries: "src/main.py",
      libraries: { npm: "pid" },
      cache: false,
      ...config,
    }),
    "src/main.py": "import pid\n",
    "node_modules/pid/package.json": JSON.stringify({ version: "1.0.0" }),
    "node_modules/pid/pid.py": "x = 1\n",
    "node_modules/pid/more.py": "x = 2\n",
  });
  const lock = (...args: string[]): Ran => {
    const env = { ...process.env, CI: "true" };
    const ran = spawnSync(process.execPath, [PROGRAM, "lock", ...args], { cwd: root, encoding: "utf8", env });
    return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  };
  return { root, lock };
}

test("makes, checks and renews the lock file, in CI too", () => {
  const { root, lock } = project();
  const file = `${root}/micropython.lock.json`;
  expect(lock("--check")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("there is no micropython.lock"),
  });
  expect(existsSync(file)).toBe(false);
  const made = { code: 0, stdout: "micropython.lock.json: 1 file of 1 library, updated\n", stderr: "" };
  expect(lock()).toEqual(made);
  expect(readFileSync(file, "utf8")).toMatch(
    /"npm:pid",\n {6}"version": "1\.0\.0",\n {6}"files": \{\n {8}"pid\.py": "/,
  );
  const same = { ...made, stdout: "micropython.lock.json: 1 file of 1 library, unchanged\n" };
  expect(lock()).toEqual(same);
  expect(lock("--check")).toEqual(same);

  writeFileSync(`${root}/node_modules/pid/pid.py`, "x = 3\n");
  expect(lock("--check").stderr).toContain("pid.py of npm:pid is not what micropython.lock.json says");
  expect(lock("--json").stdout).toBe(
    `${JSON.stringify({ lock: "micropython.lock.json", libraries: 1, files: 1, changed: true }, undefined, 2)}\n`,
  );
  expect(lock("--check")).toEqual(same);

  writeFileSync(`${root}/src/main.py`, "import more\n");
  lock();
  expect(readFileSync(file, "utf8")).toContain('"more.py"');
});

test("what a bundler's build may use stays in the lock file as long as its library has it", () => {
  const { root, lock } = project({ lock: "board.lock.json" });
  writeFileSync(`${root}/src/main.py`, "import pid, more\n");
  lock();
  writeFileSync(`${root}/src/main.py`, "import pid\n");
  const both = { code: 0, stdout: "board.lock.json: 2 files of 1 library, unchanged\n" };
  expect(lock("--check")).toMatchObject(both);
  expect(lock()).toMatchObject(both);

  writeFileSync(`${root}/node_modules/pid/more.py`, "x = 3\n");
  expect(lock("--check").stderr).toContain("more.py of npm:pid is not what board.lock.json says");

  rmSync(`${root}/node_modules/pid/more.py`);
  expect(lock("--check")).toMatchObject({
    code: 1,
    stderr: "mpy lock: board.lock.json has entries for files that no library has any more; run mpy lock\n",
  });
  expect(lock()).toMatchObject({ code: 0, stdout: "board.lock.json: 1 file of 1 library, updated\n" });
  expect(readFileSync(`${root}/board.lock.json`, "utf8")).not.toContain("more.py");
});

test("an unreadable lock file is replaced", () => {
  const { root, lock } = project();
  writeFileSync(`${root}/micropython.lock.json`, "<<<<<<< HEAD\n");
  expect(lock("--check").stderr).toContain("micropython.lock.json:1:1");
  expect(lock()).toMatchObject({ code: 0, stdout: "micropython.lock.json: 1 file of 1 library, updated\n" });
});

test("a project that does not build is not changed", () => {
  const { root, lock } = project();
  writeFileSync(`${root}/src/main.py`, "import pid, nothing_of_this_name\ndef (\n");
  const ran = lock();
  expect([ran.code, ran.stdout]).toEqual([1, ""]);
  expect(ran.stderr).toContain("src/main.py:2:5: SyntaxError: invalid syntax");
  expect(existsSync(`${root}/micropython.lock.json`)).toBe(false);
});
