// Start and end of a function: its frame, its arguments, and the handler of all exceptions in it, which restores
// globals, finds the handlers of the source (handlers.ts) and makes a generator report the exception.

import { FIRST_LABEL, type Label, labelAfter, type Qstr } from "../../brands.ts";
import { type Scope, ScopeFlags } from "../../scopes/scope.ts";
import type { TableEntry } from "../constant-table.ts";
import { type FunctionCode, MAX_REGISTER_LOCALS } from "./function-code.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import type { HandlerStack } from "./handlers.ts";
import { CodeState, FunctionObject, ModuleContextLayout, VmReturn } from "./runtime-layout.ts";
import { ValueType } from "./value-type.ts";
import { Name } from "../../names/known.ts";

/** Stands for mp_fun_table in the module's constants. */
const FUN_TABLE: TableEntry = { type: "funTable" };

/** Labels, from the first that is reserved for the entry. */
const EntryLabel = { exit: 0, protect: 1, start: 2, caught: 3, checkArguments: 4, argumentsOk: 5 } as const;

/** Values of the entry for the end of the pass or a later pass. */
export class FunctionEntry {
  private readonly code: FunctionCode;
  private readonly handlers: HandlerStack;
  /** Label of the function's end. */
  exitLabel: Label = FIRST_LABEL;
  /** Where a generator's code begins, in bytes from the start; known after the first pass. */
  startOffset = 0;
  /** Place of that offset in the code; -1 in code without it, such as an async viper function. */
  private startOffsetAt = -1;
  /** Index in the child table of the prelude's address; known after the first pass. */
  preludeIndex = 0;

  constructor(code: FunctionCode, handlers: HandlerStack) {
    this.code = code;
    this.handlers = handlers;
  }

  private label(which: number): Label {
    return labelAfter(this.exitLabel, which);
  }

  /** Makes the code before the function's body. */
  begin(): void {
    const { code } = this;
    this.exitLabel = labelAfter(code.context.nextLabel, EntryLabel.exit);
    this.startOffsetAt = -1;
    code.codeStateStart = this.handlerWords();
    code.stateSize = code.scope.locals + code.scope.stackSize;
    const funTable = code.context.constants.use(FUN_TABLE);
    if (code.viper) {
      this.beginViper(funTable);
      this.beginProtection();
      return;
    }
    if (code.isGenerator || code.behaviour.hasPreludeIndex) code.asm.data(code.arch.wordSize, this.preludeIndex);
    if (code.isGenerator) this.beginGenerator(funTable);
    else this.beginNative(funTable);
    this.beginProtection();
    this.cacheLocals();
  }

  /** Words of the frame that catching exceptions takes. */
  private handlerWords(): number {
    const { code } = this;
    if (!code.needsGlobalHandler) return 0;
    const extra = code.isGenerator && code.behaviour.hasThrowSlot ? 2 : code.hasHandlers ? 1 : 0;
    return code.nlrWords + 1 + extra;
  }

  private enter(localCount: number): void {
    const { arch, asm, context, scope } = this.code;
    asm.entry(localCount, arch.namesFunctions ? qualifiedName(context.names.text.bind(context.names), scope) : "");
  }

  /** Finds mp_fun_table and the qstr table from the function object in `functionObject`. */
  private loadTables(functionObject: number, via: number, funTable: number): void {
    const { asm, registers, qstrTable } = this.code;
    asm.loadWord(via, functionObject, FunctionObject.context);
    asm.loadWord(qstrTable, via, ModuleContextLayout.qstrTable);
    asm.loadWord(via, via, ModuleContextLayout.objTable);
    asm.loadWord(registers.funTable, via, funTable);
  }

