// `define`: names that stand for constants, as in Vite. They are replaced in the source before it is compiled, so the compiler folds
// what depends on them.

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
 * The source with what `define` names replaced, and conditions that follow from it. Locals and attributes of the same name stay,
 * and so does what is assigned to.
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
