// Finds the functions of the runtime that machine code uses. The native emitter has the address of mp_fun_table in one
// register, so each load through it has an entry's offset. The input is the text of instructions: a disassembler gives
// nothing else.

import type { ArchName } from "../file/arch.ts";
import type { NativeInstruction } from "./native-instruction.ts";
import { FUN_NAMES } from "../file/fun-table.ts";

/** An architecture's loads through the register of mp_fun_table. */
interface TableAccess {
  /** The load of the table's address, at a function's start. Before it the register has another value. */
  readonly setup: RegExp;
  /** A load of an entry: the first group is its offset in bytes, absent for 0. */
  readonly load: RegExp;
  readonly wordSize: number;
}

const ARM: TableAccess = {
  setup: /^ldr r7, \[r7\]$/,
  load: /^ldr(?:\.w)? \w+, \[r7(?:, #(\w+))?\]$/,
  wordSize: 4,
};

const RV32: TableAccess = { setup: /^(?:c\.)?lw s1, 0\(s1\)$/, load: /^(?:c\.)?lw \w+, (\w+)\(s1\)$/, wordSize: 4 };

const ACCESSES: Readonly<Partial<Record<ArchName, TableAccess>>> = {
  x86: {
    setup: /^mov ebp, dword ptr \[ebp\]$/,
    load: /^(?:mov \w+,|call) dword ptr \[ebp(?: \+ (\w+))?\]$/,
    wordSize: 4,
  },
  x64: {
    setup: /^mov rbp, qword ptr \[rbp\]$/,
    load: /^(?:mov \w+,|call) qword ptr \[rbp(?: \+ (\w+))?\]$/,
    wordSize: 8,
  },
  armv6: ARM,
  armv6m: ARM,
  armv7m: ARM,
  armv7em: ARM,
  armv7emsp: ARM,
  armv7emdp: ARM,
  rv32imc: RV32,
};

/** The same instructions; those that load an entry of the runtime have its name. */
export function nameRuntimeEntries(instructions: readonly NativeInstruction[], arch: ArchName): NativeInstruction[] {
  const access = ACCESSES[arch];
  let isSetUp = false;
  return instructions.map((instruction) => {
    const name = access !== undefined && isSetUp ? entryName(instruction.text, access) : undefined;
    if (access?.setup.test(instruction.text)) isSetUp = true;
    return name === undefined ? instruction : { ...instruction, runtime: name };
  });
}

function entryName(text: string, { load, wordSize }: TableAccess): string | undefined {
  const found = load.exec(text);
  if (found === null) return undefined;
  return FUN_NAMES[Number(found[1] ?? 0) / wordSize];
}
