// The manifest in a bundle's script. It is JSON in a string literal, because a minifier does not change the content of
// a string. So it can be replaced in a written script when a later bundle adds files to the flash.

import { readFileSync } from "node:fs";
import { writeFault } from "../node/write-fault.ts";
import { writeFileAtomic } from "../node/write.ts";
import type { Manifest } from "../project/manifest.ts";

/** The manifest as a JavaScript expression that is safe in an HTML page, too. */
export function manifestExpression(manifest: Manifest): string {
  return `/* @__PURE__ */ JSON.parse(${SPELLINGS[0]!(jsonOf(manifest))})`;
}

/** The code of a script with another manifest; undefined if the script needs no change. */
export function codeWithManifest(code: string, before: Manifest, after: Manifest): string | undefined {
  const [old, next] = [jsonOf(before), jsonOf(after)];
  const spelling = old === next ? undefined : ALL_SPELLINGS.find((spell) => code.includes(spell(old)));
  return spelling && code.replaceAll(spelling(old), () => spelling(next));
}

/**
 * Replaces a manifest in a script on disk. Returns whether it was found. @throws ProjectError if the script cannot be
 * written
 */
export function replaceBakedManifest(file: string, before: Manifest, after: Manifest): boolean {
  let code: string;
  try {
    code = readFileSync(file, "utf8");
  } catch {
    // A later build step has moved the script.
    return false;
  }
  const replaced = codeWithManifest(code, before, after);
  if (replaced === undefined) return false;
  try {
    writeFileAtomic(file, Buffer.from(replaced));
  } catch (error) {
    throw writeFault(file, error);
  }
  return true;
}

/** JSON in ASCII only: every minifier leaves it unchanged. */
function jsonOf(manifest: Manifest): string {
  return JSON.stringify(manifest).replace(/[<\u007f-\uffff]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Functions that write a text as a string literal, one for each kind of quote. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => `'${text.replace(/[\\']/g, "\\$&")}'`,
  (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`,
  (text) => `\`${text.replace(/[\\`]|\$(?=\{)/g, "\\$&")}\``,
];

/** These, and the same inside a script that is itself a string literal, as Vite writes an inlined worker. */
const ALL_SPELLINGS: readonly ((text: string) => string)[] = [
  ...SPELLINGS,
  ...SPELLINGS.flatMap((outer) => SPELLINGS.map((inner) => (text: string) => outer(inner(text)).slice(1, -1))),
];
