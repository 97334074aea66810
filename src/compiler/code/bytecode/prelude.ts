// The head of a bytecode function: sizes of its frame, counts of its arguments, sizes of what follows (py/bc.h).

import type { ByteWriter } from "../../../bytes/writer.ts";
import { IdFlag, IdKind, type Scope, SCOPE_FLAGS_OF_PRELUDE, ScopeFlags } from "../../scopes/scope.ts";
import { Name } from "../../names/known.ts";

/** CircuitPython's flag of an async function in a prelude. */
const PRELUDE_ASYNC = 0x10;

/** Writes the signature: bits of six numbers, interleaved (xSSSSEAA, then xFSSKAED as long as any bit is left). */
export function writeSignature(to: ByteWriter, scope: Scope, exceptionDepth: number): void {
  // A frame has one slot at least, for an exception on its way out.
  let state = Math.max(scope.locals + scope.stackSize, 1) - 1;
  let exceptions = exceptionDepth;
  let flags = scope.flags & SCOPE_FLAGS_OF_PRELUDE;
  if (scope.flags & ScopeFlags.async) flags |= PRELUDE_ASYNC;
  let positional = scope.positionalArgs;
  let keyword = scope.keywordOnlyArgs;
  let defaults = scope.defaultPositionalArgs;
  let byte = ((state & 0xf) << 3) | ((exceptions & 1) << 2) | (positional & 3);
  state >>= 4;
  exceptions >>= 1;
  positional >>= 2;
  while ((state | exceptions | flags | positional | keyword | defaults) !== 0) {
    to.u8(0x80 | byte);
    byte =
      ((flags & 1) << 6) |
      ((state & 3) << 4) |
      ((keyword & 1) << 3) |
      ((positional & 1) << 2) |
      ((exceptions & 1) << 1) |
      (defaults & 1);
    state >>= 2;
    exceptions >>= 1;
    flags >>= 1;
    positional >>= 1;
    keyword >>= 1;
    defaults >>= 1;
  }
  to.u8(byte);
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
export function argumentNames(scope: Scope): number[] {
  const names = new Array<number>(scope.positionalArgs + scope.keywordOnlyArgs).fill(Name.star);
  // Where two identifiers have one number the first counts.
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
