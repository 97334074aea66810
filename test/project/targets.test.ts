// Advice on architectures: by board, by port, and without either.

import { expect, test } from "vitest";
import { ARCH_NAMES } from "../../src/mpy/file/arch.ts";
import { archAdvice } from "../../src/project/targets.ts";

test.each([
  ["RPI_PICO", "armv6m"],
  ["RPI_PICO_W", "armv6m"],
  ["RPI_PICO2", "armv7m"],
  ["RPI_PICO2_W", "armv7m"],
  ["ADAFRUIT_FEATHER_RP2040", "armv6m"],
  ["ADAFRUIT_FEATHER_RP2350", "armv7m"],
  ["ESP32_GENERIC", "xtensawin"],
  ["ESP32_GENERIC_S3", "xtensawin"],
  ["ESP32_GENERIC_C3", "rv32imc"],
  ["ESP32_GENERIC_P4", "rv32imc"],
  ["SEEED_XIAO_ESP32C6", "rv32imc"],
  ["LOLIN_S2_MINI", "xtensawin"],
  ["UM_TINYC6", "rv32imc"],
  ["ESP8266_GENERIC", "xtensa"],
  ["PYBV11", "armv7m"],
  ["NUCLEO_F091RC", "armv6m"],
  ["NUCLEO_H743ZI", "armv7m"],
  ["TEENSY41", "armv7m"],
  ["rpi_pico", "armv6m"],
])("%s takes %s", (board, arch) => expect(archAdvice({ board })).toContain(`target: { arch: "${arch}" }`));

test("a port with several kinds of chip names them all", () => {
  expect(archAdvice({ port: "rp2" })).toBe(
    'On the port rp2 that is target: { arch: … } with "armv7m" for RP2350, "armv6m" for RP2040.',
  );
});

test("a board that is not known falls back to its port, and that to the list", () => {
  expect(archAdvice({ board: "MY_OWN", port: "esp8266" })).toContain('"xtensa" for ESP8266');
  for (const arch of ARCH_NAMES) expect(archAdvice({ board: "MY_OWN" })).toContain(arch);
});
