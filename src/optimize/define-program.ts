// `define` for one source: parse, replace, and fold the comparisons that are decided then.

import { NamePool } from "../compiler/names/pool.ts";
import { Parser } from "../compiler/tree/parse.ts";
import { Tree } from "../compiler/tree/tree.ts";
import { SourceError } from "../diagnostics/source-error.ts";
import { collectFacts } from "./program/collect/collect.ts";
import { applyEdits, normalizeLineEnds } from "./source/edits.ts";
import { applyDefine, type Define } from "./source/define.ts";

/** What the parser is told. */
export interface DefineOptions {
  /** Optimisation level of the compiler. */
  readonly optimize: number;
  readonly smallIntBits: number;
}

/** The source with what `define` names replaced; a source that is no Python is given back, for the compiler to refuse. */
export function defineConstants(source: Uint8Array, define: Define, options: DefineOptions): Uint8Array {
  const names = new NamePool();
  const tree = new Tree(names);
  const parser = new Parser();
  const read = (text: Uint8Array): void => {
    names.reset();
    parser.parse(text, { names, tree, ...options });
  };
  try {
    const text = normalizeLineEnds(source);
    read(text);
    const defined = applyDefine(text, tree, names, define);
    if (defined === text) return source;
    read(defined);
    const { tests } = collectFacts(defined, tree, names, { canBeMain: true });
    return applyEdits(
      defined,
      tests.map(({ range, value }) => ({ ...range, text: value ? "True" : "False" })),
    );
  } catch (error) {
    if (error instanceof SourceError) return source;
    throw error;
  }
}
