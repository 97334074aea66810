// The built mpy command: each subcommand does what the library does, and exits with 0, 1 or 2 as scripts expect.

import { spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { buildImage, toUf2 } from "../../src/flash/index.ts";
import { mergeMpy } from "../../src/mpy/merge/merge.ts";
import { goldenMpy, goldenPath } from "../mpy/golden.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));
const CROSS = fileURLToPath(new URL("../../dist/cli/mpy-cross.cjs", import.meta.url));
const GOLDEN = fileURLToPath(goldenPath(""));
const scratch = mkdtempSync(join(tmpdir(), "mpy-cli-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs mpy where the recorded files are; `@` in an argument stands for the scratch folder. */
function mpy(...args: string[]): Ran {
  const real = args.map((arg) => arg.replace("@", scratch));
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...real], { cwd: GOLDEN, encoding: "utf8" });
  return { code: status, stdout, stderr };
}

const json = (...args: string[]): unknown => JSON.parse(mpy(...args, "--json").stdout);

describe("use", () => {
  test("help is on standard output", () => {
    expect(mpy("--help")).toMatchObject({ code: 0, stderr: "" });
    for (const command of [["inspect"], ["check"], ["merge"], ["freeze"], ["image", "build"], ["image", "extract"]]) {
      const { code, stdout } = mpy(...command, "--help");
      expect([code, stdout.split("\n")[0]!.startsWith(`usage: mpy ${command.join(" ")} `)]).toEqual([0, true]);
    }
  });
  test.skipIf(!existsSync("/dev/full"))("output that cannot be written is an error in one line", () => {
    const full = openSync("/dev/full", "w");
    const stdio = ["ignore", full, "pipe"] as const;
    for (const args of [["--help"], ["build", "--help"], ["inspect", "mpy/second.mpy"]]) {
      const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
        cwd: GOLDEN,
        encoding: "utf8",
        stdio: [...stdio],
      });
      expect([status, stderr]).toEqual([1, expect.stringMatching(/^mpy: standard output: .+\n$/)]);
    }
    for (const flag of ["--help", "--version"]) {
      const { status, stderr } = spawnSync(process.execPath, [CROSS, flag], { encoding: "utf8", stdio: [...stdio] });
      expect([status, stderr]).toEqual([1, expect.stringMatching(/^mpy-cross: standard output: .+\n$/)]);
    }
    closeSync(full);
  });
  test("--version names the package and its version", () => {
    expect(mpy("--version")).toMatchObject({ code: 0, stderr: "" });
    expect(mpy("--version").stdout).toMatch(/^unplugin-micropython \d+\.\d+\.\d+\n$/);
  });
  test.each([
    [[], "usage: mpy COMMAND"],
    [["melt"], 'there is no command "melt"'],
    [["image"], 'there is no command "image"'],
    [["inspect"], "give an .mpy file"],
    [["inspect", "--colour", "x.mpy"], "there is no option --colour"],
    [["merge", "mpy/second.mpy"], "--output is missing"],
    [["check", "mpy/second.mpy"], "--device is missing"],
    [["check", "--device", "1.24", "--arch", "z80", "mpy/second.mpy"], "--arch z80: give x86, x64"],
    [["freeze", "--longint-impl", "big", "mpy/second.mpy"], "--longint-impl big: give none, longlong, mpz"],
    [["image", "build", "-o", "@/x", "--filesystem", "fat", "mpy"], "give --size, the size of the partition"],
    [
      ["image", "build", "-o", "@/x", "--filesystem", "fat", "--size", "lots", "mpy"],
      "--size lots: give a whole number",
    ],
  ])("%j is wrong use", (args, message) => {
    const { code, stdout, stderr } = mpy(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
  test("a missing and a damaged file are named", () => {
    writeFileSync(join(scratch, "half.mpy"), goldenMpy("second").subarray(0, 50));
    expect(mpy("inspect", "none.mpy")).toMatchObject({
      code: 1,
      stderr: "mpy inspect: none.mpy: there is no such file\n",
    });
    for (const args of [["inspect"], ["check", "--device", "1.24"], ["merge", "-o", "@/never.mpy"], ["freeze"]]) {
      const { code, stderr } = mpy(...args, "mpy/second.mpy", "@/half.mpy");
      expect(code).toBe(1);
      expect(stderr).toContain("half.mpy: not a valid .mpy file: ");
    }
    expect(existsSync(join(scratch, "never.mpy"))).toBe(false);
  });
});

describe("inspect", () => {
  test("a table of functions by default", () => {
    const { code, stdout } = mpy("inspect", "mpy/second.mpy");
    expect(code).toBe(0);
    expect(stdout).toContain("source: second.py");
    expect(stdout).toMatch(/^ *\d+ +\d+ +\d+ +\d+ +\d+ +\d+ {2}greet$/m);
  });
  test("code, bytes, several files", () => {
    const listing = readFileSync(goldenPath("listings/native-rv32imc.txt"), "utf8");
    expect(mpy("inspect", "-d", "--source", "inputs/native.py", "mpy/native-rv32imc.mpy").stdout).toBe(listing);
    expect(mpy("inspect", "-d", "--raw-native", "mpy/native-x64.mpy").stdout).not.toContain("push rbp");
    expect(mpy("inspect", "-x", "mpy/second.mpy").stdout).toBe(
      readFileSync(goldenPath("listings/second.hex.txt"), "utf8"),
    );
    expect(mpy("inspect", "mpy/second.mpy", "mpy/empty.mpy").stdout).toMatch(
      /^== mpy\/second.mpy\n[^]*\n\n== mpy\/empty.mpy\n/,
    );
  });
  test("JSON", () => {
    expect(json("inspect", "mpy/second.mpy")).toMatchObject([
      { file: "mpy/second.mpy", sourceName: "second.py", sizes: { total: goldenMpy("second").length } },
    ]);
  });
});

describe("check", () => {
  test("yes is 0, no is 1", () => {
    expect(mpy("check", "--device", "1.24", "mpy/second.mpy")).toEqual({
      code: 0,
      stdout: "mpy/second.mpy: loads\n",
      stderr: "",
    });
    expect(mpy("check", "--device", "11014", "mpy/second.mpy", "mpy/native-armv6m.mpy")).toEqual({
      code: 1,
      stdout:
        "mpy/second.mpy: loads\nmpy/native-armv6m.mpy: will not load\n" +
        "  the file has native code for armv6m, the device (_mpy 11014) runs xtensawin\n    -> compile with -march=xtensawin\n",
      stderr: "",
    });
  });
  test("JSON", () => {
    expect(json("check", "--device", "1.24", "--small-int-bits", "15", "mpy/second.mpy")).toMatchObject([
      { file: "mpy/second.mpy", loads: false, problems: [{ code: "small-int-bits" }], unknown: [] },
    ]);
  });
});

describe("merge and freeze", () => {
  test("merge writes a file", () => {
    expect(json("merge", "-o", "@/m.mpy", "mpy/second.mpy", "mpy/unwinding.mpy")).toMatchObject({
      size: expect.any(Number),
    });
    const merged = mergeMpy([goldenMpy("second"), goldenMpy("unwinding")]);
    expect(new Uint8Array(readFileSync(join(scratch, "m.mpy")))).toEqual(merged);
  });
  test("merge as mpy-tool.py does, to standard output", () => {
    const args = ["merge", "-o", "-", "--like-mpy-tool", "mpy/second.mpy", "mpy/unwinding.mpy"];
    const { stdout } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: GOLDEN });
    expect(stdout).toEqual(readFileSync(goldenPath("merged/unwinding-second.mpy")));
  });
  test("two native files are refused by name", () => {
    expect(mpy("merge", "-o", "@/never.mpy", "mpy/native-x64.mpy", "mpy/second-native-x64.mpy").stderr).toBe(
      "mpy merge: mpy/second-native-x64.mpy: only one of the files to merge may contain native code\n",
    );
  });
  test("freeze prints what mpy-tool.py prints, with its spelling of the options too", () => {
    const files = ["mpy/language.mpy", "mpy/constants.mpy", "mpy/second.mpy"];
    expect(mpy("freeze", "-q", "qstr-header.h", "-mlongint-impl=mpz", "-mmpz-dig-size", "16", ...files)).toEqual({
      code: 0,
      stdout: readFileSync(goldenPath("frozen/bytecode.c"), "utf8"),
      stderr: "",
    });
  });
  test("freeze to a file", () => {
    expect(mpy("freeze", "-o", "@/f.c", "--mpz-dig-size=32", "mpy/constants.mpy").code).toBe(0);
    expect(readFileSync(join(scratch, "f.c"), "utf8")).toBe(readFileSync(goldenPath("frozen/digits-32.c"), "utf8"));
  });
});

