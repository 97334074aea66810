// The Thumb inline assembler: finds the row of an instruction, reads its operands and stores what the row makes of
// them. Which instructions there are depends on the processor. Wordings and the order of complaints are the reference's
// (py/emitinlinethumb.c): all operands are looked at, and the last complaint counts.

import { FIRST_LABEL, type Label, NO_NODE, type NodeId } from "../../../brands.ts";
import type { Behaviour } from "../../../../firmware/index.ts";
import type { ArchName } from "../../../../mpy/file/arch.ts";
import { ThumbAssembler } from "../arch/thumb/assembler.ts";
import { fitsSigned } from "../arch/fits.ts";
import {
  branch,
  branchIf,
  branchIfWide,
  branchIfWideWrong,
  branchLink,
  CONDITIONS,
  ifThen,
} from "../arch/thumb/encoding.ts";
import { THUMB_FEATURES, type ThumbName } from "../arch/thumb/thumb.ts";
import { checkParameterRegisters, InlineAssembler } from "./inline.ts";
import type { Operands } from "./operands.ts";
import {
  CORE_TO_FLOAT,
  FLOAT_STATUS,
  FLOAT_TO_CORE,
  INSTRUCTIONS,
  LIST_TRANSFERS,
  type ThumbExtension,
  type ThumbInstruction,
  type ThumbOperand,
  WITH_NAME,
  WITHOUT_NAME,
} from "./thumb-instructions.ts";

const PARAMETER_WORDINGS = {
  tooMany: "can only have up to 4 parameters to Thumb assembly",
  wrongRegister: "parameters must be registers in sequence r0 to r3",
};

/** Core registers by name. */
const REGISTERS: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 16 }, (_, number): [string, number] => [`r${number}`, number]),
  ["sl", 10],
  ["fp", 11],
  ["sp", 13],
  ["lr", 14],
  ["pc", 15],
]);

/** Special registers by name, with their number in mrs. */
const SPECIAL_REGISTERS: ReadonlyMap<string, number> = new Map([
  ["IPSR", 5],
  ["BASEPRI", 17],
]);

/** What vmrs calls the condition flags, and the number that stands for them. */
const FLAGS_NAME = "APSR_nzcv";
const FLAGS_NUMBER = 15;

const MAX_FLOAT_REGISTER = 31;
const ALL_REGISTERS = 15;

/** bXX, bXX_n and bXX_w, XX being a condition. */
const CONDITIONAL_BRANCH = /^b(..)(_n|_w)?$/;

/** it, and what follows it for up to three more instructions. */
const IT_BLOCK = /^it([te]{0,3})$/;

export function createThumbInline(
  operands: Operands,
  arch: ArchName,
  _flags: number,
  behaviour: Behaviour,
): InlineAssembler {
  return new ThumbInline(operands, new ThumbAssembler(THUMB_FEATURES[arch as ThumbName], behaviour), behaviour);
}

/** What is being assembled, for complaints. */
interface Current {
  readonly mnemonic: string;
  readonly node: NodeId;
}

class ThumbInline extends InlineAssembler {
  override readonly assembler: ThumbAssembler;
  private readonly branchIfWide: typeof branchIfWide;
  private current: Current = { mnemonic: "", node: NO_NODE };

  constructor(operands: Operands, assembler: ThumbAssembler, behaviour: Behaviour) {
    super(operands);
    this.assembler = assembler;
    this.branchIfWide = behaviour.branchesFarOnThumb ? branchIfWide : branchIfWideWrong;
  }

  override startPass(emitting: boolean): void {
    super.startPass(emitting);
    this.assembler.entry(0);
  }

  override endPass(): void {
    this.assembler.exit();
    super.endPass();
  }

  override checkParameters(parameters: readonly NodeId[], node: NodeId): number {
    const isArgument = (name: string, index: number): boolean => name === `r${index}`;
    return checkParameterRegisters(this.operands, parameters, node, PARAMETER_WORDINGS, isArgument);
  }

