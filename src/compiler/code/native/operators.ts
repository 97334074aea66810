// Unary and binary operators in native code. Objects go to the runtime; viper's integers get instructions of their own, with
// the machine's wrap-around, and comparisons of them give a bool.

import { BinaryOp, isRelational, UnaryOp, withoutInplace } from "../operators.ts";
import { type ComparisonCode, Shift } from "./arch/arch.ts";
import type { FunctionCode } from "./function-code.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import { isInteger, typeName, ValueType } from "./value-type.ts";

/** Operations of two registers that every assembler has, by operator. */
const REGISTER_OPS: ReadonlyMap<number, "or" | "xor" | "and" | "add" | "sub" | "mul"> = new Map([
  [BinaryOp.or, "or"],
  [BinaryOp.xor, "xor"],
  [BinaryOp.and, "and"],
  [BinaryOp.add, "add"],
  [BinaryOp.subtract, "sub"],
  [BinaryOp.multiply, "mul"],
]);

/**
 * The text for an operator that viper lacks, in the message. The reference looks it up in a table of methods that is
 * empty for most operators, and too short for `not in`, where it shows the memory behind it.
 */
const OPERATOR_IN_MESSAGE: ReadonlyMap<number, string> = new Map([[BinaryOp.notIn, "__complex__"]]);

/** Stack: value -> result */
export function unaryOperator(code: FunctionCode, op: UnaryOp): void {
  const { arg2 } = code.registers;
  if (!code.behaviour.hasViperUnary) {
    // The type that counts is the one that the pop gives: in a native function an immediate value becomes an object there.
    if (code.pop(arg2) === ValueType.obj) {
      unaryObject(code, op);
    } else {
      code.adjustStack(1);
      code.typeError("unary op  not implemented");
    }
    return;
  }
  const type = code.peekType(0);
  if (isInteger(type)) {
    unaryInteger(code, op);
  } else if (type === ValueType.obj) {
    code.pop(arg2);
    unaryObject(code, op);
  } else {
    code.typeError(`can't do unary op of '${typeName(type)}'`);
  }
}

/** The value is in the register of the second argument. */
function unaryObject(code: FunctionCode, op: UnaryOp): void {
  const { arg1, ret } = code.registers;
  code.callImm(Fun.unaryOp, arg1, op);
  code.pushObject(ret);
}

function unaryInteger(code: FunctionCode, op: UnaryOp): void {
  const { ret } = code.registers;
  if (op === UnaryOp.positive) return;
  if (op === UnaryOp.not) {
    code.typeError("'not' not implemented");
    return;
  }
  if (!code.behaviour.keepsUnarySource) {
    unaryInPlace(code, op);
    return;
  }
  const type = code.pop(ret);
  if (op === UnaryOp.negative) code.asm.negate(ret);
  else code.asm.not(ret);
  code.pushRegister(type, ret);
}

/** Before 1.29: in the register that the operand is in. */
function unaryInPlace(code: FunctionCode, op: UnaryOp): void {
  const { asm, arch } = code;
  const { arg1, ret } = code.registers;
  const masks = op === UnaryOp.invert && !arch.hasNot;
  const register = code.popFlexible(ret, masks ? arg1 : ret, ret);
  const type = code.poppedType;
  if (op === UnaryOp.negative) asm.negate(register);
  else if (arch.hasNot) asm.not(register);
  else {
    asm.movRegImm(arg1, -1);
    asm.xor(register, arg1);
  }
  code.pushRegister(type, register);
}

/** Stack: left right -> result */
export function binaryOperator(code: FunctionCode, op: BinaryOp): void {
  const left = code.peekType(1);
  const right = code.peekType(0);
  if (isInteger(left) && isInteger(right)) {
    binaryInteger(code, withoutInplace(op));
  } else if (left === ValueType.obj && right === ValueType.obj) {
    binaryObject(code, op);
  } else {
    code.popDiscard();
    code.typeError(`can't do binary op between '${typeName(left)}' and '${typeName(right)}'`);
  }
}

function binaryObject(code: FunctionCode, op: BinaryOp): void {
  const { arg1, arg2, arg3, ret } = code.registers;
  const inverted = op === BinaryOp.notIn || op === BinaryOp.isNot;
  const plain = op === BinaryOp.notIn ? BinaryOp.in : op === BinaryOp.isNot ? BinaryOp.is : op;
  code.pop(arg3);
  code.pop(arg2);
  code.callImm(Fun.binaryOp, arg1, plain);
  if (inverted) {
    code.asm.movRegReg(arg2, ret);
    code.callImm(Fun.unaryOp, arg1, UnaryOp.not);
  }
  code.pushObject(ret);
}

function isShift(op: BinaryOp): boolean {
  return op === BinaryOp.shiftLeft || op === BinaryOp.shiftRight;
}

function binaryInteger(code: FunctionCode, op: BinaryOp): void {
  const { asm, registers } = code;
  const { shiftCount } = code.arch;
  const { arg2, arg3, ret } = registers;
  if (isShift(op) && shiftCount !== undefined) {
    code.pop(shiftCount);
    shift(code, op, ret, shiftCount, code.pop(ret));
    return;
  }
  if (op === BinaryOp.floorDivide || op === BinaryOp.modulo) {
    divide(code, op);
    return;
  }
  const right = code.popFlexible(arg3, ret, arg2);
  const rightType = code.poppedType;
  const leftType = code.pop(arg2);
  const registerOp = REGISTER_OPS.get(op);
  if (registerOp !== undefined) {
    asm[registerOp](arg2, right);
    code.pushRegister(leftType, arg2);
  } else if (isShift(op)) {
    shift(code, op, arg2, right, leftType);
  } else if (isRelational(op)) {
    if (leftType !== rightType) code.typeError("comparison of int and uint");
    code.spill(ret, 0);
    asm.setIf((op - BinaryOp.less) as ComparisonCode, leftType === ValueType.uint, ret, arg2, right);
    code.pushRegister(ValueType.bool, ret);
  } else {
    code.adjustStack(1);
    code.typeError(`binary op ${OPERATOR_IN_MESSAGE.get(op) ?? ""} not implemented`);
  }
}

/** Shifts `dest` and pushes it. Only the left operand decides how zeros or signs come in. */
function shift(code: FunctionCode, op: BinaryOp, dest: number, count: number, type: ValueType): void {
  const right = type === ValueType.uint ? Shift.rightUnsigned : Shift.rightSigned;
  code.asm.shift(op === BinaryOp.shiftLeft ? Shift.left : right, dest, count);
  code.pushRegister(type, dest);
}

/** Python's division rounds down: the runtime does it. */
function divide(code: FunctionCode, op: BinaryOp): void {
  const { arg1, arg2, ret } = code.registers;
  code.pop(arg2);
  if (code.pop(arg1) !== ValueType.int) code.typeError("div/mod not implemented for uint");
  code.call(op === BinaryOp.floorDivide ? Fun.smallIntFloorDivide : Fun.smallIntModulo);
  code.pushRegister(ValueType.int, ret);
}
