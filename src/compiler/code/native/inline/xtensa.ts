// The Xtensa inline assembler, for both calling conventions: finds an instruction, reads its operands and stores it.
// Wordings and the order of complaints are the reference's (py/emitinlinextensa.c): all operands are looked at, an
// immediate that fills a field before the registers, and the last complaint counts.

import { FIRST_LABEL, type Label, NO_NODE, type NodeId } from "../../../brands.ts";
import type { Behaviour } from "../../../../firmware/index.ts";
import type { ArchName } from "../../../../mpy/file/arch.ts";
import { demand } from "../../assembly-fault.ts";
import { Call0Assembler, WindowedAssembler, type XtensaAssembler } from "../arch/xtensa/assembler.ts";
import {
  BranchIf,
  countHigh,
  moviN,
  RRI8,
  rri8,
  rrr,
  RRR,
  RRRN,
  rrrn,
  ShiftImmediate,
} from "../arch/xtensa/encoding.ts";
import { checkParameterRegisters, InlineAssembler } from "./inline.ts";
import type { Operands } from "./operands.ts";
import {
  XTENSA_ADDED,
  XTENSA_BRANCHES,
  XTENSA_FIELDS,
  XTENSA_ZERO_BRANCHES,
  type XtensaFields,
} from "./xtensa-instructions.ts";

const PARAMETER_WORDINGS = {
  tooMany: "can only have up to 4 parameters to Xtensa assembly",
  wrongRegister: "parameters must be registers in sequence a2 to a5",
};

/** Registers by name. */
const REGISTERS: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 16 }, (_, number): [string, number] => [`a${number}`, number]),
);

/** Where the three register fields lie. */
const FIELD_SHIFTS = [12, 8, 4] as const;
const IMMEDIATE_SHIFT = 16;

export function createXtensaInline(
  operands: Operands,
  arch: ArchName,
  _flags: number,
  behaviour: Behaviour,
): InlineAssembler {
  const assembler = arch === "xtensawin" ? new WindowedAssembler(behaviour) : new Call0Assembler(behaviour);
  return new XtensaInline(operands, assembler, behaviour.hasWholeXtensaInline);
}

/** An instruction that is more than fields. The arguments are as many as {@link Special.operandCount} says. */
interface Special {
  readonly operandCount: number;
  readonly assemble: (inline: XtensaInline, first: NodeId, second: NodeId, third: NodeId) => void;
}

class XtensaInline extends InlineAssembler {
  override readonly assembler: XtensaAssembler;
  /** The first pass finds the constants, the second the places behind the table that holds them. */
  override readonly computePasses = 2;
  private computedSize = 0;
  /** Whether the instructions that came with 1.26 are known. */
  private readonly hasAll: boolean;
  private mnemonic = "";
  private node: NodeId = NO_NODE;

  constructor(operands: Operands, assembler: XtensaAssembler, hasAll: boolean) {
    super(operands);
    this.hasAll = hasAll;
    this.assembler = assembler;
  }

  override startPass(emitting: boolean): void {
    super.startPass(emitting);
    this.assembler.entry(0);
  }

  override endPass(): void {
    this.assembler.exit();
    super.endPass();
    if (!this.assembler.emitting) this.computedSize = this.assembler.position;
    else this.demandPlace(this.computedSize);
  }

  override placeLabel(label: Label, name: string): boolean {
    if (this.assembler.emitting) this.demandPlace(this.assembler.labelOffset(label));
    return super.placeLabel(label, name);
  }

  /**
   * A branch ahead counts as one to the function's first label while sizes are computed. If that is behind, the branch
   * has a shorter form then, and all code after it is moved: there the reference aborts.
   */
  private demandPlace(computed: number): void {
    demand(
      this.assembler.position === computed,
      "behind the first label of a function, no conditional branch can go to a label further down",
    );
  }

  override checkParameters(parameters: readonly NodeId[], node: NodeId): number {
    const isArgument = (name: string, index: number): boolean => name === `a${2 + index}`;
    return checkParameterRegisters(this.operands, parameters, node, PARAMETER_WORDINGS, isArgument);
  }

  override instruction(mnemonic: string, args: readonly NodeId[], node: NodeId): void {
    this.mnemonic = mnemonic;
    this.node = node;
    const isKnown = this.hasAll || !XTENSA_ADDED.has(mnemonic);
    const row = isKnown ? XTENSA_FIELDS.get(mnemonic) : undefined;
    const special = isKnown ? SPECIALS.get(mnemonic) : undefined;
    if (row?.operandCount === args.length) {
      this.assembleFields(row, args);
    } else if (special?.operandCount === args.length) {
      const [first = NO_NODE, second = NO_NODE, third = NO_NODE] = args;
      special.assemble(this, first, second, third);
    } else {
      this.complain(`unsupported Xtensa instruction '${mnemonic}' with ${args.length} arguments`);
    }
  }

  private assembleFields({ match, bytes, registers, immediate }: XtensaFields, args: readonly NodeId[]): void {
    let word = match;
    if (immediate !== undefined) {
      const value = this.integer(args.at(-1)!, immediate.min, immediate.max);
      word |= ((value >> immediate.shift) & 0xff) << IMMEDIATE_SHIFT;
    }
    registers.forEach((index, field) => {
      if (index >= 0) word |= this.register(args[index]!) << FIELD_SHIFTS[field]!;
    });
    if (bytes === 2) this.assembler.u16(word);
    else this.assembler.u24(word);
  }

  register(node: NodeId): number {
    const number = REGISTERS.get(this.operands.name(node));
    if (number === undefined) this.complain(`'${this.mnemonic}' expects a register`, node);
    return number ?? 0;
  }

