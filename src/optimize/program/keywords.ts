// Replaces `f(a=1)` by `f(1)` if the called function is known. That needs fewer instructions, and perhaps not the name
// of the argument. Only keywords in the order of the parameters are replaced, so that the order of evaluation does not
// change.

import { addEdits } from "../source/edits.ts";
import type { Edit } from "../source/edits.ts";
import type { KeywordCall, Signature } from "./facts.ts";
import type { Analysed, Program } from "./modules.ts";
import type { NamesInUse } from "./names-in-use.ts";

/** Edits of each module. */
export function dropKeywords(program: Program, names: NamesInUse): Map<Analysed, Edit[]> {
  const edits = new Map<Analysed, Edit[]>();
  for (const one of program.modules) {
    if (one.facts.opaque !== undefined) continue;
    for (const call of one.facts.calls) {
      const signature = calledSignature(program, one, call, names);
      if (signature === undefined) continue;
      const moved: Edit[] = [];
      for (const { name, range } of call.keywords) {
        if (signature.parameters[call.positional + moved.length] !== name) break;
        moved.push({ ...range, text: "" });
      }
      if (moved.length > 0) addEdits(edits, one, moved);
    }
  }
  return edits;
}

function calledSignature(program: Program, one: Analysed, call: KeywordCall, names: NamesInUse): Signature | undefined {
  const { base, attribute } = call;
  const target = attribute === undefined ? one : program.moduleOf(one, base);
  const name = attribute ?? base;
  const found = target === undefined ? undefined : program.definition(target, name);
  if (found === undefined) return undefined;
  const { owner, item } = found;
  const [bound] = item.names;
  const mayChange = names.stored.has(bound!) || names.words.has(bound!) || names.isBuilt(bound!);
  const isKnown = item.kind === "function" || (item.kind === "class" && item.isPure);
  const signature = isKnown && !mayChange ? owner.facts.signatures.get(bound!) : undefined;
  return signature?.isPlain === true ? signature : undefined;
}
