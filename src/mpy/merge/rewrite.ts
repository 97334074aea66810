// Adds numbers to the table indices of a function's bytecode. Larger indices take more bytes, so every jump gets a new
// distance. The result is that of the reference's mpy-tool.py when it merges modules.

import { ByteWriter } from "../../bytes/writer.ts";
import { MpyFormatError, MpyToolError } from "../file/error.ts";
import { decodeInstructions } from "../file/instruction.ts";
import type { Instruction } from "../file/instruction.ts";
import type { RawCodeLayout } from "../file/layout.ts";
import type { MpyBytecode, MpyRawCode } from "../file/model.ts";
import { Op } from "../file/opcodes.ts";
import { encodePreludeSizes, readPrelude } from "../file/prelude.ts";
import { JUMP_TO_NO_INSTRUCTION, LONG_FUNCTION, NATIVE_NOT_MOVABLE, UNSETTLED_JUMPS } from "../messages.ts";

/** The numbers that are added to a module's table indices. */
export interface TableMove {
  readonly qstr: number;
  readonly constant: number;
  /** See MergeOptions.likeMpyTool. */
  readonly misplaceUnwinds: boolean;
}

/** A module's body and all functions in it, with `move` added to table indices. Line tables are left out: their offsets
 * would be wrong.
 *
 * @param rawCodes the module's raw codes, each before its children.
 * @throws MpyToolError for native code, or if a jump does not reach its target; MpyFormatError if the code cannot be
 *   decoded.
 */
export function moveTables(rawCodes: readonly RawCodeLayout[], move: TableMove): MpyRawCode {
  const moved = new Map<MpyRawCode, MpyRawCode>();
  for (let at = rawCodes.length - 1; at >= 0; at--) {
    const { raw, codeStart } = rawCodes[at]!;
    if (raw.kind !== "bytecode") throw new MpyToolError(NATIVE_NOT_MOVABLE);
    const children = raw.children.map((child) => moved.get(child)!);
    moved.set(raw, { kind: "bytecode", code: moveCode(raw, codeStart, move), children });
  }
  return moved.get(rawCodes[0]!.raw)!;
}

function moveCode(raw: MpyBytecode, codeStart: number, move: TableMove): Uint8Array {
  const prelude = readPrelude(raw.code, 0, codeStart);
  const names = new ByteWriter(64);
  for (const name of prelude.names) names.varuint(name + move.qstr);
  const writer = new ByteWriter(raw.code.length + 64);
  writer.bytes(raw.code.subarray(0, prelude.sizesStart));
  writer.bytes(encodePreludeSizes(names.length, prelude.cells.length));
  writer.bytes(names.toBytes());
  writer.bytes(raw.code.subarray(prelude.cellsStart, prelude.end));
  writer.bytes(moveInstructions(raw.code.subarray(prelude.end), codeStart + prelude.end, move));
  return writer.toBytes();
}

/** An instruction with its new offset. */
interface Moving {
  readonly instruction: Instruction;
  /** A jump's target. */
  readonly target: Moving | undefined;
  offset: number;
}

/** Greatest number of rounds: jumps that still grow and shrink in turn are an error. */
const MAX_ROUNDS = 1000;

function moveInstructions(code: Uint8Array, base: number, move: TableMove): Uint8Array {
  const moving = linkJumps(decodeInstructions(code, 0, base), base, move);
  const writer = new ByteWriter(code.length + 64);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    writer.clear();
    let changed = false;
    let overflow = false;
    for (const one of moving) {
      if (one.offset !== writer.length) changed = true;
      one.offset = writer.length;
      if (!encode(writer, code, one, move)) overflow = true;
    }
    if (changed) continue;
    if (overflow) throw new MpyToolError(LONG_FUNCTION);
    return writer.toBytes();
  }
  throw new MpyToolError(UNSETTLED_JUMPS);
}

function linkJumps(instructions: readonly Instruction[], base: number, move: TableMove): Moving[] {
  const byOffset = new Map<number, { instruction: Instruction; target: Moving | undefined; offset: number }>();
  for (const instruction of instructions) {
    byOffset.set(instruction.offset, { instruction, target: undefined, offset: instruction.offset });
  }
  for (const one of byOffset.values()) {
    const { info, operand } = one.instruction;
    if (info.format !== "offset") continue;
    one.target = byOffset.get(operand + (info.extraByte && move.misplaceUnwinds ? 1 : 0));
    if (one.target === undefined) {
      throw new MpyFormatError(JUMP_TO_NO_INSTRUCTION, base + one.instruction.offset);
    }
  }
  return [...byOffset.values()];
}

/** Appends one instruction at its new offset; false if its jump does not reach. */
function encode(writer: ByteWriter, code: Uint8Array, one: Moving, move: TableMove): boolean {
  const { instruction } = one;
  const { info, opcode, extra } = instruction;
  if (info.format === "qstr" || opcode === Op.LOAD_CONST_OBJ) {
    writer.u8(opcode);
    writer.varuint(instruction.operand + (info.format === "qstr" ? move.qstr : move.constant));
    return true;
  }
  if (info.format === "offset") {
    writer.u8(opcode);
    const reached = encodeJump(writer, one.target!.offset - one.offset - 2, info.signed);
    if (extra !== undefined) writer.u8(extra);
    return reached;
  }
  writer.bytes(code.subarray(instruction.offset, instruction.offset + instruction.size));
  return true;
}

/** `distance` counts from the end of the jump's short form: opcode and one byte. */
function encodeJump(writer: ByteWriter, distance: number, signed: boolean): boolean {
  const short = distance + (signed ? 0x40 : 0);
  if (short <= 0x7f && (short >= 0 || !signed)) {
    writer.u8(short & 0x7f);
    return short >= 0;
  }
  const long = distance - 1 + (signed ? 0x4000 : 0);
  writer.u8(0x80 | (long & 0x7f));
  writer.u8(long >> 7);
  return long >= 0 && long <= 0x7fff;
}