  override instruction(mnemonic: string, args: readonly NodeId[], node: NodeId): void {
    this.current = { mnemonic, node };
    const row = this.rowFor(mnemonic, args);
    const known = row === undefined ? this.composed(mnemonic, args) : this.assemble(row, args);
    if (!known) this.complain(`unsupported Thumb instruction '${mnemonic}' with ${args.length} arguments`);
  }

  /** The row that mnemonic, number of arguments and kind of the last one select on this processor. */
  private rowFor(mnemonic: string, args: readonly NodeId[]): ThumbInstruction | undefined {
    const key = `${mnemonic}/${args.length}`;
    const lists = rowOf(LIST_TRANSFERS, key);
    if (lists !== undefined) return lists(this.has("armv7m"));
    if (this.has("float")) {
      if (key === "vmov/2") return this.operands.name(args[0]!).startsWith("r") ? FLOAT_TO_CORE : CORE_TO_FLOAT;
      if (key === "vmrs/2") return this.operands.name(args[1]!) === "FPSCR" ? FLOAT_STATUS : undefined;
    }
    const byLast = args.length > 0 && this.operands.isName(args.at(-1)!) ? WITH_NAME : WITHOUT_NAME;
    const row = rowOf(INSTRUCTIONS, key) ?? rowOf(byLast, key);
    return row?.needs === undefined || this.has(row.needs) ? row : undefined;
  }

  private has(extension: ThumbExtension): boolean {
    return this.assembler.features[extension];
  }

  /** Reads operands and stores the instruction; false if it turns out to be none. */
  private assemble(row: ThumbInstruction, args: readonly NodeId[]): boolean {
    const values: number[] = [];
    for (let index = 0; index < row.operands.length; index++) {
      if (this.readOperand(row.operands[index]!, args[index]!, values)) continue;
      return row.strictAddress !== true;
    }
    const instructions = row.encode(values);
    if (instructions === undefined) return false;
    for (const instruction of instructions) this.assembler.op(instruction);
    return true;
  }

  /** Appends what an operand stands for to `values`; false if the instruction must not be stored. */
  private readOperand(operand: ThumbOperand, node: NodeId, values: number[]): boolean {
    switch (operand.kind) {
      case "register":
        values.push(this.register(node, operand.max));
        return true;
      case "special":
        values.push(this.special(node));
        return true;
      case "float":
        values.push(this.float(node));
        return true;
      case "statusDest":
        values.push(this.operands.name(node) === FLAGS_NAME ? FLAGS_NUMBER : this.register(node, ALL_REGISTERS));
        return true;
      case "integer":
        values.push(this.integer(node, operand.mask));
        return true;
      case "list":
        values.push(this.registerList(node));
        return true;
      case "ignored":
        return true;
      case "address": {
        const pair = this.operands.pair(node);
        if (pair === undefined) {
          this.complain(`'${this.current.mnemonic}' expects an address of the form [a, b]`, node);
          return false;
        }
        values.push(this.register(pair[0], operand.maxBase), this.integer(pair[1], operand.mask));
        return true;
      }
    }
  }

  private register(node: NodeId, max: number): number {
    const number = REGISTERS.get(this.operands.name(node));
    if (number !== undefined && number <= max) return number;
    const { mnemonic } = this.current;
    this.complain(
      number === undefined ? `'${mnemonic}' expects a register` : `'${mnemonic}' expects at most r${max}`,
      node,
    );
    return 0;
  }

  private special(node: NodeId): number {
    const number = SPECIAL_REGISTERS.get(this.operands.name(node));
    if (number === undefined) this.complain(`'${this.current.mnemonic}' expects a special register`, node);
    return number ?? 0;
  }

  private float(node: NodeId): number {
    const match = /^s([0-9]+)$/.exec(this.operands.name(node));
    const number = match === null ? Number.NaN : Number(match[1]);
    if (number <= MAX_FLOAT_REGISTER) return number;
    const { mnemonic } = this.current;
    this.complain(
      Number.isNaN(number)
        ? `'${mnemonic}' expects an FPU register`
        : `'${mnemonic}' expects at most r${MAX_FLOAT_REGISTER}`,
      node,
    );
    return 0;
  }

