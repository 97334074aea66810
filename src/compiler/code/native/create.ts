// The door from the walk to native code.

import type { ArchName } from "../../../mpy/arch.ts";
import { SourceError } from "../../../diagnostics/source-error.ts";
import type { ModuleContext } from "../context.ts";
import type { Emitter } from "../emitter.ts";

/** Whether there is native code for `arch`; without an architecture, and for rv64imc, there is none. */
export function hasNativeEmitter(arch: ArchName | undefined): boolean {
  return arch !== undefined && arch !== "rv64imc";
}

/** The emitter for native and viper functions of a module; only where {@link hasNativeEmitter}. */
export function createNativeEmitter(_context: ModuleContext): Emitter {
  throw new SourceError("NotImplementedError", "native code is not supported yet", 0, -1);
}
