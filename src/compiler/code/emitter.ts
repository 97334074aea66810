// The one interface between the walk over the tree, which knows the language, and what makes code of it: bytecode or the
// machine code of some architecture. One method is one operation of MicroPython's virtual machine; the stack it speaks of is
// the stack of Python values. The walk is the only caller.

import type { Scope } from "../scopes/scope.ts";
import type { Constant } from "../tree/constant.ts";

/** The walks over a scope. An emitter names those it needs. */
export const Pass = {
  /** Names find out what they are; strings and constants enter the module's tables. No code. */
  scope: 1,
  /** Finds the depth of the stack. */
  stackSize: 2,
  /** Finds the size of the code and where labels lie. */
  codeSize: 3,
  /** Makes the code. */
  emit: 4,
} as const;

export const LocalAccess = { fast: 0, deref: 1 } as const;
export const GlobalAccess = { name: 0, global: 1 } as const;
export const SubscrKind = { load: 0, store: 1, delete: 2 } as const;
export const AttrKind = { load: 0, store: 1, delete: 2 } as const;
export const BlockKind = { with: 0, except: 1, finally: 2 } as const;
export const BuildKind = { tuple: 0, list: 1, map: 2, set: 3, slice: 4 } as const;
export const ImportKind = { name: 0, from: 1, star: 2 } as const;
export const YieldKind = { value: 0, from: 1 } as const;
/** Bits of the `starFlags` of a call. */
export const StarFlag = { single: 1, double: 2 } as const;

/** Bit of a label that is a `break` out of a `for` loop, whose iterator must leave the stack. */
export const BREAK_FROM_FOR = 0x8000;
/** Slots of the stack that an iterator takes while a `for` loop runs. */
export const ITERATOR_SLOTS = 4;

/** What the walk calls. Labels are numbers from 0 on, given anew for each scope. */
export interface Emitter {
  /** The passes after {@link Pass.scope} that this emitter needs for a scope; the last is repeated until `endPass` is true. */
  readonly passes: readonly number[];
  /** `labelCount` bounds the labels that the scope will use. */
  startPass(pass: number, scope: Scope, labelCount: number): void;
  /** True when the pass needs no repetition. */
  endPass(): boolean;
  /**
   * Whether the code so far ends in a return and what follows would be left out for that; a compiler that drops unreachable
   * code anyway says no.
   */
  endsInReturn(): boolean;
  adjustStackSize(delta: number): void;
  setSourceLine(line: number): void;

  loadLocal(qstr: number, localNumber: number, access: number): void;
  loadGlobal(qstr: number, access: number): void;
  storeLocal(qstr: number, localNumber: number, access: number): void;
  storeGlobal(qstr: number, access: number): void;
  deleteLocal(qstr: number, localNumber: number, access: number): void;
  deleteGlobal(qstr: number, access: number): void;

  labelAssign(label: number): void;
  import(qstr: number, kind: number): void;
  loadConstToken(token: number): void;
  loadConstSmallInt(value: number | bigint): void;
  loadConstStr(qstr: number): void;
  loadConstObj(constant: Constant): void;
  loadNull(): void;
  loadMethod(qstr: number, isSuper: boolean): void;
  loadBuildClass(): void;
  subscr(kind: number): void;
  attr(qstr: number, kind: number): void;
  dupTop(): void;
  dupTopTwo(): void;
  popTop(): void;
  rotTwo(): void;
  rotThree(): void;
  jump(label: number): void;
  popJumpIf(condition: boolean, label: number): void;
  jumpIfOrPop(condition: boolean, label: number): void;
  unwindJump(label: number, exceptDepth: number): void;
  setupBlock(label: number, kind: number): void;
  withCleanup(label: number): void;
  asyncWithSetupFinally(labelNoException: number, labelFinally: number, labelReturnUnwind: number): void;
  endFinally(): void;
  getIter(useStack: boolean): void;
  forIter(label: number): void;
  forIterEnd(): void;
  popExceptJump(label: number, withinHandler: boolean): void;
  unaryOp(op: number): void;
  binaryOp(op: number): void;
  build(count: number, kind: number): void;
  storeMap(): void;
  storeComp(scopeKind: number, stackIndex: number): void;
  unpackSequence(count: number): void;
  unpackEx(left: number, right: number): void;
  makeFunction(scope: Scope, positionalDefaults: number, keywordDefaults: number): void;
  makeClosure(scope: Scope, closedOver: number, positionalDefaults: number, keywordDefaults: number): void;
  callFunction(positional: number, keyword: number, starFlags: number): void;
  callMethod(positional: number, keyword: number, starFlags: number): void;
  returnValue(): void;
  raiseVarargs(count: number): void;
  yield(kind: number): void;
  startExceptHandler(): void;
  endExceptHandler(): void;
}
