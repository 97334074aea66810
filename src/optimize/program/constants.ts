// Inlines constants of a module in its functions and in other modules: `X = 5`, `from m import X`, `m.X`. The value
// replaces their uses, so the compiler can fold it and the name is not needed.

import { addEdits } from "../source/edits.ts";
import type { Edit } from "../source/edits.ts";
import type { Range } from "../source/token-list.ts";
import type { Item } from "./facts.ts";
import type { Analysed, Program } from "./modules.ts";
import type { NamesInUse } from "./names-in-use.ts";

/** Maximum number of uses of a constant whose value needs more code than its name. With more uses it is not inlined. */
const FEW_USES = 2;

/** Edits of each module, and the number of replaced uses. */
export function inlineConstants(
  program: Program,
  names: NamesInUse,
  open: ReadonlySet<Analysed>,
): Map<Analysed, Edit[]> {
  const edits = new Map<Analysed, Edit[]>();
  if (names.reflection !== undefined) return edits;
  const sites = new Map<Item, { module: Analysed; range: Range }[]>();
  const note = (item: Item, module: Analysed, range: Range): void => {
    const known = sites.get(item);
    if (known === undefined) sites.set(item, [{ module, range }]);
    else known.push({ module, range });
  };
  for (const one of program.modules) {
    if (one.facts.opaque !== undefined) continue;
    for (const { name, range } of one.facts.names) {
      const item = constantItem(program, one, name, names, open);
      if (item !== undefined) note(item, one, range);
    }
    for (const { base, attribute, range } of one.facts.attributes) {
      const target = program.moduleOf(one, base);
      const item = target === undefined ? undefined : constantItem(program, target, attribute, names, open);
      if (item !== undefined) note(item, one, range);
    }
  }
  for (const [item, places] of sites) {
    if (codeSize(item.constant!) > 3 && places.length > FEW_USES) continue;
    for (const { module, range } of places) {
      addEdits(edits, module, [{ ...range, text: item.constant! }]);
    }
  }
  return edits;
}

function constantItem(
  program: Program,
  one: Analysed,
  name: string,
  names: NamesInUse,
  open: ReadonlySet<Analysed>,
): Item | undefined {
  const found = program.definition(one, name);
  if (found === undefined) return undefined;
  const { owner, item } = found;
  const [bound] = item.names;
  // A global of a module that is not open cannot be set from outside.
  const mayChange = open.has(owner)
    ? names.stored.has(bound!) || names.words.has(bound!) || names.isBuilt(bound!)
    : names.outside.has(bound!);
  if (open.has(one) && names.stored.has(name)) return undefined;
  return item.constant === undefined || mayChange || bound!.startsWith("__") ? undefined : item;
}

/** Bytes of bytecode that load a constant (py/emitbc.c). */
function codeSize(text: string): number {
  const value = Number(text.replace(/[()]/g, ""));
  if (Number.isNaN(value) || (value >= -16 && value < 48)) return 1;
  let size = 2;
  for (let rest = Math.abs(value) * 2; rest >= 0x80; rest /= 0x80) size++;
  return size;
}
