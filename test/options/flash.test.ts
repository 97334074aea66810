// Options of `flash`: how they combine with the board's preset, and what is refused.

import { describe, expect, test } from "vitest";
import type { BoardName } from "../../src/flash/index.ts";
import type { FlashOptions } from "../../src/options/flash-options.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { ResolvedFlash } from "../../src/options/resolve-flash.ts";

function resolve(
  { board, firmware, ...flash }: FlashOptions & { board?: BoardName; firmware?: string },
  serving = false,
): ResolvedFlash {
  return resolveOptions({ board, firmware, flash }, { root: "/p", mode: "production", serving }).flash;
}

describe("resolved options", () => {
  test("without any, loose files without a limit", () => {
    expect(resolve({})).toEqual({
      filesystem: "files",
      mount: "/",
      partition: null,
      target: { image: undefined, size: undefined, imageAsset: undefined, uf2: undefined },
      web: undefined,
    });
  });

  test("a board brings filesystem, size, geometry and place", () => {
    expect(resolve({ board: "RPI_PICO_W", uf2: true })).toMatchObject({
      filesystem: "littlefs",
      mount: "/",
      partition: { board: "RPI_PICO_W", name: "vfs", size: 868352 },
      target: {
        image: { filesystem: "littlefs", size: 868352, progSize: 256 },
        imageAsset: "flash.bin",
        uf2: { asset: "flash.uf2", address: 0x10000000 + 2 * 1024 * 1024 - 868352, family: "rp2040" },
      },
    });
    expect(resolve({ board: "TEENSY40", filesystem: "romfs" })).toMatchObject({
      mount: "/rom",
      partition: { name: "romfs", offset: 0xc0000, size: 0x40000 },
      target: { image: { filesystem: "romfs", size: 0x40000 } },
    });
  });

  test("firmware that has the filesystem", () => {
    for (const firmware of ["1.25", "1.29.0", undefined]) {
      expect(resolve({ firmware, filesystem: "romfs" }).filesystem).toBe("romfs");
    }
    expect(resolve({ firmware: "circuitpython 10", filesystem: "fat", size: "64K" }).target.image).toMatchObject({
      size: 65536,
    });
    const circuit = resolve({ firmware: "circuitpython 10", board: "RPI_PICO" });
    expect([circuit.partition, circuit.target.size]).toEqual([null, undefined]);
  });

  test("what the board has: FAT at /flash, blocks of its own", () => {
    expect(resolve({ board: "PYBV11", image: true })).toMatchObject({
      mount: "/flash",
      target: { image: { filesystem: "fat", size: 112 * 1024 } },
    });
    const { image } = resolve({ board: "SAMD_GENERIC_D51X19", image: true }).target;
    expect(image).toEqual({ filesystem: "littlefs", size: 0x10000, blockSize: 2048, progSize: 256 });
  });

  test.each([
    ["1.21", "2.0"],
    ["1.20.0", "2.0"],
    ["1.22.0", undefined],
    [undefined, undefined],
  ])("LittleFS for firmware %s is of version %s", (firmware, diskVersion) => {
    const versionOf = (flash: FlashOptions, board?: BoardName): unknown => {
      const { image } = resolve({ ...flash, board, firmware }).target;
      return image?.filesystem === "littlefs" ? image.diskVersion : image;
    };
    expect(versionOf({ image: true }, "RPI_PICO")).toBe(diskVersion);
    expect(versionOf({ filesystem: "littlefs", size: "64K" })).toBe(diskVersion);
    if (diskVersion === undefined)
      expect(versionOf({ filesystem: "littlefs", size: "64K", diskVersion: "2.1" })).toBe("2.1");
  });

  test("a board alone writes loose files; an image is asked for", () => {
    const { filesystem, partition, target } = resolve({ board: "RPI_PICO" });
    expect({ filesystem, size: target.size, image: target.image }).toEqual({
      filesystem: "files",
      size: 1441792,
      image: undefined,
    });
    expect(partition).toMatchObject({ board: "RPI_PICO", name: "vfs" });
    const image = { image: { filesystem: "littlefs", size: 1441792, progSize: 256 }, imageAsset: "flash.bin" };
    expect(resolve({ board: "RPI_PICO", image: true }).target).toMatchObject(image);
    expect(resolve({ board: "RPI_PICO", filesystem: "littlefs" }).target).toMatchObject(image);
    expect(resolve({ board: "RPI_PICO", image: "fs.img" }).target.imageAsset).toBe("fs.img");
    expect(resolve({ board: "RPI_PICO", image: false, uf2: true }).target.imageAsset).toBeUndefined();
  });

  test("the user's options override the board's", () => {
    const flash = resolve({ board: "RPI_PICO", filesystem: "fat", size: "1M", sectorSize: 4096, output: "out/board" });
    expect(flash.target).toEqual({
      image: { filesystem: "fat", size: 1048576, sectorSize: 4096 },
      size: 1048576,
      imageAsset: "out/board.bin",
      uf2: undefined,
    });
    const uf2 = { address: 0x10200000, family: "rp2350-arm-s" } as const;
    expect(resolve({ filesystem: "romfs", uf2, image: "img/rom.img" }).target).toMatchObject({
      imageAsset: "img/rom.img",
      uf2: { asset: "img/rom.uf2", ...uf2 },
    });
    expect(resolve({ board: "RPI_PICO" }).target).toMatchObject({
      image: undefined,
      size: 1441792,
    });
    expect(resolve({ filesystem: "romfs", image: false }).target.imageAsset).toBeUndefined();
  });

  test.each([
    [1000, 1000],
    ["1000", 1000],
    ["848K", 868352],
    ["2M", 2097152],
    ["2 MiB", 2097152],
    ["64kb", 65536],
  ])("a size of %j is %d bytes", (size, bytes) => {
    expect(resolve({ size }).target.size).toBe(bytes);
  });

  test("web assets have defaults, and none in a dev server", () => {
    expect(resolve({ web: true }).web).toEqual({ to: "/www", gzip: true, include: ["**"], exclude: [] });
    expect(resolve({ web: { to: "srv/", gzip: false, include: "*.html" } }).web).toMatchObject({
      to: "/srv",
      gzip: false,
      include: ["*.html"],
    });
    expect(resolve({ web: true }, true).web).toBeUndefined();
  });
});

