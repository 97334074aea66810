// Firmware and filesystem in one file, from the options to the file and back. Parts that do not fit together are refused, and nothing
// is written.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { build, BuildError } from "../../src/engine/build-project.ts";
import { fromUf2, readEsp32Firmware, readImage, toUf2 } from "../../src/flash/index.ts";
import type { FlashContents } from "../../src/flash/index.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { makeProject, type TestProject } from "../plugin/support/project.ts";
import { esp32Firmware, PARTITIONS } from "../support/esp32-firmware.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));
const SOURCES = { "fw/main.py": "import a\n", "fw/a.py": "x = 1\n", "fw/data.bin": new Uint8Array(9000).fill(3) };
/** Where RPI_PICO has its filesystem. */
const FLASH = 0x10000000;
const VFS = FLASH + 2 * 1024 * 1024 - 1441792;

function pico(address: number, size = 1000): Uint8Array {
  return toUf2([{ address, bytes: new Uint8Array(size).fill(1), family: "rp2040" }]);
}

function contentsOf(image: Uint8Array): string[] {
  const { files }: FlashContents = readImage(image);
  return files.map(({ path, bytes }) => `${path} ${bytes.length}`).sort();
}

const MERGES = [
  {
    of: "uf2",
    options: { board: "RPI_PICO", flash: { uf2: { firmware: "in/firmware" } } },
    firmware: pico(FLASH),
    overlapping: pico(VFS + 256),
    overlap:
      /firmware and filesystem cannot be merged into one file: the firmware has 0x400 bytes at 0x100a0100[^]*they overlap/,
    output: "flash.uf2",
    firmwareIn: (file: Uint8Array): Uint8Array => fromUf2(file)[0]!.bytes.subarray(0, 1000),
    firmwareBytes: new Uint8Array(1000).fill(1),
    imageIn: (file: Uint8Array): Uint8Array => fromUf2(file).find(({ address }) => address === VFS)!.bytes,
  },
  {
    of: "esp32",
    options: { board: "ESP32_GENERIC", flash: { image: { firmware: "in/firmware" } } },
    firmware: esp32Firmware(0x1000),
    overlapping: esp32Firmware(0x1000, PARTITIONS, 0x200001),
    overlap: /firmware and filesystem cannot be merged into one file: the firmware ends at 0x200001[^]*they overlap/,
    output: "flash-firmware.bin",
    firmwareIn: (file: Uint8Array): Uint8Array => file.subarray(0, 0x1f000),
    firmwareBytes: esp32Firmware(0x1000),
    imageIn: (file: Uint8Array): Uint8Array => {
      const { start, partitions } = readEsp32Firmware(file);
      const { offset } = partitions.find(({ label }) => label === "vfs")!;
      return file.subarray(offset - start);
    },
  },
] as const;

describe.each(MERGES)("$of", ({ options, firmware, overlapping, overlap, output, ...parts }) => {
  const project = (bytes: Uint8Array): TestProject => makeProject({ ...SOURCES, "in/firmware": bytes });
  const given = ({ root }: TestProject): MicroPythonOptions => ({
    root,
    cache: false,
    report: false,
    entries: "fw/main.py",
    data: "fw/*.bin",
    ...structuredClone(options),
  });

  test("firmware and filesystem are in the file", async () => {
    const one = project(firmware);
    const { outputs, manifest } = await build(given(one));
    const file = outputs.find(({ path }) => path === output)!.bytes;
    expect(Buffer.from(parts.firmwareIn(file)).equals(parts.firmwareBytes)).toBe(true);
    const all = [...manifest.modules, ...manifest.files].map(({ path, size }) => `${path} ${size}`).sort();
    expect(contentsOf(parts.imageIn(file))).toEqual(all);
    expect(all).toContain("/data.bin 9000");
    expect(one.read(`dist/${output}`).equals(file)).toBe(true);
  });

  test("an overlap is refused, and the last good file stays", async () => {
    const one = project(firmware);
    await build(given(one));
    const before = one.list("dist").map((path) => [path, one.read(`dist/${path}`).toString("latin1")]);
    one.write("in/firmware", overlapping);
    await expect(build(given(one))).rejects.toThrow(BuildError);
    await expect(build(given(one))).rejects.toThrow(overlap);
    await expect(build(given(one))).rejects.toThrow(/^in\/firmware: /m);
    expect(one.list("dist").map((path) => [path, one.read(`dist/${path}`).toString("latin1")])).toEqual(before);
  });

  test("a missing firmware, and a file that is no firmware", async () => {
    const one = project(new Uint8Array(600));
    await expect(build(given(one))).rejects.toThrow(
      /in\/firmware: firmware and filesystem cannot be merged into one file: no /,
    );
    one.remove("in/firmware");
    await expect(build(given(one))).rejects.toThrow(/in\/firmware/);
    expect(one.list("dist")).toEqual([]);
  });

  test("on the command line: built, listed, and an overlap refused", () => {
    const one = project(firmware);
    const mpy = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
      spawnSync(process.execPath, [PROGRAM, ...args], { cwd: one.root, encoding: "utf8" });
    const { root: _root, ...config } = given(one);
    one.write("micropython.config.json", JSON.stringify(config));
    expect(mpy("build")).toMatchObject({ status: 0 });
    const listed = mpy("image", "list", `dist/${output}`);
    expect(listed.stdout).toContain("/data.bin");
    expect(listed.status).toBe(0);
    const before = one.read(`dist/${output}`);
    one.write("in/firmware", overlapping);
    const refused = mpy("build");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(overlap);
    expect(one.read(`dist/${output}`).equals(before)).toBe(true);
  });
});
