// 32-bit RISC-V with the M and C extensions, as an architecture of the native emitter.

import type { Arch } from "../arch.ts";
import type { Behaviour } from "../../../../../firmware/index.ts";
import { FUN_TABLE, LOCAL_1, registersFor, Rv32Assembler } from "./assembler.ts";
import { Reg } from "./encoding.ts";

/** Everything but the registers that releases differ in. */
const RV32IMC: Arch = {
  name: "rv32imc",
  wordSize: 4,
  registers: {
    ret: Reg.a0,
    arg1: Reg.a0,
    arg2: Reg.a1,
    arg3: Reg.a2,
    arg4: Reg.a3,
    temp0: Reg.a4,
    temp1: Reg.a5,
    temp2: Reg.a6,
    local1: LOCAL_1,
    local2: Reg.s2,
    local3: Reg.s4,
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
  hasNot: true,
  storesFromArg3: false,
  loadsWithOffset: 7,
  storesWithOffset: 7,
  namesFunctions: false,
  createAssembler: (flags, behaviour) => new Rv32Assembler(flags, behaviour),
};

/** rv32imc as a firmware's compiler has it; flags: zba, zcmp. */
export function rv32imc(behaviour: Behaviour): Arch {
  const { zero, ...others } = RV32IMC.registers;
  const registers = { ...others, ...registersFor(behaviour) };
  return { ...RV32IMC, registers: behaviour.hasRv32Zero ? { ...registers, zero: zero! } : registers };
}
