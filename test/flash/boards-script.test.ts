// The script that reads boards from a checkout of MicroPython, on a checkout of our own: what it reads of make, CMake, C and linker
// scripts, and how it reports differences.

import { describe, expect, test } from "vitest";
import { readFrozen } from "../../scripts/boards/frozen.ts";
import { frozenDifferences, frozenTable } from "../../scripts/boards/frozen-table.ts";
import { readBoards } from "../../scripts/boards/ports.ts";
import { differences } from "../../scripts/boards/table.ts";
import { bytesOf, makeVariables, region } from "../../scripts/boards/text.ts";
import { projectFolder } from "../node/project-folder.ts";

const PORTS = ["rp2", "esp32", "esp8266", "samd", "nrf", "mimxrt", "renesas-ra", "stm32"];

/** A checkout whose ports have no boards but these files'. */
function checkout(files: Record<string, string>): Record<string, unknown> {
  const empty = Object.fromEntries(PORTS.map((port) => [`ports/${port}/boards/readme`, ""]));
  const micropython = projectFolder({ ...empty, ...files });
  return readBoards({ micropython, picoSdk: `${micropython}/sdk` });
}

describe("boards", () => {
  test("rp2: flash from the SDK's header, storage and chip from CMake, by variant", () => {
    const rows = checkout({
      "ports/rp2/boards/A/mpconfigboard.cmake":
        'set(PICO_BOARD "a")\nset(MICROPY_HW_FLASH_STORAGE_BYTES 1048576) # 1M\n',
      "ports/rp2/boards/A/mpconfigvariant_RISCV.cmake": 'set(PICO_PLATFORM "rp2350-riscv")\n',
      "sdk/src/boards/include/boards/a.h":
        "// pico_cmake_set PICO_PLATFORM = rp2350\n#define PICO_FLASH_SIZE_BYTES (4 * 1024 * 1024)\n",
    });
    expect(rows).toEqual({
      A: ["rp2350", "armv7m", 0x300000, 0x100000],
      "A-RISCV": ["rp2350", "rv32imc", 0x300000, 0x100000],
    });
  });

  test("esp32: behind the last partition, or the one that is named", () => {
    const rows = checkout({
      "ports/esp32/boards/common.cmake":
        "set(IDF_TARGET esp32c3)\nset(SDKCONFIG_DEFAULTS\n    boards/sdkconfig.base\n)\n",
      "ports/esp32/boards/sdkconfig.base":
        'CONFIG_ESPTOOLPY_FLASHSIZE_4MB=y\nCONFIG_PARTITION_TABLE_CUSTOM_FILENAME="p.csv"\n',
      "ports/esp32/p.csv": "# comment\nnvs, data, nvs, 0x9000, 0x6000,\nfactory, app, factory, 0x10000, 0x1F0000,\n",
      "ports/esp32/boards/A/mpconfigboard.cmake": "include(boards/common.cmake)\n",
      "ports/esp32/boards/B/mpconfigboard.cmake":
        "include(boards/common.cmake)\nlist(APPEND SDKCONFIG_DEFAULTS ${MICROPY_BOARD_DIR}/sdkconfig.board)\n",
      "ports/esp32/boards/B/sdkconfig.board": 'CONFIG_PARTITION_TABLE_CUSTOM_FILENAME="own.csv"\n',
      "ports/esp32/own.csv": "ffat, data, fat, 0x610000, 0x960000,\n",
    });
    expect(rows).toEqual({
      A: ["esp32", "rv32imc", 0x200000, 0x200000],
      B: ["esp32fat", "rv32imc", 0x610000, 0x960000],
    });
  });

  test("stm32: in the chip, not in one beside", () => {
    const rows = checkout({
      "ports/stm32/stm32.mk": "MPY_CROSS_MCU_ARCH_f4 = armv7m\n",
      "ports/stm32/boards/f4.ld":
        "MEMORY {\n    FLASH_FS (rx)   : ORIGIN = 0x08004000, LENGTH = 112K /* sectors */\n}\n",
      "ports/stm32/boards/A/mpconfigboard.mk":
        "MCU_SERIES = f4\nifeq ($(USE_MBOOT),1)\nLD_FILES = boards/no.ld\nelse\nLD_FILES = boards/f4.ld boards/x.ld\nendif\n",
      "ports/stm32/boards/A/mpconfigboard.h": "",
      "ports/stm32/boards/B/mpconfigboard.mk": "include boards/A/mpconfigboard.mk\n",
      "ports/stm32/boards/B/mpconfigboard.h": "#define MICROPY_HW_ENABLE_INTERNAL_FLASH_STORAGE (0)\n",
    });
    expect(rows).toEqual({ A: ["stm32", "armv7m", 0x4000, 0x1c000], B: ["stm32", "armv7m"] });
  });
});

