// Options of the compiler: what a user may give and what the rooms inside work with (another type, everything decided).

import type { ArchName } from "../mpy/arch.ts";

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
   * Code for functions without a decorator that says otherwise (-X emit=).
   * @default "bytecode"
   */
  emit?: "bytecode" | "native" | "viper";
  /** Architecture of native code (-march). Needed as soon as there is some. */
  arch?: ArchName;
  /**
   * Features of the architecture beyond its base (-march-flags), as the number that the .mpy header carries.
   * @default 0
   */
  archFlags?: number;
  /**
   * Line numbers for tracebacks (-X source-lines); without a word from the user: as the optimisation level says.
   */
  sourceLines?: boolean;
  /**
   * Width of the target's small ints in bits (-msmall-int-bits).
   * @default 31
   */
  smallIntBits?: number;
}

/** Options with everything decided. */
export interface ResolvedOptions {
  filename: string;
  optimize: number;
  emit: "bytecode" | "native" | "viper";
  arch: ArchName | undefined;
  archFlags: number;
  /** Whether line numbers are kept: told so, and the level is below 3. */
  sourceLines: boolean;
  smallIntBits: number;
}
