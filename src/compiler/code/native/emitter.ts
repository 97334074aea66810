// The native emitter: makes machine code for any architecture. Each operation moves values of the Python stack into
// registers, calls the runtime (fun-table.ts) or, in viper, computes directly, and tracks the places of values
// (function-code.ts). Larger subjects are in the files beside this one.

import { type Label, labelAfter, type Line, type Qstr } from "../../brands.ts";
import type { MpyRawCode } from "../../../mpy/file/model.ts";
import type { LineEntry } from "../../../mpy/file/prelude.ts";
import type { ModuleContext } from "../context.ts";
import {
  AttrKind,
  type Emitter,
  GlobalAccess,
  ImportKind,
  ITERATOR_SLOTS,
  LocalAccess,
  Pass,
  SubscrKind,
  YieldKind,
  type BlockKind,
  type BuildKind,
} from "../emitter.ts";
import {
  EmitKind,
  ID_VIPER_TYPE_SHIFT,
  IdFlag,
  IdKind,
  type Scope,
  SCOPE_FLAGS_OF_PRELUDE,
  SCOPE_VIPER_RETURN_SHIFT,
  ScopeFlags,
  type ScopeKind,
} from "../../scopes/scope.ts";
import { Name } from "../../names/known.ts";
import { Token, type TokenKind } from "../../tokens/token.ts";
import { ELLIPSIS } from "../../tree/constant.ts";
import type { Constant } from "../../tree/constant.ts";
import type { Arch } from "./arch/arch.ts";
import { SourceError } from "../../../diagnostics/source-error.ts";
import { AssemblyFault, demand } from "../assembly-fault.ts";
import { callFunction, callMethod, makeClosure, makeFunction } from "./calls.ts";
import { build, storeComp, storeMap, unpackEx, unpackSequence } from "./containers.ts";
import { BinaryOp, type UnaryOp } from "../operators.ts";
import { addLine } from "./code-lines.ts";
import { FunctionEntry } from "./entry.ts";
import { FunctionCode, notImplemented } from "./function-code.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import { HandlerStack } from "./handlers.ts";
import { binaryOperator, unaryOperator } from "./operators.ts";
import { PreludeWriter } from "./prelude.ts";
import { CodeState, OBJ_NULL, VmReturn } from "./runtime-layout.ts";
import { deleteSubscript, loadSubscript, storeSubscript } from "./subscript.ts";
import { loadDeref, loadFast, loadGlobal, storeDeref, storeFast, storeGlobal } from "./variables.ts";
import { isTestable, typeName, ValueType } from "./value-type.ts";

/**
 * The reference keeps a prelude's offset in 16 bits. Of a function with more than 64 kB of code it writes the low 16
 * bits, and no device can run that function (py/emitglue.h).
 */
const PRELUDE_OFFSET_MASK = 0xffff;

/** What the last pass over a function does. */
const Step = {
  /** Makes the code and places the labels at once. */
  direct: 0,
  /** Where that does not work: finds sizes and labels … */
  compute: 1,
  /** … and makes the code. */
  emit: 2,
} as const;
type Step = (typeof Step)[keyof typeof Step];

/** Makes native and viper code for one architecture. */
export class NativeEmitter implements Emitter {
  /** The last one is repeated where a direct pass does not do; see {@link Step}. */
  readonly passes: readonly Pass[] = [Pass.stackSize, Pass.emit];
  private readonly code: FunctionCode;
  private readonly handlers: HandlerStack;
  private readonly entry: FunctionEntry;
  private readonly prelude: PreludeWriter = new PreludeWriter();
  /** Strings met so far, by qstr: the same object is found quickly in the module's table. */
  private readonly strings: Map<number, Constant> = new Map();
  /** What the last pass does now. */
  private step: Step = Step.direct;
  /** Where the prelude begins behind the machine code, in bytes. */
  private preludeOffset = 0;
  /** Source lines of the code, where the options ask for them. */
  private lines: LineEntry[] | null = null;

