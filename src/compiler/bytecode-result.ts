// The result of the compiler for pages.

import type { ImportReference } from "./code/import-reference.ts";

/** The result of compiling a program to bytecode. */
export interface BytecodeResult {
  /** The .mpy file, byte for byte what mpy-cross writes. */
  mpy: Uint8Array<ArrayBuffer>;
  /** The program's imports in the order of the source, without those in code that cannot run (`if False:`). */
  imports: ImportReference[];
  /** Bytecode runs on any machine. */
  native: null;
}
