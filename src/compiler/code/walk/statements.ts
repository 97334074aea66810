// Simple statements: return, raise, assert, break, continue, and sequences of statements.

import type { NodeId } from "../../brands.ts";
import { Name } from "../../names/known.ts";
import { ScopeKind } from "../../scopes/scope.ts";
import { Token } from "../../tokens/token.ts";
import { Kind } from "../../tree/kind.ts";
import { GlobalAccess } from "../emitter.ts";
import { jumpIfCondition } from "./conditions.ts";
import { NO_LABEL, type Walk } from "./walk.ts";

export function sequence(walk: Walk, node: NodeId): void {
  walk.allNodes(node);
}

export function breakContinueStmt(walk: Walk, node: NodeId): void {
  const label = walk.kind(node) === Kind.breakStmt ? walk.breakLabel : walk.continueLabel;
  if (label === NO_LABEL) {
    walk.context.fail(node, "'break'/'continue' outside loop");
    return;
  }
  walk.emit.unwindJump(label, walk.exceptLevel - walk.loopExceptLevel);
}

export function returnStmt(walk: Walk, node: NodeId): void {
  if (walk.scope.kind !== ScopeKind.function) {
    walk.context.fail(node, "'return' outside function");
    return;
  }
  const { emit } = walk;
  const value = walk.child(node, 0);
  if (value === 0) {
    emit.loadConstToken(Token.kwNone);
  } else if (walk.kind(value) === Kind.testIfExpr) {
    // Both values return by themselves: no jump to a common end.
    const rest = walk.child(value, 1);
    const fail = walk.newLabel();
    jumpIfCondition(walk, walk.child(rest, 0), false, fail);
    walk.node(walk.child(value, 0));
    emit.returnValue();
    emit.labelAssign(fail);
    walk.node(walk.child(rest, 1));
  } else {
    walk.node(value);
  }
  emit.returnValue();
}

export function raiseStmt(walk: Walk, node: NodeId): void {
  const what = walk.child(node, 0);
  if (what === 0) {
    walk.emit.raiseVarargs(0);
  } else if (walk.kind(what) === Kind.raiseStmtArg) {
    walk.node(walk.child(what, 0));
    walk.node(walk.child(what, 1));
    walk.emit.raiseVarargs(2);
  } else {
    walk.node(what);
    walk.emit.raiseVarargs(1);
  }
}

export function assertStmt(walk: Walk, node: NodeId): void {
  if (walk.context.options.optimize !== 0) return;
  const end = walk.newLabel();
  jumpIfCondition(walk, walk.child(node, 0), true, end);
  walk.emit.loadGlobal(Name.assertionError, GlobalAccess.global);
  const message = walk.child(node, 1);
  if (message !== 0) {
    walk.node(message);
    walk.emit.callFunction(1, 0, 0);
  }
  walk.emit.raiseVarargs(1);
  walk.emit.labelAssign(end);
}
