// Which architecture native code is for, by board and port. What each chip takes is what
// MicroPython's own build of the port passes to mpy-cross for its frozen code (ports/*/Makefile, *.cmake, mpconfigmcu.mk).

import { boards } from "../flash/index.ts";
import type { BoardName, FlashBoard } from "../flash/index.ts";
import { ARCH_NAMES } from "../mpy/file/arch.ts";
import type { ArchName } from "../mpy/file/arch.ts";

/** A kind of chip within a port. */
interface ChipFamily {
  /** Ports (folders of MicroPython's ports/) that run on it. */
  readonly port: string;
  /** As people call it. */
  readonly chips: string;
  readonly arch: ArchName;
}

const FAMILIES: readonly ChipFamily[] = [
  { port: "rp2", chips: "RP2350", arch: "armv7m" },
  { port: "rp2", chips: "RP2350 as RISC-V", arch: "rv32imc" },
  { port: "rp2", chips: "RP2040", arch: "armv6m" },
  { port: "esp32", chips: "ESP32-C and -H series, P4", arch: "rv32imc" },
  { port: "esp32", chips: "ESP32, ESP32-S2 and -S3", arch: "xtensawin" },
  { port: "esp8266", chips: "ESP8266", arch: "xtensa" },
  { port: "stm32", chips: "STM32 F0, G0 and L0", arch: "armv6m" },
  { port: "stm32", chips: "other STM32", arch: "armv7m" },
  { port: "samd", chips: "SAMD21", arch: "armv6m" },
  { port: "samd", chips: "SAMD51", arch: "armv7m" },
  { port: "nrf", chips: "nRF51", arch: "armv6m" },
  { port: "nrf", chips: "nRF52 and nRF91", arch: "armv7m" },
  { port: "mimxrt", chips: "i.MX RT", arch: "armv7m" },
  { port: "renesas-ra", chips: "RA4 and RA6", arch: "armv7m" },
  { port: "unix", chips: "PCs of 64 bits", arch: "x64" },
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
  return port?.toLowerCase() ?? boardOf(board)?.port;
}

/** What is known of a board; undefined for none. */
export function boardOf(board: string | undefined): FlashBoard | undefined {
  return board !== undefined && Object.hasOwn(boards, board) ? boards[board as BoardName] : undefined;
}

function familiesOf({ board, port }: TargetHints): readonly ChipFamily[] {
  const known = boardOf(board);
  const name = port?.toLowerCase() ?? known?.port;
  return FAMILIES.filter((family) => family.port === name && (known === undefined || family.arch === known.arch));
}

/** What to write for native code: one line for a message. */
export function archAdvice(hints: TargetHints): string {
  const families = familiesOf(hints);
  if (families.length === 0) return `Give target: { arch: … }, one of ${ARCH_NAMES.join(", ")}.`;
  const choices = families.map(({ chips, arch }) => `"${arch}" for ${chips}`);
  return `On the port ${families[0]!.port} that is target: { arch: … } with ${choices.join(", ")}.`;
}

/**
 * Why code for `arch` cannot run on the board or port that is named: as what comes after "it", or undefined where nothing is
 * certain.
 */
export function archFault(arch: ArchName, hints: TargetHints): string | undefined {
  const families = familiesOf(hints);
  // On a PC anything may be built.
  if (families.length === 0 || families.some((family) => family.port === "unix" || runsOn(arch, family.arch))) {
    return undefined;
  }
  const own = families.map((family) => `${family.arch} (${family.chips})`).join(" or ");
  return `is for ${arch}, and ${boardOf(hints.board) ? hints.board : `the port ${hints.port}`} runs ${own}`;
}

const THUMB: ReadonlySet<ArchName> = new Set(["armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp"]);

/** Whether a chip that takes `own` may run `arch`, as far as the table tells: which floats a Thumb chip has, it does not. */
function runsOn(arch: ArchName, own: ArchName): boolean {
  if (own === "armv6m" || !THUMB.has(own)) return arch === own;
  return THUMB.has(arch);
}
