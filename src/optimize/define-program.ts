// Applies `define` to one source: parses it, replaces names, and folds comparisons that become constant. A name to
// which the module assigns such a constant once (`USE = DEBUG`) is replaced, too.

import { SourceError } from "../diagnostics/source-error.ts";
import type { Item, ModuleFacts } from "./program/facts.ts";
import { type ReaderOptions, SourceReader } from "./program/source-reader.ts";
import { applyEdits, normalizeLineEnds } from "./source/edits.ts";
import { applyDefine, type Define } from "./source/define.ts";

/** Maximum length of a chain of names, each assigned from the one before. */
const MAX_NAMES = 8;

const decoder = new TextDecoder();

/** The source with the names in `define` replaced. Invalid Python is returned unchanged; the compiler refuses it. */
export function defineConstants(source: Uint8Array, define: Define, options: ReaderOptions): Uint8Array {
  try {
    const reader = new SourceReader({ ...options, allowsAnyConst: true });
    const read = (text: Uint8Array): ModuleFacts => reader.read(text, { canBeMain: true });
    let facts = read(normalizeLineEnds(source));
    const original = facts.source;
    let names = define;
    for (let round = 0; round < MAX_NAMES && Object.keys(names).length > 0; round++) {
      const defined = applyDefine(facts, names);
      if (defined === facts.source) break;
      const assigned = assignedFrom(facts, names);
      facts = read(defined);
      names = constantsOf(facts, assigned);
    }
    if (facts.source === original) return source;
    return applyEdits(
      facts.source,
      facts.tests.map(({ range, value }) => ({ ...range, text: value ? "True" : "False" })),
    );
  } catch (error) {
    if (error instanceof SourceError) return source;
    throw error;
  }
}

/** Names that are assigned from an expression with a defined name. Line numbers do not change. */
function assignedFrom(facts: ModuleFacts, define: Define): ReadonlySet<string> {
  const sites = [...facts.names, ...facts.declaredUses, ...facts.attributes].filter((site) =>
    "name" in site
      ? Object.hasOwn(define, site.name)
      : Object.hasOwn(define, site.base) || Object.hasOwn(define, `${site.base}.${site.attribute}`),
  );
  const holds = ({ range }: Item): boolean =>
    sites.some((site) => site.range.start >= range.start && site.range.end <= range.end);
  return new Set(facts.items.filter(holds).map(keyOf));
}

const keyOf = ({ line, names }: Item): string => `${line} ${names.join(" ")}`;

/** Names whose value is one constant during the whole life of the module. */
function constantsOf(facts: ModuleFacts, assigned: ReadonlySet<string>): Define {
  if (facts.opaque !== undefined) return {};
  const lastStar = facts.items.findLast(({ refs }) => refs.imports.some(({ name }) => name === "*"))?.range.start ?? -1;
  const found: [string, string][] = [];
  for (const item of facts.items) {
    const { kind, owner, names, isUnconditional, range } = item;
    const isPlain = kind === "assignment" && owner === undefined && isUnconditional && range.start > lastStar;
    if (!isPlain || !assigned.has(keyOf(item))) continue;
    const binding = facts.bindings.get(names[0]!);
    if (binding?.count !== 1 || binding.changes) continue;
    const value = item.value ?? PLAIN_STRING.exec(decoder.decode(facts.source.subarray(range.start, range.end)))?.[1];
    if (value !== undefined) found.push([names[0]!, value]);
  }
  return Object.fromEntries(found);
}

/** The assignment of a string on one line without escapes. */
const PLAIN_STRING = /^\w+\s*=\s*("[^"\\\n]*"|'[^'\\\n]*')$/;
