// The RV32 inline assembler: finds the row of an instruction, reads its operands and stores what the row makes of them.
// Wordings and the order of checks are the reference's (py/emitinlinerv32.c): the first wrong operand ends an
// instruction. Integers have 64 bits, as on the hosts that the reference compiles on, which shows where a wider one is
// refused.

import { NO_NODE, type NodeId } from "../../../brands.ts";
import { Kind } from "../../../tree/kind.ts";
import { Token } from "../../../tokens/token.ts";
import type { Behaviour } from "../../../../firmware/index.ts";
import type { ArchName } from "../../../../mpy/file/arch.ts";
import { Extension, Rv32Assembler } from "../arch/rv32/assembler.ts";
import { Reg, typeCMMV, typeCMPP } from "../arch/rv32/encoding.ts";
import { checkParameterRegisters, InlineAssembler } from "./inline.ts";
import type { Operands } from "./operands.ts";
import {
  type IntegerOperand,
  RV32_DOUBLE_MOVES,
  RV32_INSTRUCTIONS,
  RV32_PUSH_POP,
  type Rv32Instruction,
  type Rv32Operand,
} from "./rv32-instructions.ts";

const PARAMETER_WORDINGS = {
  tooMany: "can only have up to 4 parameters for RV32 assembly",
  wrongRegister: "parameters must be registers in sequence a0 to a3",
};

/** Registers by ABI name and by number. */
const REGISTERS: ReadonlyMap<string, number> = new Map([
  ...Object.entries(Reg),
  ...Array.from({ length: 32 }, (_, number): [string, number] => [`x${number}`, number]),
]);

/** s0 to s7, which Zcmp moves can name, as bits. */
const MOVABLE_REGISTERS = 0x00fc0300;
/** Register list of ra alone, and of ra and s0 to s1 (see typeCMPP). */
const LIST_RA = 4;
const LIST_S1 = 6;
/** Bits of the stack adjustments that a push or pop can make: 0, 16, 32 and 48 bytes. */
const ADJUSTMENTS = 0x30n;

export function createRv32Inline(
  operands: Operands,
  _arch: ArchName,
  flags: number,
  behaviour: Behaviour,
): InlineAssembler {
  return new Rv32Inline(operands, new Rv32Assembler(flags, behaviour), flags, behaviour);
}

/** What is being assembled, for complaints. */
interface Current {
  readonly mnemonic: string;
  readonly node: NodeId;
}

class Rv32Inline extends InlineAssembler {
  override readonly assembler: Rv32Assembler;
  private readonly behaviour: Behaviour;
  private readonly extensions: number;
  private current: Current = { mnemonic: "", node: NO_NODE };

  constructor(operands: Operands, assembler: Rv32Assembler, extensions: number, behaviour: Behaviour) {
    super(operands);
    this.behaviour = behaviour;
    this.assembler = assembler;
    this.extensions = extensions;
  }

  override endPass(): void {
    this.assembler.jumpRegister(Reg.ra);
    super.endPass();
  }

  override checkParameters(parameters: readonly NodeId[], node: NodeId): number {
    const isArgument = (name: string, index: number): boolean => REGISTERS.get(name) === Reg.a0 + index;
    return checkParameterRegisters(this.operands, parameters, node, PARAMETER_WORDINGS, isArgument);
  }

  override instruction(mnemonic: string, args: readonly NodeId[], node: NodeId): void {
    this.current = { mnemonic, node };
    const row = RV32_INSTRUCTIONS.get(mnemonic);
    if (row === undefined || (row.needs & ~this.extensions) !== 0) {
      // For a Zcmp instruction with wrong operands the reference reports an unknown instruction.
      if (row === undefined && args.length === 2 && this.assembleZcmp(mnemonic, args)) return;
      const fault = this.behaviour.callsRv32Invalid ? "invalid" : "unknown";
      this.complain(`${fault} RV32 instruction '${mnemonic}'`);
    } else if (args.length !== row.operands.length) {
      this.complain(`opcode '${mnemonic}': expecting ${row.operands.length} arguments`);
    } else {
      this.assemble(row, args);
    }
  }

