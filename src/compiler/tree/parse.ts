// Source -> syntax tree, in one pass.

import type { ParseOptions } from "./builder.ts";
import { StatementParser } from "./statements.ts";
import type { Tree } from "./tree.ts";

export type { ParseOptions };

class Parser extends StatementParser {
  parse(source: Uint8Array, options: ParseOptions): Tree {
    this.begin(source, options);
    return this.end(this.file());
  }
}

/** One parser serves all parses: its buffers grow to what the largest source needs. A parse never runs inside another. */
const parser: Parser = new Parser();

/**
 * Parses a whole file into `options.tree`, which it returns. Numbers are folded and constants declared with `const()` replaced.
 * Throws a {@link SourceError} where the reference refuses the source.
 */
export function parse(source: Uint8Array, options: ParseOptions): Tree {
  return parser.parse(source, options);
}
