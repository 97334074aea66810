// The architecture of native code, by board and port. The table has the architecture that MicroPython's build of the
// port passes to mpy-cross for frozen code (ports/*/Makefile, *.cmake, mpconfigmcu.mk).

import { boards } from "../flash/index.ts";
import type { BoardName, FlashBoard } from "../flash/index.ts";
import { ARCH_NAMES } from "../mpy/file/arch.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import { archOfAnyPort, archOfPort, otherArch } from "./messages.ts";

/** A kind of chip within a port. */
interface ChipFamily {
  /** Ports (folders of MicroPython's ports/) that run on it. */
  readonly port: string;
  /** Their usual names. */
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

/** The project's board and port. */
export interface TargetHints {
  /** MicroPython's name of the board: "RPI_PICO2". */
  readonly board?: string | undefined;
  /** MicroPython's name of the port: "rp2". */
  readonly port?: string | undefined;
}

/** The port in lower case, from its name or the board; undefined if neither is given. */
export function portOf({ board, port }: TargetHints): string | undefined {
  return port?.toLowerCase() ?? boardOf(board)?.port;
}

/** The preset of a board; undefined for none. */
export function boardOf(board: string | undefined): FlashBoard | undefined {
  return board !== undefined && Object.hasOwn(boards, board) ? boards[board as BoardName] : undefined;
}

function familiesOf({ board, port }: TargetHints): readonly ChipFamily[] {
  const known = boardOf(board);
  const name = port?.toLowerCase() ?? known?.port;
  return FAMILIES.filter((family) => family.port === name && (known === undefined || family.arch === known.arch));
}

/** A line of advice on the option for native code. */
export function archAdvice(hints: TargetHints): string {
  const families = familiesOf(hints);
  if (families.length === 0) return archOfAnyPort(ARCH_NAMES);
  const choices = families.map(({ chips, arch }) => `"${arch}" for ${chips}`);
  return archOfPort(families[0]!.port, choices);
}

/** Why code for `arch` cannot run on the named board or port, as a text that follows "it"; undefined if it may run. */
export function archFault(arch: ArchName, hints: TargetHints): string | undefined {
  const families = familiesOf(hints);
  // A port for PCs may be built for any architecture.
  if (families.length === 0 || families.some((family) => family.port === "unix" || runsOn(arch, family.arch))) {
    return undefined;
  }
  const own = families.map((family) => `${family.arch} (${family.chips})`);
  return otherArch(arch, boardOf(hints.board) ? hints.board! : `the port ${hints.port}`, own);
}

const THUMB: ReadonlySet<ArchName> = new Set(["armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp"]);

/**
 * Whether a chip of architecture `own` may run `arch`. The table does not tell which floating-point unit a Thumb chip
 * has.
 */
function runsOn(arch: ArchName, own: ArchName): boolean {
  if (own === "armv6m" || !THUMB.has(own)) return arch === own;
  return THUMB.has(arch);
}
