// The bytecode emitter. One pass over a scope writes all its code with short jumps; jumps.ts then finds the long ones
// and the parts are put together. The walk runs once; in the reference it runs three times or more.

import type { Label, Line, Qstr } from "../../brands.ts";
import { ByteWriter } from "../../../bytes/writer.ts";
import { SourceError } from "../../../diagnostics/source-error.ts";
import * as Op from "../../../mpy/file/opcode-numbers.ts";
import { RANGES } from "../../../mpy/file/opcode-ranges.ts";
import { Name } from "../../names/known.ts";
import { type Scope, ScopeFlags, ScopeKind } from "../../scopes/scope.ts";
import { Token, type TokenKind } from "../../tokens/token.ts";
import { ELLIPSIS } from "../../tree/constant.ts";
import type { Constant } from "../../tree/constant.ts";
import type { ConstantTable } from "../constant-table.ts";
import type { ModuleContext } from "../context.ts";
import {
  AttrKind,
  BlockKind,
  BREAK_FROM_FOR,
  BuildKind,
  type Emitter,
  GlobalAccess,
  ImportKind,
  ITERATOR_SLOTS,
  LocalAccess,
  Pass,
  StarFlag,
  SubscrKind,
  YieldKind,
} from "../emitter.ts";
import { BinaryOp, UnaryOp } from "../operators.ts";
import type { QstrTable } from "../qstr-table.ts";
import { Jumps, SHORT_JUMP } from "./jumps.ts";
import { Lines } from "./lines.ts";
import type { StatementIds } from "./statement-ids.ts";
import { argumentNames, cellNumbers, writeScopeSignature, writeSizes } from "./prelude.ts";

/** Most bytes that one operation writes: an opcode, an integer of 64 bits and a byte. */
const LONGEST_OPERATION = 16;
/** Offsets of long jumps: 15 bits, signed ones with a bias. */
const LONG_BIAS = 0x4000;
const LONG_LIMIT = 0x7fff;
const SHORT_BIAS = 0x40;
/** Bit of the byte after UNWIND_JUMP: pop an iterator too. */
const UNWIND_POPS_ITERATOR = 0x80;

const SMALL_INT_FIRST = RANGES.smallInt.first - RANGES.smallInt.lowest;
const SMALL_INT_MIN = RANGES.smallInt.lowest;
const SMALL_INT_MAX = RANGES.smallInt.lowest + RANGES.smallInt.count - 1;
const FAST_COUNT = RANGES.loadFast.count;
const LOAD_FAST = RANGES.loadFast.first;
const STORE_FAST = RANGES.storeFast.first;
const UNARY_OP = RANGES.unaryOp.first;
const BINARY_OP = RANGES.binaryOp.first;

const GLOBAL_OPS: Record<"load" | "store" | "delete", readonly number[]> = {
  load: [Op.LOAD_NAME, Op.LOAD_GLOBAL],
  store: [Op.STORE_NAME, Op.STORE_GLOBAL],
  delete: [Op.DELETE_NAME, Op.DELETE_GLOBAL],
};
const CONSTANT_OPS: Readonly<Record<number, number>> = {
  [Token.kwFalse]: Op.LOAD_CONST_FALSE,
  [Token.kwNone]: Op.LOAD_CONST_NONE,
  [Token.kwTrue]: Op.LOAD_CONST_TRUE,
};
const BUILD_OPS: readonly number[] = [Op.BUILD_TUPLE, Op.BUILD_LIST, Op.BUILD_MAP, Op.BUILD_SET, Op.BUILD_SLICE];
const BLOCK_OPS: readonly number[] = [Op.SETUP_WITH, Op.SETUP_EXCEPT, Op.SETUP_FINALLY];
const RAISE_OPS: readonly number[] = [Op.RAISE_LAST, Op.RAISE_OBJ, Op.RAISE_FROM];
/** Low bits of the operand of STORE_COMP. */
const COLLECTION_CODE: Readonly<Record<number, number>> = {
  [ScopeKind.listComp]: 0,
  [ScopeKind.dictComp]: 1,
  [ScopeKind.setComp]: 2,
};