  /** The low 32 bits of an integer. */
  word(node: NodeId): number {
    const value = this.operands.integer(node);
    if (value === undefined) {
      this.complain(`'${this.mnemonic}' expects an integer`, node);
      return 0;
    }
    return Number(BigInt.asIntN(32, value));
  }

  integer(node: NodeId, min: number, max: number): number {
    const value = this.word(node);
    if (value >= min && value <= max) return value;
    // Where 0 is out of range itself, an operand that is no integer keeps its own complaint.
    if (this.operands.integer(node) === undefined) return 0;
    this.complain(`'${this.mnemonic}' integer ${value} isn't within range ${min}..${max}`, node);
    return 0;
  }

  /** An integer that is a multiple of `unit`; undefined after a complaint about that. */
  multiple(node: NodeId, min: number, max: number, unit: number): number | undefined {
    const value = this.integer(node, min, max);
    if (value % unit === 0) return value;
    this.complain(`${value} is not a multiple of ${unit}`, node);
    return undefined;
  }

  /** The label that a name stands for; an unknown one is an error when all must be known, and counts as the first. */
  label(node: NodeId): Label {
    if (!this.operands.isName(node)) {
      this.complain(`'${this.mnemonic}' expects a label`, node);
      return FIRST_LABEL;
    }
    const name = this.operands.name(node);
    const label = this.labelOf(name);
    if (label === undefined && this.assembler.emitting) this.complain(`label '${name}' not defined`, node);
    return label ?? FIRST_LABEL;
  }

  private complain(reason: string, node: NodeId = this.node): void {
    this.operands.fail(reason, node);
  }
}

function special(operandCount: number, assemble: Special["assemble"]): Special {
  return { operandCount, assemble };
}

const bitBranch = (condition: number): Special =>
  special(3, (inline, register, bit, target) => {
    const tested = inline.register(register);
    inline.assembler.branchBitTo(condition, tested, inline.integer(bit, 0, 31), inline.label(target));
  });

/** l32i.n and s32i.n: an offset of up to 15 words. */
const narrowAccess = (match: number): Special =>
  special(3, (inline, register, base, offset) => {
    const t = inline.register(register);
    const s = inline.register(base);
    const bytes = inline.multiple(offset, 0, 60, 4);
    if (bytes !== undefined) inline.assembler.u16(rrrn(match, bytes >> 2, s, t));
  });

const SPECIALS: ReadonlyMap<string, Special> = new Map([
  ...Array.from(XTENSA_BRANCHES, ([mnemonic, condition]): [string, Special] => [
    mnemonic,
    special(3, (inline, first, second, target) => {
      const s = inline.register(first);
      const t = inline.register(second);
      inline.assembler.branchTo(condition, s, t, inline.label(target));
    }),
  ]),
  ...Array.from(XTENSA_ZERO_BRANCHES, ([mnemonic, condition]): [string, Special] => [
    mnemonic,
    special(2, (inline, register, target) => {
      const s = inline.register(register);
      inline.assembler.branchZeroTo(condition, s, inline.label(target));
    }),
  ]),
  ...Object.entries({
    j: special(1, (inline, target) => inline.assembler.jump(inline.label(target))),
    ssai: special(1, (inline, count) => {
      const bits = inline.integer(count, 0, 31);
      inline.assembler.u24(rrr(RRR.ssai, 0, bits & 0xf, bits >> 4));
    }),
    call0: special(1, (inline, target) => inline.assembler.callLabel(inline.label(target))),
    // Always from the constant table, however small the integer is.
    movi: special(2, (inline, dest, value) => inline.assembler.loadConstant(inline.register(dest), inline.word(value))),
    l32r: special(2, (inline, dest, target) => inline.assembler.loadLabel(inline.register(dest), inline.label(target))),
    movi_n: special(2, (inline, dest, value) => {
      const s = inline.register(dest);
      inline.assembler.u16(moviN(s, inline.integer(value, -32, 95)));
    }),
    // 0 and -1 have the same code, and the reference lets its sign run over the registers.
    addi_n: special(3, (inline, dest, source, value) => {
      const r = inline.register(dest);
      const s = inline.register(source);
      inline.assembler.u16(rrrn(RRRN.addi, r, s, inline.integer(value, -1, 15) || -1));
    }),
    addmi: special(3, (inline, dest, source, value) => {
      const t = inline.register(dest);
      const s = inline.register(source);
      const amount = inline.multiple(value, -128 * 256, 127 * 256, 256);
      if (amount !== undefined) inline.assembler.u24(rri8(RRI8.addmi, s, t, amount >> 8));
    }),
    bbci: bitBranch(BranchIf.bci),
    bbsi: bitBranch(BranchIf.bsi),
    slli: special(3, (inline, dest, source, count) => {
      const r = inline.register(dest);
      const s = inline.register(source);
      const bits = 32 - inline.integer(count, 1, 31);
      inline.assembler.u24(rrr(ShiftImmediate.slli | countHigh(bits), r, s, bits & 0xf));
    }),
    srai: special(3, (inline, dest, source, count) => {
      const r = inline.register(dest);
      const t = inline.register(source);
      const bits = inline.integer(count, 0, 31);
      inline.assembler.u24(rrr(ShiftImmediate.srai | countHigh(bits), r, bits & 0xf, t));
    }),
    srli: special(3, (inline, dest, source, count) => {
      const r = inline.register(dest);
      const t = inline.register(source);
      inline.assembler.u24(rrr(RRR.srli, r, inline.integer(count, 0, 15), t));
    }),
    l32i_n: narrowAccess(RRRN.l32i),
    s32i_n: narrowAccess(RRRN.s32i),
  }),
]);
