// The manifest as it stands in a bundle's script: JSON in a string literal, because a minifier leaves the content of a string alone. So
// it can be found and replaced in a script that is written already, when a bundle that is built later adds to the flash.

import { readFileSync } from "node:fs";
import { writeFault } from "../node/write-fault.ts";
import { writeFileAtomic } from "../node/write.ts";
import type { Manifest } from "../project/manifest.ts";

/** The manifest as a JavaScript expression that may also stand in an HTML page. */
export function manifestExpression(manifest: Manifest): string {
  return `/* @__PURE__ */ JSON.parse(${SPELLINGS[0]!(jsonOf(manifest))})`;
}

/** The code of a script with another manifest in it; undefined where the script is to stay as it is. */
export function codeWithManifest(code: string, before: Manifest, after: Manifest): string | undefined {
  const [old, next] = [jsonOf(before), jsonOf(after)];
  const spelling = old === next ? undefined : ALL_SPELLINGS.find((spell) => code.includes(spell(old)));
  return spelling && code.replaceAll(spelling(old), () => spelling(next));
}

/** Replaces a manifest in a script on the disk; says whether it was there. @throws ProjectError where it cannot be written */
export function replaceBakedManifest(file: string, before: Manifest, after: Manifest): boolean {
  let code: string;
  try {
    code = readFileSync(file, "utf8");
  } catch {
    // Whoever goes on with the output has moved it.
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

/** Only ASCII, which every minifier writes as it is. */
function jsonOf(manifest: Manifest): string {
  return JSON.stringify(manifest).replace(/[<\u007f-\uffff]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A text as string literals with the three quotes. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => `'${text.replace(/[\\']/g, "\\$&")}'`,
  (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`,
  (text) => `\`${text.replace(/[\\`]|\$(?=\{)/g, "\\$&")}\``,
];

/** Also within a script that is itself a string literal, as Vite writes an inlined worker. */
const ALL_SPELLINGS: readonly ((text: string) => string)[] = [
  ...SPELLINGS,
  ...SPELLINGS.flatMap((outer) => SPELLINGS.map((inner) => (text: string) => outer(inner(text)).slice(1, -1))),
];
