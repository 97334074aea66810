// Line tables with statement ids instead of lines: each change of line has the next number, counted by the name of the
// function within its file. A map from numbers to lines stays on the computer. A board prints file, function and
// "line", from which the map finds the source line. A change takes one byte; lines take two for a skip of more than
// six. Only lines of instructions that can raise count. A number's line may be smaller than that of the number before,
// as at the condition of a `while` loop, whose code follows the body.

import { type Line, NO_QSTR, type Qstr } from "../../brands.ts";
import type { ByteWriter } from "../../../bytes/writer.ts";
import { forEachInstruction } from "../../../mpy/file/instruction.ts";
import type { Instruction } from "../../../mpy/file/instruction.ts";
import * as Op from "../../../mpy/file/opcode-numbers.ts";
import { RANGES } from "../../../mpy/file/opcode-ranges.ts";
import { writeLineSkip } from "../../../mpy/file/prelude.ts";
import type { NamePool } from "../../names/pool.ts";
import type { Jumps } from "./jumps.ts";

/** A byte of the table skips at most this many bytes of code. */
const MAX_SKIP = 31;

/**
 * Instructions without an entry in a traceback: they raise nothing, or raise again an exception that has its entry
 * (py/vm.c). Ctrl-C raises at jumps; its entry is that of the jump's target.
 */
const SILENT: ReadonlySet<number> = new Set([
  Op.LOAD_CONST_FALSE,
  Op.LOAD_CONST_NONE,
  Op.LOAD_CONST_TRUE,
  Op.LOAD_CONST_STRING,
  Op.LOAD_CONST_OBJ,
  Op.LOAD_NULL,
  Op.DUP_TOP,
  Op.DUP_TOP_TWO,
  Op.POP_TOP,
  Op.ROT_TWO,
  Op.ROT_THREE,
  Op.JUMP,
  Op.RETURN_VALUE,
  Op.SETUP_EXCEPT,
  Op.SETUP_FINALLY,
  Op.POP_EXCEPT_JUMP,
  Op.UNWIND_JUMP,
  Op.END_FINALLY,
  Op.RAISE_LAST,
  Op.LOAD_BUILD_CLASS,
  Op.STORE_DEREF,
]);

/** Finds the instructions of a function that can make an entry of a traceback. */
class RaisingCode {
  /** Locals that certainly have a value: arguments, and what is stored before the first jump. */
  private readonly assigned: Set<number>;
  private branched = false;

  constructor(argumentCount: number) {
    this.assigned = new Set(Array.from({ length: argumentCount }, (_, number) => number));
  }

  /** Takes the instructions in their order. */
  includes({ opcode, operand, info }: Instruction): boolean {
    if (info.format === "offset") this.branched = true;
    if (info.name === RANGES.storeFast.name || opcode === Op.STORE_FAST_N) {
      if (!this.branched) this.assigned.add(operand);
      return false;
    }
    if (info.name === RANGES.loadFast.name || opcode === Op.LOAD_FAST_N) return !this.assigned.has(operand);
    return info.name !== RANGES.smallInt.name && !SILENT.has(opcode);
  }
}

/** The ids of one module. */
export class StatementIds {
  private readonly names: NamePool;
  /** Lines by id, the first at index 0, by the qstr of the function's name. */
  private readonly lines = new Map<Qstr, number[]>();
  /** Starts of lines in the current scope. */
  private name: Qstr = NO_QSTR;
  private starts: { line: Line; readonly position: number; readonly jumpsBefore: number }[] = [];

  constructor(names: NamePool) {
    this.names = names;
  }

  /** Begins a scope. */
  begin(name: Qstr): void {
    this.name = name;
    this.starts = [];
  }

  /** The code from `position` on belongs to `line`. */
  set(line: Line, position: number, jumpsBefore: number): void {
    const last = this.starts.at(-1);
    if (last?.position === position) last.line = line;
    else if (last?.line !== line) this.starts.push({ line, position, jumpsBefore });
  }

  /** Writes the table of the scope, whose finished bytecode is `code`. */
  write(to: ByteWriter, code: Uint8Array, jumps: Jumps, argumentCount: number): void {
    let ids = this.lines.get(this.name);
    if (ids === undefined) this.lines.set(this.name, (ids = []));
    writeLineSkip(to, 0, ids.length);
    const { starts } = this;
    const startOf = (at: number): number => starts[at]!.position + jumps.longAmong(starts[at]!.jumpsBefore);
    const raising = new RaisingCode(argumentCount);
    let at = -1;
    let line = 0;
    let written = 0;
    let lastEnd = 0;
    forEachInstruction(code, 0, (instruction) => {
      const { offset } = instruction;
      while (at + 1 < starts.length && startOf(at + 1) <= offset) at++;
      if (!raising.includes(instruction) || at < 0) return;
      const own = starts[at]!.line;
      if (own !== line) {
        if (line !== 0) {
          // The border may be anywhere after the last instruction that counts. It is where it takes fewest bytes, as
          // late as possible.
          const bytes = Math.max(1, Math.ceil((lastEnd - written) / MAX_SKIP));
          const border = Math.min(offset, written + MAX_SKIP * bytes);
          writeLineSkip(to, border - written, 1);
          written = border;
        }
        ids.push(own);
        line = own;
      }
      lastEnd = offset + 1;
    });
    if (line === 0) ids.push(starts[0]?.line ?? 1);
  }

  /** Lines by id, by the name of the function. */
  toMap(): Record<string, number[]> {
    return Object.fromEntries([...this.lines].map(([name, lines]) => [this.names.text(name), lines]));
  }
}
