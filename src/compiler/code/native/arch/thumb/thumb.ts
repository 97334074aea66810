// The Thumb architectures: processors without ARM state (Cortex-M), by what each adds to the one before.

import type { ArchName } from "../../../../../mpy/file/arch.ts";
import type { Arch, Registers } from "../arch.ts";
import { ThumbAssembler, type ThumbFeatures } from "./assembler.ts";
import { ThumbReg } from "./encoding.ts";

const REGISTERS: Registers = {
  ret: ThumbReg.r0,
  arg1: ThumbReg.r0,
  arg2: ThumbReg.r1,
  arg3: ThumbReg.r2,
  arg4: ThumbReg.r3,
  temp0: ThumbReg.r0,
  temp1: ThumbReg.r1,
  temp2: ThumbReg.r2,
  local1: ThumbReg.r4,
  local2: ThumbReg.r5,
  local3: ThumbReg.r6,
  funTable: ThumbReg.r7,
  parentRet: ThumbReg.r0,
  parentArg1: ThumbReg.r0,
  parentArg2: ThumbReg.r1,
  parentArg3: ThumbReg.r2,
  parentArg4: ThumbReg.r3,
};

/** Architectures that run Thumb code, by name. */
export type ThumbName = Extract<ArchName, "armv6m" | "armv7m" | "armv7em" | "armv7emsp" | "armv7emdp">;

/** What the Thumb code of each may contain; on armv6, inline assembler is Thumb while native code is not. */
export const THUMB_FEATURES: Readonly<Record<ThumbName | "armv6", ThumbFeatures>> = {
  armv6: { armv7m: false, float: false, calledFromArm: true },
  armv6m: { armv7m: false, float: false, calledFromArm: false },
  armv7m: { armv7m: true, float: false, calledFromArm: false },
  armv7em: { armv7m: true, float: false, calledFromArm: false },
  armv7emsp: { armv7m: true, float: true, calledFromArm: false },
  armv7emdp: { armv7m: true, float: true, calledFromArm: false },
};

function thumb(name: ThumbName): Arch {
  return {
    name,
    wordSize: 4,
    registers: REGISTERS,
    nlrRegisters: 16, // ten, and six for floating point: armv6m code must run on armv7emdp
    nlrLocal1: 3,
    nlrNeedsSetjmp: false,
    argumentsOnStack: false,
    hasNot: true,
    storesFromArg3: false,
    loadsWithOffset: 7,
    storesWithOffset: 7,
    namesFunctions: false,
    createAssembler: (_flags, behaviour) => new ThumbAssembler(THUMB_FEATURES[name], behaviour),
  };
}

export const armv6m: Arch = thumb("armv6m");
export const armv7m: Arch = thumb("armv7m");
export const armv7em: Arch = thumb("armv7em");
export const armv7emsp: Arch = thumb("armv7emsp");
export const armv7emdp: Arch = thumb("armv7emdp");
