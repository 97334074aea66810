// The code of the current function: its C stack frame, the Python stack as far as it is known while compiling, and the
// sequences that all operations consist of (moves between registers, frame and stack; calls of the runtime). The
// operations are in the files beside this one and in emitter.ts.
//
// The frame, in words from the stack pointer up; what is not needed is left out:
//   nlr_buf_t | return value | unwind target | injected exception    if exceptions must be caught
//   code state (mp_code_state_native_t; in viper code: function object, old globals)
//   Python stack, then the locals in reverse order (the first few may be in registers)
// In a generator the code state and what follows are in the generator object, to which a register points.

import type { Qstr } from "../../brands.ts";
import { type Behaviour, TODAY } from "../../../firmware/index.ts";
import type { ModuleContext } from "../context.ts";
import { Pass } from "../emitter.ts";
import { type Scope, ScopeFlags } from "../../scopes/scope.ts";
import type { Constant } from "../../tree/constant.ts";
import type { Arch, Assembler, Register, Registers } from "./arch/arch.ts";
import { AssemblyFault, demand } from "../assembly-fault.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import {
  CodeState,
  FunctionObject,
  ModuleContextLayout,
  NLR_FIXED_WORDS,
  NLR_RETURN_VALUE,
  OBJ_NULL,
} from "./runtime-layout.ts";
import { Place, StackEntry } from "./stack-entry.ts";
import { typeName, ValueType } from "./value-type.ts";
import { SourceError } from "../../../diagnostics/source-error.ts";

/** Locals that can be kept in registers. */
export const MAX_REGISTER_LOCALS = 2;

/** Types of locals (4 bytes each) that a block of the reference's heap (32 bytes) holds; what is not used of it is 0. */
const LOCALS_PER_HEAP_BLOCK = 8;

/** No register, where a register can be excluded. */
export const NO_REGISTER = -1;

/** The reference's native emitter refuses the program with NotImplementedError, without a line. */
export function notImplemented(reason: string): never {
  throw new SourceError("NotImplementedError", reason, -1, -1);
}

/** The function being compiled and the sequences its code is made of. */
export class FunctionCode {
  readonly context: ModuleContext;
  readonly behaviour: Behaviour;
  /** Whether the code is that of the newest release. */
  readonly isToday: boolean;
  readonly arch: Arch;
  /** Makes the code; in the pass that only finds the depth of the stack, a stand-in. */
  asm: Assembler;
  private readonly assembler: Assembler;
  private readonly dryAssembler: Assembler;
  readonly registers: Registers;
  /** Registers that hold the first locals; the last one also carries the argument array on entry. */
  readonly localRegisters: readonly Register[];
  /** Points to the code state in a generator, where no local is in a register. */
  readonly generatorState: Register;
  readonly qstrTable: Register;
  /** A register for storing zero: the machine's own, or one to be cleared first. */
  readonly zero: Register;

  scope!: Scope;
  pass: Pass = Pass.scope;
  /** Whether values have machine types. */
  viper = false;
  /** Words of locals and stack. */
  stateSize = 0;
  codeStateStart = 0;
  /** First word of the Python stack. */
  stackStart = 0;

  /** Type of each local. */
  localTypes: Uint8Array = new Uint8Array(16);
  /** Most locals of any function so far: as many types are kept. */
  private localCapacity = 0;
  private readonly entries: StackEntry[] = [];
  stackSize = 0;
  /** Entries from here up have not been used by this function. */
  private usedEntries = 0;
  /** Indices of entries that may be in a register, ascending: with these known, no call has to look at the whole stack. */
  private inRegisters: Int32Array = new Int32Array(16);
  private inRegistersCount = 0;
  /** Entries below this are in the frame, all of them. */
  private settled = 0;
  /** Type of the value that the last {@link popFlexible} took. */
  poppedType: ValueType = ValueType.obj;
  /** Type of the value that the last jump which keeps it has left on the stack. */
  savedType: ValueType = ValueType.obj;
  /** The end of the last return's code; -1 after a label and after a push, which may make no code. */
  returnEnd = -1;
  /** Indices of the scopes whose functions this one makes, in the order of its child table. */
  readonly children: number[] = [];

  constructor(context: ModuleContext, arch: Arch) {
    this.context = context;
    this.behaviour = context.options.behaviour;
    this.isToday = this.behaviour === TODAY;
    this.arch = arch;
    this.assembler = arch.createAssembler(context.options.archFlags, this.behaviour);
    // an older release's code is made as it did, pass by pass
    this.dryAssembler = this.isToday ? this.assembler.dry() : this.assembler;
    this.asm = this.assembler;
    const { registers } = arch;
    this.registers = registers;
    this.localRegisters = [registers.local1, registers.local2];
    this.generatorState = registers.local2;
    this.qstrTable = registers.local3;
    this.zero = registers.zero ?? registers.temp0;
  }

