// The result of the compiler, for its users.

import type { ArchName } from "../mpy/file/arch.ts";
import type { LineEntry } from "../mpy/file/prelude.ts";
import type { BytecodeResult } from "./bytecode-result.ts";
import type { Hint } from "./hints/hint.ts";

/** The result of compiling a program. */
export interface CompileResult extends Omit<BytecodeResult, "native"> {
  /** The machine that the file needs; null for bytecode only, which runs on any. */
  native: { arch: ArchName; archFlags: number; subVersion: number } | null;
  /**
   * With `sourceLines: "map"`: the source lines of a function's statement numbers, which a traceback prints as lines.
   * They are by the function's name, and begin with number 1. Functions with one name share a list.
   */
  lines?: Record<string, number[]>;
  /**
   * With `nativeLines: true`: for each function, in the order of the file, the source lines by offset from the start of its
   * machine code; nothing for bytecode, whose lines the file holds. `disassemble` takes it.
   */
  nativeLines?: (readonly LineEntry[])[];
  /** Of {@link compileWithHints}: in the order of the source. */
  hints?: Hint[];
}
