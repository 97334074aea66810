// Decodes bytecode instructions to numbers, for the disassembler, the merger and the freezer.

import { MpyFormatError } from "./error.ts";
import { OPCODES } from "./opcodes.ts";
import type { OpcodeInfo } from "./opcodes.ts";
import { opcodeBeyondCode } from "../messages.ts";

/** A decoded instruction. */
export interface Instruction {
  /** Place in the given code, in bytes from its start. */
  readonly offset: number;
  /** Its length in bytes. */
  readonly size: number;
  readonly opcode: number;
  readonly info: OpcodeInfo;
  /** Operand as a number: an index, a count, an integer, or for jumps the target's offset in the code. 0 if none. */
  readonly operand: number;
  /** The operand, if it is an integer that a double cannot hold exactly. */
  readonly wide?: bigint;
  /** The byte after the operand, if the opcode has one. */
  readonly extra?: number;
}

/** Operand bytes beyond this are a fault: no small int needs more (63 bits, 7 in each byte, and one for the sign). */
const MAX_OPERAND_BYTES = 10;

/**
 * Decodes the instruction at `offset` of `code`.
 * @param base offset of `code` in the file, for the offset of an error.
 * @throws MpyFormatError if the instruction goes on beyond the code.
 */
export function decodeInstruction(code: Uint8Array, offset: number, base = 0): Instruction {
  const opcode = code[offset]!;
  const info = OPCODES[opcode]!;
  const operandEnd = findOperandEnd(code, offset + 1, info.format);
  const end = operandEnd + (info.extraByte ? 1 : 0);
  if (operandEnd < 0 || end > code.length) {
    throw new MpyFormatError(opcodeBeyondCode(opcode), base + offset);
  }
  const size = end - offset;
  const extra = info.extraByte ? code[operandEnd] : undefined;
  if (info.format === "byte") return { offset, size, opcode, info, operand: info.implied ?? 0, extra };
  if (info.format === "offset") {
    // The offset counts from the end of the operand, before an extra byte (py/vm.c, UNWIND_JUMP).
    return { offset, size, opcode, info, operand: operandEnd + readJump(code, offset + 1, info.signed), extra };
  }
  const value = readVaruint(code, offset + 1, operandEnd, info.signed);
  if (typeof value === "number") return { offset, size, opcode, info, operand: value, extra };
  return { offset, size, opcode, info, operand: Number(value), wide: value, extra };
}

/** End of the operand that begins at `at`; -1 if the code ends first. */
function findOperandEnd(code: Uint8Array, at: number, format: OpcodeInfo["format"]): number {
  if (format === "byte") return at;
  if (format === "offset") return at < code.length ? at + (code[at]! < 0x80 ? 1 : 2) : -1;
  for (let end = at; end < code.length && end < at + MAX_OPERAND_BYTES; end++) {
    if (code[end]! < 0x80) return end + 1;
  }
  return -1;
}

/** Seven bytes hold 49 bits, which a double counts exactly. */
const EXACT_BYTES = 7;

function readVaruint(code: Uint8Array, start: number, end: number, signed: boolean): number | bigint {
  const negative = signed && (code[start]! & 0x40) !== 0;
  if (end - start > EXACT_BYTES) return readWide(code, start, end, negative);
  let value = negative ? -1 : 0;
  for (let at = start; at < end; at++) value = value * 0x80 + (code[at]! & 0x7f);
  return value;
}

function readWide(code: Uint8Array, start: number, end: number, negative: boolean): number | bigint {
  let value = negative ? -1n : 0n;
  for (let at = start; at < end; at++) value = (value << 7n) | BigInt(code[at]! & 0x7f);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function readJump(code: Uint8Array, at: number, signed: boolean): number {
  const low = code[at]!;
  if (low < 0x80) return signed ? low - 0x40 : low;
  const value = (low & 0x7f) | (code[at + 1]! << 7);
  return signed ? value - 0x4000 : value;
}

/** All instructions of `code` from `start` to its end. */
export function decodeInstructions(code: Uint8Array, start: number, base = 0): Instruction[] {
  const instructions: Instruction[] = [];
  for (let at = start; at < code.length;) {
    const instruction = decodeInstruction(code, at, base);
    instructions.push(instruction);
    at += instruction.size;
  }
  return instructions;
}

/** Calls `visit` for each instruction from `start` to the end of the code, or to code that cannot be decoded. */
export function forEachInstruction(code: Uint8Array, start: number, visit: (instruction: Instruction) => void): void {
  try {
    for (let at = start; at < code.length;) {
      const instruction = decodeInstruction(code, at);
      visit(instruction);
      at += instruction.size;
    }
  } catch (error) {
    if (!(error instanceof MpyFormatError)) throw error;
  }
}

/** A jump's encoded distance, from the end of its operand. */
export function jumpDistance(instruction: Instruction): number {
  const operandEnd = instruction.offset + instruction.size - (instruction.info.extraByte ? 1 : 0);
  return instruction.operand - operandEnd;
}
