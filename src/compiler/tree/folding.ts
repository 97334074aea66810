// Constants that the parser folds while it builds the tree: arithmetic on numbers, `and` and `or` with a constant,
// tuples of constants. The same expressions fold as in the reference, because folding decides the code.

import { type Line, NO_LINE, NO_NODE, type NodeId } from "../brands.ts";
import { SourceError } from "../../diagnostics/source-error.ts";
import { Token, type TokenKind } from "../tokens/token.ts";
import { type ParseOptions, TreeBuilder } from "./builder.ts";
import type { Constant } from "./constant.ts";
import { Kind, type NodeKind, mayBeNumber } from "./kind.ts";
import { binaryOperation, bitLength, isWideShift, type Numeric, unaryOperation } from "./numeric.ts";
import { isConstant, truth } from "./truth.ts";

/**
 * Bits of all large integers that folding makes in one file. The reference has a heap of 2 MB for them: what does not fit stays
 * as it is written, and a program cannot make the compiler compute for hours.
 */
const FOLDED_BITS = 16_600_000;
/** Integers up to this many bits are not counted. */
const SMALL_BITS = 1024;
const WORD = 1n << 64n;
/** Small ints of the machine that the reference runs on. */
const HOST_SMALL_MAX = (1n << 62n) - 1n;
const HOST_SMALL_MIN = -(1n << 62n);

const EMPTY_TUPLE: Constant = { type: "tuple", items: [] };
const TOKEN_CONSTANTS: Readonly<Record<number, Constant>> = {
  [Token.kwNone]: { type: "none" },
  [Token.kwFalse]: { type: "false" },
  [Token.kwTrue]: { type: "true" },
  [Token.ellipsis]: { type: "ellipsis" },
};

/** Bits of a machine word where the compilers of the releases were built. */
const HOST_WORD_BITS = 64n;

/** Folding and the ends of lists, on top of the making of nodes. */
export class Folder extends TreeBuilder {
  /** Bits left for large integers. */
  private bitsLeft = FOLDED_BITS;

  protected override begin(source: Uint8Array, options: ParseOptions): void {
    this.bitsLeft = FOLDED_BITS;
    super.begin(source, options);
  }

  /**
   * Ends a list whose elements are on the stack from `base` on. A single element without a separator is the result. Without
   * any element the result is 0.
   */
  protected list(kind: NodeKind, line: Line, start: number, base: number, trailing: boolean): NodeId {
    const size = this.top - base;
    if (size === 0) return NO_NODE;
    if (size === 1 && !trailing) {
      this.top = base;
      return this.stack[base]! as NodeId;
    }
    return this.nodeOf(kind, line, start, base);
  }

  /** The value of a node as a number; undefined if it is none. */
  private numberOf(node: NodeId): Numeric | undefined {
    const kind = this.kindOf(node);
    if (kind === Kind.smallInt) return BigInt(this.argumentOf(node));
    if (kind !== Kind.constObject && kind !== Kind.wideSmallInt) return undefined;
    const constant = this.constantOf(node);
    if (constant.type === "int") return constant.value;
    return constant.type === "float" && this.behaviour.foldsFloats ? constant.value : undefined;
  }

  /**
   * Folds the numbers on the stack from `base` on into one; 0 if they are not all numbers. With a `step` of 2 operators stand
   * between the operands, with 1 `operator` joins them all.
   */
  protected foldArithmetic(base: number, step: number, operator: TokenKind, start: number): NodeId {
    const { demotesFoldedInts, foldsFloats, defersWideShifts } = this.behaviour;
    // Where a shift may be refused, that counts also in front of an operand that is no number.
    const end = defersWideShifts ? this.top : base + 1;
    for (let at = base; at < end; at += step) {
      if (!mayBeNumber(this.kindOf(this.stack[at]! as NodeId))) return NO_NODE;
    }
    let value = this.numberOf(this.stack[base]! as NodeId);
    let long = !demotesFoldedInts && this.isLong(this.stack[base]! as NodeId);
    for (let at = base + step; at < this.top && value !== undefined; at += step) {
      const right = this.numberOf(this.stack[at]! as NodeId);
      if (right === undefined) return NO_NODE;
      if (!demotesFoldedInts && this.isLong(this.stack[at]! as NodeId)) long = true;
      const operation = step === 2 ? this.tokenOf(this.stack[at - 1]! as NodeId) : operator;
      if (!defersWideShifts && isWideShift(operation, right)) {
        throw new SourceError("OverflowError", "overflow converting long int to machine word", -1, -1);
      }
      if (!demotesFoldedInts && value === 0n) {
        // 0 ** 0 is 0 where one of them is an object, and a shift by a word or more makes one.
        if (long && operation === Token.opDoubleStar && right === 0n) continue;
        if (operation === Token.opShiftLeft && typeof right === "bigint" && right >= HOST_WORD_BITS) long = true;
      }
      value = binaryOperation(operation, value, right, Math.max(this.bitsLeft, SMALL_BITS));
      if (typeof value === "bigint") {
        if (value > WORD || value < -WORD) this.count(value);
        if (!demotesFoldedInts && isBeyondSmall(value)) long = true;
      } else if (!foldsFloats) {
        return NO_NODE;
      }
    }
    if (value === undefined) return NO_NODE;
    this.top = base;
    return long && typeof value === "bigint" ? this.longNode(value, start) : this.numberNode(value, start);
  }

