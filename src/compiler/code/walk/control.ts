// if, while and for. A condition that is known before the program runs makes no code.

import type { Label, NodeId } from "../../brands.ts";
import { Name } from "../../names/known.ts";
import { isLeaf, Kind } from "../../tree/kind.ts";
import { isConstFalse, isConstTrue } from "../../tree/truth.ts";
import { BREAK_FROM_FOR } from "../emitter.ts";
import { BinaryOp } from "../operators.ts";
import { Assign, assign } from "./assignments.ts";
import { jumpIfCondition } from "./conditions.ts";
import type { Walk } from "./walk.ts";

/** One branch; true if its condition is always true, so that what follows cannot run. */
function branch(walk: Walk, condition: NodeId, body: NodeId, end: Label, jumpsToEnd: boolean): boolean {
  if (isConstFalse(walk.tree, condition)) return false;
  const fail = walk.newLabel();
  jumpIfCondition(walk, condition, false, fail);
  const isCertain = isConstTrue(walk.tree, condition);
  if (isCertain) {
    walk.node(body);
    return true;
  }
  walk.conditions.push({ node: condition, holds: true });
  walk.node(body);
  // What follows in the chain runs if this condition is false.
  walk.conditions[walk.conditions.length - 1] = { node: condition, holds: false };
  if (jumpsToEnd && !walk.emit.endsInReturn()) walk.emit.jump(end);
  walk.emit.labelAssign(fail);
  return false;
}

export function ifStmt(walk: Walk, node: NodeId): void {
  const end = walk.newLabel();
  const outer = walk.conditions.length;
  const elifs = walk.child(node, 2);
  const otherwise = walk.child(node, 3);
  let decided = branch(walk, walk.child(node, 0), walk.child(node, 1), end, elifs !== 0 || otherwise !== 0);
  const count = walk.listSize(elifs, Kind.ifStmtElifList);
  for (let i = 0; i < count && !decided; i++) {
    const elif = walk.listItem(elifs, Kind.ifStmtElifList, i);
    decided = branch(walk, walk.child(elif, 0), walk.child(elif, 1), end, true);
  }
  if (!decided) walk.node(otherwise);
  walk.conditions.length = outer;
  walk.emit.labelAssign(end);
}

export function whileStmt(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  const outer = walk.beginLoop();
  const { breakLabel, continueLabel } = walk;
  const condition = walk.child(node, 0);
  if (!isConstFalse(walk.tree, condition)) {
    const top = walk.newLabel();
    if (!isConstTrue(walk.tree, condition)) emit.jump(continueLabel);
    emit.labelAssign(top);
    walk.node(walk.child(node, 1));
    emit.labelAssign(continueLabel);
    jumpIfCondition(walk, condition, true, top);
  }
  // In the else block, break and continue mean the loop around.
  walk.endLoop(outer);
  walk.node(walk.child(node, 2));
  emit.labelAssign(breakLabel);
}

/** Bounds of a `for` over `range(...)` that needs no iterator. */
interface RangeLoop {
  readonly start: NodeId;
  readonly end: NodeId;
  /** A small int that is not 0. */
  readonly step: NodeId;
}

function isSmallInt(walk: Walk, node: NodeId): boolean {
  const kind = walk.kind(node);
  return kind === Kind.smallInt || kind === Kind.wideSmallInt;
}

function smallIntSign(walk: Walk, node: NodeId): number {
  if (walk.kind(node) === Kind.smallInt) return Math.sign(walk.tree.argument(node));
  const constant = walk.context.constantOf(node);
  return constant.type === "int" && constant.value < 0n ? -1 : 1;
}

/** Whether the argument is an expression: no star, no keyword. */
function isPlainArgument(walk: Walk, node: NodeId): boolean {
  const kind = walk.kind(node);
  return isLeaf(kind) || (kind !== Kind.arglistStar && kind !== Kind.arglistDblStar && kind !== Kind.argument);
}

