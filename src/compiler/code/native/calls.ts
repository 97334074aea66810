// Making functions and calling them. Arguments are handed over in memory, as objects; a call of a type's name is a cast in
// viper code.

import type { Scope } from "../../scopes/scope.ts";
import { demand } from "../assembly-fault.ts";
import { type FunctionCode, notImplemented } from "./function-code.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import { FunctionObject, OBJ_NULL } from "./runtime-layout.ts";
import { ValueType } from "./value-type.ts";

/** Counts of positional and keyword arguments in one word, as the runtime takes them. */
function argumentCounts(positional: number, keyword: number): number {
  return positional | (keyword << 8);
}

/** Stack: [default arguments] -> function */
export function makeFunction(
  code: FunctionCode,
  scope: Scope,
  positionalDefaults: number,
  keywordDefaults: number,
): void {
  const hasDefaults = positionalDefaults !== 0 || keywordDefaults !== 0;
  callMakeFunction(code, scope, hasDefaults ? 2 : 0);
  code.pushObject(code.registers.ret);
}

/** Calls for a function object; `valueCount` stack values are in memory from the default arguments on and are popped. */
function callMakeFunction(code: FunctionCode, scope: Scope, valueCount: number): void {
  const { arg1, arg2, arg3 } = code.registers;
  code.movRegState(arg2, code.functionObject);
  code.asm.loadWord(arg2, arg2, FunctionObject.context);
  if (valueCount === 0) {
    code.spillAll();
    code.asm.movRegImm(arg3, OBJ_NULL);
  } else {
    code.popToMemory(arg3, valueCount);
    code.spillAll();
  }
  code.loadChild(arg1, scope);
  code.asm.callFun(Fun.makeFunctionFromProtoFun);
}

/** Stack: [default arguments] cells… -> function */
export function makeClosure(
  code: FunctionCode,
  scope: Scope,
  closedOver: number,
  positionalDefaults: number,
  keywordDefaults: number,
): void {
  const { arg1, arg2, arg3, ret } = code.registers;
  const hasDefaults = positionalDefaults !== 0 || keywordDefaults !== 0;
  const valueCount = hasDefaults ? 2 + closedOver : 0;
  callMakeFunction(code, scope, valueCount);
  code.adjustStack(valueCount);
  code.asm.passResult(arg1, ret);
  code.asm.movRegImm(arg2, closedOver);
  code.popToMemory(arg3, closedOver);
  if (hasDefaults) code.adjustStack(-2);
  code.asm.callFun(Fun.newClosure);
  code.pushObject(ret);
}

/** Stack: function arguments… -> result */
export function callFunction(code: FunctionCode, positional: number, keyword: number, starFlags: number): void {
  const { arg1, arg2, arg3, ret } = code.registers;
  const functionType = code.peekType(positional + 2 * keyword);
  if (functionType === ValueType.cast) {
    demand(positional === 1 && keyword === 0 && starFlags === 0, "a cast takes one argument");
    cast(code);
    return;
  }
  code.requireObject(functionType, "a call");
  if (starFlags !== 0) {
    callStarred(code, 0, positional, keyword);
    return;
  }
  if (positional !== 0 || keyword !== 0) code.popToMemory(arg3, positional + 2 * keyword);
  code.pop(arg1);
  code.callImm(Fun.nativeCallFunctionNKw, arg2, argumentCounts(positional, keyword));
  code.pushObject(ret);
}

/** Stack: type value -> value */
function cast(code: FunctionCode): void {
  const { arg1, arg2, ret } = code.registers;
  const target = code.peek(1).value as ValueType;
  const source = code.peekType(0);
  if (source === ValueType.obj) {
    code.pop(arg1);
    code.popDiscard();
    code.callImm(Fun.convertObjToNative, arg2, target);
    code.pushRegister(target, ret);
  } else if (source === ValueType.cast || source === ValueType.unbound) {
    notImplemented("casting");
  } else {
    code.foldTop(arg1);
    code.peek(0).type = target;
  }
}

/** Stack: method self arguments… -> result */
export function callMethod(code: FunctionCode, positional: number, keyword: number, starFlags: number): void {
  const { arg1, arg2, arg3, ret } = code.registers;
  if (starFlags !== 0) {
    callStarred(code, 1, positional, keyword);
    return;
  }
  code.popToMemory(arg3, 2 + positional + 2 * keyword);
  code.callImm2(Fun.callMethodNKw, arg1, positional, arg2, keyword);
  code.pushObject(ret);
}

/** A call with `*` or `**` arguments; `selfCount` is 1 if the object of a method is before the arguments. */
function callStarred(code: FunctionCode, selfCount: 0 | 1, positional: number, keyword: number): void {
  const { arg1, arg2, arg3, ret } = code.registers;
  code.popToMemory(arg3, positional + 2 * keyword + 2 + selfCount);
  code.callImm2(Fun.callMethodNKwVar, arg1, selfCount, arg2, argumentCounts(positional, keyword));
  code.pushObject(ret);
}
