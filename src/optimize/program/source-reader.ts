// Makes facts from sources, one after another. It reuses tables and the pool of names.

import { NamePool } from "../../compiler/names/pool.ts";
import { Parser } from "../../compiler/tree/parse.ts";
import { Tree } from "../../compiler/tree/tree.ts";
import { TokenList } from "../source/token-list.ts";
import { collectFacts } from "./collect/collect.ts";
import type { CollectOptions } from "./collect/walk.ts";
import type { ModuleFacts } from "./facts.ts";

/** Options of the parser. */
export interface ReaderOptions {
  /** Optimisation level of the compiler; decides `__debug__`. */
  readonly optimize: number;
  readonly smallIntBits: number;
  /** Reads `X = const(y)` with another name y, which `define` may replace. */
  readonly allowsAnyConst?: boolean;
}

/** Makes facts from sources. */
export class SourceReader {
  private readonly names = new NamePool();
  private readonly tree = new Tree(this.names);
  private readonly parser = new Parser();
  private readonly tokens = new TokenList();
  private readonly options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.options = options;
  }

  /** @param source with LF as its only line end. @throws SourceError if it is not Python */
  read(source: Uint8Array, options: CollectOptions): ModuleFacts {
    const { names, tree, tokens } = this;
    this.parser.parse(source, { names, tree, ...this.options });
    tokens.read(source, names);
    return collectFacts(source, tree, tokens, options);
  }
}