export class BytecodeEmitter implements Emitter {
  readonly passes: readonly Pass[] = [Pass.emit];
  private readonly context: ModuleContext;
  private readonly qstrs: QstrTable;
  private readonly constants: ConstantTable;
  private readonly keepsLines: boolean;
  private readonly statementIds: StatementIds | null;
  private readonly jumps = new Jumps();
  private readonly lines = new Lines();
  private readonly head = new ByteWriter();
  private readonly info = new ByteWriter();
  private code = new Uint8Array(1024);
  private at = 0;
  private scope!: Scope;
  private stackSize = 0;
  /** After an unconditional jump, until the next label: emitted code can never run and is dropped. */
  private dead = false;
  private readonly dropsUnreachable: boolean;
  /** End of the code after the last return, unless a label is there too. */
  private returnEnd = -1;
  private children: number[] = [];

  constructor(context: ModuleContext) {
    this.context = context;
    this.qstrs = context.qstrs;
    this.constants = context.constants;
    this.statementIds = context.statementIds;
    this.keepsLines = context.options.sourceLines !== false;
    this.dropsUnreachable = context.options.behaviour.dropsUnreachable;
  }

  startPass(_pass: Pass, scope: Scope, labelCount: number): void {
    this.scope = scope;
    this.stackSize = 0;
    this.dead = false;
    this.returnEnd = -1;
    this.at = 0;
    this.children = [];
    this.jumps.reset(labelCount);
    this.lines.reset();
    this.statementIds?.begin(scope.simpleName);
    this.info.clear();
    this.info.varuint(this.qstrs.use(scope.simpleName));
    for (const name of argumentNames(scope)) this.info.varuint(this.qstrs.use(name));
  }

  endPass(): boolean {
    this.jumps.settle();
    if (this.statementIds === null) this.lines.write(this.info, this.jumps);
    else this.statementIds.write(this.info, this.finishedCode(), this.jumps, argumentNames(this.scope).length);
    const cells = cellNumbers(this.scope);
    const head = this.head;
    head.clear();
    writeScopeSignature(head, this.scope, this.scope.exceptionStackSize);
    writeSizes(head, this.info.length, cells.length);
    const { buffer, length } = this.info;
    const code = new Uint8Array(head.length + length + cells.length + this.at + this.jumps.longAmong(this.jumps.count));
    code.set(head.buffer.subarray(0, head.length));
    code.set(buffer.subarray(0, length), head.length);
    code.set(cells, head.length + length);
    this.copyCode(code, head.length + length + cells.length);
    this.context.setRawCode(this.scope.index, { kind: "bytecode", code, children: [] }, this.children);
    return true;
  }

  private finishedCode(): Uint8Array {
    const code = new Uint8Array(this.at + this.jumps.longAmong(this.jumps.count));
    this.copyCode(code, 0);
    return code;
  }

  /** Copies the code to its place, with the offsets of all jumps. */
  private copyCode(to: Uint8Array, start: number): void {
    const { jumps, code } = this;
    let from = 0;
    let at = start;
    for (let i = 0; i < jumps.count; i++) {
      const next = jumps.position(i) + 1;
      for (; from < next; from++) to[at++] = code[from]!;
      from++;
      at = this.writeOffset(to, at, i);
    }
    for (; from < this.at; from++) to[at++] = code[from]!;
  }

  private writeOffset(to: Uint8Array, at: number, jump: number): number {
    const { jumps } = this;
    const distance = jumps.distance(jump);
    const bothWays = jumps.isBothWays(jump);
    if (!jumps.isLong(jump)) {
      to[at] = bothWays ? distance + SHORT_BIAS : distance;
      return at + 1;
    }
    const offset = bothWays ? distance + LONG_BIAS : distance;
    if (offset < 0 || offset > LONG_LIMIT) throw new SourceError("RuntimeError", "bytecode overflow", -1, -1);
    to[at] = 0x80 | (offset & 0x7f);
    to[at + 1] = offset >> 7;
    return at + 2;
  }

  // Writing. Side effects on the tables and the stack happen for dead code too.

  private reserve(): void {
    if (this.at + LONGEST_OPERATION <= this.code.length) return;
    const grown = new Uint8Array(this.code.length * 2);
    grown.set(this.code);
    this.code = grown;
  }

  private byte(byte: number): void {
    if (this.dead) return;
    this.reserve();
    this.code[this.at++] = byte;
  }

  private op(stack: number, op: number): void {
    this.adjustStackSize(stack);
    this.byte(op);
  }