  private assemble(row: Rv32Instruction, args: readonly NodeId[]): void {
    const values: number[] = [];
    for (let index = 0; index < args.length; index++) {
      if (!this.readOperand(row.operands[index]!, args[index]!, index + 1, values)) return;
    }
    const [first = 0, second = 0, third = 0] = values;
    row.emit(this.assembler, first, second, third);
  }

  /** Appends what an operand stands for to `values`; false after a complaint. `number` counts from 1. */
  private readOperand(operand: Rv32Operand, node: NodeId, number: number, values: number[]): boolean {
    switch (operand.kind) {
      case "register":
        return this.readRegister(operand, node, number, values);
      case "integer":
        return this.readInteger(operand, node, number, values);
      case "label":
        return this.readLabel(operand.mask, node, number, values);
      case "memory":
        return this.readMemory(operand.offset, operand.base, node, number, values);
    }
  }

  private readRegister(
    operand: { readonly mask: number; readonly compressed: boolean },
    node: NodeId,
    number: number,
    values: number[],
  ): boolean {
    const register = REGISTERS.get(this.operands.name(node));
    if (register === undefined) return this.refuse(number, "expecting register", node);
    if ((operand.mask & (1 << register)) === 0) return this.refuse(number, "unknown register", node);
    values.push(operand.compressed ? register - 8 : register);
    return true;
  }

  private readInteger(operand: IntegerOperand, node: NodeId, number: number, values: number[]): boolean {
    const value = this.operands.integer(node);
    if (value === undefined) return this.refuse(number, "expecting integer", node);
    const shifted = BigInt.asIntN(64, value << BigInt(operand.shift));
    if (!isInMask(operand, shifted)) return this.refuse(number, "out of range", node);
    if (operand.nonzero && shifted === 0n) return this.refuse(number, "must not be zero", node);
    values.push(low32(shifted));
    return true;
  }

  private readLabel(mask: number, node: NodeId, number: number, values: number[]): boolean {
    if (!this.operands.isName(node)) return this.refuse(number, "expecting label", node);
    const name = this.operands.name(node);
    const label = this.labelOf(name);
    if (label === undefined && this.assembler.emitting) return this.refuse(number, `undefined label '${name}'`, node);
    // A label ahead counts as the start of the function while sizes are computed, and can be out of range as such.
    const distance = (label === undefined ? 0 : this.assembler.labelOffset(label)) - this.assembler.position;
    if (!isInSignedMask(mask, distance)) return this.refuse(number, "out of range", node);
    values.push(distance);
    return true;
  }

  /** `offset(base)`, `-offset(base)` or `+offset(base)`: to Python a call of an integer, with a sign around. */
  private readMemory(
    offset: IntegerOperand,
    base: Rv32Operand,
    node: NodeId,
    number: number,
    values: number[],
  ): boolean {
    const { tree } = this.operands;
    const isSigned = tree.kind(node) === Kind.factor2;
    const call = isSigned ? tree.child(node, 1) : node;
    const sign = isSigned ? tree.argument(tree.child(node, 0)) : Token.opPlus;
    if (tree.kind(call) !== Kind.atomExprNormal || (sign !== Token.opPlus && sign !== Token.opMinus)) {
      return this.refuse(number, "expecting offset", node);
    }
    const offsets: number[] = [];
    const read = sign === Token.opMinus ? this.readNegated : this.readInteger;
    if (!read.call(this, offset, tree.child(call, 0), number, offsets)) return false;
    if (!this.readOperand(base, tree.child(tree.child(call, 1), 0), number + 1, values)) return false;
    values.push(offsets[0]!);
    return true;
  }

  private readNegated(operand: IntegerOperand, node: NodeId, number: number, values: number[]): boolean {
    const value = this.operands.integer(node);
    if (value === undefined) return this.refuse(number, "expecting integer", node);
    const negated = BigInt.asIntN(64, -value);
    if (!isInMask(operand, negated << BigInt(operand.shift))) return this.refuse(number, "out of range", node);
    values.push(low32(negated));
    return true;
  }

