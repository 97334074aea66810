// The ARM architecture, armv6: processors that run native code in ARM state.

import type { Arch, Registers } from "../arch.ts";
import { ArmAssembler } from "./assembler.ts";
import { ArmReg } from "./encoding.ts";

const REGISTERS: Registers = {
  ret: ArmReg.r0,
  arg1: ArmReg.r0,
  arg2: ArmReg.r1,
  arg3: ArmReg.r2,
  arg4: ArmReg.r3,
  temp0: ArmReg.r0,
  temp1: ArmReg.r1,
  temp2: ArmReg.r2,
  local1: ArmReg.r4,
  local2: ArmReg.r5,
  local3: ArmReg.r6,
  funTable: ArmReg.r7,
  parentRet: ArmReg.r0,
  parentArg1: ArmReg.r0,
  parentArg2: ArmReg.r1,
  parentArg3: ArmReg.r2,
  parentArg4: ArmReg.r3,
};

export const armv6: Arch = {
  name: "armv6",
  wordSize: 4,
  registers: REGISTERS,
  nlrRegisters: 16, // ten, and six for floating point
  nlrLocal1: 3,
  nlrNeedsSetjmp: false,
  argumentsOnStack: false,
  hasNot: true,
  storesFromArg3: false,
  loadsWithOffset: 7,
  storesWithOffset: 7,
  namesFunctions: false,
  createAssembler: (_flags, behaviour) => new ArmAssembler(behaviour),
};