  // The function's needs. They must not change between the last two passes.

  get isGenerator(): boolean {
    return (this.scope.flags & ScopeFlags.generator) !== 0;
  }

  get hasHandlers(): boolean {
    return this.scope.exceptionStackSize > 0;
  }

  /** Whether everything runs inside an exception handler, to restore globals or to find the handlers of the source. */
  get needsGlobalHandler(): boolean {
    return this.hasHandlers || (this.scope.flags & (ScopeFlags.generator | ScopeFlags.refGlobals)) !== 0;
  }

  /** Whether viper code keeps its function object. */
  get needsFunctionObject(): boolean {
    return this.hasHandlers || (this.scope.flags & (ScopeFlags.refGlobals | ScopeFlags.hasConstants)) !== 0;
  }

  /** A jump to a handler would restore registers to their state on entry, so then no local can live in one. */
  get hasRegisterLocals(): boolean {
    return !this.hasHandlers && !this.isGenerator;
  }

  // Words of the frame.

  /** Words of an nlr_buf_t. */
  get nlrWords(): number {
    return NLR_FIXED_WORDS + this.arch.nlrRegisters;
  }

  /** The exception that was caught. */
  readonly exceptionValue: number = NLR_RETURN_VALUE;

  /** Where the handler is that an exception goes to: the saved value of the first local register. */
  get handlerAddress(): number {
    return this.arch.nlrLocal1;
  }

  get returnValueLocal(): number {
    return this.nlrWords;
  }

  /** Where a jump out of a try block goes on after the finally block. */
  get unwindAddress(): number {
    return this.nlrWords + 1;
  }

  /** The exception thrown into a generator. */
  get throwValue(): number {
    return this.behaviour.hasThrowSlot ? this.nlrWords + 2 : this.exceptionValue;
  }

  get functionObject(): number {
    return this.codeStateStart + CodeState.funBc;
  }

  get oldGlobals(): number {
    return this.codeStateStart + CodeState.ip;
  }

  /** Where a generator goes on. */
  get resumeAddress(): number {
    return this.codeStateStart + CodeState.ip;
  }

  localSlot(local: number): number {
    return this.stackStart + this.stateSize - 1 - local;
  }

  // Start of a pass.

  /** Resets the state of the previous pass or function. */
  reset(pass: Pass, scope: Scope): void {
    this.pass = pass;
    this.asm = pass === Pass.stackSize ? this.dryAssembler : this.assembler;
    this.scope = scope;
    this.stackSize = 0;
    this.returnEnd = -1;
    this.children.length = 0;
    for (let index = 0; index < this.usedEntries; index++) this.entries[index]!.setFrame(ValueType.unbound);
    this.usedEntries = 0;
    this.inRegistersCount = 0;
    this.settled = 0;
    this.localCapacity = Math.max(this.localCapacity, scope.locals);
    if (this.localTypes.length < scope.locals) this.localTypes = new Uint8Array(scope.locals * 2);
  }

  /** Records a ViperTypeError. The pass goes on, and a later error replaces it. */
  typeError(reason: string): void {
    this.context.replaceError("ViperTypeError", reason);
  }

  /** Throws if a value is not an object, as the reference asserts. */
  requireObject(type: ValueType, use: string): void {
    if (type === ValueType.obj) return;
    throw new AssemblyFault(`${use} needs an object but has '${typeName(type)}'`, "ViperTypeError");
  }

  /**
   * Type of a local. `__class__` has no slot in the class itself: there the reference reads beyond its table, which gives
   * objects as far as the table's last heap block goes, and then anything or a crash.
   */
  typeOfLocal(qstr: Qstr, local: number): ValueType {
    if (local >= this.localCapacity) {
      if (local < Math.ceil(this.localCapacity / LOCALS_PER_HEAP_BLOCK) * LOCALS_PER_HEAP_BLOCK) return ValueType.obj;
      throw new AssemblyFault(`'${this.context.names.text(qstr)}' has no place in native code here`);
    }
    return this.localTypes[local]! as ValueType;
  }

  /** The code up to the next label cannot run. */
  dropUnreachable(): void {
    if (this.behaviour.dropsUnreachable) this.asm.suppress();
  }

  // Frame and registers.

  movStateReg(slot: number, source: Register): void {
    if (this.isGenerator) this.asm.storeWord(source, this.generatorState, slot);
    else this.asm.movLocalReg(slot, source);
  }

