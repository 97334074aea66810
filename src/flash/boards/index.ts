// Boards by MicroPython's names: what the table of rows says, as it is used. A firmware built with other sizes needs other numbers: every
// one can be overridden where it is used.

import type { ImageOptions } from "../build.ts";
import type { Uf2Family } from "../uf2.ts";
import type { BoardArch, BoardPort, BoardRow, Layout } from "./rows.ts";
import { LAYOUTS } from "./rows.ts";
import { BOARD_ROWS } from "./table.ts";

export type { BoardArch, BoardPort } from "./rows.ts";
export { BOARDS_VERSION } from "./table.ts";

/** A place on the flash that holds one filesystem. */
export interface FlashPartition {
  /** From the start of the flash, in bytes. */
  offset: number;
  /** In bytes. */
  size: number;
  /** What to give to `buildImage`. */
  image: ImageOptions;
  /** Where the board mounts it. */
  mount: string;
}

/** What there is to know about a board. */
export interface FlashBoard {
  /** MicroPython's name of the port. */
  port: BoardPort;
  /** Architecture of its native code, as MicroPython's own build gives it to mpy-cross. */
  arch: BoardArch;
  /** Filesystems whose place is known: "vfs" is the one that the board starts in. */
  partitions: { vfs?: FlashPartition | undefined; romfs?: FlashPartition | undefined };
  /** How its bootloader takes UF2: the address of the flash's first byte, and the family for a filesystem. */
  uf2?: { base: number; family: Uf2Family } | undefined;
}

/** Boards that there is a preset for, by MicroPython's names: "RPI_PICO_W"; variants as "RPI_PICO2-RISCV". */
export type BoardName = keyof typeof BOARD_ROWS;

/** Presets by MicroPython's name of the board. */
export const boards: Readonly<Record<BoardName, FlashBoard>> = Object.fromEntries(
  Object.entries(BOARD_ROWS).map(([name, row]) => [name, boardOf(row)]),
) as Record<BoardName, FlashBoard>;

function boardOf([name, arch, offset = 0, size = 0, romfs = 0]: BoardRow): FlashBoard {
  const { port, image, mount, uf2 }: Layout = LAYOUTS[name];
  const vfs = size === 0 ? undefined : { offset, size, image: { ...image, size }, mount };
  const start = offset - romfs;
  const rom: FlashPartition | undefined =
    romfs === 0
      ? undefined
      : { offset: start, size: romfs, image: { filesystem: "romfs", size: romfs }, mount: "/rom" };
  return { port, arch, partitions: { vfs, romfs: rom }, uf2 };
}
