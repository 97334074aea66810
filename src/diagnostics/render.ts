// A refusal, made fit for people: where it is, the lines around it, and what to do about it.

import { CompileError } from "./compile-error.ts";
import type { SourceError } from "./source-error.ts";

/** Makes the error that users see of a refusal of `source`. */
export function render(error: SourceError, source: Uint8Array, filename: string): CompileError {
  const line = error.line > 0 ? error.line : undefined;
  const place = line === undefined ? filename : `${filename}:${line}`;
  return new CompileError({
    exception: error.exception,
    reason: error.reason,
    line,
    scope: error.scope,
    filename,
    message: `${place}: ${error.exception}: ${error.reason}`,
  });
}
