// The check `names`: modules with names that no import statement can contain. A program may still run such a file by
// its path, or import it with __import__. Then set the check to "ignore".

import { KEYWORD_NAMES } from "../../compiler/syntax.ts";
import type { CheckedModule, Finding } from "./finding.ts";
import { keywordAsName, noName } from "../messages.ts";

/** A name in Python, except for keywords. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const KEYWORDS: ReadonlySet<string> = new Set(KEYWORD_NAMES);

/** The first part of a dotted name that no import statement can contain; undefined if all can be. */
export function wrongPart(name: string): string | undefined {
  return name.split(".").find((part) => !NAME.test(part) || KEYWORDS.has(part));
}

/** Finds modules with names that are not identifiers, or are keywords. */
export function checkNames(modules: readonly CheckedModule[]): Finding[] {
  return modules.flatMap(({ name, source }): Finding[] => {
    const wrong = wrongPart(name);
    if (wrong === undefined) return [];
    return [{ kind: "names", file: source, ...(KEYWORDS.has(wrong) ? keywordAsName(wrong) : noName(wrong)) }];
  });
}
