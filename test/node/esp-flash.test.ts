// Writing firmware to an ESP chip: esptool-js in Node, on a Port, against a ROM bootloader in memory.

import { expect, test } from "vitest";
import { flashEsp } from "../../src/node/esp-flash.ts";
import { FakeEsp } from "../support/fake-esp.ts";

/** Firmware with every byte value, which does not compress to nothing. */
const FIRMWARE = Uint8Array.from({ length: 40_000 }, (_, at) => (at * 7 + (at >> 5) * 31 + (at >> 11)) & 255);
const IMAGE = { bytes: FIRMWARE, address: 0x1000, chip: 9 };

test("writes, checks and starts the firmware", async () => {
  const esp = new FakeEsp();
  const progress: number[] = [];
  const name = await flashEsp(esp.port, IMAGE, { onProgress: (written, total) => progress.push(written / total) });
  expect(name).toBe("ESP32-S3");
  expect(esp.flash.subarray(0x1000, 0x1000 + FIRMWARE.length)).toEqual(FIRMWARE);
  expect([esp.flash[0xfff], esp.flash[0x1000 + FIRMWARE.length]]).toEqual([0xff, 0xff]);
  expect([progress[0], progress.at(-1)]).toEqual([0, 1]);
  expect(esp.baudRates).toEqual([460800]);
  // into the bootloader, and out of it
  expect(esp.signals[0]).toEqual({ dtr: false, rts: true });
  expect(esp.signals.slice(-2)).toEqual([
    { dtr: false, rts: true },
    { dtr: false, rts: false },
  ]);
});

test("keeps the ROM's speed if the port cannot change it", async () => {
  const esp = new FakeEsp();
  const { setBaudRate: _, ...port } = esp.port;
  await flashEsp(port, { ...IMAGE, chip: undefined });
  expect(esp.flash.subarray(0x1000, 0x1010)).toEqual(FIRMWARE.subarray(0, 16));
  expect(esp.baudRates).toEqual([]);
});

test.each<[string, (esp: FakeEsp) => void, number, string]>([
  ["another chip", () => {}, 5, "fake: the file is for another chip; the board has an ESP32-S3"],
  ["damaged flash", (esp) => (esp.isDamaged = true), 9, "fake: esptool-js: MD5 of file does not match data in flash!"],
  ["no answer", (esp) => (esp.isSilent = true), 9, "fake: the chip's bootloader was not reached (esptool-js: "],
  ["unplugged", (esp) => (esp.unplugsAfter = 30), 9, "fake: the connection to the board has ended (unplugged)"],
])("says what is wrong: %s", async (_case, prepare, chip, message) => {
  const esp = new FakeEsp();
  prepare(esp);
  await expect(flashEsp(esp.port, { ...IMAGE, chip })).rejects.toThrow(message);
});

test("a port without reset lines", async () => {
  const { setSignals: _, ...port } = new FakeEsp().port;
  await expect(flashEsp(port, IMAGE)).rejects.toThrow("fake: this kind of port has no reset lines");
});
