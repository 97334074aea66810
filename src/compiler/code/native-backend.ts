// The interface between the driver of the passes and native code. A compiler without native code makes bytecode only
// (see ../bytecode.ts).

import type { MpyAsm } from "../../mpy/file/model.ts";
import type { ResolvedOptions } from "../resolve-options.ts";
import type { Scope } from "../scopes/scope.ts";
import type { ModuleContext } from "./context.ts";
import type { Emitter } from "./emitter.ts";

/** Makes the code of one assembler function; undefined if the context has an error afterwards. */
export type AssembleScope = (scope: Scope) => MpyAsm | undefined;

/** Native code, viper and inline assembler. */
export interface NativeBackend {
  /** Whether native and viper functions can be made for the target: without an architecture, and for rv64imc, they cannot. */
  hasEmitter(options: ResolvedOptions): boolean;
  /** Whether functions can be written in assembler for the target. */
  hasAssembler(options: ResolvedOptions): boolean;
  /** The emitter for native and viper functions of a module; only where {@link hasEmitter}. */
  createEmitter(context: ModuleContext): Emitter;
  /** The first pass over an assembler function: checks its form, which needs no assembler. */
  checkAssembly(context: ModuleContext, scope: Scope): void;
  /** The assembler of a module; only where {@link hasAssembler}. */
  createAssembler(context: ModuleContext): AssembleScope;
}