test.each<[string, object, RegExp]>([
  ["an unknown board", { board: "RPI_PIC0" }, /option board .*"RPI_PIC0"[^]*Nearest: RPI_PICO/],
  ["a board far off", { board: "MY_BOARD" }, /option board .*"MY_BOARD" is not a board's name[^]*--list-boards/],
  [
    "a partition that the board lacks",
    { board: "RPI_PICO", partition: "romfs" },
    /flash\.partition .*the place of RPI_PICO's romfs is not known[^]*It has vfs/,
  ],
  [
    "a filesystem without a size",
    { filesystem: "littlefs" },
    /option flash\.size .*the size of the partition of a littlefs image/,
  ],
  ["geometry of another filesystem", { filesystem: "romfs", blockSize: 4096 }, /flash\.blockSize .*it is for littlefs/],
  ["geometry of loose files", { align: 4 }, /flash\.align .*it is for romfs, and the filesystem is files/],
  ["UF2 without a place", { filesystem: "romfs", uf2: true }, /option flash\.uf2 .*not known[^]*board/],
  ["UF2 on a board without", { board: "ESP32_GENERIC", uf2: true }, /option flash\.uf2 .*not known/],
  ["an image of a chip beside", { board: "PYBD_SF2", image: true }, /flash\.partition .*PYBD_SF2[^]*flash\.filesystem/],
  ["an image of nobody knows what", { image: true }, /option flash\.image .*filesystem[^]*flash\.filesystem/],
  [
    "ROMFS on firmware without",
    { firmware: "1.24", filesystem: "romfs" },
    /option flash\.filesystem .*MicroPython has ROMFS from 1\.25 on, and the firmware is 1\.24[^]*"littlefs"/,
  ],
  [
    "the ROMFS of a board with such firmware",
    { firmware: "1.24", board: "TEENSY40", partition: "romfs", image: true },
    /option flash\.partition .*MicroPython has ROMFS from 1\.25 on/,
  ],
  [
    "LittleFS 2.1 on firmware without",
    { firmware: "1.21.0", filesystem: "littlefs", size: "64K", diskVersion: "2.1" },
    /option flash\.diskVersion .*LittleFS 2\.1 from 1\.22 on, and the firmware is 1\.21\.0[^]*"2\.0"/,
  ],
  [
    "LittleFS on CircuitPython",
    { firmware: "circuitpython 9", filesystem: "littlefs", size: "64K" },
    /option flash\.filesystem .*CircuitPython mounts FAT only, not littlefs[^]*CIRCUITPY/,
  ],
  [
    "the partition of MicroPython's board for CircuitPython",
    { firmware: "circuitpython 10", board: "RPI_PICO", image: true },
    /option flash\.image .*place of CircuitPython's drive[^]*CIRCUITPY/,
  ],
  ["an image that leads out", { filesystem: "romfs", image: "../x.bin" }, /option flash\.image .*is outside/],
])("%s is refused by name", (_case, flash, message) => {
  expect(() => resolve(flash as FlashOptions)).toThrow(message);
});
