// unplugin-micropython/compiler

export { CompileError, type CompileErrorFacts } from "../diagnostics/compile-error.ts";
export type { ArchName } from "../mpy/file/arch.ts";
export { compile, compileWithHints, findHints, listNative, type CompileResult, type HintOptions } from "./compile.ts";
export type { ImportReference, ImportTest, TestOperator, TestValue } from "./code/import-reference.ts";
export type { CompileOptions } from "./options.ts";
export type { Hint, HintKind } from "./hints/hint.ts";
