// A compiled module in a form that passes can change: instructions are objects that refer to each other, so a pass can
// add and remove them without offsets. Indices into the qstr and constant tables are those of the original module.
// encode.ts drops unused entries and renumbers the rest.

import type { OpcodeInfo } from "../../mpy/file/opcodes.ts";
import type { MpyModule, MpyRawCode } from "../../mpy/file/model.ts";

/** One instruction. */
export interface Instr {
  op: number;
  info: OpcodeInfo;
  /** Qstr index, constant index, slot, count or integer, by opcode; unused for jumps and functions. */
  arg: number;
  /** The byte after the operand; -1 for none. */
  extra: number;
  /** The encoding of an integer operand that a double cannot represent; else null. */
  wide: Uint8Array | null;
  /** The target of a jump. */
  target: Instr | null;
  /** The function that it makes. */
  child: FunctionCode | null;
  /** Source line; 1 if the module has no line table. */
  line: number;
  /** A number for the current pass: an index or an offset. */
  at: number;
}

/** A function, class body, comprehension or the module's own body. */
export interface FunctionCode {
  /** The original function. The code of native functions is not changed. */
  readonly raw: MpyRawCode;
  readonly isBytecode: boolean;
  stateSize: number;
  exceptionDepth: number;
  scopeFlags: number;
  positionalArgs: number;
  keywordOnlyArgs: number;
  defaultArgs: number;
  /** Qstr index of its name. */
  name: number;
  /** Qstr indices of its arguments' names; 0 (the source name) for a dropped name. */
  args: number[];
  /** Slots of the frame that become closure cells. */
  cells: number[];
  instrs: Instr[];
  children: FunctionCode[];
  readonly parent: FunctionCode | null;
  /** A number for the current pass. */
  at: number;
}

/** A decoded module. */
export interface ModuleCode {
  /** Header and tables. */
  module: MpyModule;
  /** All functions, each before those that it makes; the first is the module's body. */
  functions: FunctionCode[];
  /** Set if it has machine code, which refers to qstrs and constants by number, so their tables must not change. */
  readonly hasNative: boolean;
  /** Qstrs that were added by passes. They come after the module's own. */
  readonly addedQstrs: Uint8Array[];
  /** Texts of qstrs that were asked for, by index. */
  readonly texts: string[];
}

/**
 * The functions that can still be created: a function that no instruction creates is removed, with the functions that
 * it creates.
 */
export function reachableFunctions(code: ModuleCode): FunctionCode[] {
  const found: FunctionCode[] = [];
  const pending = [code.functions[0]!];
  while (pending.length > 0) {
    const one = pending.pop()!;
    found.push(one);
    for (let at = one.children.length - 1; at >= 0; at--) pending.push(one.children[at]!);
  }
  return found;
}
