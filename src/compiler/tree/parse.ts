// Source -> syntax tree, in one pass.

import type { ParseOptions } from "./builder.ts";
import { StatementParser } from "./statements.ts";
import type { Tree } from "./tree.ts";

/** A parser of whole files. It serves one parse after another: its buffers grow to what the largest source needs. */
export class Parser extends StatementParser {
  /**
   * Parses a file into `options.tree`, which it returns. Numbers are folded and constants declared with `const()` replaced.
   * Throws a {@link SourceError} where the reference refuses the source.
   */
  parse(source: Uint8Array, options: ParseOptions): Tree {
    this.begin(source, options);
    return this.end(this.file());
  }
}
