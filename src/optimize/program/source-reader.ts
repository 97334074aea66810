// Source -> facts, one source after another: tables and the names that were met are kept from one to the next.

import { NamePool } from "../../compiler/names/pool.ts";
import { Parser } from "../../compiler/tree/parse.ts";
import { Tree } from "../../compiler/tree/tree.ts";
import { TokenList } from "../source/token-list.ts";
import { collectFacts } from "./collect/collect.ts";
import type { CollectOptions } from "./collect/walk.ts";
import type { ModuleFacts } from "./facts.ts";

/** What the parser is told. */
export interface ReaderOptions {
  /** Optimisation level of the compiler; decides `__debug__`. */
  readonly optimize: number;
  readonly smallIntBits: number;
}

/** Reads sources. */
export class SourceReader {
  private readonly names = new NamePool();
  private readonly tree = new Tree(this.names);
  private readonly parser = new Parser();
  private readonly tokens = new TokenList();
  private readonly options: ReaderOptions;

  constructor({ optimize, smallIntBits }: ReaderOptions) {
    this.options = { optimize, smallIntBits };
  }

  /** @param source with one kind of line end. @throws SourceError where it is no Python */
  read(source: Uint8Array, options: CollectOptions): ModuleFacts {
    const { names, tree, tokens } = this;
    this.parser.parse(source, { names, tree, ...this.options });
    tokens.read(source, names);
    return collectFacts(source, tree, tokens, options);
  }
}