  constructor(context: ModuleContext, arch: Arch) {
    this.code = new FunctionCode(context, arch);
    this.handlers = new HandlerStack(this.code);
    this.entry = new FunctionEntry(this.code, this.handlers);
  }

  // Passes.

  startPass(pass: Pass, scope: Scope): void {
    const { code } = this;
    code.viper = scope.emitKind === EmitKind.viper;
    code.reset(pass, scope);
    this.handlers.reset();
    this.setLocalTypes(scope);
    this.startAssembler(pass);
    if (code.context.options.nativeLines) this.lines = [];
    this.setSourceLine(code.context.tree.line(scope.node));
    this.entry.begin();
    if (!code.viper) this.setCellTypes(scope);
  }

  private startAssembler(pass: Pass): void {
    const { asm, isToday } = this.code;
    if (pass === Pass.stackSize) {
      this.step = asm.canRepeat && isToday ? Step.direct : Step.compute;
      asm.startPass(false);
    } else if (this.step === Step.direct) {
      asm.startDirectPass();
    } else {
      asm.startPass(this.step === Step.emit);
    }
  }

  private setLocalTypes(scope: Scope): void {
    const { localTypes, viper } = this.code;
    const stars = (scope.flags & ScopeFlags.varArgs ? 1 : 0) + (scope.flags & ScopeFlags.varKeywords ? 1 : 0);
    localTypes.fill(viper || !this.code.behaviour.typesNativeLocals ? ValueType.unbound : ValueType.obj);
    localTypes.fill(ValueType.obj, 0, scope.positionalArgs + scope.keywordOnlyArgs + stars);
    if (!viper) return;
    for (const id of scope.ids) {
      if (id.flags & IdFlag.param) localTypes[id.localNumber] = id.flags >> ID_VIPER_TYPE_SHIFT;
    }
  }

  private setCellTypes(scope: Scope): void {
    for (const id of scope.ids) if (id.kind === IdKind.cell) this.code.localTypes[id.localNumber] = ValueType.obj;
  }

  endPass(): boolean {
    const { code, entry } = this;
    this.setSourceLine(code.context.tree.line(code.scope.node));
    entry.end();
    if (!code.viper) {
      this.preludeOffset = code.asm.position;
      entry.preludeIndex = code.children.length;
      this.prelude.write(code);
    }
    code.asm.endPass();
    demand(code.stackSize === 0, "values are left on the stack");
    demand(this.handlers.depth === 0, "a block was not closed");
    if (code.pass === Pass.stackSize) return true;
    if (this.step === Step.emit || (this.step === Step.direct && this.completeDirectPass())) {
      this.finish();
      return true;
    }
    this.step = this.step === Step.direct ? Step.compute : Step.emit;
    return false;
  }

  /** Fills in values that the direct pass did not have; false if two more passes find what is out of reach. */
  private completeDirectPass(): boolean {
    const { asm } = this.code;
    // A number of the frame that only this pass knows needed a constant, which moves all code: the reference aborts.
    demand(asm.isSettled, "too many values at once for native code of this architecture; bytecode takes them");
    try {
      this.entry.storeStartOffset();
      asm.resolveUses();
      return true;
    } catch (error) {
      // out of reach: the emit pass meets the same limit again, and has the place in the source
      if (error instanceof AssemblyFault || error instanceof SourceError) return false;
      throw error;
    }
  }

  private finish(): void {
    const { code } = this;
    const { context, scope } = code;
    const bytes = code.asm.toBytes();
    const rawCode: MpyRawCode = code.viper
      ? { kind: "viper", code: bytes, scopeFlags: this.viperFlags(), children: [] }
      : { kind: "native", code: bytes, preludeOffset: this.preludeOffset & PRELUDE_OFFSET_MASK, children: [] };
    context.setRawCode(scope.index, rawCode, code.children.slice());
    if (this.lines !== null) context.nativeLines[scope.index] = this.lines;
  }

  /** The flags in the file, which no loader needs. */
  private viperFlags(): number {
    const { behaviour, scope } = this.code;
    return behaviour.omitsViperFlags ? 0 : scope.flags & SCOPE_FLAGS_OF_PRELUDE;
  }

