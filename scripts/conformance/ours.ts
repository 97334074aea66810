// Our compiler as one side of a comparison. Every outcome becomes an answer, so that one bad file does not end a run.

import { CompileError, compile } from "../../src/compiler/index.ts";
import { answerOfMpy, answerOfRefusal } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { OptionSet } from "./option-sets.ts";

/** What our compiler makes of `source`: the bytes, or the refusal as an answer. */
export function compileOurs(source: Uint8Array, set: OptionSet): Uint8Array | Answer {
  try {
    return compile(source, set.ours).mpy;
  } catch (error) {
    if (error instanceof CompileError) return answerOfRefusal(error.exception, error.reason, error.line);
    return `!!${firstLines(error)}@-`;
  }
}

/** {@link compileOurs} as an answer. */
export function ourAnswer(source: Uint8Array, set: OptionSet): Answer {
  const made = compileOurs(source, set);
  return typeof made === "string" ? made : answerOfMpy(made);
}

function firstLines(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const where = /at .*/.exec(error.stack ?? "")?.[0] ?? "";
  return `${error.name}: ${error.message.split("\n", 1)[0]} ${where}`;
}
