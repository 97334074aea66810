// The native code that the driver of the passes uses.

import type { ResolvedOptions } from "../../resolve-options.ts";
import type { NativeBackend } from "../native-backend.ts";
import type { Arch } from "./arch/arch.ts";
import { debugArch } from "./arch/debug/debug.ts";
import { archOf } from "./arch/registry.ts";
import { NativeEmitter } from "./emitter.ts";
import { checkAssembly, compileAssembly } from "./inline/compile.ts";
import { createInlineAssembler, hasInlineAssembler } from "./inline/registry.ts";

function archFor({ arch, behaviour, printNative }: ResolvedOptions): Arch | undefined {
  return printNative === undefined ? archOf(arch, behaviour) : debugArch(printNative);
}

/** All architectures. */
export const NATIVE_BACKEND: NativeBackend = {
  hasEmitter: (options) => archFor(options) !== undefined,
  hasAssembler: hasInlineAssembler,
  createEmitter(context) {
    const arch = archFor(context.options);
    if (arch === undefined) throw new Error(`no native code for ${context.options.arch}`);
    return new NativeEmitter(context, arch);
  },
  checkAssembly,
  createAssembler(context) {
    const assembler = createInlineAssembler(context);
    return (scope) => compileAssembly(context, scope, assembler);
  },
};
