// Damaged .mpy files for every tool. Each tool must return a result, or throw one of the two errors for damaged files.

import { checkCompatible } from "../../src/mpy/inspect/compatible.ts";
import { disassemble } from "../../src/mpy/inspect/disassemble.ts";
import { formatDisassembly } from "../../src/mpy/inspect/format-disassembly.ts";
import { formatHexDump } from "../../src/mpy/inspect/format-hex-dump.ts";
import { attributeSizes } from "../../src/mpy/inspect/sizes.ts";
import { freeze } from "../../src/mpy/freeze/freeze.ts";
import { mergeMpy } from "../../src/mpy/merge/merge.ts";
import { MpyFormatError, MpyToolError } from "../../src/mpy/file/error.ts";
import { readMpy } from "../../src/mpy/file/read.ts";
import { writeMpy } from "../../src/mpy/file/write.ts";

/** Runs all tools on `bytes`; `other` is a good file to merge with. Throws whatever no tool may throw. */
export function tryMpyTools(bytes: Uint8Array, other: Uint8Array): void {
  attempt(() => writeMpy(readMpy(bytes)));
  attempt(() => formatDisassembly(disassemble(bytes)));
  attempt(() => formatHexDump(bytes));
  attempt(() => {
    const { total } = attributeSizes(bytes);
    if (total !== bytes.length) throw new Error(`sizes: ${total} of ${bytes.length} bytes`);
  });
  attempt(() => mergeMpy([other, bytes]));
  attempt(() => freeze([{ path: "x.mpy", bytes }]));
  attempt(() => checkCompatible(bytes, { firmware: "1.24" }));
}

function attempt(tool: () => unknown): void {
  try {
    tool();
  } catch (error) {
    if (!(error instanceof MpyFormatError || error instanceof MpyToolError)) throw error;
  }
}