  private opUint(stack: number, op: number, value: number): void {
    this.adjustStackSize(stack);
    if (this.dead) return;
    this.reserve();
    const code = this.code;
    code[this.at++] = op;
    if (value < 0x80) {
      code[this.at++] = value;
      return;
    }
    let shift = 7;
    while (value >>> shift >= 0x80) shift += 7;
    for (; shift > 0; shift -= 7) code[this.at++] = 0x80 | ((value >>> shift) & 0x7f);
    code[this.at++] = value & 0x7f;
  }

  private opQstr(stack: number, op: number, qstr: Qstr): void {
    this.opUint(stack, op, this.qstrs.use(qstr));
  }

  private opChild(stack: number, op: number, scope: Scope): void {
    this.opUint(stack, op, this.children.push(scope.index) - 1);
  }

  private opJump(stack: number, op: number, label: Label): void {
    this.adjustStackSize(stack);
    if (this.dead) return;
    this.reserve();
    this.jumps.add(this.at, label, op <= Op.POP_JUMP_IF_FALSE);
    this.code[this.at] = op;
    this.at += SHORT_JUMP;
  }

  // The operations.

  adjustStackSize(delta: number): void {
    const size = (this.stackSize += delta);
    if (size > this.scope.stackSize) this.scope.stackSize = size;
  }

  setSourceLine(line: Line): void {
    if (this.statementIds !== null) this.statementIds.set(line, this.at, this.jumps.count);
    else if (this.keepsLines) this.lines.set(line, this.at, this.jumps.count);
  }

  endsInReturn(): boolean {
    return !this.dropsUnreachable && this.at === this.returnEnd;
  }

  labelAssign(label: Label): void {
    this.dead = false;
    this.returnEnd = -1;
    this.jumps.assign(label, this.at);
  }

  import(qstr: Qstr, kind: ImportKind): void {
    if (kind === ImportKind.star) this.op(-1, Op.IMPORT_STAR);
    else if (kind === ImportKind.from) this.opQstr(1, Op.IMPORT_FROM, qstr);
    else this.opQstr(-1, Op.IMPORT_NAME, qstr);
  }

  loadConstToken(token: TokenKind): void {
    if (token === Token.ellipsis) this.loadConstObj(ELLIPSIS);
    else this.op(1, CONSTANT_OPS[token]!);
  }

  loadConstSmallInt(value: number | bigint): void {
    if (typeof value === "number" && value >= SMALL_INT_MIN && value <= SMALL_INT_MAX) {
      this.op(1, SMALL_INT_FIRST + value);
      return;
    }
    this.op(1, Op.LOAD_CONST_SMALL_INT);
    if (this.dead) return;
    if (typeof value === "number" && value === (value | 0)) this.signed(value);
    else this.wideSigned(BigInt(value));
  }

  /** A signed number of up to 32 bits: groups of 7 bits, as few as keep the sign. */
  private signed(value: number): void {
    let shift = 0;
    while (value >> shift > 0x3f || value >> shift < -0x40) shift += 7;
    for (; shift > 0; shift -= 7) this.byte(0x80 | ((value >> shift) & 0x7f));
    this.byte(value & 0x7f);
  }

  private wideSigned(value: bigint): void {
    let shift = 0n;
    while (value >> shift > 0x3fn || value >> shift < -0x40n) shift += 7n;
    for (; shift > 0n; shift -= 7n) this.byte(0x80 | Number((value >> shift) & 0x7fn));
    this.byte(Number(value & 0x7fn));
  }

  loadConstStr(qstr: Qstr): void {
    this.opQstr(1, Op.LOAD_CONST_STRING, qstr);
  }

  loadConstObj(constant: Constant): void {
    this.opUint(1, Op.LOAD_CONST_OBJ, this.constants.use(constant));
  }

  loadNull(): void {
    this.op(1, Op.LOAD_NULL);
  }

  loadLocal(_qstr: Qstr, localNumber: number, access: LocalAccess): void {
    if (access === LocalAccess.deref) this.opUint(1, Op.LOAD_DEREF, localNumber);
    else if (localNumber < FAST_COUNT) this.op(1, LOAD_FAST + localNumber);
    else this.opUint(1, Op.LOAD_FAST_N, localNumber);
  }

  loadGlobal(qstr: Qstr, access: GlobalAccess): void {
    this.opQstr(1, GLOBAL_OPS.load[access]!, qstr);
  }

  storeLocal(_qstr: Qstr, localNumber: number, access: LocalAccess): void {
    if (access === LocalAccess.deref) this.opUint(-1, Op.STORE_DEREF, localNumber);
    else if (localNumber < FAST_COUNT) this.op(-1, STORE_FAST + localNumber);
    else this.opUint(-1, Op.STORE_FAST_N, localNumber);
  }

