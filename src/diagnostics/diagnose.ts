// The code and hint of a refusal. This file is separate from render.ts, because the compiler for pages leaves it out.

import { diagnoseIndentation } from "./indentation-rules.ts";
import { diagnoseReason } from "./reason-rules.ts";
import type { Surroundings } from "./render.ts";
import type { SourceError } from "./source-error.ts";
import { type Diagnosis, syntaxFacts } from "./syntax-facts.ts";
import { diagnoseNumber, diagnoseSyntax } from "./syntax-rules.ts";

/** The code and hint of a refusal; undefined if the mistake is not recognised. */
export function diagnose(error: SourceError, around?: Surroundings): Diagnosis | undefined {
  if (around === undefined) return diagnoseReason(error.reason);
  const { scanner, offset, text, line } = around;
  if (error.exception === "IndentationError") return diagnoseIndentation(text, line, error.expected === "dedent");
  const known = diagnoseReason(error.reason);
  if (known !== undefined || error.exception !== "SyntaxError") return known;
  const facts = syntaxFacts(scanner, offset, text, error.expected);
  if (facts.piece.kind === "number") return diagnoseNumber(facts.piece) ?? diagnoseSyntax(facts);
  return diagnoseSyntax(facts);
}