  // Stack.

  endsInReturn(): boolean {
    const { asm, behaviour, returnEnd } = this.code;
    return !behaviour.dropsUnreachable && asm.position === returnEnd;
  }

  adjustStackSize(delta: number): void {
    this.code.adjustStackSize(delta);
  }

  /** The file has no line numbers for machine code: they are for listings. */
  setSourceLine(line: Line): void {
    if (this.lines !== null) addLine(this.lines, this.code.asm.position, line);
  }

  dupTop(): void {
    this.code.dupTop();
  }

  dupTopTwo(): void {
    this.code.dupTopTwo();
  }

  popTop(): void {
    this.code.popDiscard();
  }

  rotTwo(): void {
    this.code.rotTwo();
  }

  rotThree(): void {
    this.code.rotThree();
  }

  // Constants.

  loadConstToken(token: TokenKind): void {
    const { code } = this;
    if (token === Token.ellipsis) this.loadConstObj(ELLIPSIS);
    else if (token === Token.kwNone) code.pushImmediate(ValueType.none, 0);
    else code.pushImmediate(ValueType.bool, token === Token.kwFalse ? 0 : 1);
  }

  loadConstSmallInt(value: number | bigint): void {
    this.code.pushImmediate(ValueType.int, value);
  }

  loadConstStr(qstr: Qstr): void {
    let constant = this.strings.get(qstr);
    if (constant === undefined) {
      constant = { type: "str", bytes: this.code.context.names.bytes(qstr) };
      this.strings.set(qstr, constant);
    }
    this.loadConstObj(constant);
  }

  loadConstObj(constant: Constant): void {
    const { code } = this;
    const { temp0 } = code.registers;
    code.spill(temp0, 0);
    code.loadObject(temp0, constant);
    code.pushObject(temp0);
  }

  loadNull(): void {
    this.code.pushImmediate(ValueType.obj, OBJ_NULL);
  }

  // Variables.

  loadLocal(qstr: Qstr, localNumber: number, access: LocalAccess): void {
    if (access === LocalAccess.fast) loadFast(this.code, qstr, localNumber);
    else loadDeref(this.code, qstr, localNumber);
  }

  storeLocal(qstr: Qstr, localNumber: number, access: LocalAccess): void {
    if (access === LocalAccess.fast) storeFast(this.code, qstr, localNumber);
    else storeDeref(this.code, qstr, localNumber);
  }

  deleteLocal(qstr: Qstr, localNumber: number, access: LocalAccess): void {
    // Locals are not checked for being bound: None takes the place of what is deleted. A cell keeps its value.
    if (access !== LocalAccess.fast) return;
    this.code.pushImmediate(ValueType.none, 0);
    storeFast(this.code, qstr, localNumber);
  }

  loadGlobal(qstr: Qstr, access: GlobalAccess): void {
    loadGlobal(this.code, qstr, access);
  }

  storeGlobal(qstr: Qstr, access: GlobalAccess): void {
    storeGlobal(this.code, qstr, access);
  }

  deleteGlobal(qstr: Qstr, access: GlobalAccess): void {
    const fun = access === GlobalAccess.name ? Fun.deleteName : Fun.deleteGlobal;
    this.code.callQstr(fun, this.code.registers.arg1, qstr);
  }

  // Attributes, subscripts, imports.

  loadMethod(qstr: Qstr, isSuper: boolean): void {
    const { code } = this;
    const { arg1, arg2, arg3 } = code.registers;
    if (isSuper) {
      code.popToMemory(arg2, 3);
      code.pushFromMemory(arg2, 2);
      code.callQstr(Fun.loadSuperMethod, arg1, qstr);
    } else {
      code.requireObject(code.pop(arg1), "a method call");
      code.pushFromMemory(arg3, 2);
      code.callQstr(Fun.loadMethod, arg2, qstr);
    }
  }

  loadBuildClass(): void {
    this.code.call(Fun.loadBuildClass);
    this.code.pushObject(this.code.registers.ret);
  }