  storeGlobal(qstr: Qstr, access: GlobalAccess): void {
    this.opQstr(-1, GLOBAL_OPS.store[access]!, qstr);
  }

  deleteLocal(_qstr: Qstr, localNumber: number, access: LocalAccess): void {
    this.opUint(0, access === LocalAccess.deref ? Op.DELETE_DEREF : Op.DELETE_FAST, localNumber);
  }

  deleteGlobal(qstr: Qstr, access: GlobalAccess): void {
    this.opQstr(0, GLOBAL_OPS.delete[access]!, qstr);
  }

  loadMethod(qstr: Qstr, isSuper: boolean): void {
    if (isSuper) this.opQstr(-1, Op.LOAD_SUPER_METHOD, qstr);
    else this.opQstr(1, Op.LOAD_METHOD, qstr);
  }

  loadBuildClass(): void {
    this.op(1, Op.LOAD_BUILD_CLASS);
  }

  subscr(kind: SubscrKind): void {
    if (kind === SubscrKind.load) {
      this.op(-1, Op.LOAD_SUBSCR);
      return;
    }
    // Deleting stores null.
    if (kind === SubscrKind.delete) {
      this.loadNull();
      this.rotThree();
    }
    this.op(-3, Op.STORE_SUBSCR);
  }

  attr(qstr: Qstr, kind: AttrKind): void {
    if (kind === AttrKind.load) {
      this.opQstr(0, Op.LOAD_ATTR, qstr);
      return;
    }
    if (kind === AttrKind.delete) {
      this.loadNull();
      this.rotTwo();
    }
    this.opQstr(-2, Op.STORE_ATTR, qstr);
  }

  dupTop(): void {
    this.op(1, Op.DUP_TOP);
  }

  dupTopTwo(): void {
    this.op(2, Op.DUP_TOP_TWO);
  }

  popTop(): void {
    this.op(-1, Op.POP_TOP);
  }

  rotTwo(): void {
    this.op(0, Op.ROT_TWO);
  }

  rotThree(): void {
    this.op(0, Op.ROT_THREE);
  }

  jump(label: Label): void {
    this.opJump(0, Op.JUMP, label);
    this.dead = this.dropsUnreachable;
  }

  popJumpIf(condition: boolean, label: Label): void {
    this.opJump(-1, condition ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE, label);
  }

  jumpIfOrPop(condition: boolean, label: Label): void {
    this.opJump(-1, condition ? Op.JUMP_IF_TRUE_OR_POP : Op.JUMP_IF_FALSE_OR_POP, label);
  }

  unwindJump(label: Label, exceptDepth: number): void {
    const target = (label & ~BREAK_FROM_FOR) as Label;
    const leavesFor = (label & BREAK_FROM_FOR) !== 0;
    if (exceptDepth === 0) {
      // Not counted: the stack after a jump is that of its target.
      if (leavesFor) for (let slot = 0; slot < ITERATOR_SLOTS; slot++) this.byte(Op.POP_TOP);
      this.opJump(0, Op.JUMP, target);
    } else {
      this.opJump(0, Op.UNWIND_JUMP, target);
      this.byte((leavesFor ? UNWIND_POPS_ITERATOR : 0) | exceptDepth);
    }
    this.dead = this.dropsUnreachable;
  }

  setupBlock(label: Label, kind: BlockKind): void {
    // A with block replaces the context manager by its exit method, itself and the value of `as`.
    this.opJump(kind === BlockKind.with ? 2 : 0, BLOCK_OPS[kind]!, label);
  }

  withCleanup(label: Label): void {
    this.loadConstToken(Token.kwNone);
    this.labelAssign(label);
    // Room to call the exit method; then all that the block had put on the stack goes.
    this.op(2, Op.WITH_CLEANUP);
    this.adjustStackSize(-4);
  }

  asyncWithSetupFinally(labelNoException: Label, labelFinally: Label, labelReturnUnwind: Label): void {
    this.loadConstToken(Token.kwNone);
    this.rotTwo();
    this.jump(labelNoException);
    this.labelAssign(labelFinally);
    // An exception on the stack, or the value and number of a return or unwinding jump?
    this.dupTop();
    this.loadGlobal(Name.baseException, GlobalAccess.global);
    this.binaryOp(BinaryOp.exceptionMatch);
    this.popJumpIf(false, labelReturnUnwind);
  }

