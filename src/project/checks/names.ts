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

/** Finds modules with names that are not identifiers, or are keywords. The modules below a folder of such a name are one finding. */
export function checkNames(modules: readonly CheckedModule[]): Finding[] {
  const files = new Map<string, { wrong: string; modules: number | undefined }>();
  for (const { name, source } of modules) {
    const wrong = wrongPart(name);
    if (wrong === undefined) continue;
    const folder = folderOf(name.split("."), wrong, source);
    files.set(folder ?? source, {
      wrong,
      modules: folder === undefined ? undefined : (files.get(folder)?.modules ?? 0) + 1,
    });
  }
  return [...files].map(([file, { wrong, modules }]): Finding => {
    return { kind: "names", file, ...(KEYWORDS.has(wrong) ? keywordAsName(wrong, modules) : noName(wrong, modules)) };
  });
}

/** The folder of the wrong part of a module's name; undefined if it is the name of the file itself. */
function folderOf(parts: readonly string[], wrong: string, source: string): string | undefined {
  const folders = source.split("/");
  const file = folders.pop()!;
  if (parts.indexOf(wrong) === parts.length - 1 && !file.startsWith("__init__.")) return undefined;
  const at = folders.lastIndexOf(wrong);
  return at < 0 ? undefined : folders.slice(0, at + 1).join("/");
}
