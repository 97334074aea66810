// Tuples, lists, dicts, sets and slices in native code, and taking sequences apart: all calls of the runtime, with objects
// only.

import { ScopeKind } from "../../scopes/scope.ts";
import { BuildKind } from "../emitter.ts";
import type { Register } from "./arch/arch.ts";
import { type FunctionCode, NO_REGISTER } from "./function-code.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import { ValueType } from "./value-type.ts";

/** Stack: items… -> container */
export function build(code: FunctionCode, count: number, kind: BuildKind): void {
  const { arg1, arg2, ret } = code.registers;
  if (kind === BuildKind.slice) {
    buildSlice(code, count);
    return;
  }
  if (kind !== BuildKind.map) code.popToMemory(arg2, count);
  code.callImm(Fun.buildTuple + kind, arg1, count);
  code.pushObject(ret);
}

/** Stack: start stop [step] -> slice */
function buildSlice(code: FunctionCode, count: number): void {
  const { arg1, arg2, arg3, ret } = code.registers;
  if (count === 2) {
    popObjects(code, "a slice", arg2, arg1);
    code.movRegFunConst(arg3, Fun.constNone);
  } else {
    popObjects(code, "a slice", arg3, arg2, arg1);
  }
  code.call(Fun.newSlice);
  code.pushObject(ret);
}

/** Pops objects, the top first. */
function popObjects(
  code: FunctionCode,
  use: string,
  first: Register,
  second: Register,
  third: Register = NO_REGISTER,
): void {
  const firstType = code.pop(first);
  const secondType = code.pop(second);
  const thirdType = third === NO_REGISTER ? ValueType.obj : code.pop(third);
  code.requireObject(firstType, use);
  code.requireObject(secondType, use);
  code.requireObject(thirdType, use);
}

/** Stack: dict value key -> dict */
export function storeMap(code: FunctionCode): void {
  const { arg1, arg2, arg3, ret } = code.registers;
  popObjects(code, "a dict", arg2, arg3, arg1);
  code.call(Fun.storeMap);
  code.pushObject(ret);
}

/** Adds the top (and the value below a dict's key) to the collection at `stackIndex`. */
export function storeComp(code: FunctionCode, scopeKind: ScopeKind, stackIndex: number): void {
  const { arg1, arg2, arg3 } = code.registers;
  let fun: number = Fun.storeMap;
  if (scopeKind === ScopeKind.dictComp) {
    popObjects(code, "a comprehension", arg2, arg3);
  } else {
    code.requireObject(code.pop(arg2), "a comprehension");
    fun = scopeKind === ScopeKind.listComp ? Fun.listAppend : Fun.storeSet;
  }
  code.requireObject(code.access(stackIndex, arg1), "a comprehension");
  code.call(fun);
}

/** Stack: sequence -> items, the first on top */
export function unpackSequence(code: FunctionCode, count: number): void {
  const { arg1, arg2, arg3 } = code.registers;
  code.requireObject(code.pop(arg1), "unpacking");
  code.pushFromMemory(arg3, count);
  code.callImm(Fun.unpackSequence, arg2, count);
}

/** Stack: sequence -> `right` items, a list and `left` items, the first on top */
export function unpackEx(code: FunctionCode, left: number, right: number): void {
  const { arg1, arg2, arg3 } = code.registers;
  code.requireObject(code.pop(arg1), "unpacking");
  code.pushFromMemory(arg3, left + right + 1);
  code.callImm(Fun.unpackEx, arg2, left | (right << 8));
}