  private beginViper(funTable: number): void {
    const { code } = this;
    const { arch, asm, registers, scope } = code;
    const inRegisters = this.localsInRegisters();
    // The words in front of the stack: function object and old globals, or only the former, or none.
    const constants = (scope.flags & ScopeFlags.hasConstants) !== 0;
    code.stackStart = code.codeStateStart + (code.needsGlobalHandler ? 2 : constants ? 1 : 0);
    this.enter(code.stackStart + code.stateSize - inRegisters);
    if (arch.argumentsOnStack) asm.loadStackArgument(registers.parentArg1, 0);
    this.loadTables(registers.parentArg1, registers.funTable, funTable);
    if (code.needsFunctionObject) asm.movLocalReg(code.functionObject, registers.parentArg1);
    this.checkViperArguments();
    this.storeViperArguments();
  }

  private localsInRegisters(): number {
    const { code } = this;
    if (!code.hasRegisterLocals) return 0;
    const count = Math.min(code.scope.locals, MAX_REGISTER_LOCALS);
    // With more arguments than registers, the last register keeps the argument array for a while and its local a word.
    return code.scope.positionalArgs > MAX_REGISTER_LOCALS ? count - 1 : count;
  }

  private get argumentArray(): number {
    return this.code.localRegisters[MAX_REGISTER_LOCALS - 1]!;
  }

  private checkViperArguments(): void {
    const { arch, asm, registers, scope } = this.code;
    const { arg1, arg2, arg3 } = registers;
    if (arch.argumentsOnStack) {
      asm.loadStackArgument(arg1, 1);
      asm.loadStackArgument(arg2, 2);
      asm.loadStackArgument(this.argumentArray, 3);
    } else {
      asm.movRegReg(arg1, registers.parentArg2);
      asm.movRegReg(arg2, registers.parentArg3);
      asm.movRegReg(this.argumentArray, registers.parentArg4);
    }
    const count = scope.positionalArgs;
    asm.jumpIfNonzero(arg2, this.label(EntryLabel.checkArguments), true);
    asm.movRegImm(arg3, count);
    asm.jumpIfEqual(arg1, arg3, this.label(EntryLabel.argumentsOk));
    asm.assignLabel(this.label(EntryLabel.checkArguments));
    asm.movRegImm(arg3, argumentSignature(count, count));
    asm.callFun(Fun.argCheckNumSig);
    asm.assignLabel(this.label(EntryLabel.argumentsOk));
  }

  private storeViperArguments(): void {
    const { code } = this;
    const { asm, registers, scope } = code;
    const { arg1, arg2, ret } = registers;
    const count = scope.positionalArgs;
    for (let local = 0; local < count; local++) {
      let value = arg1;
      asm.loadWord(arg1, this.argumentArray, local);
      const type = code.localTypes[local]!;
      if (type !== ValueType.obj) {
        code.callImm(Fun.convertObjToNative, arg2, type);
        value = ret;
      }
      const register = code.localRegisters[local];
      const isArray = register === this.argumentArray && count !== MAX_REGISTER_LOCALS;
      if (register !== undefined && code.hasRegisterLocals && !isArray) asm.movRegReg(register, value);
      else code.movStateReg(code.localSlot(local), value);
    }
    if (count > MAX_REGISTER_LOCALS && code.hasRegisterLocals) {
      asm.movRegLocal(this.argumentArray, code.localSlot(MAX_REGISTER_LOCALS - 1));
    }
  }

  private beginGenerator(funTable: number): void {
    const { code } = this;
    const { arch, asm, registers, generatorState } = code;
    this.startOffsetAt = asm.position;
    asm.data(arch.wordSize, this.startOffset);
    this.enter(code.codeStateStart);
    code.codeStateStart = 0;
    code.stackStart = CodeState.state;
    if (arch.argumentsOnStack) {
      asm.loadStackArgument(generatorState, 0);
      asm.loadStackArgument(registers.parentArg2, 1);
    } else {
      asm.movRegReg(generatorState, registers.parentArg1);
    }
    asm.movLocalReg(code.throwValue, registers.parentArg2);
    asm.loadWord(registers.temp0, generatorState, code.functionObject);
    this.loadTables(registers.temp0, registers.temp0, funTable);
  }