  movRegState(dest: Register, slot: number): void {
    if (this.isGenerator) this.asm.loadWord(dest, this.generatorState, slot);
    else this.asm.movRegLocal(dest, slot);
  }

  private movRegStateAddress(dest: Register, slot: number): void {
    if (this.isGenerator) {
      this.asm.movRegImm(dest, slot * this.arch.wordSize);
      this.asm.add(dest, this.generatorState);
    } else {
      this.asm.movRegLocalAddress(dest, slot);
    }
  }

  /** Stores zero in a word of the C stack; `temp` may be changed. */
  clearLocal(local: number, temp: Register): void {
    const { zero } = this.registers;
    if (zero !== undefined) {
      this.asm.movLocalReg(local, zero);
    } else {
      this.asm.clear(temp);
      this.asm.movLocalReg(local, temp);
    }
  }

  /** As {@link clearLocal}; before 1.28 with the constant 0 in place of a cleared register. */
  storeNull(local: number, temp: Register): void {
    const { clearsRegisters, clearsRv32ByZero } = this.behaviour;
    if (clearsRegisters || (clearsRv32ByZero && this.registers.zero !== undefined)) {
      this.clearLocal(local, temp);
    } else {
      this.asm.movRegImm(temp, OBJ_NULL);
      this.asm.movLocalReg(local, temp);
    }
  }

  movRegFunConst(dest: Register, index: number): void {
    this.asm.loadWord(dest, this.registers.funTable, index);
  }

  movRegQstr(dest: Register, qstr: Qstr): void {
    this.asm.loadHalf(dest, this.qstrTable, this.context.qstrs.use(qstr));
  }

  /** Loads a constant object; may change temp0. */
  loadObject(dest: Register, constant: Constant): void {
    const { temp0 } = this.registers;
    this.scope.flags |= ScopeFlags.hasConstants;
    const index = this.context.constants.use(constant);
    this.movRegState(temp0, this.functionObject);
    this.asm.loadWord(temp0, temp0, FunctionObject.context);
    this.asm.loadWord(temp0, temp0, ModuleContextLayout.objTable);
    this.asm.loadWord(dest, temp0, index);
  }

  /** Loads the raw code of an inner function; may change temp0. */
  loadChild(dest: Register, inner: Scope): void {
    const { temp0 } = this.registers;
    const index = this.children.push(inner.index) - 1;
    this.movRegState(temp0, this.functionObject);
    this.asm.loadWord(temp0, temp0, FunctionObject.childTable);
    this.asm.loadWord(dest, temp0, index);
  }

  // The Python stack.

  private entry(index: number): StackEntry {
    while (this.entries.length <= index) this.entries.push(new StackEntry());
    return this.entries[index]!;
  }

  /** The value `depth` below the top. */
  peek(depth: number): StackEntry {
    demand(this.stackSize > depth, "the stack is too short");
    return this.entries[this.stackSize - 1 - depth]!;
  }

  /** Type of the value `depth` below the top; native code has only objects, however they are held. */
  peekType(depth: number): ValueType {
    return this.viper ? this.peek(depth).type : ValueType.obj;
  }

  adjustStack(delta: number): void {
    this.stackSize += delta;
    demand(this.stackSize >= 0, "the stack underflows");
    if (delta > 0) this.entry(this.stackSize - 1);
    if (this.stackSize > this.usedEntries) this.usedEntries = this.stackSize;
    if (this.stackSize < this.settled) this.settled = this.stackSize;
    if (this.stackSize > this.scope.stackSize) this.scope.stackSize = this.stackSize;
  }

  /** Stores the stack values that are in `register`, but the one at `skip` (1 is the top, 0 none). */
  spill(register: Register, skip: number): void {
    const skipped = this.stackSize - skip;
    for (let at = 0; at < this.inRegistersCount; at++) {
      const index = this.inRegisters[at]!;
      if (index >= this.stackSize) return;
      const entry = this.entries[index]!;
      if (entry.place !== Place.register || entry.value !== register || index === skipped) continue;
      entry.place = Place.frame;
      this.movStateReg(this.stackStart + index, register);
    }
  }

  /** Stores the stack values that are in any register. */
  spillAll(): void {
    const { inRegisters, inRegistersCount } = this;
    let count = 0;
    for (; count < inRegistersCount && inRegisters[count]! < this.stackSize; count++) {
      const index = inRegisters[count]!;
      const entry = this.entries[index]!;
      if (entry.place !== Place.register) continue;
      entry.place = Place.frame;
      this.movStateReg(this.stackStart + index, entry.value);
    }
    // Values above the stack may become part of it again.
    if (count > 0 && count < inRegistersCount) inRegisters.copyWithin(0, count, inRegistersCount);
    this.inRegistersCount = inRegistersCount - count;
  }

