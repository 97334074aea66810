// 32-bit RISC-V with the M and C extensions, as an architecture of the native emitter.

import type { Arch } from "../arch.ts";
import { FUN_TABLE, LOCAL_1, LOCAL_2, LOCAL_3, Rv32Assembler, TEMP_0, TEMP_2 } from "./assembler.ts";
import { Reg } from "./encoding.ts";

/** rv32imc; flags: zba, zcmp. */
export const rv32imc: Arch = {
  name: "rv32imc",
  wordSize: 4,
  registers: {
    ret: Reg.a0,
    arg1: Reg.a0,
    arg2: Reg.a1,
    arg3: Reg.a2,
    arg4: Reg.a3,
    temp0: TEMP_0,
    temp1: Reg.a5,
    temp2: TEMP_2,
    local1: LOCAL_1,
    local2: LOCAL_2,
    local3: LOCAL_3,
    funTable: FUN_TABLE,
    zero: Reg.zero,
    parentRet: Reg.a0,
    parentArg1: Reg.a0,
    parentArg2: Reg.a1,
    parentArg3: Reg.a2,
    parentArg4: Reg.a3,
  },
  nlrRegisters: 14,
  nlrLocal1: 6,
  nlrNeedsSetjmp: false,
  argumentsOnStack: false,
  storesFromArg3: false,
  loadsWithOffset: 7,
  storesWithOffset: 7,
  namesFunctions: false,
  createAssembler: (flags) => new Rv32Assembler(flags),
};
