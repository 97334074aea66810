// Presets of boards by MicroPython's names, made from the table of rows. A firmware that is built with other sizes
// needs other numbers. Options can override each of them.

import type { ImageOptions } from "../build.ts";
import type { Uf2Family } from "../uf2.ts";
import type { BoardArch, BoardPort, BoardRow, Layout } from "./rows.ts";
import { LAYOUTS } from "./rows.ts";
import { BOARD_ROWS } from "./table.ts";

export type { BoardArch, BoardPort } from "./rows.ts";
export { BOARDS_VERSION } from "./table.ts";

/** A partition of the flash with a filesystem. */
export interface FlashPartition {
  /** Offset from the start of the flash, in bytes. */
  offset: number;
  /** Size in bytes. */
  size: number;
  /** Options for `buildImage`. */
  image: ImageOptions;
  /** Path at which the board mounts it. */
  mount: string;
}

/** The preset of a board. */
export interface FlashBoard {
  /** MicroPython's name of the port. */
  port: BoardPort;
  /** Architecture of its native code, as MicroPython's build passes it to mpy-cross. */
  arch: BoardArch;
  /** Partitions with a known place. "vfs" is the one in which the board starts. */
  partitions: { vfs?: FlashPartition | undefined; romfs?: FlashPartition | undefined };
  /** Facts for UF2 files: the address of the flash's first byte, and the family for a filesystem. */
  uf2?: { base: number; family: Uf2Family } | undefined;
}

/** MicroPython's names of boards with a preset: "RPI_PICO_W"; a variant is "RPI_PICO2-RISCV". */
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
