// Kinds of token as one object; constants on their own behind it, as in ../tree/kind.ts.

export * as Token from "./tokens.ts";
