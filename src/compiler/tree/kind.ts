// Kinds of node as one object. Behind it are constants on their own (kinds.ts), because bundlers put those in place where a
// property would stay: the compiler for pages is a tenth smaller for it.

export { FIRST_INNER_KIND } from "./kinds.ts";
export * as Kind from "./kinds.ts";