  endFinally(): void {
    this.op(-1, Op.END_FINALLY);
  }

  getIter(useStack: boolean): void {
    if (useStack) this.op(ITERATOR_SLOTS - 1, Op.GET_ITER_STACK);
    else this.op(0, Op.GET_ITER);
  }

  forIter(label: Label): void {
    this.opJump(1, Op.FOR_ITER, label);
  }

  forIterEnd(): void {
    this.adjustStackSize(-ITERATOR_SLOTS);
  }

  popExceptJump(label: Label): void {
    this.opJump(0, Op.POP_EXCEPT_JUMP, label);
    this.dead = this.dropsUnreachable;
  }

  unaryOp(op: UnaryOp): void {
    this.op(0, UNARY_OP + op);
  }

  binaryOp(op: BinaryOp): void {
    if (op === BinaryOp.notIn || op === BinaryOp.isNot) {
      this.op(-1, BINARY_OP + (op === BinaryOp.notIn ? BinaryOp.in : BinaryOp.is));
      this.op(0, UNARY_OP + UnaryOp.not);
    } else {
      this.op(-1, BINARY_OP + op);
    }
  }

  build(count: number, kind: BuildKind): void {
    this.opUint(kind === BuildKind.map ? 1 : 1 - count, BUILD_OPS[kind]!, count);
  }

  storeMap(): void {
    this.op(-2, Op.STORE_MAP);
  }

  storeComp(scopeKind: ScopeKind, stackIndex: number): void {
    // A dict takes a key and a value.
    const extra = scopeKind === ScopeKind.dictComp ? 1 : 0;
    this.opUint(-1 - extra, Op.STORE_COMP, ((stackIndex + extra) << 2) | COLLECTION_CODE[scopeKind]!);
  }

  unpackSequence(count: number): void {
    this.opUint(count - 1, Op.UNPACK_SEQUENCE, count);
  }

  unpackEx(left: number, right: number): void {
    this.opUint(left + right, Op.UNPACK_EX, left | (right << 8));
  }

  makeFunction(scope: Scope, positionalDefaults: number, keywordDefaults: number): void {
    if (positionalDefaults === 0 && keywordDefaults === 0) this.opChild(1, Op.MAKE_FUNCTION, scope);
    else this.opChild(-1, Op.MAKE_FUNCTION_DEFARGS, scope);
  }

  makeClosure(scope: Scope, closedOver: number, positionalDefaults: number, keywordDefaults: number): void {
    if (positionalDefaults === 0 && keywordDefaults === 0) this.opChild(1 - closedOver, Op.MAKE_CLOSURE, scope);
    else this.opChild(-1 - closedOver, Op.MAKE_CLOSURE_DEFARGS, scope);
    this.byte(closedOver);
  }

  callFunction(positional: number, keyword: number, starFlags: number): void {
    this.call(0, Op.CALL_FUNCTION, positional, keyword, starFlags);
  }

  callMethod(positional: number, keyword: number, starFlags: number): void {
    this.call(-1, Op.CALL_METHOD, positional, keyword, starFlags);
  }

  private call(stack: number, op: number, positional: number, keyword: number, starFlags: number): void {
    const used = positional + 2 * keyword;
    const operand = (keyword << 8) | positional;
    // The variant for starred arguments has the next number, and takes the bits that say which are starred.
    if (starFlags & (StarFlag.single | StarFlag.double)) this.opUint(stack - used - 1, op + 1, operand);
    else this.opUint(stack - used, op, operand);
  }

  returnValue(): void {
    this.op(-1, Op.RETURN_VALUE);
    this.returnEnd = this.at;
    this.dead = this.dropsUnreachable;
  }

  raiseVarargs(count: number): void {
    this.op(-count, RAISE_OPS[count]!);
    this.dead = this.dropsUnreachable;
  }

  yield(kind: YieldKind): void {
    this.op(kind === YieldKind.from ? -1 : 0, kind === YieldKind.from ? Op.YIELD_FROM : Op.YIELD_VALUE);
    this.scope.flags |= ScopeFlags.generator;
  }

  startExceptHandler(): void {
    // The exception, and room for the state of an unwinding jump.
    this.adjustStackSize(4);
  }

  endExceptHandler(): void {
    this.adjustStackSize(-3);
  }
}
