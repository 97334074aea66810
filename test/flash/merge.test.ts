// Firmware and filesystem in one file: UF2, and firmware.bin of the esp32 port. Every overlap is refused.

import { describe, expect, test } from "vitest";
import { FlashError } from "../../src/flash/error.ts";
import { mergeEsp32, readEsp32Firmware } from "../../src/flash/esp32.ts";
import { mergeUf2 } from "../../src/flash/uf2-merge.ts";
import { fromUf2, toUf2 } from "../../src/flash/uf2.ts";
import { esp32Firmware, type PartitionRow, PARTITIONS } from "../support/esp32-firmware.ts";

const filled = (size: number, value: number): Uint8Array => new Uint8Array(size).fill(value);

describe("UF2", () => {
  const firmware = toUf2([{ address: 0x10000000, bytes: filled(1000, 1), family: "rp2040" }]);
  const filesystem = { address: 0x10001000, bytes: filled(300, 2), family: "rp2040" } as const;

  /** Family, number and count of each block. */
  const numbers = (file: Uint8Array): number[][] => {
    const view = new DataView(file.buffer, file.byteOffset);
    return Array.from({ length: file.length / 512 }, (_, at) =>
      [7, 5, 6].map((word) => view.getUint32(at * 512 + word * 4, true)),
    );
  };

  test("the filesystem's blocks follow the firmware's, numbered as one", () => {
    const file = mergeUf2(firmware, filesystem);
    expect(fromUf2(file).map(({ address, bytes }) => [address, bytes.length])).toEqual([
      [0x10000000, 1024],
      [0x10001000, 512],
    ]);
    expect(numbers(file)).toEqual(Array.from({ length: 6 }, (_, at) => [0xe48bff56, at, 6]));
  });

  test("RP2350: in the firmware's own family, and a block of another stays as it is", () => {
    const first = toUf2([{ address: 0x10ffff00, bytes: filled(256, 0xef), family: "rp2absolute" }]);
    // The block that pico-sdk writes for E10 says that it is the first of two.
    new DataView(first.buffer).setUint32(24, 2, true);
    const arm = toUf2([{ address: 0x10000000, bytes: filled(512, 1), family: "rp2350-arm-s" }]);
    const file = mergeUf2(Buffer.concat([first, arm]), { ...filesystem, family: "rp2absolute" });
    expect(numbers(file)).toEqual([
      [0xe48bff57, 0, 2],
      [0xe48bff59, 0, 4],
      [0xe48bff59, 1, 4],
      [0xe48bff59, 2, 4],
      [0xe48bff59, 3, 4],
    ]);
  });

  test.each<[string, Uint8Array, number, string]>([
    ["an overlap at the start", firmware, 0x10000300, "they overlap"],
    [
      "an overlap at the end",
      toUf2([{ address: 0x10001100, bytes: filled(9, 1), family: "rp2040" }]),
      0x10001000,
      "they overlap",
    ],
    [
      "an overlap of the last padded block",
      toUf2([{ address: 0x10001100, bytes: filled(256, 1), family: "rp2040" }]),
      0x10001000,
      "they overlap",
    ],
    ["another chip", toUf2([{ address: 0, bytes: filled(9, 1), family: "samd51" }]), 0x10001000, "for another chip"],
    ["no UF2 file", filled(600, 0), 0x10001000, "no UF2 file"],
    ["half a UF2 file", firmware.subarray(0, 600), 0x10001000, "a block that is cut off"],
  ])("refuses %s", (_, file, address, message) => {
    expect(() => mergeUf2(file, { ...filesystem, address })).toThrow(FlashError);
    expect(() => mergeUf2(file, { ...filesystem, address })).toThrow(message);
  });
});

describe("ESP32", () => {
  const image = { kind: "littlefs", bytes: filled(0x3000, 7), offset: 0x200000 } as const;

  test.each([0x1000, 0, 0x2000])("the image lies at its partition; the file is for 0x%s", (start) => {
    const { bytes, partition, ...rest } = mergeEsp32(esp32Firmware(start), image);
    expect([rest.start, partition.label, bytes.length]).toEqual([start, "vfs", 0x203000 - start]);
    expect(bytes.subarray(0x200000 - start)).toEqual(image.bytes);
    expect(bytes.subarray(0, 0x20000 - start)).toEqual(esp32Firmware(start));
    expect(bytes.subarray(0x20000 - start, 0x200000 - start).every((byte) => byte === 0xff)).toBe(true);
    expect(readEsp32Firmware(bytes).partitions.map(({ label }) => label)).toEqual(PARTITIONS.map(([label]) => label));
  });

  const renamed = (label: string): PartitionRow[] => [...PARTITIONS.slice(0, 3), [label, 1, 0x200000, 0x200000]];

  test("each filesystem has a partition of its own", () => {
    expect(mergeEsp32(esp32Firmware(0, renamed("ffat")), { ...image, kind: "fat" }).partition.label).toBe("ffat");
    expect(() => mergeEsp32(esp32Firmware(0, renamed("ffat")), image)).toThrow(
      'no partition "vfs" for littlefs; it has nvs (24K at 0x9000), ',
    );
  });

  test.each<[string, Uint8Array, number | undefined, number, string]>([
    ["another board's place", esp32Firmware(0), 0x300000, 9, "it is for another board"],
    ["an image that is too large", esp32Firmware(0), undefined, 0x200001, 'the firmware\'s partition "vfs" 2097152'],
    ["a firmware that reaches into it", esp32Firmware(0, PARTITIONS, 0x200001), undefined, 9, "they overlap"],
    [
      "partitions that overlap",
      esp32Firmware(0, [...PARTITIONS, ["more", 1, 0x3fffff, 9]]),
      undefined,
      9,
      '"vfs" reaches into "more"',
    ],
    ["a program alone", filled(0x9000, 0xe9), undefined, 9, "no firmware.bin of the esp32 port"],
    ["a short file", filled(5, 0xe9), undefined, 9, "no firmware.bin of the esp32 port"],
    ["no file", filled(0, 0), undefined, 9, "no firmware.bin of the esp32 port"],
  ])("refuses %s", (_, file, offset, size, message) => {
    const merge = (): unknown => mergeEsp32(file, { kind: "littlefs", bytes: filled(size, 1), offset });
    expect(merge).toThrow(FlashError);
    expect(merge).toThrow(message);
  });
});
