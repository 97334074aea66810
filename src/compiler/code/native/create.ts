// The door from the walk to native code.

import type { ArchName } from "../../../mpy/arch.ts";
import type { ModuleContext } from "../context.ts";
import type { Emitter } from "../emitter.ts";
import { archOf } from "./arch/registry.ts";
import { NativeEmitter } from "./emitter.ts";

/** Whether there is native code for `arch`; without an architecture, and for rv64imc, there is none. */
export function hasNativeEmitter(arch: ArchName | undefined): boolean {
  return archOf(arch) !== undefined;
}

/** The emitter for native and viper functions of a module; only where {@link hasNativeEmitter}. */
export function createNativeEmitter(context: ModuleContext): Emitter {
  const arch = archOf(context.options.arch);
  if (arch === undefined) throw new Error(`no native code for ${context.options.arch}`);
  return new NativeEmitter(context, arch);
}
