// The interface between the native emitter and an architecture: registers by role and facts of the calling convention
// as data (`Arch`), instructions as operations (`Assembler`). The emitter tests capabilities, never names. The
// operations are those of the reference's ASM_* macros (py/asm*.h). Sequences that differ by architecture in the
// reference's emitter are operations, too.
//
// Conventions: a register is a small number of its architecture. Offsets into memory are in units of the access (words,
// or 1 << width bytes). Locals are words of the C stack frame, counted from 0 at the stack pointer upwards. Labels are
// numbers from the compiler. Immediates are integers within ±2^53; a 32-bit architecture keeps the low 32 bits.

import type { Label } from "../../../brands.ts";
import type { ArchName } from "../../../../mpy/file/arch.ts";
import type { Behaviour } from "../../../../firmware/index.ts";
import { AssemblerBase, UNPLACED } from "./assembler-base.ts";
import { LabelUse, LabelUses } from "./label-uses.ts";

/** Architectures that have a native emitter: rv64imc has only a header value; debug only prints what it would emit. */
export type NativeArchName = Exclude<ArchName, "rv64imc"> | "debug";

/** A machine register, by its architecture's number. */
export type Register = number;

/** log2 of the bytes of a memory access. */
export type Width = 0 | 1 | 2;

/** Order of the comparisons of {@link Assembler.setIf}, as in py/runtime0.h. */
export const Comparison = { less: 0, more: 1, equal: 2, lessEqual: 3, moreEqual: 4, notEqual: 5 } as const;
export type ComparisonCode = (typeof Comparison)[keyof typeof Comparison];

/** The shifts of {@link Assembler.shift}. */
export const Shift = { left: 0, rightUnsigned: 1, rightSigned: 2 } as const;
export type ShiftCode = (typeof Shift)[keyof typeof Shift];

/** Registers by role (REG_* of the reference); one register may have several roles. */
export interface Registers {
  /** Return value of a called function. */
  readonly ret: Register;
  /** Arguments of a call. */
  readonly arg1: Register;
  readonly arg2: Register;
  readonly arg3: Register;
  readonly arg4: Register;
  /** Free between instructions of the emitter. */
  readonly temp0: Register;
  readonly temp1: Register;
  readonly temp2: Register;
  /** Kept by calls. */
  readonly local1: Register;
  readonly local2: Register;
  readonly local3: Register;
  /** Points to mp_fun_table. */
  readonly funTable: Register;
  /** Always zero, where the machine has one. */
  readonly zero?: Register;
  /** Registers of the function's own arguments and result: they differ from those above in windowed ABIs. */
  readonly parentRet: Register;
  readonly parentArg1: Register;
  readonly parentArg2: Register;
  readonly parentArg3: Register;
  readonly parentArg4: Register;
}

/** Facts of an architecture. */
export interface Arch {
  readonly name: NativeArchName;
  /** Bytes of a machine word. */
  readonly wordSize: 4 | 8;
  readonly registers: Registers;
  /** Registers saved in nlr_buf_t (MICROPY_NLR_NUM_REGS_* that mpy-cross uses for the architecture). */
  readonly nlrRegisters: number;
  /** Word index of {@link Registers.local1} within nlr_buf_t (NLR_BUF_IDX_LOCAL_1). */
  readonly nlrLocal1: number;
  /** nlr_push does not return twice by itself: setjmp must be called after it. */
  readonly nlrNeedsSetjmp: boolean;
  /** The function's own arguments are on the stack, read with {@link Assembler.loadStackArgument}. */
  readonly argumentsOnStack: boolean;
  /** The only register that can hold the count of a shift, if there is such a restriction. */
  readonly shiftCount?: Register;
  /** Has an instruction that inverts a register's bits. */
  readonly hasNot: boolean;
  /** A byte can be stored only from some registers, arg3 among them: the value of a store is brought there. */
  readonly storesFromArg3: boolean;
  /** Accesses that take an immediate offset: sum of `1 << width`. 7 means all. */
  readonly loadsWithOffset: number;
  readonly storesWithOffset: number;
  /** Needs the qualified name of each function in {@link Assembler.entry}. */
  readonly namesFunctions: boolean;
  /**
   * A new assembler.
   * @param flags the architecture's feature bits (see ARCH_FLAGS)
   * @param behaviour of the firmware's compiler
   */
  createAssembler(flags: number, behaviour: Behaviour): Assembler;
}

