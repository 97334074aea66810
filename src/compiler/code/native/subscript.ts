// base[index] in native code. A Python object goes to the runtime; in viper a pointer becomes a load or store of memory, with
// the index as an immediate where it is known.

import type { Register, Width } from "./arch/arch.ts";
import type { FunctionCode } from "./function-code.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import { OBJ_NULL, OBJ_SENTINEL } from "./runtime-layout.ts";
import { Place } from "./stack-entry.ts";
import { isInteger, isTestable, typeName, ValueType } from "./value-type.ts";

/** Width of what a pointer type points to; undefined if it is no pointer to memory. */
function widthOf(type: ValueType): Width | undefined {
  if (type === ValueType.ptr8) return 0;
  if (type === ValueType.ptr16) return 1;
  return type === ValueType.ptr32 ? 2 : undefined;
}

/** Whether a load or store takes a known index as the offset of its instruction; `widths`: as Arch has it for today's code. */
function takesOffset({ asm, behaviour }: FunctionCode, widths: number, width: Width, index: number): boolean {
  return behaviour.indexesMemory ? (widths & (1 << width)) !== 0 : asm.takesIndex(width, index);
}

/** Whether the top of the stack is an integer known while compiling. */
function isImmediateIndex(code: FunctionCode): boolean {
  const top = code.peek(0);
  return top.type === ValueType.int && top.place === Place.immediate;
}

/** Stack: base index -> value */
export function loadSubscript(code: FunctionCode): void {
  const { arg1, arg2, arg3, ret } = code.registers;
  if (code.peekType(1) !== ValueType.obj) {
    if (isImmediateIndex(code)) loadAtImmediate(code);
    else loadAtIndex(code);
    code.pushRegister(ValueType.int, ret);
    return;
  }
  code.popAsObject(arg2);
  code.pop(arg1);
  code.callImm(Fun.objSubscr, arg3, OBJ_SENTINEL);
  code.pushObject(ret);
}

function loadAtImmediate(code: FunctionCode): void {
  const { arch, asm, registers } = code;
  const { arg1, arg2, ret } = registers;
  const index = code.peek(0).value;
  code.popDiscard();
  const base = code.popFlexible(arg1, arg2, arg2);
  const type = code.poppedType;
  code.spill(ret, 0);
  const width = widthOf(type);
  if (width === undefined) {
    code.typeError(`can't load from '${typeName(type)}'`);
  } else if (index === 0 || takesOffset(code, arch.loadsWithOffset, width, index)) {
    asm.loadAtIndex(width, ret, base, index);
  } else {
    if (code.behaviour.savesIndexRegister) code.spill(arg2, 0);
    addressOf(code, width, arg2, base, index);
    asm.load(width, ret, arg2, 0);
  }
}

/** dest = base + (index << width) */
function addressOf(code: FunctionCode, width: Width, dest: Register, base: Register, index: number): void {
  code.asm.movRegImm(dest, index << width);
  code.asm.add(dest, base);
}

function loadAtIndex(code: FunctionCode): void {
  const { arg1, arg2, ret } = code.registers;
  const index = code.popFlexible(arg2, arg1, arg1);
  const indexType = code.poppedType;
  const type = code.pop(arg1);
  code.spill(ret, 0);
  if (!isInteger(indexType)) code.typeError(`can't load with '${typeName(indexType)}' index`);
  const width = widthOf(type);
  if (width === undefined) code.typeError(`can't load from '${typeName(type)}'`);
  else code.asm.loadIndexed(width, ret, arg1, index);
}

/** Stack: value base index -> */
export function storeSubscript(code: FunctionCode): void {
  const { arg1, arg2, arg3 } = code.registers;
  if (code.peekType(1) !== ValueType.obj) {
    if (isImmediateIndex(code)) storeAtImmediate(code);
    else storeAtIndex(code);
    return;
  }
  if (code.peekType(0) !== ValueType.obj || code.peekType(2) !== ValueType.obj) {
    code.popToMemory(arg1, 3);
    code.adjustStack(3);
  }
  code.pop(arg2);
  code.pop(arg1);
  code.pop(arg3);
  code.call(Fun.objSubscr);
}

/** Pops the value to be stored into a register that a store can take it from, and checks its type. */
function popStored(code: FunctionCode, not1: Register, not2: Register): Register {
  const { arg3 } = code.registers;
  // Where only some registers can be stored from, none may be excluded and none is kept.
  const register = code.arch.storesFromArg3 ? arg3 : code.popFlexible(arg3, not1, not2);
  const type = code.arch.storesFromArg3 ? code.pop(arg3) : code.poppedType;
  if (!isTestable(type)) code.typeError(`can't store '${typeName(type)}'`);
  return register;
}

function storeAtImmediate(code: FunctionCode): void {
  const { arch, asm, registers } = code;
  const { arg1, arg2, arg3 } = registers;
  const index = code.peek(0).value;
  code.popDiscard();
  const base = code.popFlexible(arg1, arg2, arg3);
  const type = code.poppedType;
  const value = popStored(code, base, arg2);
  const width = widthOf(type);
  if (width === undefined) {
    code.typeError(`can't store to '${typeName(type)}'`);
  } else if (index === 0 || takesOffset(code, arch.storesWithOffset, width, index)) {
    asm.storeAtIndex(width, value, base, index);
  } else if (!code.behaviour.indexesMemory && asm.storesByIndex(width)) {
    asm.movRegImm(arg2, index);
    asm.storeIndexed(width, value, base, arg2);
  } else {
    addressOf(code, width, arg2, base, index);
    asm.store(width, value, arg2, 0);
  }
}

function storeAtIndex(code: FunctionCode): void {
  const { arg1, arg2, arg3 } = code.registers;
  const index = code.popFlexible(arg2, arg1, arg3);
  const indexType = code.poppedType;
  const type = code.pop(arg1);
  if (!isInteger(indexType)) code.typeError(`can't store with '${typeName(indexType)}' index`);
  const value = popStored(code, arg1, index);
  const width = widthOf(type);
  if (width === undefined) code.typeError(`can't store to '${typeName(type)}'`);
  else code.asm.storeIndexed(width, value, arg1, index);
}

/** Stack: base index -> */
export function deleteSubscript(code: FunctionCode): void {
  const { arg1, arg2, arg3 } = code.registers;
  const indexType = code.pop(arg2);
  const baseType = code.pop(arg1);
  code.requireObject(indexType, "del");
  code.requireObject(baseType, "del");
  code.callImm(Fun.objSubscr, arg3, OBJ_NULL);
}
