// Locals, closure cells and globals in native code. The first locals may live in registers; in viper a local gets the type of
// the first value that is stored to it.

import type { Qstr } from "../../brands.ts";
import { GlobalAccess } from "../emitter.ts";
import type { Register } from "./arch/arch.ts";
import { type FunctionCode, MAX_REGISTER_LOCALS, NO_REGISTER } from "./function-code.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import { NativeType, nativeTypeFromQstr } from "../../scopes/native-type.ts";
import { CELL_VALUE } from "./runtime-layout.ts";
import { typeName, ValueType } from "./value-type.ts";

/** Pushes a local. */
export function loadFast(code: FunctionCode, qstr: Qstr, local: number): void {
  const { temp0 } = code.registers;
  const type = code.typeOfLocal(qstr, local);
  if (type === ValueType.unbound) code.typeError(`local '${code.context.names.text(qstr)}' used before type known`);
  const register = registerOfLocal(code, local);
  if (register !== undefined) {
    code.pushRegister(type, register);
  } else {
    code.spill(temp0, 0);
    code.movRegState(temp0, code.localSlot(local));
    code.pushRegister(type, temp0);
  }
}

/** The register that holds a local, if one does. */
function registerOfLocal(code: FunctionCode, local: number): Register | undefined {
  return local < MAX_REGISTER_LOCALS && code.hasRegisterLocals ? code.localRegisters[local] : undefined;
}

/** Pushes what is in the closure cell that a local holds. */
export function loadDeref(code: FunctionCode, qstr: Qstr, local: number): void {
  const { ret } = code.registers;
  code.spill(ret, 0);
  loadFast(code, qstr, local);
  const cell = code.popFlexible(ret, NO_REGISTER, NO_REGISTER);
  code.asm.loadWord(ret, cell, CELL_VALUE);
  code.pushObject(ret);
}

/** Pops into a local. */
export function storeFast(code: FunctionCode, qstr: Qstr, local: number): void {
  const { temp0 } = code.registers;
  const register = registerOfLocal(code, local);
  const type = code.pop(register ?? temp0);
  if (register === undefined) code.movStateReg(code.localSlot(local), temp0);
  const localType = code.typeOfLocal(qstr, local);
  if (localType === ValueType.unbound) {
    code.localTypes[local] = type;
  } else if (localType !== type) {
    const name = code.context.names.text(qstr);
    code.typeError(`local '${name}' has type '${typeName(localType)}' but source is '${typeName(type)}'`);
  }
}

/** Pops into the closure cell that a local holds. */
export function storeDeref(code: FunctionCode, qstr: Qstr, local: number): void {
  const { temp0, temp1 } = code.registers;
  code.spill(temp0, 0);
  code.spill(temp1, 0);
  loadFast(code, qstr, local);
  const cell = code.popFlexible(temp0, NO_REGISTER, NO_REGISTER);
  const source = code.popFlexible(temp1, cell, cell);
  code.asm.storeWord(source, cell, CELL_VALUE);
}

/** Pushes a global; in viper a type's name stands for a cast. */
export function loadGlobal(code: FunctionCode, qstr: Qstr, access: GlobalAccess): void {
  const { arg1, ret } = code.registers;
  if (access === GlobalAccess.global && code.viper) {
    const type = nativeTypeFromQstr(qstr);
    if (type !== undefined && type !== NativeType.obj) {
      code.pushImmediate(ValueType.cast, type);
      return;
    }
  }
  code.callQstr(access === GlobalAccess.name ? Fun.loadName : Fun.loadGlobal, arg1, qstr);
  code.pushObject(ret);
}

/** Pops into a global. */
export function storeGlobal(code: FunctionCode, qstr: Qstr, access: GlobalAccess): void {
  const { arg1, arg2 } = code.registers;
  if (access === GlobalAccess.name) code.requireObject(code.pop(arg2), "an assignment to a name");
  else code.popAsObject(arg2);
  code.callQstr(access === GlobalAccess.name ? Fun.storeName : Fun.storeGlobal, arg1, qstr);
}
