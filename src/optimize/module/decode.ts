// Decodes an MpyModule to a ModuleCode.

import { MpyFormatError } from "../../mpy/file/error.ts";
import { decodeInstruction } from "../../mpy/file/instruction.ts";
import type { MpyBytecode, MpyModule, MpyRawCode } from "../../mpy/file/model.ts";
import { OPCODES } from "../../mpy/file/opcodes.ts";
import { type Prelude, readLines, readPrelude } from "../../mpy/file/prelude.ts";
import type { FunctionCode, Instr, ModuleCode } from "./code.ts";
import { JUMP_TO_NO_INSTRUCTION, MISSING_FUNCTION } from "../messages.ts";

/** Decodes a module. @throws MpyFormatError if its code cannot be decoded */
export function decodeModule(module: MpyModule): ModuleCode {
  const functions: FunctionCode[] = [];
  let hasNative = false;
  const pending: { raw: MpyRawCode; parent: FunctionCode | null }[] = [{ raw: module.body, parent: null }];
  while (pending.length > 0) {
    const { raw, parent } = pending.pop()!;
    const one = raw.kind === "bytecode" ? bytecodeFunction(raw, parent) : nativeFunction(raw, parent);
    if (raw.kind !== "bytecode") hasNative = true;
    functions.push(one);
    parent?.children.push(one);
    for (let at = raw.children.length - 1; at >= 0; at--) pending.push({ raw: raw.children[at]!, parent: one });
  }
  // Each function is listed after the one that creates it, so all children are known here.
  for (const one of functions) linkChildren(one);
  return { module, functions, hasNative, addedQstrs: [], texts: [] };
}

function nativeFunction(raw: MpyRawCode, parent: FunctionCode | null): FunctionCode {
  return {
    raw,
    isBytecode: false,
    stateSize: 0,
    exceptionDepth: 0,
    scopeFlags: 0,
    positionalArgs: 0,
    keywordOnlyArgs: 0,
    defaultArgs: 0,
    name: 0,
    args: [],
    cells: [],
    instrs: [],
    children: [],
    parent,
    at: 0,
  };
}

function bytecodeFunction(raw: MpyBytecode, parent: FunctionCode | null): FunctionCode {
  const prelude = readPrelude(raw.code, 0);
  return {
    raw,
    isBytecode: true,
    stateSize: prelude.stateSize,
    exceptionDepth: prelude.exceptionDepth,
    scopeFlags: prelude.scopeFlags,
    positionalArgs: prelude.positionalArgs,
    keywordOnlyArgs: prelude.keywordOnlyArgs,
    defaultArgs: prelude.defaultArgs,
    name: prelude.names[0]!,
    args: prelude.names.slice(1),
    cells: [...prelude.cells],
    instrs: decodeInstrs(raw.code, prelude),
    children: [],
    parent,
    at: 0,
  };
}

function decodeInstrs(code: Uint8Array, prelude: Prelude): Instr[] {
  const instrs: Instr[] = [];
  const jumps: Instr[] = [];
  const lines = readLines(code, prelude);
  /** Index + 1 of the instruction that begins at an offset; 0 for none. */
  const byOffset = new Int32Array(code.length);
  let entry = 0;
  let line = lines[0]!.line;
  for (let at = prelude.end; at < code.length;) {
    while (entry + 1 < lines.length && lines[entry + 1]!.offset <= at - prelude.end) line = lines[++entry]!.line;
    const op = code[at]!;
    const info = OPCODES[op]!;
    // Most instructions are one byte, or have an operand of one.
    const isShort = info.format === "byte" && !info.extraByte;
    const decoded = isShort ? undefined : decodeInstruction(code, at);
    const size = decoded?.size ?? 1;
    const instr: Instr = {
      op,
      info,
      arg: decoded?.operand ?? info.implied ?? 0,
      extra: decoded?.extra ?? -1,
      wide: decoded?.wide === undefined ? null : code.subarray(at, at + size),
      target: null,
      child: null,
      line,
      at: 0,
    };
    instrs.push(instr);
    byOffset[at] = instrs.length;
    if (info.format === "offset") jumps.push(instr);
    at += size;
  }
  for (const jump of jumps) {
    const target = instrs[(byOffset[jump.arg] ?? 0) - 1];
    if (target === undefined) throw new MpyFormatError(JUMP_TO_NO_INSTRUCTION, 0);
    jump.target = target;
    jump.arg = 0;
  }
  return instrs;
}

/** Links instructions that create functions to the functions. */
function linkChildren(one: FunctionCode): void {
  if (one.children.length === 0) return;
  for (const instr of one.instrs) {
    const { operand } = instr.info;
    if (operand !== "child" && operand !== "closure") continue;
    const child = one.children[instr.arg];
    if (child === undefined) throw new MpyFormatError(MISSING_FUNCTION, 0);
    instr.child = child;
    instr.arg = 0;
  }
}
