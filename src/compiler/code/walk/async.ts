// async def, async for and async with.

import type { Label, NodeId, Qstr } from "../../brands.ts";
import { Name } from "../../names/known.ts";
import { ScopeFlags } from "../../scopes/scope.ts";
import { Token } from "../../tokens/token.ts";
import { Kind } from "../../tree/kind.ts";
import { AttrKind, BlockKind, GlobalAccess } from "../emitter.ts";
import { BinaryOp } from "../operators.ts";
import { Assign, assign } from "./assignments.ts";
import { funcdef, markAsync } from "./functions.ts";
import { awaitMethod, yieldFrom } from "./generators.ts";
import type { Walk } from "./walk.ts";

export function asyncStmt(walk: Walk, node: NodeId): void {
  const inner = walk.child(node, 0);
  if (walk.kind(inner) === Kind.funcdef) {
    markAsync(walk, funcdef(walk, inner));
    return;
  }
  if (!(walk.scope.flags & ScopeFlags.generator)) {
    walk.context.fail(inner, "async for/with outside async function");
    return;
  }
  if (walk.kind(inner) === Kind.forStmt) asyncFor(walk, inner);
  else asyncWith(walk, walk.child(inner, 0), 0, walk.child(inner, 1));
}

/** Beyond the qstrs of any file: "names" of variables that the reference made of a node's address. */
const FIRST_ADDRESS = 0x40000000;

/** Before 1.21 the iterator went into a variable that was named like the expression; one that is no name had its own each. */
function variableOfIterator(walk: Walk, iterator: NodeId): Qstr {
  const kind = walk.kind(iterator);
  return kind === Kind.name || kind === Kind.string ? walk.qstr(iterator) : ((FIRST_ADDRESS + iterator) as Qstr);
}

function asyncFor(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  const { keepsAsyncIterator } = walk.context.options.behaviour;
  const exhausted = walk.newLabel();
  const handler = walk.newLabel();
  const gotItem = walk.newLabel();
  const reraise = walk.newLabel();

  walk.node(walk.child(node, 1));
  emit.loadMethod(Name.aiter, false);
  emit.callMethod(0, 0, 0);
  const variable = variableOfIterator(walk, walk.child(node, 1));
  if (!keepsAsyncIterator) walk.storeId(variable);
  const outer = walk.beginLoop();
  const { breakLabel, continueLabel } = walk;
  emit.labelAssign(continueLabel);
  walk.enterBlock(handler, BlockKind.except);
  if (keepsAsyncIterator) emit.dupTop();
  else walk.loadId(variable);
  awaitMethod(walk, Name.anext);
  assign(walk, walk.child(node, 0), Assign.store);
  emit.popExceptJump(gotItem, false);

  emit.labelAssign(handler);
  emit.startExceptHandler();
  emit.dupTop();
  emit.loadGlobal(Name.stopAsyncIteration, GlobalAccess.global);
  emit.binaryOp(BinaryOp.exceptionMatch);
  emit.popJumpIf(false, reraise);
  emit.popTop();
  emit.popExceptJump(exhausted, true);
  emit.labelAssign(reraise);
  emit.adjustStackSize(1);
  walk.leaveBlock();
  emit.endExceptHandler();

  emit.labelAssign(gotItem);
  walk.node(walk.child(node, 2));
  emit.jump(continueLabel);
  walk.endLoop(outer);
  emit.labelAssign(exhausted);
  walk.node(walk.child(node, 3));
  emit.labelAssign(breakLabel);
  // The iterator stays on the stack through the whole loop.
  if (keepsAsyncIterator) emit.popTop();
}

/**
 * The items from `index` on, nested, and the body inside all of them. When the body ends, `__aexit__` is awaited in one of
 * three cases, which the stack above the context manager tells: nothing (the body ran to its end), an exception, or a value
 * and a number (a return or an unwinding jump).
 */
function asyncWith(walk: Walk, items: NodeId, index: number, body: NodeId): void {
  if (index === walk.listSize(items, Kind.withStmtList)) {
    walk.node(body);
    return;
  }
  const { emit } = walk;
  const finallyLabel = walk.newLabel();
  const noException = walk.newLabel();
  const returnOrJump = walk.newLabel();
  const end = walk.newLabel();

  const item = walk.listItem(items, Kind.withStmtList, index);
  const named = walk.kind(item) === Kind.withItem;
  walk.node(named ? walk.child(item, 0) : item);
  emit.dupTop();
  awaitMethod(walk, Name.aenter);
  if (named) assign(walk, walk.child(item, 1), Assign.store);
  else emit.popTop();

  walk.enterBlock(finallyLabel, BlockKind.finally);
  emit.adjustStackSize(3);
  asyncWith(walk, items, index + 1, body);
  emit.adjustStackSize(-3);
  emit.asyncWithSetupFinally(noException, finallyLabel, returnOrJump);
  exitWithException(walk, end);
  emit.labelAssign(returnOrJump);
  emit.rotThree();
  emit.rotThree();
  emit.labelAssign(noException);
  exitWithoutException(walk);
  emit.labelAssign(end);
  walk.leaveBlock();
}

/** `__aexit__(type, exception, None)`; a true answer swallows the exception. */
function exitWithException(walk: Walk, end: Label): void {
  const { emit } = walk;
  emit.dupTop();
  emit.rotThree();
  emit.rotTwo();
  emit.loadMethod(Name.aexit, false);
  emit.rotThree();
  emit.rotThree();
  emit.dupTop();
  emit.attr(Name.classCell, AttrKind.load);
  emit.rotTwo();
  emit.loadConstToken(Token.kwNone);
  emit.callMethod(3, 0, 0);
  yieldFrom(walk);
  emit.popJumpIf(false, end);
  emit.popTop();
  emit.loadConstToken(Token.kwNone);
  emit.jump(end);
  emit.adjustStackSize(2);
}

/** `__aexit__(None, None, None)` */
function exitWithoutException(walk: Walk): void {
  const { emit } = walk;
  emit.loadMethod(Name.aexit, false);
  emit.loadConstToken(Token.kwNone);
  emit.dupTop();
  emit.dupTop();
  emit.callMethod(3, 0, 0);
  yieldFrom(walk);
  emit.popTop();
  emit.adjustStackSize(-1);
}