  /** False if this is no Zcmp instruction, or one with wrong operands. */
  private assembleZcmp(mnemonic: string, args: readonly NodeId[]): boolean {
    if ((this.extensions & Extension.zcmp) === 0 || !this.behaviour.hasZcmpInline) return false;
    const move = RV32_DOUBLE_MOVES.get(mnemonic);
    if (move !== undefined) return this.doubleMove(move, args);
    const pushOrPop = RV32_PUSH_POP.get(mnemonic);
    return pushOrPop !== undefined && this.pushOrPop(pushOrPop, mnemonic === "cm_push", args);
  }

  private doubleMove(match: number, args: readonly NodeId[]): boolean {
    const first = REGISTERS.get(this.operands.name(args[0]!));
    const second = REGISTERS.get(this.operands.name(args[1]!));
    if (first === undefined || second === undefined || first === second) return false;
    if ((MOVABLE_REGISTERS & (1 << first)) === 0 || (MOVABLE_REGISTERS & (1 << second)) === 0) return false;
    this.assembler.u16(typeCMMV(match, first, second, 0));
    return true;
  }

  private pushOrPop(match: number, isPush: boolean, args: readonly NodeId[]): boolean {
    const list = this.registerList(args[0]!);
    const adjustment = this.operands.integer(args[1]!);
    if (list < 0 || adjustment === undefined) return false;
    if (isPush ? adjustment > 0n : adjustment < 0n) return false;
    const bytes = BigInt.asUintN(32, adjustment < 0n ? -BigInt.asIntN(32, adjustment) : BigInt.asIntN(32, adjustment));
    if ((bytes & ~ADJUSTMENTS) !== 0n) return false;
    // The reference hands over bytes where units of 16 are meant, so that nothing is left of them.
    this.assembler.u16(typeCMPP(match, list, Number(bytes), 0));
    return true;
  }

  /** `{ra}`, `{ra, s0}` or `{ra, s0-sN}` as an instruction holds it; -1 for anything else, a last comma included. */
  private registerList(node: NodeId): number {
    const { tree } = this.operands;
    if (tree.kind(node) !== Kind.atomBrace) return -1;
    const inside = tree.child(node, 0);
    if (this.registerOf(inside) === Reg.ra) return LIST_RA;
    if (tree.kind(inside) !== Kind.dictorsetmaker || this.registerOf(tree.child(inside, 0)) !== Reg.ra) return -1;
    const rest = tree.child(inside, 1);
    if (tree.kind(rest) !== Kind.dictorsetmakerList) return -1;
    const range = tree.child(rest, 0);
    if (this.registerOf(range) === Reg.s0) return LIST_RA + 1;
    if (tree.kind(range) !== Kind.arithExpr || tree.size(range) !== 3) return -1;
    if (tree.argument(tree.child(range, 1)) !== Token.opMinus) return -1;
    if (this.registerOf(tree.child(range, 0)) !== Reg.s0) return -1;
    const last = this.registerOf(tree.child(range, 2));
    if (last === Reg.s1) return LIST_S1;
    if (last === undefined || last < Reg.s2 || last > Reg.s11 || last === Reg.s10) return -1;
    return LIST_S1 + 1 + Math.min(last, Reg.s10) - Reg.s2;
  }

  private registerOf(node: NodeId): number | undefined {
    return REGISTERS.get(this.operands.name(node));
  }

  /** Complains about an operand; false. */
  private refuse(number: number, what: string, node: NodeId): false {
    this.complain(`opcode '${this.current.mnemonic}' argument ${number}: ${what}`, node);
    return false;
  }

  private complain(reason: string, node: NodeId = this.current.node): void {
    this.operands.fail(reason, node);
  }
}

function isInMask(operand: IntegerOperand, value: bigint): boolean {
  if (operand.unsigned) return (BigInt.asUintN(64, value) & ~BigInt(operand.mask)) === 0n;
  return isInSignedMask(operand.mask, low32(value));
}

/** Whether `value` is two's complement in the contiguous bits of `mask`, the highest of them the sign. */
function isInSignedMask(mask: number, value: number): boolean {
  const top = Math.clz32(mask);
  if (top === 0) return true;
  const sign = 1 << (31 - top);
  if ((value & ~(mask & ~sign)) === 0) return true;
  const unit = mask & -mask;
  return (value & (unit - 1)) === 0 && (value | (sign - 1)) === -1;
}

function low32(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}
