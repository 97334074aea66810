// Syntax trees, for folders of src that read programs without compiling them.

import { NamePool } from "./names/pool.ts";
import { Parser } from "./tree/parse.ts";
import { Tree } from "./tree/tree.ts";

export { NO_NODE, type NodeId } from "./brands.ts";
export { KEYWORD_NAMES } from "./tokens/keywords.ts";
export { Token, type TokenKind } from "./tokens/token.ts";
export type { Constant } from "./tree/constant.ts";
export { childrenOf, itemsOf } from "./tree/items.ts";
export { isLeaf, Kind, type NodeKind } from "./tree/kind.ts";
export { binaryOperation, unaryOperation } from "./tree/numeric.ts";

/** Parses one source after the other into {@link tree}, whose storage is kept. */
export class SyntaxReader {
  /** The tree of the source that was parsed last. */
  readonly tree: Tree = new Tree(new NamePool());
  private readonly parser: Parser = new Parser();
  private readonly smallIntBits: number;

  /** @param smallIntBits width of the target's small ints: 31 for most boards, 63 for a computer */
  constructor(smallIntBits: number) {
    this.smallIntBits = smallIntBits;
  }

  /** Parses a source, with `__debug__` true. Throws a {@link SourceError} where the reference refuses it. */
  parse(source: Uint8Array): Tree {
    const { tree, smallIntBits } = this;
    tree.names.reset();
    return this.parser.parse(source, { names: tree.names, tree, smallIntBits, optimize: 0 });
  }
}
