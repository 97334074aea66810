// `yield`, `yield from` and `await`.

import type { NodeId, Qstr } from "../../brands.ts";
import { Name } from "../../names/known.ts";
import { ScopeFlags, ScopeKind } from "../../scopes/scope.ts";
import { Token } from "../../tokens/token.ts";
import { Kind } from "../../tree/kind.ts";
import { YieldKind } from "../emitter.ts";
import type { Walk } from "./walk.ts";

/** Delegates to the iterable on the top of the stack. */
export function yieldFrom(walk: Walk): void {
  walk.emit.getIter(false);
  walk.emit.loadConstToken(Token.kwNone);
  walk.emit.yield(YieldKind.from);
  walk.reserveLabels(3);
}

/** `await` of the top of the stack. CircuitPython delegates to the result of its `__await__`. */
export function awaitTop(walk: Walk): void {
  if (!walk.context.options.behaviour.circuitPython) {
    yieldFrom(walk);
    return;
  }
  walk.emit.loadMethod(Name.await, false);
  walk.emit.callMethod(0, 0, 0);
  walk.emit.loadConstToken(Token.kwNone);
  walk.emit.yield(YieldKind.from);
  walk.reserveLabels(3);
}

/** Calls a method of the object on the top of the stack and awaits the result. */
export function awaitMethod(walk: Walk, method: Qstr): void {
  walk.emit.loadMethod(method, false);
  walk.emit.callMethod(0, 0, 0);
  yieldFrom(walk);
}

export function yieldExpr(walk: Walk, node: NodeId): void {
  if (walk.scope.kind !== ScopeKind.function && walk.scope.kind !== ScopeKind.lambda) {
    walk.context.fail(node, "'yield' outside function");
    return;
  }
  const value = walk.child(node, 0);
  if (walk.kind(value) === Kind.yieldArgFrom) {
    if (walk.scope.flags & ScopeFlags.async) {
      walk.context.fail(node, "'yield from' inside async function");
      return;
    }
    walk.node(walk.child(value, 0));
    yieldFrom(walk);
    return;
  }
  if (value === 0) walk.emit.loadConstToken(Token.kwNone);
  else walk.node(value);
  walk.emit.yield(YieldKind.value);
  walk.reserveLabels(1);
}

export function yieldStmt(walk: Walk, node: NodeId): void {
  walk.node(walk.child(node, 0));
  walk.emit.popTop();
}