/** The instructions that the emitter uses. Each architecture implements it. */
export abstract class Assembler extends AssemblerBase {
  private readonly uses: LabelUses = new LabelUses();

  override startDirectPass(): void {
    super.startDirectPass();
    this.uses.clear();
  }

  private isAhead(label: Label): boolean {
    return this.direct && !this.suppressed && this.labelOffset(label) === UNPLACED;
  }

  /** Function prologue: saves registers, makes room for `localCount` words. `name` where {@link Arch.namesFunctions}. */
  abstract entry(localCount: number, name: string): void;
  /** Function epilogue, with return. */
  abstract exit(): void;

  // An operation may have a label that has no place yet: it is encoded twice, at once and when all labels have places.

  jump(label: Label): void {
    if (this.isAhead(label)) this.uses.add(LabelUse.jump, this.position, label, 0, 0);
    this.encodeJump(label);
  }

  /** `isBool`: only the low byte counts, the rest of the register is undefined (a C bool was returned). */
  jumpIfZero(register: Register, label: Label, isBool = false): void {
    if (this.isAhead(label)) this.uses.add(LabelUse.jumpIfZero, this.position, label, register, isBool ? 1 : 0);
    this.encodeJumpIfZero(register, label, isBool);
  }

  jumpIfNonzero(register: Register, label: Label, isBool = false): void {
    if (this.isAhead(label)) this.uses.add(LabelUse.jumpIfNonzero, this.position, label, register, isBool ? 1 : 0);
    this.encodeJumpIfNonzero(register, label, isBool);
  }

  jumpIfEqual(first: Register, second: Register, label: Label): void {
    if (this.isAhead(label)) this.uses.add(LabelUse.jumpIfEqual, this.position, label, first, second);
    this.encodeJumpIfEqual(first, second, label);
  }

  /** Loads the address of a label, relative to the program counter. */
  movRegLabel(dest: Register, label: Label): void {
    if (this.isAhead(label)) this.uses.add(LabelUse.movRegLabel, this.position, label, dest, 0);
    this.encodeMovRegLabel(dest, label);
  }

  protected abstract encodeJump(label: Label): void;
  protected abstract encodeJumpIfZero(register: Register, label: Label, isBool: boolean): void;
  protected abstract encodeJumpIfNonzero(register: Register, label: Label, isBool: boolean): void;
  protected abstract encodeJumpIfEqual(first: Register, second: Register, label: Label): void;
  protected abstract encodeMovRegLabel(dest: Register, label: Label): void;

  /** After a direct pass: encodes again the operations whose labels had no place. */
  resolveUses(): void {
    const { uses, position } = this;
    this.suppressed = false;
    for (let at = 0; at < uses.count; at++) {
      const label = uses.label(at);
      const first = uses.first(at);
      const second = uses.second(at);
      this.position = uses.position(at);
      switch (uses.kind(at)) {
        case LabelUse.jump:
          this.encodeJump(label);
          break;
        case LabelUse.jumpIfZero:
          this.encodeJumpIfZero(first, label, second === 1);
          break;
        case LabelUse.jumpIfNonzero:
          this.encodeJumpIfNonzero(first, label, second === 1);
          break;
        case LabelUse.jumpIfEqual:
          this.encodeJumpIfEqual(first, second, label);
          break;
        default:
          this.encodeMovRegLabel(first, label);
      }
    }
    this.position = position;
  }

  /** Whether an operation may be encoded again in its place, and so passes be direct. A listing prints each once. */
  get canRepeat(): boolean {
    return true;
  }

  /** Whether the pass that has ended had the size that the one before it found. */
  get isSettled(): boolean {
    return true;
  }

  /**
   * Replaces this assembler in the pass that finds the depth of the stack, which needs no code. An assembler that needs
   * the operations of that pass returns itself.
   */
  dry(): Assembler {
    return this;
  }

