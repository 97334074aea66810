// The optimiser for size: its interface for the engine.

export { originalLine } from "./bundle/bundle.ts";
export type { LineRun } from "./bundle/bundle.ts";
export type { MangleOptions, Renamed } from "./mangle/mangle.ts";
export { MODULE_PASSES, NOTHING_UNREAD, optimizeModule } from "./module/optimize-module.ts";
export type { UnreadFacts } from "./module/optimize-module.ts";
export { optimizeProgram } from "./optimize-program.ts";
export type { CompileModule, OptimizedProgram, OptimizeOptions } from "./optimize-program.ts";
export { KeptFacts } from "./program/kept-facts.ts";
export type { ProgramModule } from "./program/modules.ts";
export { SOURCE_PASSES } from "./program/optimize-sources.ts";
export type { BundledModule, SourcePass } from "./program/optimize-sources.ts";
export { removedSizes } from "./removed-sizes.ts";
export type { Kept, LeftAlone, OptimizeReport, PassSaving, Removal } from "./report.ts";
export { defineConstants } from "./define-program.ts";
export { stripSource } from "./source/strip.ts";
export type { Define } from "./source/define.ts";