function rangeLoop(walk: Walk, iterable: NodeId): RangeLoop | null {
  if (walk.kind(iterable) !== Kind.atomExprNormal) return null;
  const base = walk.child(iterable, 0);
  const trailer = walk.child(iterable, 1);
  if (!walk.isName(base) || walk.qstr(base) !== Name.range || walk.kind(trailer) !== Kind.trailerParen) return null;
  const list = walk.child(trailer, 0);
  const count = walk.listSize(list, Kind.arglist);
  if (count < 1 || count > 3) return null;
  const item = (index: number): NodeId => walk.listItem(list, Kind.arglist, index);
  const loop =
    count === 1
      ? { start: walk.zeroNode, end: item(0), step: walk.oneNode }
      : { start: item(0), end: item(1), step: count === 3 ? item(2) : walk.oneNode };
  if (!isSmallInt(walk, loop.step) || smallIntSign(walk, loop.step) === 0) return null;
  return isPlainArgument(walk, loop.start) && isPlainArgument(walk, loop.end) ? loop : null;
}

export function forStmt(walk: Walk, node: NodeId): void {
  const loop = walk.isName(walk.child(node, 0)) ? rangeLoop(walk, walk.child(node, 1)) : null;
  if (loop !== null) forRange(walk, node, loop);
  else forIterable(walk, node);
}

function forIterable(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  const outer = walk.beginLoop();
  const { breakLabel, continueLabel } = walk;
  walk.breakLabel = (walk.breakLabel | BREAK_FROM_FOR) as Label;
  const exhausted = walk.newLabel();
  walk.node(walk.child(node, 1));
  emit.getIter(true);
  emit.labelAssign(continueLabel);
  emit.forIter(exhausted);
  assign(walk, walk.child(node, 0), Assign.store);
  walk.node(walk.child(node, 2));
  if (!emit.endsInReturn()) emit.jump(continueLabel);
  emit.labelAssign(exhausted);
  emit.forIterEnd();
  walk.endLoop(outer);
  walk.node(walk.child(node, 3));
  emit.labelAssign(breakLabel);
}

/**
 * Counts on the stack, where only the value (and the end, if it is not a constant) lie. The variable is never assigned a
 * value that fails the condition, and what the body assigns to it does not change the loop.
 */
function forRange(walk: Walk, node: NodeId, loop: RangeLoop): void {
  const { emit } = walk;
  const otherwise = walk.child(node, 3);
  const outer = walk.beginLoop();
  const { breakLabel, continueLabel } = walk;
  const top = walk.newLabel();
  const entry = walk.newLabel();
  const endOnStack = !isSmallInt(walk, loop.end);
  const dropBounds = (): void => {
    emit.popTop();
    if (endOnStack) emit.popTop();
  };

  if (endOnStack) walk.node(loop.end);
  walk.node(loop.start);
  emit.jump(entry);
  emit.labelAssign(top);
  emit.dupTop();
  assign(walk, walk.child(node, 0), Assign.store);
  walk.node(walk.child(node, 2));
  emit.labelAssign(continueLabel);
  walk.node(loop.step);
  emit.binaryOp(BinaryOp.inplaceAdd);
  emit.labelAssign(entry);
  if (endOnStack) {
    emit.dupTopTwo();
    emit.rotTwo();
  } else {
    emit.dupTop();
    walk.node(loop.end);
  }
  emit.binaryOp(smallIntSign(walk, loop.step) >= 0 ? BinaryOp.less : BinaryOp.more);
  emit.popJumpIf(true, top);
  walk.endLoop(outer);

  let end: Label | null = null;
  if (otherwise !== 0) {
    // The else block may break out of the loop around: nothing of this one may be left on the stack.
    dropBounds();
    walk.node(otherwise);
    end = walk.newLabel();
    emit.jump(end);
    emit.adjustStackSize(endOnStack ? 2 : 1);
  }
  emit.labelAssign(breakLabel);
  dropBounds();
  if (end !== null) emit.labelAssign(end);
}
