// Bytecode as a listing: instructions with the meanings of their operands, and labels for jump targets.

import { MpyFormatError } from "../file/error.ts";
import { decodeInstruction } from "../file/instruction.ts";
import type { Instruction } from "../file/instruction.ts";
import { RANGES } from "../file/opcode-ranges.ts";
import { BINARY_OPS, UNARY_OPS } from "../file/opcodes.ts";
import { lineAt } from "../file/prelude.ts";
import type { LineEntry } from "../file/prelude.ts";

/** One bytecode instruction. */
export interface InstructionListing {
  /** Its offset, in bytes from the start of the function's code. */
  readonly offset: number;
  readonly size: number;
  /** Opcode name; such as "0x41" for an unused number. */
  readonly name: string;
  /** The operand as a number; undefined without operand and for jumps. */
  readonly operand: number | bigint | undefined;
  /** A jump's target, in bytes from the start of the function's code. */
  readonly target: number | undefined;
  /** Meaning of the operand: a name, a constant, a label; "" if it is only a number. */
  readonly meaning: string;
  /** Label of this instruction, if it is a jump's target. */
  readonly label: string | undefined;
  /** Source line, 1-based. */
  readonly line: number;
}

/** Names by the numbers of a function's operands. */
export interface Names {
  /** Names of the first slots of the frame: the arguments. */
  readonly args: readonly string[];
  qstr(index: number): string;
  constant(index: number): string;
  /** Name of the function's own child. */
  child(index: number): string;
}

/**
 * The instructions of a function, and the fault that ends them early.
 * @param start offset of the first opcode in `code`.
 * @param base offset of `code` in the file, for the offset of a fault.
 */
export function listBytecode(
  code: Uint8Array,
  start: number,
  base: number,
  lines: readonly LineEntry[],
  names: Names,
): { instructions: InstructionListing[]; fault: string | undefined } {
  const { decoded, fault } = decodeAll(code, start, base);
  const labels = findLabels(decoded);
  const instructions = decoded.map((instruction): InstructionListing => {
    const { offset, size, opcode, info } = instruction;
    const isJump = info.format === "offset";
    const hasOperand = !isJump && (info.operand !== "none" || info.implied !== undefined);
    return {
      offset,
      size,
      name: info.name ?? `0x${opcode.toString(16).padStart(2, "0")}`,
      operand: hasOperand ? (instruction.wide ?? instruction.operand) : undefined,
      target: isJump ? instruction.operand : undefined,
      meaning: meaningOf(instruction, labels, names),
      label: labels.get(offset),
      line: lineAt(lines, offset - start),
    };
  });
  return { instructions, fault };
}

function decodeAll(
  code: Uint8Array,
  start: number,
  base: number,
): { decoded: Instruction[]; fault: string | undefined } {
  const decoded: Instruction[] = [];
  try {
    for (let at = start; at < code.length;) {
      const instruction = decodeInstruction(code, at, base);
      decoded.push(instruction);
      at += instruction.size;
    }
  } catch (error) {
    if (!(error instanceof MpyFormatError)) throw error;
    return { decoded, fault: `${error.reason} (at byte ${error.offset} of the file)` };
  }
  return { decoded, fault: undefined };
}

/** Labels by offset, numbered in the order of the code; only for offsets at which an instruction begins. */
function findLabels(decoded: readonly Instruction[]): Map<number, string> {
  const targets = new Set<number>();
  for (const { info, operand } of decoded) if (info.format === "offset") targets.add(operand);
  const labels = new Map<number, string>();
  for (const { offset } of decoded) if (targets.has(offset)) labels.set(offset, `L${labels.size + 1}`);
  return labels;
}

/** Bit of UNWIND_JUMP's extra byte: the iterator of a `for` loop is popped too. */
const UNWIND_POPS_ITERATOR = 0x80;

function meaningOf(instruction: Instruction, labels: ReadonlyMap<number, string>, names: Names): string {
  const { info, operand, extra } = instruction;
  switch (info.operand) {
    case "qstr":
      return names.qstr(operand);
    case "object":
      return names.constant(operand);
    case "child":
      return names.child(operand);
    case "closure":
      return `${names.child(operand)}, ${extra} ${extra === 1 ? "cell" : "cells"}`;
    case "local":
    case "cell":
      return names.args[operand] ?? "";
    case "call":
      return callMeaning(operand);
    case "jump":
    case "forward":
      return labels.get(operand) ?? "no instruction";
    case "unwind": {
      const handlers = extra! & ~UNWIND_POPS_ITERATOR;
      const iterator = extra! & UNWIND_POPS_ITERATOR ? " and the iterator" : "";
      return `${labels.get(operand) ?? "no instruction"}, unwinding ${handlers}${iterator}`;
    }
    default:
      return impliedMeaning(instruction, names);
  }
}

/** A call's operand: the number of positional arguments in the low eight bits, that of keyword arguments above. */
function callMeaning(operand: number): string {
  const keywords = Math.floor(operand / 0x100);
  return keywords === 0 ? "" : `${operand % 0x100} positional, ${keywords} keyword`;
}

function impliedMeaning({ info, operand }: Instruction, names: Names): string {
  switch (info.name) {
    case RANGES.unaryOp.name:
      return UNARY_OPS[operand]!;
    case RANGES.binaryOp.name:
      return BINARY_OPS[operand]!;
    case RANGES.loadFast.name:
    case RANGES.storeFast.name:
      return names.args[operand] ?? "";
    default:
      return "";
  }
}
