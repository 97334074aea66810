// The architecture that prints the native emitter's operations and makes no code. Its lines are those of mpy-cross for
// -march=debug (py/emitndebug.c). Dead code is printed too, with a mark.

import type { Label } from "../../../../brands.ts";
import { Fun } from "../../../../../mpy/file/fun-table.ts";
import { type Arch, Assembler, type Register, type ShiftCode, type Width } from "../arch.ts";

/** Register names, by number. */
const REGISTER_NAMES: readonly string[] = [
  "r_ret",
  "r_arg1",
  "r_arg2",
  "r_arg3",
  "r_arg4",
  "r_temp0",
  "r_temp1",
  "r_temp2",
  "r_local1",
  "r_local2",
  "r_local3",
  "r_fun_table",
];

const SHIFT_NAMES: readonly string[] = ["lsl", "lsr", "asr"];
const WIDTH_BITS: readonly string[] = ["8", "16", "32"];
/** Signed comparisons are numbered behind the six unsigned ones. */
const SIGNED_COMPARISON = 6;

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Names of the entries of mp_fun_table, by index. */
const FUN_NAMES: readonly string[] = Object.keys(Fun).map(snakeCase);

function name(register: Register): string {
  return REGISTER_NAMES[register]!;
}

/** Prints operations; a width without an offset of its own is printed without one. */
class DebugAssembler extends Assembler {
  private readonly print: (line: string) => void;

  constructor(print: (line: string) => void) {
    super();
    this.print = print;
  }

  override get canRepeat(): boolean {
    return false;
  }

  private printLine(line: string): void {
    if (this.emitting) this.print(this.suppressed ? `dead_code ${line}` : line);
  }

  private operation(operation: string, ...operands: (string | number | boolean)[]): void {
    if (!this.emitting) return;
    const line = `${operation}(${operands.join(", ")})`;
    this.print(this.suppressed ? `    dead_code ${line}` : `    ${line}`);
  }

  override assignLabel(label: Label): void {
    super.assignLabel(label);
    if (this.emitting) this.print(`label(label_${label})`);
  }

  override entry(localCount: number, functionName: string): void {
    this.printLine(`ENTRY(${functionName}, num_locals=${localCount})`);
  }

  override exit(): void {
    this.printLine("EXIT(0)");
  }

  protected override encodeJump(label: Label): void {
    this.operation("jump", `label_${label}`);
  }

  protected override encodeJumpIfZero(register: Register, label: Label, isBool: boolean): void {
    this.operation("jump_if_reg_zero", name(register), `label_${label}`, isBool);
  }

  protected override encodeJumpIfNonzero(register: Register, label: Label, isBool: boolean): void {
    this.operation("jump_if_reg_nonzero", name(register), `label_${label}`, isBool);
  }

  protected override encodeJumpIfEqual(first: Register, second: Register, label: Label): void {
    this.operation("jump_if_reg_eq", name(first), name(second), `label_${label}`);
  }

  override jumpRegister(register: Register): void {
    this.operation("jump_reg", name(register));
  }

  override callFun(index: number): void {
    this.operation("call_ind", FUN_NAMES[index]!);
  }

  override passResult(): void {
    // The reference compares registers that are undefined in its preprocessor, and leaves the move out.
  }

  override movLocalReg(local: number, source: Register): void {
    this.operation("mov_local_reg", `local_${local}`, name(source));
  }

  override movRegLocal(dest: Register, local: number): void {
    this.operation("mov_reg_local", name(dest), `local_${local}`);
  }

  override movRegLocalAddress(dest: Register, local: number): void {
    this.operation("mov_reg_local_addr", name(dest), `local_${local}`);
  }

  override movRegReg(dest: Register, source: Register): void {
    this.operation("mov_reg_reg", name(dest), name(source));
  }

  override movRegImm(dest: Register, value: number): void {
    this.operation("mov_reg_imm", name(dest), `${value | 0}=0x${(value >>> 0).toString(16)}`);
  }

  protected override encodeMovRegLabel(dest: Register, label: Label): void {
    this.operation("mov_reg_pcrel", name(dest), `label_${label}`);
  }

  override clear(dest: Register): void {
    this.operation("clr", name(dest));
  }

  override not(dest: Register): void {
    this.operation("not", name(dest));
  }

  override negate(dest: Register): void {
    this.operation("neg", name(dest));
  }

  override shift(kind: ShiftCode, dest: Register, count: Register): void {
    this.operation(SHIFT_NAMES[kind]!, name(dest), name(count));
  }

  override or(dest: Register, source: Register): void {
    this.operation("or", name(dest), name(source));
  }

  override xor(dest: Register, source: Register): void {
    this.operation("xor", name(dest), name(source));
  }

  override and(dest: Register, source: Register): void {
    this.operation("and", name(dest), name(source));
  }

  override add(dest: Register, source: Register): void {
    this.operation("add", name(dest), name(source));
  }

  override sub(dest: Register, source: Register): void {
    this.operation("sub", name(dest), name(source));
  }

  override mul(dest: Register, source: Register): void {
    this.operation("mul", name(dest), name(source));
  }

  override setIf(comparison: number, unsigned: boolean, dest: Register, left: Register, right: Register): void {
    this.operation("setcc", comparison + (unsigned ? 0 : SIGNED_COMPARISON), name(dest), name(left), name(right));
  }

  override loadWord(dest: Register, base: Register, offset: number): void {
    this.operation("load", name(dest), name(base), offset);
  }

  override storeWord(source: Register, base: Register, offset: number): void {
    this.operation("store", name(source), name(base), offset);
  }

  override load(width: Width, dest: Register, base: Register, offset: number): void {
    if (width === 1) this.operation("load16", name(dest), name(base), offset);
    else this.operation(`load${WIDTH_BITS[width]}`, name(dest), name(base));
  }

  override store(width: Width, source: Register, base: Register): void {
    this.operation(`store${WIDTH_BITS[width]}`, name(source), name(base));
  }

  override loadIndexed(width: Width, dest: Register, base: Register, index: Register): void {
    this.addScaled(width, base, index);
    this.operation(`load${WIDTH_BITS[width]}`, name(dest), name(base));
  }
}

/** The debug architecture. @param print takes each line, without its end */
export function debugArch(print: (line: string) => void): Arch {
  return {
    name: "debug",
    wordSize: 8,
    registers: {
      ret: 0,
      arg1: 1,
      arg2: 2,
      arg3: 3,
      arg4: 4,
      temp0: 5,
      temp1: 6,
      temp2: 7,
      local1: 8,
      local2: 9,
      local3: 10,
      funTable: 11,
      parentRet: 0,
      parentArg1: 1,
      parentArg2: 2,
      parentArg3: 3,
      parentArg4: 4,
    },
    nlrRegisters: 0,
    nlrLocal1: 5,
    nlrNeedsSetjmp: false,
    argumentsOnStack: false,
    hasNot: true,
    storesFromArg3: false,
    // Only the 16-bit load, which also fetches qstrs, has an offset.
    loadsWithOffset: 2,
    storesWithOffset: 0,
    namesFunctions: true,
    createAssembler: () => new DebugAssembler(print),
  };
}
