// `define` for one source: parse, replace, and fold the comparisons that are decided then.

import { SourceError } from "../diagnostics/source-error.ts";
import { type ReaderOptions, SourceReader } from "./program/source-reader.ts";
import { applyEdits, normalizeLineEnds } from "./source/edits.ts";
import { applyDefine, type Define } from "./source/define.ts";

/** The source with what `define` names replaced; a source that is no Python is given back, for the compiler to refuse. */
export function defineConstants(source: Uint8Array, define: Define, options: ReaderOptions): Uint8Array {
  try {
    const reader = new SourceReader(options);
    const facts = reader.read(normalizeLineEnds(source), { canBeMain: true });
    const defined = applyDefine(facts, define);
    if (defined === facts.source) return source;
    const { tests } = reader.read(defined, { canBeMain: true });
    return applyEdits(
      defined,
      tests.map(({ range, value }) => ({ ...range, text: value ? "True" : "False" })),
    );
  } catch (error) {
    if (error instanceof SourceError) return source;
    throw error;
  }
}
