// UF2 files.
import { describe, expect, test } from "vitest";
import { fromUf2, toUf2, uf2Families } from "../../src/flash/index.ts";
import { content } from "./trees.ts";

describe("UF2", () => {
  test("a block, byte for byte", () => {
    const file = toUf2([{ address: 0x100a0000, bytes: Uint8Array.of(1, 2, 3), family: "rp2040" }]);
    expect(file.length).toBe(512);
    const words = Array.from({ length: 8 }, (_, index) => new DataView(file.buffer).getUint32(4 * index, true));
    expect(words).toEqual([0x0a324655, 0x9e5d5157, 0x2000, 0x100a0000, 256, 0, 1, 0xe48bff56]);
    expect([...file.subarray(32, 36)]).toEqual([1, 2, 3, 0xff]);
    expect(file[287]).toBe(0xff);
    expect([...file.subarray(288, 508)].every((byte) => byte === 0)).toBe(true);
    expect(new DataView(file.buffer).getUint32(508, true)).toBe(0x0ab16f30);
  });

  test.each([1, 255, 256, 257, 5000])("%d bytes come back, filled up to whole blocks", (size) => {
    const bytes = content(size, size);
    const [segment, ...others] = fromUf2(toUf2([{ address: 0x2000, bytes }]));
    expect(others).toEqual([]);
    expect(segment).toMatchObject({ address: 0x2000, family: undefined });
    expect(segment!.bytes.length).toBe(Math.ceil(size / 256) * 256);
    expect(Buffer.compare(segment!.bytes.subarray(0, size), bytes)).toBe(0);
    expect(segment!.bytes.subarray(size).every((byte) => byte === 0xff)).toBe(true);
  });

  test("firmware and filesystem in one file, numbered by family", () => {
    const segments = [
      { address: 0x10000000, bytes: content(512, 1), family: uf2Families["rp2350-arm-s"] },
      { address: 0x10000200, bytes: content(256, 2), family: uf2Families.rp2absolute },
      { address: 0x10100000, bytes: content(256, 3), family: uf2Families["rp2350-arm-s"] },
    ];
    const file = toUf2(segments);
    expect(fromUf2(file)).toEqual(segments);
    const numbers = [0, 1, 2, 3].map((block) => {
      const view = new DataView(file.buffer, block * 512);
      return [view.getUint32(20, true), view.getUint32(24, true)];
    });
    expect(numbers).toEqual([
      [0, 3],
      [1, 3],
      [0, 1],
      [2, 3],
    ]);
  });

  test("addresses between pages, beyond 4 GiB, and overlaps are refused", () => {
    const bytes = content(300, 1);
    expect(() => toUf2([{ address: 0x10000001, bytes }])).toThrowError(/multiple of 256/);
    expect(() => toUf2([{ address: 0xffffff00, bytes }])).toThrowError(/4 GiB/);
    expect(() =>
      toUf2([
        { address: 256, bytes },
        { address: 0, bytes },
      ]),
    ).toThrowError(/overlap at address 0x100/);
    expect(toUf2([{ address: 0xfffffe00, bytes }]).length).toBe(1024);
    expect(toUf2([])).toEqual(new Uint8Array());
  });
});