  private growInRegisters(): void {
    const grown = new Int32Array(this.inRegisters.length * 2);
    grown.set(this.inRegisters);
    this.inRegisters = grown;
  }

  /** Notes that an entry is in a register now; those above it are no longer what they were. */
  private noteRegister(index: number): void {
    let count = this.inRegistersCount;
    while (count > 0 && this.inRegisters[count - 1]! >= index) count--;
    if (count === this.inRegisters.length) this.growInRegisters();
    this.inRegisters[count] = index;
    this.inRegistersCount = count + 1;
    if (index < this.settled) this.settled = index;
  }

  /** Stores all stack values, so that other code can be jumped to; may change temp1. */
  settleStack(): void {
    this.spillAll();
    for (let index = this.settled; index < this.stackSize; index++) {
      const entry = this.entries[index]!;
      if (entry.place !== Place.immediate) continue;
      entry.place = Place.frame;
      // Not temp0: it may be the register of a return value.
      entry.type = this.loadImmediate(this.registers.temp1, entry, false);
      this.movStateReg(this.stackStart + index, this.registers.temp1);
    }
    this.settled = this.stackSize;
  }

  /** Loads an immediate stack value, as an object unless viper code may have it raw. Returns the type it then has. */
  private loadImmediate(dest: Register, entry: StackEntry, asObject: boolean): ValueType {
    const { asm } = this;
    if (this.viper && !asObject) {
      this.movRegImmediate(dest, entry);
      return entry.type;
    }
    if (entry.type === ValueType.obj) this.movRegImmediate(dest, entry);
    else if (entry.type === ValueType.bool) this.movRegFunConst(dest, (Fun.constFalse + entry.value) | 0);
    else if (entry.type === ValueType.none) this.movRegFunConst(dest, Fun.constNone);
    else if (entry.type !== ValueType.int && entry.type !== ValueType.uint) notImplemented("conversion to object");
    else if (entry.wide !== null) asm.movRegWideImm(dest, entry.wide * 2n + 1n);
    else asm.movRegImm(dest, entry.value * 2 + 1);
    return ValueType.obj;
  }

  private movRegImmediate(dest: Register, entry: StackEntry): void {
    if (entry.wide !== null) this.asm.movRegWideImm(dest, entry.wide);
    else this.asm.movRegImm(dest, entry.value);
  }

  /** Copies the stack value at `position` (1 is the top) to a register. Returns its type. */
  access(position: number, dest: Register): ValueType {
    this.spill(dest, position);
    const entry = this.peek(position - 1);
    if (entry.place === Place.immediate) return this.loadImmediate(dest, entry, false);
    if (entry.place === Place.frame) this.movRegState(dest, this.stackStart + this.stackSize - position);
    else if (entry.value !== dest) this.asm.movRegReg(dest, entry.value);
    return entry.type;
  }

  /** Pops into a register. Returns the value's type. */
  pop(dest: Register): ValueType {
    const type = this.access(1, dest);
    this.adjustStack(-1);
    return type;
  }

  /**
   * Pops and returns the register that the value is in: where it is already, unless that is one of the two excluded
   * registers, else `dest`. {@link poppedType} has its type.
   */
  popFlexible(dest: Register, not1: Register, not2: Register): Register {
    const entry = this.peek(0);
    let register = dest;
    if (entry.place === Place.register && entry.value !== not1 && entry.value !== not2) {
      this.poppedType = entry.type;
      register = entry.value;
      this.spill(register, 1);
    } else {
      this.poppedType = this.access(1, dest);
    }
    this.adjustStack(-1);
    return register;
  }

  popDiscard(): void {
    this.adjustStack(-1);
  }

  pushRegister(type: ValueType, register: Register): void {
    this.returnEnd = -1;
    this.entry(this.stackSize).setRegister(type, register);
    this.noteRegister(this.stackSize);
    this.adjustStack(1);
  }

  pushObject(register: Register): void {
    this.pushRegister(ValueType.obj, register);
  }

  pushImmediate(type: ValueType, value: number | bigint): void {
    this.returnEnd = -1;
    this.entry(this.stackSize).setImmediate(type, value);
    this.adjustStack(1);
  }

  /** As the walk counts after jumps: what is pushed was left in the frame by the code that jumped here. */
  adjustStackSize(delta: number): void {
    // A single value is that of a condition (see savedType); others are objects.
    const type = delta === 1 ? this.savedType : ValueType.obj;
    for (let index = 0; index < delta; index++) this.entry(this.stackSize + index).setFrame(type);
    this.adjustStack(delta);
  }

