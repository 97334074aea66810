// try and with.

import { type Label, NO_NODE, NO_QSTR, type NodeId, type Qstr } from "../../brands.ts";
import { Token } from "../../tokens/token.ts";
import { Kind } from "../../tree/kind.ts";
import { BlockKind, Pass } from "../emitter.ts";
import { BinaryOp } from "../operators.ts";
import { Assign, assign } from "./assignments.ts";
import type { Walk } from "./walk.ts";

/** Exceptions whose handler also takes a failed import. */
const CATCH_IMPORT_ERROR: ReadonlySet<string> = new Set(["ImportError", "Exception", "BaseException"]);

/** Whether one handler (its part after `except`) takes a failed import. */
function takesImportError(walk: Walk, what: NodeId): boolean {
  if (what === 0) return true;
  const named = (node: NodeId): boolean => {
    if (walk.isName(node)) return CATCH_IMPORT_ERROR.has(walk.context.names.text(walk.qstr(node)));
    if (walk.kind(node) !== Kind.atomParen && walk.kind(node) !== Kind.testlistComp) return false;
    for (let i = 0; i < walk.size(node); i++) if (named(walk.child(node, i))) return true;
    return false;
  };
  return named(walk.kind(what) === Kind.tryStmtAsName ? walk.child(what, 0) : what);
}

/** Walks a `try` body; gives the imports whose failure leads to a handler, null where none does. */
function guardedBody(walk: Walk, body: NodeId, handlers: NodeId): number[] | null {
  if (walk.pass !== Pass.scope) {
    walk.node(body);
    return null;
  }
  const count = walk.listSize(handlers, Kind.tryStmtExceptList);
  let guards = false;
  for (let i = 0; i < count && !guards; i++) {
    guards = takesImportError(walk, walk.child(walk.listItem(handlers, Kind.tryStmtExceptList, i), 0));
  }
  const { imports } = walk.context;
  const first = imports.length;
  if (guards) walk.importGuards++;
  walk.node(body);
  if (guards) walk.importGuards--;
  return guards && imports.length > first ? Array.from({ length: imports.length - first }, (_, i) => first + i) : null;
}

/** Walks a handler's body, which runs only if one of `failed` could not be imported. */
function handlerBody(walk: Walk, what: NodeId, body: NodeId, failed: number[] | null): void {
  const outer = walk.failedImports;
  if (failed && takesImportError(walk, what)) walk.failedImports = failed;
  walk.node(body);
  walk.failedImports = outer;
}

export function tryStmt(walk: Walk, node: NodeId): void {
  const body = walk.child(node, 0);
  const rest = walk.child(node, 1);
  switch (walk.kind(rest)) {
    case Kind.tryStmtFinally:
      tryFinally(walk, body, NO_NODE, NO_NODE, walk.child(rest, 0));
      return;
    case Kind.tryStmtExceptAndMore: {
      const finallyNode = walk.child(rest, 2);
      if (finallyNode === 0) tryExcept(walk, body, walk.child(rest, 0), walk.child(rest, 1));
      else tryFinally(walk, body, walk.child(rest, 0), walk.child(rest, 1), walk.child(finallyNode, 0));
      return;
    }
    default:
      tryExcept(walk, body, rest, NO_NODE);
  }
}

function tryFinally(walk: Walk, body: NodeId, handlers: NodeId, otherwise: NodeId, finallyBody: NodeId): void {
  const { emit } = walk;
  const finallyLabel = walk.newLabel();
  walk.enterBlock(finallyLabel, BlockKind.finally);
  if (handlers === 0) {
    // Room for the state of an unwinding jump.
    emit.adjustStackSize(3);
    walk.node(body);
    emit.adjustStackSize(-3);
  } else {
    tryExcept(walk, body, handlers, otherwise);
  }
  // None means no pending exception.
  emit.loadConstToken(Token.kwNone);
  emit.labelAssign(finallyLabel);
  const returned = returnedValues(walk);
  emit.adjustStackSize(returned);
  walk.node(finallyBody);
  emit.adjustStackSize(-returned);
  walk.leaveBlock();
}

