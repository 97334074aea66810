// The optimiser for size: what the engine calls.

export { measureModulePasses, MODULE_PASSES, NOTHING_UNREAD, optimizeModule } from "./module/optimize-module.ts";
export type { UnreadFacts } from "./module/optimize-module.ts";
