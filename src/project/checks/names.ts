// Modules whose names no import statement can spell. (What a program runs by its path, or imports with __import__, may be named
// so; then the check is to be ignored.)

import { KEYWORD_NAMES } from "../../compiler/syntax.ts";
import type { CheckedModule, Finding } from "./finding.ts";

/** A name in Python, if it is no keyword. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const KEYWORDS: ReadonlySet<string> = new Set(KEYWORD_NAMES);

/** Finds modules whose names no import statement can spell: not an identifier, or a keyword. */
export function checkNames(modules: readonly CheckedModule[]): Finding[] {
  return modules.flatMap(({ name, source }): Finding[] => {
    const wrong = name.split(".").find((part) => !NAME.test(part) || KEYWORDS.has(part));
    if (wrong === undefined) return [];
    const reason = KEYWORDS.has(wrong) ? `${wrong} is a keyword of Python` : `"${wrong}" is no name in Python`;
    return [{ kind: "names", file: source, what: `nothing can import it: ${reason}`, remedy: "Rename it." }];
  });
}
