// Advice on architectures: by board, by port, and without either.

import { expect, test } from "vitest";
import type { BoardName } from "../../src/flash/index.ts";
import { ARCH_NAMES } from "../../src/mpy/file/arch.ts";
import type { ArchName } from "../../src/mpy/file/arch.ts";
import { archAdvice, archFault, boardOf, portOf } from "../../src/project/targets.ts";

test.each<[BoardName, string, string]>([
  ["RPI_PICO_W", "rp2", "armv6m"],
  ["RPI_PICO2", "rp2", "armv7m"],
  ["RPI_PICO2-RISCV", "rp2", "rv32imc"],
  ["ESP32_GENERIC_S3", "esp32", "xtensawin"],
  ["ESP32_GENERIC_P4", "esp32", "rv32imc"],
  ["UM_TINYC6", "esp32", "rv32imc"],
  ["ESP8266_GENERIC", "esp8266", "xtensa"],
  ["PYBV11", "stm32", "armv7m"],
  ["NUCLEO_F091RC", "stm32", "armv6m"],
  ["TEENSY41", "mimxrt", "armv7m"],
])("%s is a board of %s and takes %s", (board, port, arch) => {
  expect(boardOf(board)).toMatchObject({ port, arch });
  expect(portOf({ board })).toBe(port);
  expect(archFault("x64", { board })).toContain(`and ${board} runs ${arch}`);
  expect(archFault(arch as ArchName, { board })).toBeUndefined();
});

test("a port with several kinds of chip names them all", () => {
  expect(archAdvice({ port: "rp2" })).toBe(
    'For the port rp2, set target: { arch: … } to "armv7m" for RP2350, "rv32imc" for RP2350 as RISC-V, "armv6m" for RP2040.',
  );
});

test("without a board the port counts, and without either the list", () => {
  expect(archAdvice({ port: "esp8266" })).toContain('"xtensa" for ESP8266');
  for (const arch of ARCH_NAMES) expect(archAdvice({})).toContain(arch);
});
