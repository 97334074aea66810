// Comprehensions and generator expressions: a function of their own, called at once with the iterator.

import { NO_QSTR, type NodeId } from "../../brands.ts";
import { ScopeKind } from "../../scopes/scope.ts";
import { Name } from "../../names/known.ts";
import { IdKind } from "../../scopes/scope.ts";
import { Token } from "../../tokens/token.ts";
import { Kind } from "../../tree/kind.ts";
import { BuildKind, ITERATOR_SLOTS, Pass, YieldKind } from "../emitter.ts";
import { Assign, assign } from "./assignments.ts";
import { jumpIfCondition } from "./conditions.ts";
import { COMPREHENSION_SCOPE_SLOT } from "./scope-slots.ts";
import type { Walk } from "./walk.ts";

/** `node` has two children: what is collected, and the compFor. */
export function comprehension(walk: Walk, node: NodeId, kind: ScopeKind): void {
  const compFor = walk.child(node, 1);
  const inner = walk.scopeOf(compFor, COMPREHENSION_SCOPE_SLOT, kind, node, NO_QSTR, walk.scope.emitKind);
  walk.makeFunction(inner, 0, 0);
  walk.node(walk.child(compFor, 1));
  if (kind === ScopeKind.genExpr) walk.emit.getIter(false);
  walk.emit.callFunction(1, 0, 0);
}

const BUILD_OF_KIND: readonly (BuildKind | undefined)[] = [
  undefined,
  undefined,
  undefined,
  BuildKind.list,
  BuildKind.map,
  BuildKind.set,
];

/** The body of a comprehension's scope. */
export function comprehensionBody(walk: Walk): void {
  const { emit, scope } = walk;
  const node = scope.node;
  // The iterator is an argument whose name no program can use.
  if (walk.pass === Pass.scope) {
    scope.findOrAdd(Name.empty, IdKind.local);
    scope.positionalArgs = 1;
  }
  emit.setSourceLine(walk.tree.line(node));
  const collection = BUILD_OF_KIND[scope.kind];
  if (collection !== undefined) emit.build(0, collection);
  if (scope.kind === ScopeKind.genExpr) {
    // An iterator's slots; the first is null to say that the second is the iterator object.
    emit.loadNull();
    walk.loadId(Name.empty);
    for (let slot = 2; slot < ITERATOR_SLOTS; slot++) emit.loadNull();
  } else {
    walk.loadId(Name.empty);
    emit.getIter(true);
  }
  iterate(walk, walk.child(node, 1), walk.child(node, 0), 0);
  if (scope.kind === ScopeKind.genExpr) emit.loadConstToken(Token.kwNone);
  emit.returnValue();
}

function iterate(walk: Walk, compFor: NodeId, element: NodeId, depth: number): void {
  const { emit } = walk;
  const top = walk.newLabel();
  const end = walk.newLabel();
  emit.labelAssign(top);
  emit.forIter(end);
  assign(walk, walk.child(compFor, 0), Assign.store);
  let next = walk.child(compFor, 2);
  while (walk.kind(next) === Kind.compIf) {
    jumpIfCondition(walk, walk.child(next, 0), false, top);
    next = walk.child(next, 1);
  }
  if (next === 0) {
    collect(walk, element, depth);
  } else {
    walk.node(walk.child(next, 1));
    emit.getIter(true);
    iterate(walk, next, element, depth + 1);
  }
  emit.jump(top);
  emit.labelAssign(end);
  emit.forIterEnd();
}

function collect(walk: Walk, element: NodeId, depth: number): void {
  walk.node(element);
  if (walk.scope.kind === ScopeKind.genExpr) {
    walk.emit.yield(YieldKind.value);
    walk.reserveLabels(1);
    walk.emit.popTop();
  } else {
    // The collection is below the iterators of all loops and the element itself.
    walk.emit.storeComp(walk.scope.kind, ITERATOR_SLOTS * depth + ITERATOR_SLOTS + 1);
  }
}