describe("image", () => {
  const tree = join(scratch, "tree");
  mkdirSync(join(tree, "lib/empty"), { recursive: true });
  writeFileSync(join(tree, "main.py"), "print(1)\n");
  writeFileSync(join(tree, "lib/second.mpy"), goldenMpy("second"));

  test.each([
    ["romfs", ["--filesystem", "romfs"]],
    ["littlefs", ["--board", "RPI_PICO_W"]],
    ["littlefs", ["--board", "RPI_PICO", "--uf2"]],
    ["littlefs", ["--filesystem", "littlefs", "--size", "64K", "--block-size", "512", "--disk-version", "2.0"]],
    ["fat", ["--filesystem", "fat", "--size", "512K"]],
  ])("%s %j: build, list, extract", (filesystem, options) => {
    const built = json("image", "build", "-o", "@/i.img", ...options, "@/tree", "inputs/native.py=/app/boot.py");
    expect(built).toMatchObject({ filesystem, size: readFileSync(join(scratch, "i.img")).length });
    const listed = json("image", "list", "@/i.img") as { files: { path: string; size: number }[] };
    expect(listed).toMatchObject({ filesystem });
    expect(listed.files.map(({ path }) => path).sort()).toEqual(["/app/boot.py", "/lib/second.mpy", "/main.py"]);
    const folder = join(scratch, `out-${filesystem}-${options.length}`);
    expect(mpy("image", "extract", "-o", folder, "@/i.img")).toMatchObject({ code: 0, stdout: `${folder}: 3 files\n` });
    expect(readFileSync(join(folder, "main.py"), "utf8")).toBe("print(1)\n");
    expect(readFileSync(join(folder, "app/boot.py"))).toEqual(readFileSync(goldenPath("inputs/native.py")));
    expect(existsSync(join(folder, "lib/empty"))).toBe(true);
  });

  test("--compile packs Python as .mpy, except boot files", () => {
    const options = ["--compile", "--filesystem", "romfs", "-o", "@/i.img"];
    const sources = ["@/tree", "inputs/native.py=/app/boot.py"];
    const refused = mpy("image", "build", ...options, ...sources);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("invalid arch") as string });
    mpy("image", "build", ...options, "--board", "PYBV11", "--size", "64K", "--filesystem", "romfs", ...sources);
    const listed = json("image", "list", "@/i.img") as { files: { path: string }[] };
    expect(listed.files.map(({ path }) => path).sort()).toEqual(["/app/boot.mpy", "/lib/second.mpy", "/main.py"]);
  });

  test("--firmware decides the code, the version of LittleFS and what is refused", () => {
    const build = (firmware: string, ...options: string[]): ReturnType<typeof mpy> =>
      mpy("image", "build", "--firmware", firmware, "-o", "@/f.img", ...options, "inputs/native.py=/n.py");
    const image = (): Buffer => readFileSync(join(scratch, "f.img"));
    // The superblock: the magic, four bytes of a tag, the version.
    const version = (): number => image().readUInt32LE(image().indexOf("littlefs") + 12);
    expect(build("1.22", "--compile", "--board", "RPI_PICO").code).toBe(0);
    expect(image().includes(Buffer.from([0x4d, 6, 0x12, 31]))).toBe(true);
    expect(version()).toBe(0x20001);
    expect(build("1.21", "--board", "RPI_PICO").code).toBe(0);
    expect(version()).toBe(0x20000);
    expect(build("1.21", "--filesystem", "romfs")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("MicroPython has ROMFS from 1.25 on, and the firmware is 1.21") as string,
    });
    expect(build("circuitpython 10", "--board", "RPI_PICO").stderr).toContain("CIRCUITPY");
    expect(build("1.2.3", "--board", "RPI_PICO").code).toBe(2);
  });

  test("a folder that is not empty needs --force", () => {
    mpy("image", "build", "-o", "@/r.img", "--filesystem", "romfs", "@/tree");
    expect(mpy("image", "extract", "-o", "@/tree", "@/r.img")).toMatchObject({ code: 1 });
    expect(mpy("image", "extract", "--force", "-o", "@/tree", "@/r.img")).toMatchObject({ code: 0 });
  });

  test("a file in the place of a folder is told of", () => {
    mpy("image", "build", "-o", "@/r.img", "--filesystem", "romfs", "inputs/native.py=/app/boot.py");
    const taken = join(scratch, "taken");
    mkdirSync(taken);
    writeFileSync(join(taken, "app"), "");
    const reason = "a file is in the place of a folder\n";
    for (const output of [taken, join(taken, "app")]) {
      const { code, stderr } = mpy("image", "extract", "--force", "-o", output, "@/r.img");
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(new RegExp(`^mpy image extract: .*/app(?:/boot\\.py)?: ${reason}$`)),
      ]);
    }
    const { code, stderr } = mpy("package", "-o", join(taken, "app"), "@/tree");
    expect([code, stderr]).toEqual([1, `mpy package: ${join(taken, "app")}: ${reason}`]);
  });

  test("an image that is too large is an error with the missing bytes", () => {
    const { code, stderr } = mpy(
      "image",
      "build",
      "-o",
      "@/never.img",
      "--filesystem",
      "romfs",
      "--size",
      "64",
      "@/tree",
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/bytes/);
    expect(existsSync(join(scratch, "never.img"))).toBe(false);
  });

  test("no name in an image leads out of the folder", () => {
    const aa = { files: [{ path: "/aa", bytes: new Uint8Array(1) }] };
    const { image } = buildImage(aa, { filesystem: "romfs" });
    const at = image.findIndex((byte, index) => byte === 0x61 && image[index + 1] === 0x61);
    for (const name of ["..", "a\0", "a/"]) {
      image.set(new TextEncoder().encode(name), at);
      writeFileSync(join(scratch, "evil.img"), image);
      expect(mpy("image", "extract", "-o", "@/evil", "@/evil.img").code).toBe(1);
      expect(existsSync(join(scratch, "evil"))).toBe(false);
    }
    expect(readdirSync(scratch)).not.toContain("aa");
  });

  test("a UF2 file without a filesystem", () => {
    writeFileSync(
      join(scratch, "fw.uf2"),
      toUf2([{ address: 0x10000000, bytes: new Uint8Array(256), family: "rp2040" }]),
    );
    expect(mpy("image", "list", "@/fw.uf2").stderr).toContain("no filesystem in this UF2 file");
  });

  test("the boards", () => {
    expect(mpy("image", "build", "--list-boards").stdout).toContain("RPI_PICO_W");
    expect(mpy("image", "build", "-o", "@/x", "--board", "RPI_PICO", "--partition", "romfs", "@/tree")).toMatchObject({
      code: 2,
    });
  });
});
