// unplugin-micropython/compiler

export { CompileError, type CompileErrorFacts } from "../diagnostics/compile-error.ts";
export type { ArchName } from "../mpy/file/arch.ts";
export { type CompileResult, compile, listNative } from "./compile.ts";
export type { ImportReference, ImportTest, TestOperator, TestValue } from "./code/import-reference.ts";
export type { CompileOptions } from "./options.ts";
export { findHints, type HintOptions } from "./hints/find-hints.ts";
export type { Hint, HintKind } from "./hints/hint.ts";