  subscr(kind: SubscrKind): void {
    if (kind === SubscrKind.load) loadSubscript(this.code);
    else if (kind === SubscrKind.store) storeSubscript(this.code);
    else deleteSubscript(this.code);
  }

  attr(qstr: Qstr, kind: AttrKind): void {
    if (kind === AttrKind.load) this.loadAttr(qstr);
    else if (kind === AttrKind.store) this.storeAttr(qstr);
    else this.deleteAttr(qstr);
  }

  private loadAttr(qstr: Qstr): void {
    const { code } = this;
    const { arg1, arg2, ret } = code.registers;
    code.requireObject(code.pop(arg1), "an attribute");
    code.callQstr(Fun.loadAttr, arg2, qstr);
    code.pushObject(ret);
  }

  private storeAttr(qstr: Qstr): void {
    const { code } = this;
    const { arg1, arg2, arg3, ret } = code.registers;
    let baseType: ValueType;
    if (code.peekType(1) === ValueType.obj || !code.behaviour.convertsAttributes) {
      baseType = code.pop(arg1);
      code.requireObject(code.pop(arg3), "an attribute");
    } else {
      code.callImm(Fun.convertNativeToObj, arg2, code.access(2, arg1));
      code.asm.movRegReg(arg3, ret);
      baseType = code.pop(arg1);
      code.popDiscard();
    }
    code.requireObject(baseType, "an attribute");
    code.callQstr(Fun.storeAttr, arg2, qstr);
  }

  private deleteAttr(qstr: Qstr): void {
    const { code } = this;
    const { arg1, arg2, arg3 } = code.registers;
    code.requireObject(code.pop(arg1), "an attribute");
    // Storing null deletes.
    code.asm.clear(arg3);
    code.callQstr(Fun.storeAttr, arg2, qstr);
  }

  import(qstr: Qstr, kind: ImportKind): void {
    const { code } = this;
    const { arg1, arg2, ret } = code.registers;
    if (kind === ImportKind.name) {
      this.importName(qstr);
    } else if (kind === ImportKind.from) {
      code.requireObject(code.access(1, arg1), "import");
      code.callQstr(Fun.importFrom, arg2, qstr);
      code.pushObject(ret);
    } else {
      code.requireObject(code.pop(arg1), "import");
      code.call(Fun.importAll);
    }
  }

  private importName(qstr: Qstr): void {
    const { code } = this;
    const { arg1, arg2, arg3, ret } = code.registers;
    // The constants for names and level must be objects in viper code, too.
    const { viper } = code;
    code.viper = false;
    const namesType = code.pop(arg2);
    const levelType = code.pop(arg3);
    code.viper = viper;
    code.requireObject(namesType, "import");
    code.requireObject(levelType, "import");
    code.callQstr(Fun.importName, arg1, qstr);
    code.pushObject(ret);
  }

  // Jumps and blocks.

  labelAssign(label: Label): void {
    this.handlers.assignLabel(label);
  }

  jump(label: Label): void {
    this.handlers.jump(label);
  }

  popJumpIf(condition: boolean, label: Label): void {
    this.jumpIf(condition, label, true);
  }

  jumpIfOrPop(condition: boolean, label: Label): void {
    this.jumpIf(condition, label, false);
  }

  /** Jumps if the top is true or false; the value stays for the jump unless `pop`, and leaves the stack here. */
  private jumpIf(condition: boolean, label: Label, pop: boolean): void {
    const { code } = this;
    const { arg1, ret } = code.registers;
    let type = code.peekType(0);
    const isObject = type === ValueType.obj;
    type = code.pop(isObject ? arg1 : ret);
    if (!pop) code.adjustStack(1);
    if (isObject) code.call(Fun.objIsTrue);
    else if (!isTestable(type)) code.typeError(`can't implicitly convert '${typeName(type)}' to 'bool'`);
    if (!pop) code.savedType = type;
    code.settleStack();
    const isBool = type === ValueType.obj;
    if (condition) code.asm.jumpIfNonzero(ret, label, isBool);
    else code.asm.jumpIfZero(ret, label, isBool);
    if (!pop) code.popDiscard();
  }