  private integer(node: NodeId, mask: number): number {
    const { mnemonic } = this.current;
    const value = this.operands.integer(node);
    if (value === undefined) {
      this.complain(`'${mnemonic}' expects an integer`, node);
      return 0;
    }
    const word = Number(BigInt.asUintN(32, value));
    if ((word & ~mask) === 0) return word;
    this.complain(`'${mnemonic}' integer 0x${word.toString(16)} doesn't fit in mask 0x${mask.toString(16)}`, node);
    return 0;
  }

  private registerList(node: NodeId): number {
    const elements = this.operands.set(node);
    if (elements === undefined) {
      this.complain(`'${this.current.mnemonic}' expects {r0, r1, ...}`, node);
      return 0;
    }
    let list = 0;
    for (const element of elements) list |= 1 << this.register(element, ALL_REGISTERS);
    return list;
  }

  /** Instructions whose mnemonics are made of parts: branches and IT blocks. False if `mnemonic` is none. */
  private composed(mnemonic: string, args: readonly NodeId[]): boolean {
    const argument = args[0];
    if (args.length !== 1 || argument === undefined) return false;
    if (mnemonic === "b") return this.branchTo(argument, branch, 12);
    if (mnemonic === "bl") return this.branchTo(argument, branchLink, 23);
    const conditional = CONDITIONAL_BRANCH.exec(mnemonic);
    if (conditional !== null) return this.branchOn(conditional[1]!, conditional[2] === "_w", argument);
    const block = IT_BLOCK.exec(mnemonic);
    return block !== null && this.has("armv7m") && this.ifThenBlock(block[1]!, argument);
  }

  private branchOn(conditionName: string, wide: boolean, target: NodeId): boolean {
    const condition = CONDITIONS.indexOf(conditionName);
    if (condition < 0 || (wide && !this.has("armv7m"))) return false;
    if (wide) return this.branchTo(target, (distance) => this.branchIfWide(condition, distance), 32);
    return this.branchTo(target, (distance) => branchIf(condition, distance), 9);
  }

  /** A branch whose offset has `bits` bits. */
  private branchTo(target: NodeId, encode: (distance: number) => number, bits: number): boolean {
    const distance = this.assembler.distance(this.label(target));
    this.assembler.op(encode(distance));
    if (this.assembler.emitting && !fitsSigned(distance, bits)) this.complain("branch not in range");
    return true;
  }

  /** The label that a name stands for; an unknown one is an error when all must be known, and counts as the first. */
  private label(node: NodeId): Label {
    if (!this.operands.isName(node)) {
      this.complain(`'${this.current.mnemonic}' expects a label`, node);
      return FIRST_LABEL;
    }
    const name = this.operands.name(node);
    const label = this.labelOf(name);
    if (label === undefined && this.assembler.emitting) this.complain(`label '${name}' not defined`, node);
    return label ?? FIRST_LABEL;
  }

  /** `pattern` has t (then) or e (else) for each instruction after the first. */
  private ifThenBlock(pattern: string, conditionNode: NodeId): boolean {
    const condition = CONDITIONS.indexOf(this.operands.name(conditionNode));
    if (condition < 0) return false;
    let mask = 0x8; // ends the block; each instruction's bit is put in front
    for (const letter of [...pattern].reverse()) {
      const bit = letter === "t" ? condition & 1 : ~condition & 1;
      mask = (mask >> 1) | (bit << 3);
    }
    this.assembler.op(ifThen(condition, mask));
    return true;
  }

  private complain(reason: string, node: NodeId = this.current.node): void {
    this.operands.fail(reason, node);
  }
}

/** A row by key; nothing that every object inherits. */
function rowOf<Row>(table: Readonly<Record<string, Row>>, key: string): Row | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
