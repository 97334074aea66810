// The listing of a module as rows for the page.

import type { Disassembly } from "unplugin-micropython/mpy";
import type { ListingFunction, ListingRow } from "../messages.ts";

/** A function of the disassembler's answer. */
export type FunctionListing = Disassembly["functions"][number];

export function listFunctions(functions: readonly FunctionListing[]): ListingFunction[] {
  return functions.map((one) => {
    const rows = one.native ? nativeRows(one) : bytecodeRows(one);
    const { prelude, kind, notes, fault } = one;
    const facts = [...notes];
    if (prelude) {
      if (prelude.args.length > 0) facts.unshift(`arguments ${prelude.args.join(", ")}`);
      facts.push(`stack ${prelude.stateSize}`, ...prelude.flags);
    }
    if (fault !== undefined) facts.push(fault);
    return { name: one.qualifiedName, kind, line: rows.find(({ line }) => line > 0)?.line ?? 0, facts, rows };
  });
}

function bytecodeRows({ instructions, code }: FunctionListing): ListingRow[] {
  return instructions.map(({ offset, size, name, operand, target, meaning, label, line }) => {
    const number = target === undefined && operand !== undefined ? String(operand) : "";
    const text = meaning === "" ? number : meaning;
    return { offset, bytes: hex(code, offset, size), name, operand: text, label: label ?? "", line };
  });
}

function nativeRows({ native, code }: FunctionListing): ListingRow[] {
  return [...native!.header, ...native!.instructions].map(({ offset, size, text, runtime, line = 0 }) => {
    const [name = "", ...operands] = text.split(" ");
    const comment = runtime === undefined ? "" : `  ; ${runtime}`;
    const bytes = hex(code, offset, size);
    return { offset, bytes, name, operand: `${operands.join(" ")}${comment}`, label: "", line };
  });
}

function hex(code: Uint8Array, offset: number, size: number): string {
  return Array.from(code.subarray(offset, offset + size), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
