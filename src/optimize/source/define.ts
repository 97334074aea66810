// The option `define`: replaces names by constants in the source, as in Vite. The compiler then folds expressions with
// them.

import type { ModuleFacts } from "../program/facts.ts";
import { applyEdits, type Edit } from "./edits.ts";

/** Values by name ("DEBUG") or dotted name ("config.BOARD"). A text is Python code: `'"pico"'` is a string. */
export type Define = Readonly<Record<string, string | number | boolean | null>>;

/** Python code of a value. */
function codeOf(value: Define[string]): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" && value < 0 ? `(${value})` : String(value);
}

/**
 * The source with the names in `define` replaced, and conditions that follow from them. Locals and attributes of the
 * same name, and assignment targets, are not replaced.
 */
export function applyDefine(facts: ModuleFacts, define: Define): Uint8Array {
  const { source } = facts;
  const edits: Edit[] = [];
  for (const { name, range } of [...facts.names, ...facts.declaredUses]) {
    if (Object.hasOwn(define, name)) edits.push({ ...range, text: codeOf(define[name]!) });
  }
  for (const { base, attribute, range } of facts.attributes) {
    const dotted = `${base}.${attribute}`;
    if (Object.hasOwn(define, dotted)) edits.push({ ...range, text: codeOf(define[dotted]!) });
    else if (Object.hasOwn(define, base)) {
      edits.push({
        start: range.start,
        end: range.start + new TextEncoder().encode(base).length,
        text: codeOf(define[base]!),
      });
    }
  }
  return edits.length === 0 ? source : applyEdits(source, edits);
}