/** Additional values on the stack of a finally block: one that is being returned. */
function returnedValues(walk: Walk): number {
  return walk.context.options.behaviour.countsFinallyValue ? 1 : 0;
}

function tryExcept(walk: Walk, body: NodeId, handlers: NodeId, otherwise: NodeId): void {
  const { emit } = walk;
  const handlerLabel = walk.newLabel();
  const successLabel = walk.newLabel();
  walk.enterBlock(handlerLabel, BlockKind.except);
  const failed = guardedBody(walk, body, handlers);
  emit.popExceptJump(successLabel, false);
  emit.labelAssign(handlerLabel);
  emit.startExceptHandler();
  const end = walk.newLabel();
  const count = walk.listSize(handlers, Kind.tryStmtExceptList);
  for (let i = 0; i < count; i++) {
    const handler = walk.listItem(handlers, Kind.tryStmtExceptList, i);
    if (!exceptClause(walk, handler, i + 1 === count, end, failed)) {
      walk.leaveBlock();
      return;
    }
  }
  walk.leaveBlock();
  emit.endExceptHandler();
  emit.labelAssign(successLabel);
  walk.node(otherwise);
  emit.labelAssign(end);
}

/** False after an error. */
function exceptClause(walk: Walk, handler: NodeId, isLast: boolean, end: Label, failed: number[] | null): boolean {
  const { emit } = walk;
  const next = walk.newLabel();
  const what = walk.child(handler, 0);
  let variable = NO_QSTR;
  if (what === 0) {
    if (!isLast) {
      walk.context.fail(handler, "default 'except' must be last");
      return false;
    }
  } else {
    const named = walk.kind(what) === Kind.tryStmtAsName;
    if (named) variable = walk.qstr(walk.child(what, 1));
    emit.dupTop();
    walk.node(named ? walk.child(what, 0) : what);
    emit.binaryOp(BinaryOp.exceptionMatch);
    emit.popJumpIf(false, next);
  }
  if (variable === 0) {
    emit.popTop();
    handlerBody(walk, what, walk.child(handler, 1), failed);
  } else {
    walk.storeId(variable);
    clauseWithVariable(walk, handler, variable, failed);
  }
  emit.popExceptJump(end, true);
  emit.labelAssign(next);
  // The exception is still on the stack for the next clause.
  emit.adjustStackSize(1);
  return true;
}

/** `except E as e: body` is `try: body` and `finally: e = None; del e`. */
function clauseWithVariable(walk: Walk, handler: NodeId, variable: Qstr, failed: number[] | null): void {
  const { emit } = walk;
  const label = walk.newLabel();
  walk.enterBlock(label, BlockKind.finally);
  handlerBody(walk, walk.child(handler, 0), walk.child(handler, 1), failed);
  emit.loadConstToken(Token.kwNone);
  emit.labelAssign(label);
  const returned = returnedValues(walk);
  emit.adjustStackSize(returned);
  emit.loadConstToken(Token.kwNone);
  walk.storeId(variable);
  walk.deleteId(variable);
  emit.adjustStackSize(-returned);
  walk.leaveBlock();
}

export function withStmt(walk: Walk, node: NodeId): void {
  withItems(walk, walk.child(node, 0), 0, walk.child(node, 1));
}

/** The items from `index` on, nested, and the body inside all of them. */
function withItems(walk: Walk, items: NodeId, index: number, body: NodeId): void {
  if (index === walk.listSize(items, Kind.withStmtList)) {
    walk.node(body);
    return;
  }
  const { emit } = walk;
  const end = walk.newLabel();
  const item = walk.listItem(items, Kind.withStmtList, index);
  if (walk.kind(item) === Kind.withItem) {
    walk.node(walk.child(item, 0));
    walk.enterBlock(end, BlockKind.with);
    assign(walk, walk.child(item, 1), Assign.store);
  } else {
    walk.node(item);
    walk.enterBlock(end, BlockKind.with);
    emit.popTop();
  }
  withItems(walk, items, index + 1, body);
  emit.withCleanup(end);
  walk.reserveLabels(3);
  walk.leaveBlock();
}