  unwindJump(label: Label, exceptDepth: number): void {
    this.handlers.unwindJump(label, exceptDepth);
  }

  setupBlock(label: Label, kind: BlockKind): void {
    this.handlers.setupBlock(label, kind);
  }

  withCleanup(label: Label): void {
    this.handlers.withCleanup(label);
  }

  asyncWithSetupFinally(labelNoException: Label, labelFinally: Label, labelReturnUnwind: Label): void {
    if (this.code.behaviour.hasNativeAsyncWith) {
      this.handlers.asyncWithSetupFinally(labelNoException, labelFinally, labelReturnUnwind);
      return;
    }
    // As for bytecode, which native code cannot follow.
    this.loadConstToken(Token.kwNone);
    this.rotTwo();
    this.jump(labelNoException);
    this.labelAssign(labelFinally);
    this.dupTop();
    this.loadGlobal(Name.baseException, GlobalAccess.global);
    this.binaryOp(BinaryOp.exceptionMatch);
    this.popJumpIf(false, labelReturnUnwind);
  }

  endFinally(): void {
    this.handlers.endFinally();
  }

  popExceptJump(label: Label, withinHandler: boolean): void {
    this.handlers.popExceptJump(label, withinHandler);
  }

  startExceptHandler(): void {
    this.handlers.startExceptHandler();
  }

  endExceptHandler(): void {
    // The exception is in the frame; before 1.24 it stayed on the stack for so long.
    if (!this.code.behaviour.hasNativeAsyncWith) this.code.adjustStack(-1);
  }

  // Iteration.

  getIter(useStack: boolean): void {
    const { code } = this;
    const { arg1, arg2, ret } = code.registers;
    code.requireObject(code.pop(arg1), "iteration");
    if (useStack) {
      code.pushFromMemory(arg2, ITERATOR_SLOTS);
      code.call(Fun.nativeGetiter);
    } else {
      code.asm.movRegImm(arg2, 0);
      code.call(Fun.nativeGetiter);
      code.pushObject(ret);
    }
  }

  forIter(label: Label): void {
    const { code } = this;
    const { arg1, ret } = code.registers;
    code.popToMemory(arg1, ITERATOR_SLOTS);
    code.adjustStack(ITERATOR_SLOTS);
    code.call(Fun.nativeIternext);
    code.asm.jumpIfZero(ret, label, false);
    code.pushObject(ret);
  }

  forIterEnd(): void {
    this.code.adjustStack(-ITERATOR_SLOTS);
  }

  // Operators and containers.

  unaryOp(op: UnaryOp): void {
    unaryOperator(this.code, op);
  }

  binaryOp(op: BinaryOp): void {
    binaryOperator(this.code, op);
  }

  build(count: number, kind: BuildKind): void {
    build(this.code, count, kind);
  }

  storeMap(): void {
    storeMap(this.code);
  }

  storeComp(scopeKind: ScopeKind, stackIndex: number): void {
    storeComp(this.code, scopeKind, stackIndex);
  }

  unpackSequence(count: number): void {
    unpackSequence(this.code, count);
  }

  unpackEx(left: number, right: number): void {
    unpackEx(this.code, left, right);
  }

  // Functions.

  makeFunction(scope: Scope, positionalDefaults: number, keywordDefaults: number): void {
    makeFunction(this.code, scope, positionalDefaults, keywordDefaults);
  }

  makeClosure(scope: Scope, closedOver: number, positionalDefaults: number, keywordDefaults: number): void {
    makeClosure(this.code, scope, closedOver, positionalDefaults, keywordDefaults);
  }

  callFunction(positional: number, keyword: number, starFlags: number): void {
    callFunction(this.code, positional, keyword, starFlags);
  }

  callMethod(positional: number, keyword: number, starFlags: number): void {
    callMethod(this.code, positional, keyword, starFlags);
  }

