// The lock file: its text, the comparison in a build, and refused files.

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareLock, lockOf, lockText, readLock } from "../../../src/project/lock/lock.ts";
import type { Lock, OutsideFile } from "../../../src/project/lock/lock.ts";
import { problemText } from "../../../src/project/problem.ts";

const A = "a".repeat(64);
const B = "b".repeat(64);

const use = (library: string, path: string, sha256: string, version?: string): OutsideFile => ({
  library,
  version,
  path,
  sha256,
  file: `/project/node_modules/${path}`,
});

const read = (text: string): Lock =>
  readLock({ file: "/project/micropython.lock.json", displayFile: "lock.json", text });

function compare(lock: Lock | undefined, used: OutsideFile[], frozen = false): { problems: string[]; text: string } {
  const display = (file: string): string => file.replace("/project/", "");
  const { problems, lock: next } = compareLock(lock, used, { frozen, name: "lock.json", display });
  return { problems: problems.map(problemText), text: lockText(next) };
}

test("its text has one line for each file, in a stable order", () => {
  const used = [use("npm:pid", "pid.py", A, "1.2.0"), use("mip:z", "z.py", B), use("mip:z", "a/b.py", A)];
  const text = `{
  "$schema": "https://unpkg.com/unplugin-micropython/schema/lock.schema.json",
  "lockVersion": 1,
  "libraries": [
    {
      "name": "mip:z",
      "files": {
        "a/b.py": "${A}",
        "z.py": "${B}"
      }
    },
    {
      "name": "npm:pid",
      "version": "1.2.0",
      "files": {
        "pid.py": "${A}"
      }
    }
  ]
}
`;
  expect(lockText(lockOf(used))).toBe(text);
  expect(lockText(lockOf(used.toReversed()))).toBe(text);
  expect(lockText(read(text))).toBe(text);
  const validate = new Ajv().compile(JSON.parse(readFileSync("schema/lock.schema.json", "utf8")) as object);
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
});

test("any lock file is read as it was written", () => {
  const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
  const path = fc.string({ minLength: 1 });
  const uses = fc.array(fc.tuple(fc.constantFrom("npm:a", "mip:b", "c"), path, hash));
  fc.assert(
    fc.property(uses, (list) => {
      const lock = lockOf(list.map(([library, path, hash]) => use(library, path, hash)));
      expect(lockText(read(lockText(lock)))).toBe(lockText(lock));
    }),
    { numRuns: 100 },
  );
});

describe("a build", () => {
  const locked = lockOf([use("npm:pid", "pid.py", A, "1.2.0"), use("npm:pid", "old.py", A, "1.2.0")]);

  test("adds what is missing and keeps what it does not use", () => {
    const { problems, text } = compare(locked, [use("npm:pid", "new.py", B, "1.2.0"), use("mip:z", "z.py", B)]);
    expect(problems).toEqual([]);
    expect([...read(text).get("npm:pid")!.files.keys()]).toEqual(["new.py", "old.py", "pid.py"]);
    expect([...read(text).keys()]).toEqual(["mip:z", "npm:pid"]);
  });

  test("accepts unchanged files, in CI too", () => {
    const used = [use("npm:pid", "pid.py", A, "1.2.0")];
    for (const frozen of [true, false]) {
      expect(compare(locked, used, frozen)).toEqual({ problems: [], text: lockText(locked) });
    }
  });

  test("refuses an altered file, with both hashes and a remedy", () => {
    expect(compare(locked, [use("npm:pid", "pid.py", B, "1.2.0")]).problems).toEqual([
      `node_modules/pid.py: pid.py of npm:pid is not what lock.json says: its SHA-256 is ${B}, locked is ${A}\n\n` +
        "If the change is intended, run mpy lock to update the lock file. If not, install the library again.",
    ]);
  });

  test("reports an updated library once", () => {
    const used = [use("npm:pid", "pid.py", B, "1.3.0"), use("npm:pid", "old.py", B, "1.3.0")];
    expect(compare(locked, used).problems).toEqual([
      "node_modules/old.py: old.py of npm:pid is not what lock.json says, nor is one more file of it " +
        `(version 1.2.0 in the lock file, 1.3.0 now): its SHA-256 is ${B}, locked is ${A}\n\n` +
        "If the change is intended, run mpy lock to update the lock file. If not, install the library again.",
    ]);
  });

  test("adds nothing in CI", () => {
    expect(compare(locked, [use("npm:pid", "new.py", B), use("mip:z", "z.py", B)], true).problems).toEqual([
      "node_modules/z.py: z.py of mip:z is not in lock.json, and a build in CI does not add it\n\n" +
        "Run the build or mpy lock on your own machine, and commit the lock file.",
      "node_modules/new.py: new.py of npm:pid is not in lock.json, and a build in CI does not add it\n\n" +
        "Run the build or mpy lock on your own machine, and commit the lock file.",
    ]);
  });
});

test.each([
  ["<<<<<<< ours\n", "lock.json:1:1: this is not JSON"],
  ['{\n  "lockVersion": 2\n}', "lock.json:2:18: this is not a lock file of version 1"],
  ["[]", "lock.json:1:1: the document is not an object"],
  ['{"lockVersion": 1,\n"libraries": [{"files": {}}]}', "lock.json:2:15: a library without a name"],
  ['{"lockVersion": 1, "libraries": [{"name": "a"},\n {"name": "a"}]}', "lock.json:2:2: the library a is listed twice"],
  ['{"lockVersion": 1, "libraries": [{"name": "a", "files": {"x": "12"}}]}', "a SHA-256 has 64 hexadecimal digits"],
])("a lock file such as %j is refused", (text, message) => {
  expect(() => read(text)).toThrow(message);
});
