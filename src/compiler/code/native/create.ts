// The door from the walk to native code.

import type { ResolvedOptions } from "../../options.ts";
import type { ModuleContext } from "../context.ts";
import type { Emitter } from "../emitter.ts";
import type { Arch } from "./arch/arch.ts";
import { debugArch } from "./arch/debug/debug.ts";
import { archOf } from "./arch/registry.ts";
import { NativeEmitter } from "./emitter.ts";

function archFor({ arch, behaviour, printNative }: ResolvedOptions): Arch | undefined {
  return printNative === undefined ? archOf(arch, behaviour) : debugArch(printNative);
}

/** Whether native code can be made: without an architecture, and for rv64imc, it cannot. */
export function hasNativeEmitter(options: ResolvedOptions): boolean {
  return archFor(options) !== undefined;
}

/** The emitter for native and viper functions of a module; only where {@link hasNativeEmitter}. */
export function createNativeEmitter(context: ModuleContext): Emitter {
  const arch = archFor(context.options);
  if (arch === undefined) throw new Error(`no native code for ${context.options.arch}`);
  return new NativeEmitter(context, arch);
}
