// The head of a bytecode function: sizes of its frame, counts of its arguments, sizes of the next parts (py/bc.h).

import type { Qstr } from "../../brands.ts";
import type { ByteWriter } from "../../../bytes/writer.ts";
import { writeSignature } from "../../../mpy/file/prelude.ts";
import { IdFlag, IdKind, type Scope, SCOPE_FLAGS_OF_PRELUDE, ScopeFlags } from "../../scopes/scope.ts";
import { Name } from "../../names/known.ts";

/** CircuitPython's flag of an async function in a prelude. */
const PRELUDE_ASYNC = 0x10;

/** Writes the signature of a scope. */
export function writeScopeSignature(to: ByteWriter, scope: Scope, exceptionDepth: number): void {
  writeSignature(to, {
    // A frame has at least one slot, for an exception that leaves it.
    stateSize: Math.max(scope.locals + scope.stackSize, 1),
    exceptionDepth,
    scopeFlags: (scope.flags & SCOPE_FLAGS_OF_PRELUDE) | (scope.flags & ScopeFlags.async ? PRELUDE_ASYNC : 0),
    positionalArgs: scope.positionalArgs,
    keywordOnlyArgs: scope.keywordOnlyArgs,
    defaultArgs: scope.defaultPositionalArgs,
  });
}

/** Writes the sizes: bytes of names and line table, and number of cells, interleaved (xIIIIIIC). */
export function writeSizes(to: ByteWriter, infoSize: number, cellCount: number): void {
  do {
    let byte = ((infoSize & 0x3f) << 1) | (cellCount & 1);
    cellCount >>= 1;
    infoSize >>= 6;
    if ((cellCount | infoSize) !== 0) byte |= 0x80;
    to.u8(byte);
  } while ((cellCount | infoSize) !== 0);
}

/** Qstrs of the arguments by position; "*" where a closed-over variable is passed. */
export function argumentNames(scope: Scope): Qstr[] {
  const names = new Array<Qstr>(scope.positionalArgs + scope.keywordOnlyArgs).fill(Name.star);
  // Of two identifiers with one number, the first is used.
  for (let i = scope.ids.length - 1; i >= 0; i--) {
    const id = scope.ids[i]!;
    if (id.flags & IdFlag.param && id.localNumber < names.length) names[id.localNumber] = id.qstr;
  }
  return names;
}

/** Numbers of the locals that must become cells when the function starts. */
export function cellNumbers(scope: Scope): number[] {
  const cells: number[] = [];
  for (const id of scope.ids) if (id.kind === IdKind.cell) cells.push(id.localNumber);
  return cells;
}
