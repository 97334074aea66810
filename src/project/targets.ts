// Which architecture a board's native code is for: advice for a message, never a silent choice. What each chip takes is what
// MicroPython's own build of the port passes to mpy-cross for its frozen code (ports/*/Makefile, *.cmake, mpconfigmcu.mk).

import { ARCH_NAMES } from "../mpy/file/arch.ts";
import type { ArchName } from "../mpy/file/arch.ts";

/** A kind of chip within a port. */
interface ChipFamily {
  /** Ports (folders of MicroPython's ports/) that run on it. */
  readonly port: string;
  /** As people call it. */
  readonly chips: string;
  readonly arch: ArchName;
  /** Boards by the names that MicroPython gives them (sys.implementation._build). */
  readonly boards: RegExp;
}

// More particular patterns first: the first that matches a board counts.
const FAMILIES: readonly ChipFamily[] = [
  { port: "rp2", chips: "RP2350", arch: "armv7m", boards: /2350|^RPI_PICO2/ },
  {
    port: "rp2",
    chips: "RP2040",
    arch: "armv6m",
    boards: /^RPI_PICO|2040|^(?!ESPRUINO|LOLIN|WAVESHARE).*_PICO$|PICOLIPO/,
  },
  {
    port: "esp32",
    chips: "ESP32-C and -H series, P4",
    arch: "rv32imc",
    boards: /^ESP32_.*_(?:[CH]\d|P4)$|ESP32[CH]\d|TINYC\d|NANO[CH]\d/,
  },
  {
    port: "esp32",
    chips: "ESP32, ESP32-S2 and -S3",
    arch: "xtensawin",
    boards: /^(?:ESP32|UM_|M5STACK|LOLIN|LILYGO|OLIMEX_ESP32|WAVESHARE_ESP32)/,
  },
  { port: "esp8266", chips: "ESP8266", arch: "xtensa", boards: /^ESP8266/ },
  { port: "stm32", chips: "STM32 F0, G0 and L0", arch: "armv6m", boards: /^NUCLEO_[FGL]0|_[FL]0\d/ },
  {
    port: "stm32",
    chips: "other STM32",
    arch: "armv7m",
    boards: /^(?:PYB|NUCLEO|STM32|ESPRUINO|ARDUINO_(?:PORTENTA_H7|GIGA|NICLA)|ADAFRUIT_F405)/,
  },
  { port: "samd", chips: "SAMD21", arch: "armv6m", boards: /SAMD21|_M0_|TRINKET_M0|QTPY_SAMD21|XIAO_SAMD/ },
  { port: "samd", chips: "SAMD51", arch: "armv7m", boards: /SAMD51|_M4/ },
  {
    port: "nrf",
    chips: "nRF52 and nRF91",
    arch: "armv7m",
    boards: /^(?:PCA10|ARDUINO_NANO_33|NRF52|SEEED_XIAO_NRF52)/,
  },
  { port: "mimxrt", chips: "i.MX RT", arch: "armv7m", boards: /^(?:TEENSY4|MIMXRT|SEEED_ARCH_MIX)/ },
  { port: "renesas-ra", chips: "RA4 and RA6", arch: "armv7m", boards: /^(?:EK_RA|RA4M1|ARDUINO_PORTENTA_C33|VK_RA)/ },
  { port: "unix", chips: "PCs of 64 bits", arch: "x64", boards: /^$/ },
];

/** What a project says of the machine that it is for. */
export interface TargetHints {
  /** Name of a board as MicroPython has it: "RPI_PICO2". */
  readonly board?: string | undefined;
  /** Name of a port as MicroPython has it: "rp2". */
  readonly port?: string | undefined;
}

/** The port, by its name or that of the board; undefined where neither tells. In lower case. */
export function portOf({ board, port }: TargetHints): string | undefined {
  return port?.toLowerCase() ?? familyOf(board)?.port;
}

function familyOf(board: string | undefined): ChipFamily | undefined {
  return board === undefined ? undefined : FAMILIES.find((family) => family.boards.test(board.toUpperCase()));
}

/** What to write for native code: one line for a message. */
export function archAdvice({ board, port }: TargetHints): string {
  const byBoard = familyOf(board);
  if (byBoard) return `For ${board} (${byBoard.chips}) that is target: { arch: "${byBoard.arch}" }.`;
  const byPort = FAMILIES.filter((family) => family.port === port?.toLowerCase());
  if (byPort.length > 0) {
    const choices = byPort.map(({ chips, arch }) => `"${arch}" for ${chips}`);
    return `On the port ${port} that is target: { arch: … } with ${choices.join(", ")}.`;
  }
  return `Give target: { arch: … }, one of ${ARCH_NAMES.join(", ")}.`;
}

/**
 * Why code for `arch` cannot run on the board or port that is named: as what comes after "it", or undefined where nothing is
 * certain.
 */
export function archFault(arch: ArchName, { board, port }: TargetHints): string | undefined {
  const byBoard = familyOf(board);
  const families = byBoard ? [byBoard] : FAMILIES.filter((family) => family.port === port?.toLowerCase());
  // On a PC anything may be built.
  if (families.length === 0 || families.some((family) => family.port === "unix" || runsOn(arch, family.arch))) {
    return undefined;
  }
  const own = families.map((family) => `${family.arch} (${family.chips})`).join(" or ");
  return `is for ${arch}, and ${byBoard ? board : `the port ${port}`} runs ${own}`;
}

const THUMB: ReadonlySet<ArchName> = new Set(["armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp"]);

/** Whether a chip that takes `own` may run `arch`, as far as the table tells: which floats a Thumb chip has, it does not. */
function runsOn(arch: ArchName, own: ArchName): boolean {
  if (own === "armv6m" || !THUMB.has(own)) return arch === own;
  return THUMB.has(arch);
}
