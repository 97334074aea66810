// Options of the compiler, as its users give them.

import type { ArchName } from "../mpy/file/arch.ts";

/** Options of {@link compile}; each is an option of mpy-cross. */
export interface CompileOptions {
  /**
   * Source name embedded in the .mpy and shown in tracebacks (mpy-cross -s).
   * @default "<stdin>"
   */
  filename?: string;
  /**
   * Optimisation level (-O): from 1 `assert` is dropped and `__debug__` is False; at 3 line numbers are dropped too.
   * @default 0
   */
  optimize?: 0 | 1 | 2 | 3;
  /**
   * Kind of code of functions without a decorator (-X emit=).
   * @default "bytecode"
   */
  emit?: "bytecode" | "native" | "viper";
  /** Architecture of native code (-march). Programs with native code require it. */
  arch?: ArchName;
  /**
   * Features of the architecture beyond its base (-march-flags), as the number that the .mpy header carries.
   * @default 0
   */
  archFlags?: number;
  /**
   * Line numbers for tracebacks (-X source-lines). "map" writes short numbers of statements instead, at every
   * optimisation level; `lines` of the result has their lines.
   */
  sourceLines?: boolean | "map";
  /**
   * Width of the target's small ints in bits (-msmall-int-bits), 0 to 255: one byte of the .mpy header. Targets have 31
   * bits, or 63 on a 64-bit machine. A width below 2 or above 63 gives the same bytes as in mpy-cross.
   * @default 31
   */
  smallIntBits?: number;
  /**
   * The device's firmware: "1.22.2", a series ("1.22" is its newest patch), "circuitpython 9.2.9". The file loads and
   * runs on it. A program that it cannot run is an error.
   * @default the newest release of MicroPython
   */
  firmware?: string;
  /**
   * Writes the bytes of that release's mpy-cross, with its faults and refusals.
   * @default false
   */
  exact?: boolean;
  /**
   * Also returns the source lines of machine code, which the file does not have, for listings.
   * @default false
   */
  nativeLines?: boolean;
}
