// A compiled module in a form that passes can change: instructions are objects that name each other, so a pass can add and
// remove them without minding offsets. Indices into the qstr and constant tables stay those of the module that was read;
// encode.ts leaves out what nothing names any more and gives the rest new indices.

import type { OpcodeInfo } from "../../mpy/file/opcodes.ts";
import type { MpyModule, MpyRawCode } from "../../mpy/file/model.ts";

/** One instruction. */
export interface Instr {
  op: number;
  info: OpcodeInfo;
  /** Qstr index, constant index, slot, count or integer, by opcode; unused for jumps and functions. */
  arg: number;
  /** The byte behind the operand; -1 where there is none. */
  extra: number;
  /** The encoding, where the operand is an integer that a double cannot hold; else null. */
  wide: Uint8Array | null;
  /** Where a jump leads. */
  target: Instr | null;
  /** The function that it makes. */
  child: FunctionCode | null;
  /** Source line; 1 where the module has no line table. */
  line: number;
  /** A number of the pass that runs: an index or an offset. */
  at: number;
}

/** A function, class body, comprehension or the module's own body. */
export interface FunctionCode {
  /** What was read; the code of native functions is kept as it is. */
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
  /** Qstr indices of its arguments' names; 0 (the source name) where the name is dropped. */
  args: number[];
  /** Slots of the frame that become closure cells. */
  cells: number[];
  instrs: Instr[];
  children: FunctionCode[];
  readonly parent: FunctionCode | null;
  /** A number of the pass that runs. */
  at: number;
}

/** A module that was decoded. */
export interface ModuleCode {
  /** Header and tables. */
  module: MpyModule;
  /** All functions, each before those that it makes; the first is the module's body. */
  functions: FunctionCode[];
  /** Machine code names qstrs and constants by number, so their tables must stay as they are. */
  readonly hasNative: boolean;
  /** Qstrs added by passes stand behind the module's own. */
  readonly addedQstrs: Uint8Array[];
}

/** The functions that can still be made: a function whose last maker is gone is gone with all that it makes. */
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