  abstract jumpRegister(register: Register): void;
  /** Calls entry `index` of mp_fun_table (fun-table.ts). */
  abstract callFun(index: number): void;
  /** As {@link callFun}, keeping all four argument registers intact up to the call. */
  callFunWith4Arguments(index: number): void {
    this.callFun(index);
  }

  /** Makes a call's result an argument of the next call. */
  passResult(argument: Register, result: Register): void {
    if (argument !== result) this.movRegReg(argument, result);
  }

  /** Copies argument `index` of the function from the stack; only where {@link Arch.argumentsOnStack}. */
  loadStackArgument(_dest: Register, _index: number): void {
    throw new Error("arguments are in registers");
  }

  abstract movLocalReg(local: number, source: Register): void;
  abstract movRegLocal(dest: Register, local: number): void;
  abstract movRegLocalAddress(dest: Register, local: number): void;
  abstract movRegReg(dest: Register, source: Register): void;
  /** Loads a constant in the reference's shortest way. */
  abstract movRegImm(dest: Register, value: number): void;
  /** As {@link movRegImm} for integers beyond 53 bits; on a 32-bit machine the low 32 bits count. */
  movRegWideImm(dest: Register, value: bigint): void {
    this.movRegImm(dest, Number(BigInt.asIntN(32, value)));
  }
  abstract clear(dest: Register): void;

  abstract not(dest: Register): void;
  abstract negate(dest: Register): void;
  /** dest = dest << count and so on; `count` is {@link Arch.shiftCount} where that is given. */
  abstract shift(kind: ShiftCode, dest: Register, count: Register): void;
  abstract or(dest: Register, source: Register): void;
  abstract xor(dest: Register, source: Register): void;
  abstract and(dest: Register, source: Register): void;
  abstract add(dest: Register, source: Register): void;
  abstract sub(dest: Register, source: Register): void;
  abstract mul(dest: Register, source: Register): void;
  /** dest = left ? right, as 1 or 0. */
  abstract setIf(comparison: ComparisonCode, unsigned: boolean, dest: Register, left: Register, right: Register): void;

  /** dest = word at base + offset words. */
  abstract loadWord(dest: Register, base: Register, offset: number): void;
  abstract storeWord(source: Register, base: Register, offset: number): void;
  /** dest = zero-extended memory at base + (offset << width); offset is 0 unless {@link Arch.loadsWithOffset} allows it. */
  abstract load(width: Width, dest: Register, base: Register, offset: number): void;
  abstract store(width: Width, source: Register, base: Register, offset: number): void;

  /** dest = memory at base + (index << width); may change `base`. */
  loadIndexed(width: Width, dest: Register, base: Register, index: Register): void {
    this.addScaled(width, base, index);
    this.load(width, dest, base, 0);
  }

  /** Memory at base + (index << width) = source; may change `base`. */
  storeIndexed(width: Width, source: Register, base: Register, index: Register): void {
    this.addScaled(width, base, index);
    this.store(width, source, base, 0);
  }

  /** Before 1.26: whether a viper load or store took a known index (not 0) as the offset of its instruction. */
  takesIndex(_width: Width, _index: number): boolean {
    return false;
  }

  /** dest = 16 bits at base + offset: as {@link load}, but for what releases before 1.25 made of it on ARM. */
  loadHalf(dest: Register, base: Register, offset: number): void {
    this.load(1, dest, base, offset);
  }

  /** Before 1.26: whether a viper store at a known index took the index in a register. */
  storesByIndex(_width: Width): boolean {
    return false;
  }

  /** A viper load at a known index: {@link load}, but for the longer form that releases before 1.26 took on RV32. */
  loadAtIndex(width: Width, dest: Register, base: Register, index: number): void {
    this.load(width, dest, base, index);
  }

  /** A viper store at a known index: {@link store}, but for what 1.25 made of it on Xtensa. */
  storeAtIndex(width: Width, source: Register, base: Register, index: number): void {
    this.store(width, source, base, index);
  }

  /** base = base + (index << width), by additions. */
  protected addScaled(width: Width, base: Register, index: Register): void {
    for (let times = 1 << width; times > 0; times--) this.add(base, index);
  }
}
