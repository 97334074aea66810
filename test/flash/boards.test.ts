// The table of boards: plausible offsets, and filesystems that mount.

import { describe, expect, test } from "vitest";
import { boards, buildImage, fromUf2, readImage, toUf2 } from "../../src/flash/index.ts";
import type { BoardName, FlashBoard, FlashPartition } from "../../src/flash/index.ts";
import { filesByPath } from "./trees.ts";

const all = Object.entries(boards) as [BoardName, FlashBoard][];

test("partitions begin at pages, do not overlap, and have the size of their image", () => {
  for (const [name, { partitions, uf2 }] of all) {
    const { vfs, romfs } = partitions;
    for (const one of [vfs, romfs]) {
      if (one === undefined) continue;
      expect(one.offset % 512, name).toBe(0);
      expect(one.size, name).toBeGreaterThan(0);
      expect(one.image.size, name).toBe(one.size);
      if (uf2) expect((uf2.base + one.offset) % 256, name).toBe(0);
    }
    if (vfs && romfs) expect(romfs.offset + romfs.size, name).toBe(vfs.offset);
  }
});

test.each<[BoardName, unknown]>([
  // From the data that MicroPython's documentation and boards' own pages give, and not from the files that the table is made from.
  ["RPI_PICO", { port: "rp2", arch: "armv6m", partitions: { vfs: { size: 1441792, offset: 0xa0000 } } }],
  ["RPI_PICO2-RISCV", { arch: "rv32imc", uf2: { family: "rp2absolute" } }],
  ["ESP32_GENERIC", { port: "esp32", partitions: { vfs: { offset: 0x200000, size: 0x200000 } }, uf2: undefined }],
  ["ESP8266_GENERIC", { arch: "xtensa", partitions: { vfs: { offset: 0x100000, size: 0x100000 - 20480 } } }],
  ["PYBV11", { port: "stm32", partitions: { vfs: { offset: 0x4000, size: 112 * 1024, mount: "/flash" } } }],
  ["PYBD_SF2", { port: "stm32", partitions: { vfs: undefined } }],
  ["TEENSY41", { port: "mimxrt", partitions: { vfs: { offset: 0x100000 } }, uf2: { base: 0x60000000 } }],
  ["ARDUINO_NANO_ESP32", { partitions: { vfs: { image: { filesystem: "fat" } } } }],
])("%s", (name, facts) => expect(boards[name]).toMatchObject(facts as object));

/** The smallest partition of each kind: larger ones differ in nothing but the time that they take. */
const kinds = new Map<string, [BoardName, FlashPartition]>();
for (const [name, { partitions }] of all) {
  for (const one of Object.values(partitions)) {
    if (one === undefined) continue;
    const kind = JSON.stringify({ ...one.image, size: 0 });
    const known = kinds.get(kind);
    if (known === undefined || one.size < known[1].size) kinds.set(kind, [name, one]);
  }
}

describe("an image mounts", () => {
  test.each([...kinds.values()])("%s", (name, { image, size, offset }) => {
    const bytes = new Uint8Array(1500).fill(7);
    const built = buildImage({ files: [{ path: "f", bytes }] }, image);
    expect(built.capacity).toBeLessThanOrEqual(size);
    expect(built.image.length).toBeLessThanOrEqual(size);
    expect(filesByPath(readImage(built.image))).toEqual(new Map([["/f", bytes]]));
    const { uf2 } = boards[name];
    if (uf2 === undefined) return;
    const file = toUf2([
      { address: uf2.base + offset, bytes: built.image.subarray(0, built.used), family: uf2.family },
    ]);
    expect(filesByPath(readImage(fromUf2(file)[0]!.bytes))).toEqual(new Map([["/f", bytes]]));
  });
});
