// How many arguments each function of mp_fun_table takes: a cdecl call must push exactly those (py/nativeglue.h has the
// prototypes). Entries that are no functions take none.

import { Fun } from "../../../../../mpy/file/fun-table.ts";

const BY_COUNT: readonly (readonly number[])[] = [
  [Fun.loadBuildClass, Fun.nlrPop],
  [
    Fun.nativeSwapGlobals,
    Fun.loadName,
    Fun.loadGlobal,
    Fun.objIsTrue,
    Fun.buildMap,
    Fun.nativeIternext,
    Fun.nlrPush,
    Fun.nativeRaise,
    Fun.importAll,
    Fun.deleteName,
    Fun.deleteGlobal,
    Fun.setjmp,
  ],
  [
    Fun.convertObjToNative,
    Fun.convertNativeToObj,
    Fun.loadAttr,
    Fun.loadSuperMethod,
    Fun.storeName,
    Fun.storeGlobal,
    Fun.unaryOp,
    Fun.buildTuple,
    Fun.buildList,
    Fun.buildSet,
    Fun.storeSet,
    Fun.listAppend,
    Fun.nativeGetiter,
    Fun.importFrom,
    Fun.smallIntFloorDivide,
    Fun.smallIntModulo,
  ],
  [
    Fun.loadMethod,
    Fun.storeAttr,
    Fun.objSubscr,
    Fun.binaryOp,
    Fun.storeMap,
    Fun.makeFunctionFromProtoFun,
    Fun.nativeCallFunctionNKw,
    Fun.callMethodNKw,
    Fun.callMethodNKwVar,
    Fun.importName,
    Fun.newSlice,
    Fun.unpackSequence,
    Fun.unpackEx,
    Fun.newClosure,
    Fun.argCheckNumSig,
    Fun.nativeYieldFrom,
  ],
  [Fun.setupCodeState],
];

function countByIndex(): Uint8Array<ArrayBuffer> {
  const counts = new Uint8Array(Object.keys(Fun).length);
  BY_COUNT.forEach((indices, count) => indices.forEach((index) => (counts[index] = count)));
  return counts;
}

/** Argument count of each entry of mp_fun_table. */
export const FUN_ARGUMENTS: Uint8Array = countByIndex();
