// Bytecode as a listing: each instruction with its operand resolved to what it means, and labels where jumps lead.

import { MpyFormatError } from "../file/error.ts";
import { decodeInstruction } from "../file/instruction.ts";
import type { Instruction } from "../file/instruction.ts";
import { BINARY_OPS, RANGES, UNARY_OPS } from "../file/opcodes.ts";
import { lineAt } from "../file/prelude.ts";
import type { LineEntry } from "../file/prelude.ts";

/** One bytecode instruction. */
export interface InstructionListing {
  /** Where it stands, in bytes from the start of the function's code. */
  readonly offset: number;
  readonly size: number;
  /** Opcode name; "0x41" and the like for a number that no opcode has. */
  readonly name: string;
  /** The operand as a number; undefined where there is none, and for jumps. */
  readonly operand: number | bigint | undefined;
  /** Where a jump leads, in bytes from the start of the function's code. */
  readonly target: number | undefined;
  /** What the operand means: a name, a constant, a label; empty where the number says it all. */
  readonly meaning: string;
  /** The label of this instruction, where a jump leads to it. */
  readonly label: string | undefined;
  /** Source line, 1-based. */
  readonly line: number;
}

/** What a function's numbers refer to. */
export interface Names {
  /** Names of the first slots of the frame: the arguments. */
  readonly args: readonly string[];
  qstr(index: number): string;
  constant(index: number): string;
  /** Name of the function's own child. */
  child(index: number): string;
}

/**
 * The instructions of a function, and why they end early where they do.
 *
 * @param start where in `code` the first opcode is.
 * @param base where `code` stands in the file; only for the offset of a fault.
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

/** Labels by offset, numbered in the order of the code; only offsets at which an instruction begins get one. */
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

/** The operand of a call holds the number of keyword arguments above the eight bits of that of positional ones. */
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
