// unplugin-micropython/mpy: the .mpy file as data, and tools on it. Runs in Node and in browsers.

export { ARCH_FLAGS, ARCH_NAMES, ARCH_NUMBERS, nameArchFlags, nameArch, isArchName } from "./file/arch.ts";
export type { ArchName } from "./file/arch.ts";
export { loadNativeDisassembler } from "./inspect/capstone.ts";
export type { CapstoneLibrary, CapstoneOptions, NativeDisassemblerOptions } from "./inspect/capstone.ts";
export { checkCompatible } from "./inspect/compatible.ts";
export type { Compatibility, CompatibilityProblem, DeviceInfo } from "./inspect/compatible.ts";
export { disassemble } from "./inspect/disassemble.ts";
export type {
  ConstantListing,
  Disassembly,
  DisassembleOptions,
  FunctionListing,
  HeaderListing,
  PreludeListing,
  QstrListing,
} from "./inspect/disassemble.ts";
export type { InstructionListing } from "./inspect/disassemble-bytecode.ts";
export type { NativeDisassembler, NativeListing } from "./inspect/disassemble-native.ts";
export type { NativeInstruction } from "./inspect/native-instruction.ts";
export { MpyFormatError, MpyToolError } from "./file/error.ts";
export { formatDisassembly } from "./inspect/format-disassembly.ts";
export type { FormatOptions } from "./inspect/format-disassembly.ts";
export { freeze } from "./freeze/freeze.ts";
export type { FreezeOptions, LongIntImpl } from "./freeze/freeze-options.ts";
export type { FreezeInput } from "./freeze/frozen-module.ts";
export { formatHexDump } from "./inspect/format-hex-dump.ts";
export { mergeMpy } from "./merge/merge.ts";
export type { MergeOptions } from "./merge/merge.ts";
export { DEFAULT_SMALL_INT_BITS, makeMpyHeader, MPY_SUB_VERSION, MPY_VERSION, ScopeFlag } from "./file/model.ts";
export type {
  MpyAsm,
  MpyBytecode,
  MpyConstant,
  MpyHeader,
  MpyModule,
  MpyNative,
  MpyQstr,
  MpyRawCode,
  MpyRelocation,
  MpyViper,
  RelocationTarget,
} from "./file/model.ts";
export { decodeInstructions } from "./file/instruction.ts";
export type { Instruction } from "./file/instruction.ts";
export { Op, OPCODES } from "./file/opcodes.ts";
export type { OpcodeInfo, OpcodeName, OperandFormat, OperandKind } from "./file/opcodes.ts";
export { readLines, readPrelude } from "./file/prelude.ts";
export type { LineEntry, Prelude } from "./file/prelude.ts";
export { readMpy, readMpyHeader } from "./file/read.ts";
export { attributeSizes } from "./inspect/sizes.ts";
export type { FunctionSize, SizeReport } from "./inspect/sizes.ts";
export { STATIC_QSTRS } from "./file/static-qstrs.ts";
export { writeMpy } from "./file/write.ts";