  private beginNative(funTable: number): void {
    const { code } = this;
    const { arch, asm, registers } = code;
    const { arg1, arg2, arg3, arg4, parentArg1, parentArg2, parentArg3, parentArg4 } = registers;
    code.stackStart = code.codeStateStart + CodeState.state;
    this.enter(code.stackStart + code.stateSize);
    if (arch.argumentsOnStack) {
      [parentArg1, parentArg2, parentArg3, parentArg4].forEach((register, index) =>
        asm.loadStackArgument(register, index),
      );
    }
    this.loadTables(parentArg1, registers.funTable, funTable);
    asm.movLocalReg(code.functionObject, parentArg1);
    if (!code.behaviour.hasPreludeIndex) this.loadPrelude(parentArg1);
    // A whole word for a 16-bit field: on a little-endian machine that also clears the one behind it.
    asm.movRegImm(arg1, code.stateSize);
    code.movStateReg(code.codeStateStart + CodeState.nState, arg1);
    asm.movRegLocalAddress(arg1, code.codeStateStart);
    if (arg2 !== parentArg2) asm.movRegReg(arg2, parentArg2);
    if (arg3 !== parentArg3) asm.movRegReg(arg3, parentArg3);
    if (arg4 !== parentArg4) asm.movRegReg(arg4, parentArg4);
    asm.callFunWith4Arguments(Fun.setupCodeState);
  }

  /** Before 1.23: the prelude's address, behind the children or in place of them, goes into the code state. */
  private loadPrelude(functionObject: number): void {
    const { code } = this;
    code.asm.loadWord(functionObject, functionObject, FunctionObject.childTable);
    if (this.preludeIndex !== 0) code.asm.loadWord(functionObject, functionObject, this.preludeIndex);
    code.movStateReg(code.codeStateStart + CodeState.ip, functionObject);
  }

  private cacheLocals(): void {
    const { code } = this;
    if (!code.hasRegisterLocals) return;
    const count = Math.min(MAX_REGISTER_LOCALS, code.scope.locals);
    for (let local = 0; local < count; local++)
      code.asm.movRegLocal(code.localRegisters[local]!, code.localSlot(local));
  }

  /** Installs the handler for the whole function. */
  private beginProtection(): void {
    const { code, handlers } = this;
    if (!code.needsGlobalHandler) return;
    if (!code.isGenerator) this.swapGlobals();
    if (code.hasHandlers) this.protectWithHandlers();
    else this.protect();
    if (code.isGenerator) this.reportException();
    else this.reraise();
    handlers.assignLabel(this.label(EntryLabel.start));
    if (code.isGenerator) this.resume();
  }

  private swapGlobals(): void {
    const { code } = this;
    const { arg1, ret } = code.registers;
    code.movRegState(arg1, code.functionObject);
    code.asm.loadWord(arg1, arg1, FunctionObject.context);
    code.asm.loadWord(arg1, arg1, ModuleContextLayout.globals);
    code.call(Fun.nativeSwapGlobals);
    code.movStateReg(code.oldGlobals, ret);
  }

  private pushNlr(): void {
    const { code } = this;
    const { arg1 } = code.registers;
    code.asm.movRegLocalAddress(arg1, 0);
    code.call(Fun.nlrPush);
    if (!code.arch.nlrNeedsSetjmp) return;
    // The jump buffer is after the two fixed words.
    code.asm.movRegLocalAddress(arg1, 2);
    code.call(Fun.setjmp);
  }

  /** Without handlers in the source: every exception leaves the function. */
  private protect(): void {
    const { code } = this;
    const { ret } = code.registers;
    const start = this.label(EntryLabel.start);
    // If the globals are the same anyway there is nothing to restore.
    if (!code.isGenerator) code.asm.jumpIfZero(ret, start, false);
    this.pushNlr();
    code.asm.jumpIfZero(ret, start, true);
  }

