// try, with and finally in native code. All exceptions of a function arrive at one handler (entry.ts), which jumps to the
// address that a word of the frame holds; entering and leaving blocks changes that word. What the source nests is tracked
// here while compiling.

import { type Label, labelAfter } from "../../brands.ts";
import { BlockKind, BREAK_FROM_FOR } from "../emitter.ts";
import { Name } from "../../names/known.ts";
import { demand } from "../assembly-fault.ts";
import type { FunctionCode } from "./function-code.ts";
import { Fun } from "../../../mpy/file/fun-table.ts";
import { ValueType } from "./value-type.ts";

/** Where a finally block goes on after an unwinding jump, if not at a label. */
const Unwind = {
  /** No jump leaves through this block. */
  unused: -1 as Label,
  /** It is the last one: at the address that the jump left in the frame. */
  final: -2 as Label,
} as const;

/** Greatest label of a handler: the reference keeps it in 15 bits, and cannot compile a function with more. */
const LABEL_MASK = 0x7fff;

/** A block whose handler is still to come. */
class Handler {
  /** Where the handler begins. */
  readonly label: Label;
  readonly isFinally: boolean;
  /** Label of the next finally block outwards for unwinding jumps, or one of {@link Unwind}. */
  unwindLabel: Label = Unwind.unused;
  /** False while the handler itself runs. */
  isActive = true;

  constructor(label: Label, isFinally: boolean) {
    this.label = (label & LABEL_MASK) as Label;
    this.isFinally = isFinally;
  }
}

/** The blocks around the current position, outermost first. */
export class HandlerStack {
  private readonly code: FunctionCode;
  private readonly handlers: Handler[] = [];

  constructor(code: FunctionCode) {
    this.code = code;
  }

  get depth(): number {
    return this.handlers.length;
  }

  reset(): void {
    this.handlers.length = 0;
  }

  private get innermost(): Handler {
    const handler = this.handlers[this.handlers.length - 1];
    demand(handler !== undefined, "no exception handler is open");
    return handler;
  }

  /** The innermost active handler from `index` outwards. */
  private activeFrom(index: number): Handler | undefined {
    while (index >= 0 && !this.handlers[index]!.isActive) index--;
    return this.handlers[index];
  }

  /** Makes the handler at `label` the one that exceptions go to, or none. */
  private select(label: Label | undefined): void {
    const { asm, registers, handlerAddress } = this.code;
    if (label === undefined) asm.clear(registers.ret);
    else asm.movRegLabel(registers.ret, label);
    asm.movLocalReg(handlerAddress, registers.ret);
  }

  private open(label: Label, isFinally: boolean): void {
    this.handlers.push(new Handler(label, isFinally));
    this.select(label);
  }

  /** Ends the protection of the innermost block. At the start of a handler the address is cleared already. */
  private leave(startOfHandler: boolean): void {
    this.innermost.isActive = false;
    const next = this.activeFrom(this.handlers.length - 2);
    if (next !== undefined || !startOfHandler) this.select(next?.label);
  }

  /** After a generator has been resumed: selects the handler that was in force. */
  reopen(): void {
    const handler = this.activeFrom(this.handlers.length - 1);
    if (handler !== undefined) this.select(handler.label);
  }

  /** Places a label that other code jumps to, and begins the finally block if it is the label of one. */
  assignLabel(label: Label): void {
    const { code } = this;
    const top = this.handlers[this.handlers.length - 1];
    const startsFinally = top !== undefined && top.isFinally && top.label === label;
    code.returnEnd = -1;
    if (startsFinally) {
      // Before 1.24 the exception left the stack here.
      if (code.behaviour.hasNativeAsyncWith) code.access(1, code.registers.temp0);
      else code.pop(code.registers.temp0);
      code.asm.movLocalReg(code.exceptionValue, code.registers.temp0);
    }
    code.settleStack();
    code.asm.assignLabel(label);
    if (startsFinally) this.leave(false);
  }

  /** Jumps to another place of the function; what follows is dead until the next label. */
  jump(label: Label): void {
    this.code.settleStack();
    this.code.asm.jump(label);
    this.code.dropUnreachable();
  }

  /** Jumps out of `depth` blocks, through the finally blocks among them. */
  unwindJump(label: Label, depth: number): void {
    const target = (label & ~BREAK_FROM_FOR) as Label;
    const finallyLabel = depth > 0 ? this.unwindThrough(depth, target) : Unwind.unused;
    this.jump(finallyLabel === Unwind.unused ? target : finallyLabel);
  }

  /**
   * Prepares a jump out of `depth` blocks; returns the label of the first finally block among them, if there is one.
   */
  private unwindThrough(depth: number, target: Label): Label {
    const { asm, registers, exceptionValue, unwindAddress } = this.code;
    const outer = this.handlers.length - 1 - depth;
    let first: Handler | undefined;
    let last: Handler | undefined;
    for (let index = this.handlers.length - 1; index > outer; index--) {
      const handler = this.handlers[index]!;
      if (!handler.isFinally || !handler.isActive) continue;
      first ??= handler;
      if (last !== undefined) last.unwindLabel = handler.label;
      last = handler;
    }
    if (first === undefined || last === undefined) {
      this.select(this.handlers[outer]?.label);
      return Unwind.unused;
    }
    last.unwindLabel = Unwind.final;
    asm.movRegLabel(registers.ret, target);
    asm.movLocalReg(unwindAddress, registers.ret);
    // An exception that is being handled is cancelled by the jump.
    asm.movRegImm(registers.ret, 0);
    asm.movLocalReg(exceptionValue, registers.ret);
    return first.label;
  }