  dupTop(): void {
    const register = this.popFlexible(this.registers.temp0, NO_REGISTER, NO_REGISTER);
    const type = this.poppedType;
    this.pushRegister(type, register);
    this.pushRegister(type, register);
  }

  dupTopTwo(): void {
    const { temp0, temp1 } = this.registers;
    const type0 = this.pop(temp0);
    const type1 = this.pop(temp1);
    this.pushRegister(type1, temp1);
    this.pushRegister(type0, temp0);
    this.pushRegister(type1, temp1);
    this.pushRegister(type0, temp0);
  }

  rotTwo(): void {
    const { temp0, temp1 } = this.registers;
    const type0 = this.pop(temp0);
    const type1 = this.pop(temp1);
    this.pushRegister(type0, temp0);
    this.pushRegister(type1, temp1);
  }

  rotThree(): void {
    const { temp0, temp1, temp2 } = this.registers;
    const type0 = this.pop(temp0);
    const type1 = this.pop(temp1);
    const type2 = this.pop(temp2);
    this.pushRegister(type0, temp0);
    this.pushRegister(type2, temp2);
    this.pushRegister(type1, temp1);
  }

  /** Removes the value below the top; `dest` is used if the top is in the frame. */
  foldTop(dest: Register): void {
    const index = this.stackSize - 2;
    const below = this.peek(1);
    below.copy(this.peek(0));
    if (below.place === Place.frame) {
      this.movRegState(dest, this.stackStart + this.stackSize - 1);
      below.setRegister(below.type, dest);
    }
    if (below.place === Place.register) this.noteRegister(index);
    else if (index < this.settled) this.settled = index;
    this.adjustStack(-1);
  }

  /**
   * Pops `count` values as objects into memory and loads their address. Values that are no objects are converted, which
   * takes arg1, arg2 and ret.
   */
  popToMemory(dest: Register, count: number): void {
    const { arg1, arg2, ret } = this.registers;
    this.spillAll();
    demand(this.stackSize >= count, "the stack is too short");
    const top = this.stackSize - 1;
    for (let depth = 0; depth < count; depth++) {
      const entry = this.entries[top - depth]!;
      if (entry.place !== Place.immediate) continue;
      entry.place = Place.frame;
      entry.type = this.loadImmediate(dest, entry, true);
      this.movStateReg(this.stackStart + top - depth, dest);
    }
    for (let depth = 0; depth < count; depth++) {
      const entry = this.entries[top - depth]!;
      if (entry.type === ValueType.obj) continue;
      const slot = this.stackStart + top - depth;
      this.movRegState(arg1, slot);
      this.callImm(Fun.convertNativeToObj, arg2, entry.type);
      this.movStateReg(slot, ret);
      entry.type = ValueType.obj;
    }
    this.adjustStack(-count);
    this.movRegStateAddress(dest, this.stackStart + this.stackSize);
  }

  /** Pushes `count` objects that the runtime will store and loads the address for them. */
  pushFromMemory(dest: Register, count: number): void {
    this.spillAll();
    for (let index = 0; index < count; index++) this.entry(this.stackSize + index).setFrame(ValueType.obj);
    this.movRegStateAddress(dest, this.stackStart + this.stackSize);
    this.adjustStack(count);
  }

  // Calls of the runtime. All free up the registers that stack values are in.

  call(fun: number): void {
    this.spillAll();
    this.asm.callFun(fun);
  }

  callImm(fun: number, register: Register, value: number): void {
    this.spillAll();
    this.asm.movRegImm(register, value);
    this.asm.callFun(fun);
  }

  callImm2(fun: number, register1: Register, value1: number, register2: Register, value2: number): void {
    this.spillAll();
    this.asm.movRegImm(register1, value1);
    this.asm.movRegImm(register2, value2);
    this.asm.callFun(fun);
  }

  callQstr(fun: number, register: Register, qstr: Qstr): void {
    this.spillAll();
    this.movRegQstr(register, qstr);
    this.asm.callFun(fun);
  }

  /** Pops into `dest` as an object, converting through the runtime if it is none. */
  popAsObject(dest: Register): void {
    const { arg1, arg2, ret } = this.registers;
    const type = this.peekType(0);
    if (type === ValueType.obj) {
      this.pop(dest);
    } else {
      this.callImm(Fun.convertNativeToObj, arg2, this.pop(arg1));
      this.asm.movRegReg(dest, ret);
    }
  }
}
