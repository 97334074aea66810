// unplugin-micropython/mpy: the .mpy file as data, and the tools on it. Runs in Node and in browsers.

export { ARCH_FLAGS, ARCH_NAMES, ARCH_NUMBERS, archFlagNames, archName, isArchName } from "./arch.ts";
export type { ArchName } from "./arch.ts";
export { loadNativeDisassembler } from "./capstone.ts";
export type { CapstoneLibrary, CapstoneOptions, NativeDisassemblerOptions } from "./capstone.ts";
export { checkCompatible } from "./compatible.ts";
export type { Compatibility, CompatibilityProblem, DeviceInfo } from "./compatible.ts";
export { disassemble } from "./disassemble.ts";
export type {
  ConstantListing,
  Disassembly,
  DisassembleOptions,
  FunctionListing,
  HeaderListing,
  PreludeListing,
  QstrListing,
} from "./disassemble.ts";
export type { InstructionListing } from "./disassemble-bytecode.ts";
export type { NativeDisassembler, NativeInstruction, NativeListing } from "./disassemble-native.ts";
export { MpyFormatError, MpyToolError } from "./error.ts";
export { formatDisassembly } from "./format-disassembly.ts";
export type { FormatOptions } from "./format-disassembly.ts";
export { freeze } from "./freeze.ts";
export type { FreezeOptions, LongIntImpl } from "./freeze-options.ts";
export type { FreezeInput } from "./frozen-module.ts";
export { hexDump } from "./hex-dump.ts";
export { mergeMpy } from "./merge.ts";
export type { MergeOptions } from "./merge.ts";
export { DEFAULT_SMALL_INT_BITS, mpyHeader, MPY_SUB_VERSION, MPY_VERSION, ScopeFlag } from "./model.ts";
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
} from "./model.ts";
export type { LineEntry, Prelude } from "./prelude.ts";
export { readMpy, readMpyHeader } from "./read.ts";
export { attributeSizes } from "./sizes.ts";
export type { FunctionSize, SizeReport } from "./sizes.ts";
export { STATIC_QSTRS } from "./static-qstrs.ts";
export { writeMpy } from "./write.ts";