  setupBlock(label: Label, kind: BlockKind): void {
    if (kind === BlockKind.with) {
      this.setupWith(label);
    } else {
      this.code.settleStack();
      this.open(label, kind === BlockKind.finally);
    }
  }

  /** Stack: … manager -> … __exit__ self value value */
  private setupWith(label: Label): void {
    const { code } = this;
    const { arg1, arg2, arg3, ret } = code.registers;
    code.requireObject(code.access(1, arg1), "with");
    code.pushFromMemory(arg3, 2);
    code.callQstr(Fun.loadMethod, arg2, Name.exit);
    code.pop(arg3);
    code.pop(arg2);
    const type = code.pop(arg1);
    code.pushRegister(type, arg2);
    code.pushRegister(type, arg3);
    code.pushFromMemory(arg3, 2);
    code.callQstr(Fun.loadMethod, arg2, Name.enter);
    code.popToMemory(arg3, 2);
    code.callImm2(Fun.callMethodNKw, arg1, 0, arg2, 0);
    code.pushObject(ret);
    code.settleStack();
    this.open(label, true);
    code.dupTop();
  }

  /** Takes 3 reserved labels: end without exception, end, call of __exit__ from an unwinding jump. */
  withCleanup(label: Label): void {
    const { code } = this;
    const { asm, registers, exceptionValue } = code;
    const { arg1, arg2, ret, temp0 } = registers;
    const swallowed = code.context.nextLabel;
    const end = labelAfter(swallowed, 1);
    const withoutException = labelAfter(swallowed, 2);

    this.leave(false);
    code.popDiscard();
    this.assignLabel(withoutException);
    for (let argument = 0; argument < 3; argument++) code.pushImmediate(ValueType.none, 0);
    this.callExit();
    this.jump(swallowed);

    // The handler's own label: not that of a finally block.
    asm.assignLabel(label);
    this.leave(true);
    code.adjustStackSize(2);
    asm.movRegLocal(arg1, exceptionValue);
    asm.jumpIfZero(arg1, withoutException, false);
    // __exit__(type(exception), exception, None); the type is an object's first word.
    asm.loadWord(arg2, arg1, 0);
    code.pushObject(arg2);
    code.pushObject(arg1);
    code.pushImmediate(ValueType.none, 0);
    this.callExit();
    if (arg1 !== ret) asm.movRegReg(arg1, ret);
    code.call(Fun.objIsTrue);
    asm.jumpIfZero(ret, end, true);
    this.assignLabel(swallowed);
    code.storeNull(exceptionValue, temp0);
    this.assignLabel(end);
    if (code.behaviour.hasNativeAsyncWith) code.adjustStack(1);
  }

  /** Calls the __exit__ method under its three arguments. */
  private callExit(): void {
    const { arg1, arg2, arg3 } = this.code.registers;
    this.code.popToMemory(arg3, 5);
    this.code.callImm2(Fun.callMethodNKw, arg1, 3, arg2, 0);
  }

  /** Between the body of `async with` and its finally block: finds out why the block is entered. */
  asyncWithSetupFinally(labelNoException: Label, labelFinally: Label, labelReturnUnwind: Label): void {
    const { code } = this;
    const { arg1 } = code.registers;
    // A placeholder and None, so that the stack looks as it does when the finally block calls __aexit__.
    code.adjustStackSize(1);
    code.rotTwo();
    code.pushImmediate(ValueType.none, 0);
    code.rotTwo();
    this.jump(labelNoException);
    code.adjustStackSize(-1);
    this.assignLabel(labelFinally);
    code.popDiscard();
    code.asm.movRegLocal(arg1, code.exceptionValue);
    code.pushObject(arg1);
    code.asm.jumpIfZero(arg1, labelReturnUnwind, false);
  }

  /** Raises the pending exception, if any, or goes on with an unwinding jump. Takes a reserved label. */
  endFinally(): void {
    const { code } = this;
    const { arg1, ret } = code.registers;
    if (code.behaviour.hasNativeAsyncWith) code.popDiscard();
    code.asm.movRegLocal(arg1, code.exceptionValue);
    code.call(Fun.nativeRaise);
    const { unwindLabel, isActive } = this.innermost;
    demand(!isActive, "an exception handler was not left");
    this.handlers.pop();
    if (unwindLabel === Unwind.unused) return;
    const end = code.context.nextLabel;
    code.asm.movRegLocal(ret, code.unwindAddress);
    code.asm.jumpIfZero(ret, end, false);
    if (unwindLabel === Unwind.final) code.asm.jumpRegister(ret);
    else this.jump(unwindLabel);
    this.assignLabel(end);
  }

  popExceptJump(label: Label, withinHandler: boolean): void {
    const { code } = this;
    // Later handlers must not see the exception that this one has dealt with.
    if (withinHandler) code.storeNull(code.exceptionValue, code.registers.temp0);
    else this.leave(false);
    this.jump(label);
  }

  startExceptHandler(): void {
    const { code } = this;
    this.leave(true);
    code.asm.movRegLocal(code.registers.temp0, code.exceptionValue);
    code.pushObject(code.registers.temp0);
  }
}
