// Xtensa as two architectures of the native emitter: with the call0 convention (ESP8266) and with register windows
// (ESP32).

import type { Arch } from "../arch.ts";
import { Call0Assembler, WindowedAssembler } from "./assembler.ts";

const COMMON = {
  wordSize: 4,
  argumentsOnStack: false,
  hasNot: false,
  storesFromArg3: false,
  loadsWithOffset: 7,
  storesWithOffset: 7,
  namesFunctions: false,
} as const;

export const xtensa: Arch = {
  ...COMMON,
  name: "xtensa",
  registers: {
    ret: 2,
    arg1: 2,
    arg2: 3,
    arg3: 4,
    arg4: 5,
    temp0: 2,
    temp1: 3,
    temp2: 4,
    local1: 12,
    local2: 13,
    local3: 14,
    funTable: Call0Assembler.funTable,
    parentRet: 2,
    parentArg1: 2,
    parentArg2: 3,
    parentArg3: 4,
    parentArg4: 5,
  },
  nlrRegisters: 10,
  nlrLocal1: 8,
  nlrNeedsSetjmp: false,
  createAssembler: (_flags, behaviour) => new Call0Assembler(behaviour),
};

export const xtensawin: Arch = {
  ...COMMON,
  name: "xtensawin",
  registers: {
    ret: 10,
    arg1: 10,
    arg2: 11,
    arg3: 12,
    arg4: 13,
    temp0: 10,
    temp1: 11,
    temp2: 12,
    local1: 4,
    local2: 5,
    local3: 6,
    funTable: WindowedAssembler.funTable,
    parentRet: 2,
    parentArg1: 2,
    parentArg2: 3,
    parentArg3: 4,
    parentArg4: 5,
  },
  nlrRegisters: 17,
  nlrLocal1: 6,
  nlrNeedsSetjmp: true,
  createAssembler: (_flags, behaviour) => new WindowedAssembler(behaviour),
};
