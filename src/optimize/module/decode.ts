// MpyModule -> ModuleCode.

import { MpyFormatError } from "../../mpy/file/error.ts";
import { decodeInstructions } from "../../mpy/file/instruction.ts";
import type { Instruction } from "../../mpy/file/instruction.ts";
import type { MpyBytecode, MpyModule, MpyRawCode } from "../../mpy/file/model.ts";
import { readLines, readPrelude } from "../../mpy/file/prelude.ts";
import type { FunctionCode, Instr, ModuleCode } from "./code.ts";

/** Decodes a module. @throws MpyFormatError where its code cannot be decoded */
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
  // Each function is listed behind its maker, so all children are known here.
  for (const one of functions) if (one.isBytecode) linkInstructions(one);
  return { module, functions, hasNative, addedQstrs: [] };
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
    instrs: [],
    children: [],
    parent,
    at: 0,
  };
}

function linkInstructions(one: FunctionCode): void {
  const { code } = one.raw;
  const prelude = readPrelude(code, 0);
  const decoded = decodeInstructions(code, prelude.end);
  const lines = readLines(code, prelude);
  const byOffset = new Map<number, Instr>();
  let entry = 0;
  for (const instruction of decoded) {
    const offset = instruction.offset - prelude.end;
    while (entry + 1 < lines.length && lines[entry + 1]!.offset <= offset) entry++;
    const instr = toInstr(instruction, one, lines[entry]!.line);
    byOffset.set(instruction.offset, instr);
    one.instrs.push(instr);
  }
  decoded.forEach((instruction, at) => {
    if (instruction.info.format !== "offset") return;
    const target = byOffset.get(instruction.operand);
    if (target === undefined) throw new MpyFormatError("a jump leads to no instruction", instruction.offset);
    one.instrs[at]!.target = target;
  });
}

function toInstr(instruction: Instruction, one: FunctionCode, line: number): Instr {
  const { info, opcode, operand, extra, offset, size } = instruction;
  const makes = info.operand === "child" || info.operand === "closure";
  const moves = makes || info.format === "qstr" || info.format === "offset" || info.operand === "object";
  return {
    op: opcode,
    info,
    arg: operand,
    extra: extra ?? -1,
    bytes: moves ? null : one.raw.code.subarray(offset, offset + size),
    target: null,
    child: makes ? one.children[operand]! : null,
    line,
    at: 0,
  };
}