  /** Counts a large integer. */
  private count(value: bigint): void {
    const bits = bitLength(value);
    if (bits > SMALL_BITS) this.bitsLeft -= bits;
  }

  protected foldSign(operator: NodeId, operand: NodeId, start: number): NodeId {
    const value = this.numberOf(operand);
    if (value === undefined) return NO_NODE;
    const result = unaryOperation(this.tokenOf(operator), value);
    if (result === undefined) return NO_NODE;
    // +x of a float is x itself, which matters for a NaN: it equals nothing but the same object
    if (typeof value === "number" && this.tokenOf(operator) === Token.opPlus) {
      return this.constantNode(this.constantOf(operand), NO_LINE, start);
    }
    if (typeof result === "bigint" && !this.behaviour.demotesFoldedInts && this.isLong(operand)) {
      return this.longNode(result, start);
    }
    // -(2**62) is a small int of the reference's host, but it does not notice
    if (value === 1n << 62n && result === -value)
      return this.constantNode({ type: "int", value: result }, NO_LINE, start);
    return this.numberNode(result, start);
  }

  /** Whether the reference holds an integer as an object: for its value, or because folding made it one. */
  private isLong(node: NodeId): boolean {
    if (this.kindOf(node) !== Kind.constObject) return false;
    const constant = this.constantOf(node);
    return constant.type === "int" && (constant.long === true || isBeyondSmall(constant.value));
  }

  private longNode(value: bigint, start: number): NodeId {
    return this.constantNode({ type: "int", value, long: true }, NO_LINE, start);
  }

  private numberNode(value: Numeric, start: number): NodeId {
    return typeof value === "bigint"
      ? this.intNode(value, NO_LINE, start)
      : this.constantNode({ type: "float", value }, NO_LINE, start);
  }

  /** Drops what cannot matter of the operands of `or` (else `and`) on the stack from `base` on. */
  protected shorten(base: number, or: boolean): void {
    const { stack } = this;
    const decides = or ? 1 : 0;
    let kept = base;
    for (let at = base; at < this.top; at++) {
      const node = stack[at]! as NodeId;
      const value = truth(this.tree, node);
      stack[kept] = node;
      if (value === decides || at === this.top - 1) {
        kept++;
        break;
      }
      if (value < 0) kept++;
    }
    this.top = kept;
  }

  /** Whether a node is a constant: a number, a string, None, True, False, ..., a constant object or (). */
  protected isConstant(node: NodeId): boolean {
    return isConstant(this.tree, node);
  }

  /** The object that a constant node stands for. */
  protected toConstant(node: NodeId): Constant {
    switch (this.kindOf(node)) {
      case Kind.smallInt:
        return { type: "int", value: BigInt(this.argumentOf(node)) };
      case Kind.string:
        return { type: "str", bytes: this.names.bytes(this.qstrOf(node)).slice() };
      case Kind.token:
        return TOKEN_CONSTANTS[this.argumentOf(node)]!;
      case Kind.atomParen:
        return EMPTY_TUPLE;
      default:
        return this.constantOf(node);
    }
  }

  /** As {@link list}, for lists that are tuples: one of constants only becomes a constant object. */
  protected tuple(kind: NodeKind, line: Line, start: number, base: number, trailing: boolean): NodeId {
    if (this.top - base > 1 || trailing) {
      const constant = this.constantTuple(line, start, base);
      if (constant !== 0) return constant;
    }
    return this.list(kind, line, start, base, trailing);
  }

  protected constantTuple(line: Line, start: number, base: number): NodeId {
    for (let at = base; at < this.top; at++) if (!this.isConstant(this.stack[at]! as NodeId)) return NO_NODE;
    const items: Constant[] = [];
    for (let at = base; at < this.top; at++) items.push(this.toConstant(this.stack[at]! as NodeId));
    this.top = base;
    return this.constantNode({ type: "tuple", items }, line, start);
  }
}

function isBeyondSmall(value: bigint): boolean {
  return value > HOST_SMALL_MAX || value < HOST_SMALL_MIN;
}