  returnValue(): void {
    const { code } = this;
    const { parentRet } = code.registers;
    if (code.isGenerator) {
      this.leaveGenerator(VmReturn.normal);
    } else {
      if (code.viper) this.popViperResult();
      else code.requireObject(code.pop(parentRet), "return");
      if (code.needsGlobalHandler) code.asm.movLocalReg(code.returnValueLocal, parentRet);
    }
    this.handlers.unwindJump(this.entry.exitLabel, this.handlers.depth);
    code.returnEnd = code.asm.position;
  }

  /** Stores the value on top for the generator's caller, with its kind. */
  private leaveGenerator(kind: number): void {
    const { code } = this;
    const { temp0 } = code.registers;
    code.popToMemory(temp0, 1);
    code.movStateReg(CodeState.sp, temp0);
    code.asm.movRegImm(temp0, kind);
    code.asm.movLocalReg(code.returnValueLocal, temp0);
  }

  private popViperResult(): void {
    const { code } = this;
    const { arg1, arg2, ret, parentRet } = code.registers;
    const resultType = (code.scope.flags >> SCOPE_VIPER_RETURN_SHIFT) as ValueType;
    const isObject = resultType === ValueType.obj;
    if (code.peekType(0) === ValueType.none) {
      code.popDiscard();
      if (isObject) code.movRegFunConst(parentRet, Fun.constNone);
      else code.asm.movRegImm(arg1, 0);
    } else {
      const type = code.pop(isObject ? parentRet : arg1);
      if (type !== resultType) {
        code.typeError(`return expected '${typeName(resultType)}' but got '${typeName(type)}'`);
      }
    }
    if (isObject) return;
    code.callImm(Fun.convertNativeToObj, arg2, resultType);
    if (parentRet !== ret) code.asm.movRegReg(parentRet, ret);
  }

  raiseVarargs(count: number): void {
    const { code } = this;
    if (count !== 1) notImplemented("native raise");
    if (code.pop(code.registers.arg1) !== ValueType.obj) code.typeError("must raise an object");
    code.call(Fun.nativeRaise);
    code.dropUnreachable();
  }

  /** Takes reserved labels: 1 for a value (where to resume), 3 for `yield from` (also the loop's top and its entry). */
  yield(kind: YieldKind): void {
    const { code, handlers } = this;
    const { asm, registers } = code;
    if (code.viper) notImplemented("native yield");
    code.scope.flags |= ScopeFlags.generator;
    const resume = code.context.nextLabel;
    const loopTop = labelAfter(resume, 1);
    const loopEntry = labelAfter(resume, 2);
    code.settleStack();
    if (kind === YieldKind.from) {
      handlers.jump(loopEntry);
      handlers.assignLabel(loopTop);
    }
    this.leaveGenerator(VmReturn.yield);
    asm.movRegLabel(registers.temp0, resume);
    code.movStateReg(code.resumeAddress, registers.temp0);
    asm.jump(this.entry.exitLabel);
    asm.assignLabel(resume);
    handlers.reopen();
    // The value sent into the generator.
    code.adjustStackSize(1);
    if (kind === YieldKind.value) {
      this.entry.raiseThrown();
      return;
    }
    handlers.assignLabel(loopEntry);
    this.delegate();
    asm.jumpIfNonzero(registers.ret, loopTop, true);
    // The exhausted generator is replaced by what it returned.
    code.adjustStackSize(1);
    code.foldTop(registers.arg1);
  }

  /** Asks the generator below the top for its next value. */
  private delegate(): void {
    const { code } = this;
    const { asm, registers } = code;
    const { arg1, arg2, arg3 } = registers;
    const { hasThrowSlot } = code.behaviour;
    if (hasThrowSlot) {
      asm.movRegLocal(arg3, code.throwValue);
      asm.movRegImm(arg2, OBJ_NULL);
      asm.movLocalReg(code.throwValue, arg2);
    }
    code.pop(arg2);
    code.access(1, arg1);
    if (!hasThrowSlot) asm.movRegLocal(arg3, code.throwValue);
    code.pushObject(arg3);
    code.popToMemory(arg3, 1);
    code.call(Fun.nativeYieldFrom);
  }
}