describe("frozen modules", () => {
  const manifests = Object.fromEntries(PORTS.map((port) => [`ports/${port}/boards/manifest.py`, ""]));
  const micropython = projectFolder({
    ...manifests,
    "ports/rp2/boards/manifest.py": 'module("neopixel.py", base_path="$(MPY_DIR)/drivers")\n',
    "ports/rp2/boards/A/mpconfigboard.cmake": "set(MICROPY_FROZEN_MANIFEST ${MICROPY_BOARD_DIR}/manifest.py)\n",
    "ports/rp2/boards/A/manifest.py":
      'include("$(PORT_DIR)/boards/manifest.py")\nrequire("p")\nfreeze("$(BOARD_DIR)/modules")\n',
    "ports/rp2/boards/A/modules/own.py": "",
    "ports/rp2/boards/B/mpconfigboard.cmake": "",
    "ports/nrf/Makefile":
      "MICROPY_PY_ASYNCIO ?= 1\nifeq ($(MICROPY_PY_ASYNCIO),1)\nFROZEN_MANIFEST ?= boards/manifest.py\nelse\nFROZEN_MANIFEST ?= boards/small.py\nendif\n",
    "ports/nrf/boards/manifest.py": 'module("big.py", base_path="$(MPY_DIR)/drivers")\n',
    "ports/nrf/boards/small.py": "",
    "ports/nrf/boards/A/mpconfigboard.mk": "MICROPY_PY_ASYNCIO = 0\n",
    "ports/nrf/boards/N/mpconfigboard.mk": "",
    "ports/stm32/boards/manifest.py": 'module("big.py", base_path="$(MPY_DIR)/drivers")\n',
    "ports/stm32/boards/E/mpconfigboard.mk": "FROZEN_MANIFEST ?=\n",
    "ports/stm32/boards/E/mpconfigvariant_V.mk": "FROZEN_MANIFEST = $(BOARD_DIR)/v.py\n",
    "ports/stm32/boards/E/v.py": 'require("p")\n',
    "ports/stm32/boards/F/mpconfigboard.mk": "include boards/E/mpconfigboard.mk\n",
    "ports/samd/boards/S/mpconfigboard.mk": "MCU_SERIES = SAMD51\n",
    "ports/samd/mcu/samd51/mpconfigmcu.mk": "FROZEN_MANIFEST ?= mcu/$(MCU_SERIES_LOWER)/manifest.py\n",
    "ports/samd/mcu/samd51/manifest.py": 'require("p")\n',
    "drivers/neopixel.py": "",
    "drivers/big.py": "",
    "lib/micropython/p/manifest.py": 'package("p")\n',
    "lib/micropython/p/p/__init__.py": "",
    "lib/micropython/p/p/q.py": "",
  });
  const frozen = readFrozen({
    micropython,
    libraries: { MPY_LIB_DIR: `${micropython}/lib`, ARDUINO_LIB_DIR: "" },
  });

  test("of boards, variants and chips, but for what every board of the port has", () => {
    expect(frozen).toEqual({
      ...Object.fromEntries(PORTS.map((port) => [port, {}])),
      rp2: { A: ["own", "p", "p.q"] },
      nrf: { N: ["big"] },
      stm32: { "E-V": ["p", "p.q"] },
      samd: { S: ["p", "p.q"] },
    });
  });

  test("as a table, and what differs from it", () => {
    expect(frozenTable({ rp2: { A: ["mip", "x"], B: ["mip", "x"] }, nrf: {} })).toContain(
      '  "rp2": [\n    [`mip x`, `A B`],\n  ],\n};',
    );
    expect(frozenDifferences({ rp2: [["own gone", "A C"]] }, { rp2: { A: ["own", "p"], C: ["own", "gone"] } })).toEqual(
      ["A: also freezes p", "A: does not freeze gone"],
    );
  });
});

test("build files", () => {
  expect(makeVariables("A ?= 1\nA ?= 2\nB = $(A)x # c\nB += y\nifneq ($(A),1)\nB = z\nendif\n", { C: "3" })).toEqual({
    A: "1",
    B: "1x y",
    C: "3",
  });
  expect(["0x100", "184K", "1M", "(4 * 1024)"].map(bytesOf)).toEqual([256, 188416, 1048576, 4096]);
  expect(() => bytesOf("_size")).toThrow("_size is no number of bytes");
  expect(region("  F (r) : ORIGIN = 0x10, LENGTH = 1K\n", "F")).toEqual({ start: 16, size: 1024 });
});

test("differences", () => {
  const here = { A: ["rp2040", "armv6m", 1, 2], B: ["nrf", "armv7m"], C: ["nrf", "armv7m"] } as const;
  const there = { A: ["rp2040", "armv6m", 1, 3], B: ["nrf", "armv7m"], D: ["stm32", "armv7m"] } as const;
  expect(differences(here, there)).toEqual([
    'A: "rp2040", "armv6m", 0x1, 0x2 here, "rp2040", "armv6m", 0x1, 0x3 there',
    "C: no longer there",
    'D: new: "stm32", "armv7m"',
  ]);
});
