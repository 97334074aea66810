// Conditions: jumps without making a bool, and conditions that are known before the program runs.

import type { Label, NodeId } from "../../brands.ts";
import { isConstFalse, isConstTrue } from "../../tree/truth.ts";
import { Kind } from "../../tree/kind.ts";
import { UnaryOp } from "../operators.ts";
import type { Walk } from "./walk.ts";

/** Jumps to `label` if the node's truth is `jumpIf`; else falls through. */
export function jumpIfCondition(walk: Walk, node: NodeId, jumpIf: boolean, label: Label): void {
  if (isConstFalse(walk.tree, node)) {
    if (!jumpIf) walk.emit.jump(label);
    return;
  }
  if (isConstTrue(walk.tree, node)) {
    if (jumpIf) walk.emit.jump(label);
    return;
  }
  const kind = walk.kind(node);
  if (kind === Kind.orTest || kind === Kind.andTest) {
    jumpIfLogic(walk, node, jumpIf, label, (kind === Kind.orTest) === jumpIf);
  } else if (kind === Kind.notTest2) {
    jumpIfCondition(walk, walk.child(node, 0), !jumpIf, label);
  } else if (kind === Kind.atomParen && !walk.context.options.behaviour.evaluatesConditionTuples) {
    // Not evaluated: a tuple is true unless it is empty.
    if (jumpIf === (walk.child(node, 0) !== 0)) walk.emit.jump(label);
  } else {
    walk.node(node);
    walk.emit.popJumpIf(jumpIf, label);
  }
}

/** `anyDecides`: each operand alone can lead to `label` (`or` that jumps if true, `and` that jumps if false). */
function jumpIfLogic(walk: Walk, node: NodeId, jumpIf: boolean, label: Label, anyDecides: boolean): void {
  const last = walk.size(node) - 1;
  if (anyDecides) {
    for (let i = 0; i <= last; i++) jumpIfCondition(walk, walk.child(node, i), jumpIf, label);
    return;
  }
  const otherwise = walk.newLabel();
  for (let i = 0; i < last; i++) jumpIfCondition(walk, walk.child(node, i), !jumpIf, otherwise);
  jumpIfCondition(walk, walk.child(node, last), jumpIf, label);
  walk.emit.labelAssign(otherwise);
}

export function orAndTest(walk: Walk, node: NodeId): void {
  const condition = walk.kind(node) === Kind.orTest;
  const end = walk.newLabel();
  const count = walk.size(node);
  for (let i = 0; i < count; i++) {
    walk.node(walk.child(node, i));
    if (i + 1 < count) walk.emit.jumpIfOrPop(condition, end);
  }
  walk.emit.labelAssign(end);
}

export function notTest(walk: Walk, node: NodeId): void {
  walk.node(walk.child(node, 0));
  walk.emit.unaryOp(UnaryOp.not);
}

/** `a if c else b` */
export function testIfExpr(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  const rest = walk.child(node, 1);
  const fail = walk.newLabel();
  const end = walk.newLabel();
  jumpIfCondition(walk, walk.child(rest, 0), false, fail);
  walk.node(walk.child(node, 0));
  emit.jump(end);
  emit.labelAssign(fail);
  emit.adjustStackSize(-1);
  walk.node(walk.child(rest, 1));
  emit.labelAssign(end);
}