  private protectWithHandlers(): void {
    const { code, handlers } = this;
    const { asm, registers, zero } = code;
    const { local1, ret } = registers;
    const protect = this.label(EntryLabel.protect);
    const caught = this.label(EntryLabel.caught);
    code.clearLocal(code.unwindAddress, zero);
    if (code.behaviour.hasNativeAsyncWith) asm.movLocalReg(code.exceptionValue, zero);
    // local1 says where to go on; it is restored when an exception arrives.
    asm.movRegLabel(local1, this.label(EntryLabel.start));
    handlers.assignLabel(protect);
    this.pushNlr();
    asm.jumpIfNonzero(ret, caught, true);
    code.clearLocal(code.handlerAddress, zero);
    asm.jumpRegister(local1);
    handlers.assignLabel(caught);
    asm.movRegLocal(local1, code.handlerAddress);
    asm.jumpIfNonzero(local1, protect, false);
  }

  private reraise(): void {
    const { code } = this;
    const { arg1 } = code.registers;
    code.movRegState(arg1, code.oldGlobals);
    code.call(Fun.nativeSwapGlobals);
    code.asm.movRegLocal(arg1, code.exceptionValue);
    code.call(Fun.nativeRaise);
  }

  private reportException(): void {
    const { code } = this;
    const { asm, registers, generatorState } = code;
    asm.movRegLocal(registers.temp0, code.exceptionValue);
    asm.storeWord(registers.temp0, generatorState, CodeState.state);
    asm.movRegImm(registers.parentRet, VmReturn.exception);
    asm.exit();
  }

  /** Goes on where the generator yielded; at first right here. */
  private resume(): void {
    const { code } = this;
    const { asm, registers } = code;
    code.movRegState(registers.temp0, code.resumeAddress);
    asm.jumpRegister(registers.temp0);
    this.startOffset = asm.position;
    this.raiseThrown();
  }

  /** Stores the start of a generator's code in the code, once it is known. */
  storeStartOffset(): void {
    const { arch, asm } = this.code;
    if (this.startOffsetAt >= 0) asm.storeData(this.startOffsetAt, arch.wordSize, this.startOffset);
  }

  /** Raises an exception that was thrown into the generator. */
  raiseThrown(): void {
    const { code } = this;
    const { arg1, arg2 } = code.registers;
    code.asm.movRegLocal(arg1, code.throwValue);
    if (code.behaviour.hasThrowSlot) code.storeNull(code.throwValue, arg2);
    code.call(Fun.nativeRaise);
  }

  /** Makes the function's end, to which all returns jump. */
  end(): void {
    const { code, handlers } = this;
    const { asm, registers } = code;
    handlers.assignLabel(this.exitLabel);
    if (code.needsGlobalHandler) {
      const done = labelAfter(this.exitLabel, 1);
      const mayKeepGlobals = !code.isGenerator && !code.hasHandlers;
      if (!code.isGenerator) {
        code.movRegState(registers.arg1, code.oldGlobals);
        if (mayKeepGlobals) asm.jumpIfZero(registers.arg1, done, false);
        code.call(Fun.nativeSwapGlobals);
      }
      code.call(Fun.nlrPop);
      if (mayKeepGlobals) handlers.assignLabel(done);
      asm.movRegLocal(registers.parentRet, code.returnValueLocal);
    }
    asm.exit();
  }
}

/** The argument counts that mp_arg_check_num_sig takes: minimum, maximum, whether keywords are allowed (never). */
function argumentSignature(minimum: number, maximum: number): number {
  return (minimum << 17) | (maximum << 1);
}

/** Names of the functions and classes around a scope and its own, with dots between. */
function qualifiedName(text: (qstr: Qstr) => string, scope: Scope): string {
  let name = text(scope.simpleName);
  for (let outer = scope.parent; outer !== null && outer.simpleName !== Name.module; outer = outer.parent) {
    name = `${text(outer.simpleName)}.${name}`;
  }
  return name;
}
