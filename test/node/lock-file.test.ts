// The lock file on disk: when it is written, and when it is not.

import { chmodSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { checkLockFile, isContinuousIntegration, renewLockFile } from "../../src/node/lock-file.ts";
import type { LockPlace } from "../../src/node/lock-file.ts";
import type { OutsideFile } from "../../src/project/lock/lock.ts";
import { projectFolder } from "./project-folder.ts";

const use = (path: string, sha256: string): OutsideFile => ({
  library: "npm:pid",
  version: "1.0.0",
  path,
  sha256: sha256.repeat(64),
  file: `/elsewhere/${path}`,
});

function placeIn(files: Record<string, string> = {}, frozen = false): LockPlace {
  const root = projectFolder(files);
  return { file: `${root}/micropython.lock.json`, root, frozen };
}

const check = (used: OutsideFile[], place: LockPlace): string[] =>
  checkLockFile(used, place).map(({ summary }) => summary);

afterEach(() => vi.unstubAllEnvs());

describe("a build", () => {
  test("makes the lock file, then compares with it, and removes nothing", () => {
    const place = placeIn();
    expect(check([use("a.py", "a"), use("b.py", "b")], place)).toEqual([]);
    const text = readFileSync(place.file, "utf8");
    expect(text).toContain(`"a.py": "${"a".repeat(64)}"`);
    utimesSync(place.file, 1, 1);
    expect(check([use("a.py", "a")], place)).toEqual([]);
    expect(statSync(place.file).mtimeMs).toBe(1000);
    expect(check([use("a.py", "c")], place)).toEqual([expect.stringContaining("a.py of npm:pid is not what")]);
    expect(readFileSync(place.file, "utf8")).toBe(text);
    expect(check([use("c.py", "c")], place)).toEqual([]);
    expect(readFileSync(place.file, "utf8")).toMatch(/"a\.py".*\n.*"b\.py".*\n.*"c\.py"/);
  });

  test("makes none without libraries", () => {
    const place = placeIn();
    expect(check([], place)).toEqual([]);
    expect(existsSync(place.file)).toBe(false);
  });

  test("writes nothing in CI", () => {
    const place = placeIn({}, true);
    expect(check([], place)).toEqual([]);
    expect(check([use("a.py", "a")], place)).toEqual([
      "there is no micropython.lock.json, and a build in CI does not make it",
    ]);
    renewLockFile([use("a.py", "a")], place);
    expect(check([use("a.py", "a")], place)).toEqual([]);
    expect(check([use("b.py", "b")], place)).toEqual([
      expect.stringContaining("b.py of npm:pid is not in micropython.lock"),
    ]);
  });

  test("reports an invalid lock file with its line", () => {
    const place = placeIn({ "micropython.lock.json": '{\n<<<<<<< ours\n  "lockVersion": 1\n}' });
    const [problem] = checkLockFile([use("a.py", "a")], place);
    expect(problem).toMatchObject({ displayFile: "micropython.lock.json", line: 2, column: 1 });
  });

  test("reports one that cannot be written", (context) => {
    context.skip(process.getuid?.() === 0, "root may write everywhere");
    const place = placeIn({ x: "" });
    chmodSync(place.root, 0o555);
    expect(check([use("a.py", "a")], place)).toEqual([expect.stringContaining("the lock file cannot be written")]);
    chmodSync(place.root, 0o755);
  });
});

test("renewing returns whether it changed", () => {
  const place = placeIn();
  expect(renewLockFile([use("a.py", "a"), use("b.py", "b")], place)).toBe(true);
  expect(renewLockFile([use("b.py", "b"), use("a.py", "a")], place)).toBe(false);
  expect(renewLockFile([use("a.py", "c")], place)).toBe(true);
  expect(readFileSync(place.file, "utf8")).not.toContain("b.py");
  writeFileSync(place.file, "broken");
  expect(renewLockFile([use("a.py", "c")], place)).toBe(true);
});

test.each([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
  ["", false],
])("CI=%j is continuous integration: %s", (value, expected) => {
  vi.stubEnv("CI", value);
  expect(isContinuousIntegration()).toBe(expected);
});
