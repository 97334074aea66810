// The built commands mpy manifest and mpy freeze --manifest: lists, written files, and messages about mistakes.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));
const FOLDER = fileURLToPath(new URL("frozen", import.meta.url));
const HEADER = fileURLToPath(new URL("../mpy/golden/qstr-header.h", import.meta.url));
const VARIABLES = ["-v", "COLLECTION_DIR=../../library/collection"];
const scratch = mkdtempSync(join(tmpdir(), "mpy-manifest-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function mpy(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: FOLDER, encoding: "utf8" });
  return { code: status, stdout, stderr };
}

describe("manifest", () => {
  test("lists files and how they ship", () => {
    expect(mpy("manifest", "manifest.py", ...VARIABLES)).toEqual({
      code: 0,
      stderr: "",
      stdout: `\
empty.py            as text   -         text/empty.py
words.py            as text   -         text/words.py
greeting.py         -O2       -         modules/greeting.py
pkg/__init__.py     -O2       -         modules/pkg/__init__.py
cobs.py             mpy       0.1.0     ${join(FOLDER, "../../library/collection/data/cobs/cobs.py")}
crc/__init__.py     -O2       1.2.0     ${join(FOLDER, "../../library/collection/data/crc/crc/__init__.py")}
crc/crc16.py        -O2       1.2.0     ${join(FOLDER, "../../library/collection/data/crc/crc/crc16.py")}
crc/crc8.py         -O2       1.2.0     ${join(FOLDER, "../../library/collection/data/crc/crc/crc8.py")}
frames/__init__.py  mpy       2.0.0     ${join(FOLDER, "../../library/collection/data/frames/frames/__init__.py")}
frames/codec.py     mpy       2.0.0     ${join(FOLDER, "../../library/collection/data/frames/frames/codec.py")}
10 files, from 4 manifests
`,
    });
  });

  test("statements in place of a file, as JSON", () => {
    const { code, stdout } = mpy(
      "manifest",
      "--json",
      "metadata(version='1'); module('greeting.py', 'modules', opt=3)",
    );
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        metadata: { version: "1" },
        files: [
          {
            path: "greeting.py",
            file: "modules/greeting.py",
            kind: "compile",
            optimize: 3,
            version: "1",
            place: "<manifest>:1:24",
          },
        ],
        cModules: [],
        manifests: [],
      },
    ]);
  });

  test("output and calls that find nothing go to standard error", () => {
    const { code, stderr } = mpy("manifest", "print('hello')\npackage('none')");
    expect([code, stderr]).toEqual([0, "hello\n<manifest>:2:1: no .py file in none\n"]);
  });

  test.each([
    [["manifest.py"], 1, "manifest.py:5:1: Package 'frames' not found in any known library."],
    [["--compile", "manifest.py"], 1, "manifest.py:3:1: NameError: name 'freeze_as_str' is not defined"],
    [["none.py"], 1, "none.py: there is no such manifest"],
    [["while True: pass #"], 1, "<manifest>:1:1: a while loop is not understood in a manifest.py"],
    [[], 2, "give one manifest.py"],
    [["-v", "A", "manifest.py"], 2, "--var A: give NAME=VALUE"],
    [["--lib", "none", "manifest.py"], 2, "--lib none: there is no such folder"],
  ])("%j", (args, code, message) => {
    const ran = mpy("manifest", ...args);
    expect([ran.code, ran.stdout]).toEqual([code, ""]);
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });
});

describe("freeze --manifest", () => {
  // recorded from makemanifest.py
  test("writes what makemanifest.py writes", () => {
    const output = join(scratch, "content.c");
    expect(mpy("freeze", "--manifest", "manifest.py", ...VARIABLES, "-q", HEADER, "-o", output)).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    expect(readFileSync(output, "utf8")).toBe(readFileSync(join(FOLDER, "content.c"), "utf8"));
  });

  test("a mistake in a source is reported, and nothing is written", () => {
    writeFileSync(join(scratch, "bad.py"), "x = 1\ny = (\n");
    const output = join(scratch, "never.c");
    const { code, stderr } = mpy("freeze", "--manifest", `module('bad.py', '${scratch}')`, "-o", output);
    expect(code).toBe(1);
    expect(stderr).toContain("bad.py:3:1: SyntaxError: invalid syntax");
    expect(existsSync(output)).toBe(false);
  });

  test("native code needs an architecture", () => {
    writeFileSync(join(scratch, "native.py"), "@micropython.native\ndef f(x):\n    return x\n");
    const manifest = ["freeze", "--manifest", `module('native.py', '${scratch}')`];
    expect(mpy(...manifest).stderr).toContain("native.py:1:14: SyntaxError: invalid arch");
    expect(mpy(...manifest, "--march", "armv7m").code).toBe(0);
    expect(mpy(...manifest, "--march", "z80").stderr).toContain("--march z80: there is no such architecture");
    expect(mpy(...manifest, "x.mpy").stderr).toContain("give --manifest or .mpy files, not both");
  });
});
