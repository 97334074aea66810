// Targets of assignment and deletion, and the statements that have them.

import type { NodeId, Qstr } from "../../brands.ts";
import { IdKind, isComprehension, ScopeKind } from "../../scopes/scope.ts";
import { isLeaf, Kind } from "../../tree/kind.ts";
import { AttrKind, Pass, SubscrKind } from "../emitter.ts";
import { inplaceOp } from "../operators.ts";
import { declareGlobal, declareNonlocal } from "./declarations.ts";
import { hasCompFor } from "./walk.ts";
import type { Walk } from "./walk.ts";

/** What an assignment does with its target. An augmented one loads it first and stores it afterwards. */
export const Assign = { store: 0, augLoad: 1, augStore: 2 } as const;
export type Assign = (typeof Assign)[keyof typeof Assign];

function cannotAssign(walk: Walk, node: NodeId): void {
  walk.context.fail(node, "can't assign to expression");
}

/** Assigns the top of the stack to a target. */
export function assign(walk: Walk, node: NodeId, how: Assign): void {
  switch (walk.kind(node)) {
    case Kind.name:
      if (how === Assign.augLoad) walk.loadId(walk.qstr(node));
      else walk.storeId(walk.qstr(node));
      return;
    case Kind.atomExprNormal:
      assignToTrailer(walk, node, how);
      return;
    case Kind.testlistStarExpr:
    case Kind.exprlist:
      if (how === Assign.store) assignTuple(walk, node, walk.size(node));
      else cannotAssign(walk, node);
      return;
    case Kind.atomParen:
      if (how === Assign.store && walk.child(node, 0) !== 0) assignTestlistComp(walk, node, walk.child(node, 0));
      else cannotAssign(walk, node);
      return;
    case Kind.atomBracket:
      if (how === Assign.store) assignBracket(walk, node);
      else cannotAssign(walk, node);
      return;
    default:
      cannotAssign(walk, node);
  }
}

function assignTestlistComp(walk: Walk, node: NodeId, list: NodeId): void {
  if (hasCompFor(walk, list)) cannotAssign(walk, node);
  else assignTuple(walk, list, walk.size(list));
}

function assignBracket(walk: Walk, node: NodeId): void {
  const inner = walk.child(node, 0);
  if (inner === 0) assignTuple(walk, node, 0);
  else if (walk.kind(inner) === Kind.testlistComp) assignTestlistComp(walk, node, inner);
  else assignTuple(walk, node, 1);
}

/** Unpacks the top of the stack into the first `count` children. */
function assignTuple(walk: Walk, node: NodeId, count: number): void {
  let star = -1;
  for (let i = 0; i < count; i++) {
    const child = walk.child(node, i);
    if (walk.kind(child) !== Kind.starExpr) continue;
    if (star >= 0) {
      walk.context.fail(child, "multiple *x in assignment");
      return;
    }
    walk.emit.unpackEx(i, count - i - 1);
    star = i;
  }
  if (star < 0) walk.emit.unpackSequence(count);
  for (let i = 0; i < count; i++) {
    const child = walk.child(node, i);
    assign(walk, i === star ? walk.child(child, 0) : child, Assign.store);
  }
}

/** The last of a node's trailers, when the ones before it are walked (or skipped: they were walked already). */
function lastTrailer(walk: Walk, node: NodeId, walkOthers: boolean): NodeId {
  const trailers = walk.child(node, 1);
  if (walk.kind(trailers) !== Kind.atomExprTrailers) return trailers;
  const last = walk.size(trailers) - 1;
  if (walkOthers) for (let i = 0; i < last; i++) walk.node(walk.child(trailers, i));
  return walk.child(trailers, last);
}

/** `x.y = …` and `x[y] = …` */
function assignToTrailer(walk: Walk, node: NodeId, how: Assign): void {
  const { emit } = walk;
  const first = how !== Assign.augStore;
  if (first) walk.node(walk.child(node, 0));
  const trailer = lastTrailer(walk, node, first);
  const kind = walk.kind(trailer);
  if (kind === Kind.trailerBracket) {
    if (how === Assign.augStore) {
      emit.rotThree();
      emit.subscr(SubscrKind.store);
      return;
    }
    walk.node(walk.child(trailer, 0));
    if (how === Assign.augLoad) {
      emit.dupTopTwo();
      emit.subscr(SubscrKind.load);
    } else {
      emit.subscr(SubscrKind.store);
    }
  } else if (kind === Kind.trailerPeriod) {
    const qstr = walk.qstr(walk.child(trailer, 0));
    if (how === Assign.augLoad) {
      emit.dupTop();
      emit.attr(qstr, AttrKind.load);
    } else {
      if (how === Assign.augStore) emit.rotTwo();
      emit.attr(qstr, AttrKind.store);
    }
  } else {
    cannotAssign(walk, node);
  }
}

function cannotDelete(walk: Walk, node: NodeId): void {
  walk.context.fail(node, "can't delete expression");
}

function deleteTarget(walk: Walk, node: NodeId): void {
  switch (walk.kind(node)) {
    case Kind.name:
      walk.deleteId(walk.qstr(node));
      return;
    case Kind.atomExprNormal:
      deleteTrailer(walk, node);
      return;
    case Kind.atomParen: {
      const list = walk.child(node, 0);
      if (list === 0 || hasCompFor(walk, list)) {
        cannotDelete(walk, list);
        return;
      }
      for (let i = 0; i < walk.size(list); i++) deleteTarget(walk, walk.child(list, i));
      return;
    }
    default:
      cannotDelete(walk, node);
  }
}

function deleteTrailer(walk: Walk, node: NodeId): void {
  walk.node(walk.child(node, 0));
  const trailer = lastTrailer(walk, node, true);
  if (walk.kind(trailer) === Kind.trailerBracket) {
    walk.node(walk.child(trailer, 0));
    walk.emit.subscr(SubscrKind.delete);
  } else if (walk.kind(trailer) === Kind.trailerPeriod) {
    walk.emit.attr(walk.qstr(walk.child(trailer, 0)), AttrKind.delete);
  } else {
    cannotDelete(walk, node);
  }
}

export function delStmt(walk: Walk, node: NodeId): void {
  const targets = walk.child(node, 0);
  const count = walk.listSize(targets, Kind.exprlist);
  for (let i = 0; i < count; i++) deleteTarget(walk, walk.listItem(targets, Kind.exprlist, i));
}

function isLonelyConstant(walk: Walk, node: NodeId): boolean {
  const kind = walk.kind(node);
  return kind !== Kind.name && (isLeaf(kind) || kind === Kind.constObject);
}

export function exprStmt(walk: Walk, node: NodeId): void {
  const target = walk.child(node, 0);
  const rest = walk.child(node, 1);
  switch (walk.kind(rest)) {
    case Kind.none:
      if (isLonelyConstant(walk, target)) return;
      walk.node(target);
      walk.emit.popTop();
      return;
    case Kind.annassign:
      annotated(walk, target, walk.child(rest, 1));
      return;
    case Kind.exprStmtAugassign:
      assign(walk, target, Assign.augLoad);
      walk.node(walk.child(rest, 1));
      walk.emit.binaryOp(inplaceOp(walk.token(walk.child(rest, 0))));
      assign(walk, target, Assign.augStore);
      return;
    case Kind.exprStmtAssignList:
      assignList(walk, target, rest);
      return;
    default:
      plainAssign(walk, target, rest);
  }
}

/** `x: type` makes x a local of a function; `x: type = value` is an assignment. The annotation itself is dropped. */
function annotated(walk: Walk, target: NodeId, value: NodeId): void {
  if (value !== 0) plainAssign(walk, target, value);
  else if (walk.scope.kind === ScopeKind.function && walk.isName(target)) {
    walk.scope.findOrAdd(walk.qstr(target), IdKind.local);
  }
}

/** `a = b = value`: the leftmost target is stored first. */
function assignList(walk: Walk, target: NodeId, list: NodeId): void {
  const last = walk.size(list) - 1;
  walk.node(walk.child(list, last));
  if (last > 0) walk.emit.dupTop();
  assign(walk, target, Assign.store);
  for (let i = 0; i < last; i++) {
    if (i + 1 < last) walk.emit.dupTop();
    assign(walk, walk.child(list, i), Assign.store);
  }
}

function plainAssign(walk: Walk, target: NodeId, value: NodeId): void {
  if (isShortSwap(walk, target, value)) {
    assignWithoutTuple(walk, target, value);
    return;
  }
  walk.node(value);
  assign(walk, target, Assign.store);
}

/** `a, b = c, d` and `a, b, c = d, e, f` without stars on the left need no tuple. */
function isShortSwap(walk: Walk, target: NodeId, value: NodeId): boolean {
  if (walk.kind(value) !== Kind.testlistStarExpr || walk.kind(target) !== Kind.testlistStarExpr) return false;
  const count = walk.size(target);
  if (count !== walk.size(value) || (count !== 2 && count !== 3)) return false;
  for (let i = 0; i < count; i++) if (walk.kind(walk.child(target, i)) === Kind.starExpr) return false;
  return true;
}

function assignWithoutTuple(walk: Walk, target: NodeId, value: NodeId): void {
  const count = walk.size(target);
  for (let i = 0; i < count; i++) walk.node(walk.child(value, i));
  if (count === 3) walk.emit.rotThree();
  walk.emit.rotTwo();
  for (let i = 0; i < count; i++) assign(walk, walk.child(target, i), Assign.store);
}

/** `name := value`. In a comprehension the name belongs to the scope around it. */
export function assignExpression(walk: Walk, target: NodeId, value: NodeId): void {
  if (!walk.isName(target)) {
    walk.context.fail(target, "can't assign to expression");
    return;
  }
  walk.node(value);
  walk.emit.dupTop();
  const qstr = walk.qstr(target);
  if (!isComprehension(walk.scope.kind)) {
    walk.storeId(qstr);
  } else if (walk.context.options.behaviour.bindsWalrusInParent) {
    if (walk.pass === Pass.scope) bindAroundComprehension(walk, target, qstr);
    walk.storeId(qstr);
  } else {
    storeInParent(walk, qstr);
  }
}

/** Before 1.20: stores in the slot that the name has in the scope around, where this scope may have another variable. */
function storeInParent(walk: Walk, qstr: Qstr): void {
  const { scope } = walk;
  walk.scope = scope.parent!;
  walk.storeId(qstr);
  walk.scope = scope;
}

function bindAroundComprehension(walk: Walk, target: NodeId, qstr: Qstr): void {
  const scope = walk.scope;
  const parent = scope.parent!;
  if (parent.idForModification(qstr).kind === IdKind.globalExplicit) {
    scope.findOrAdd(qstr, IdKind.globalExplicit);
    return;
  }
  const id = scope.findOrAdd(qstr, IdKind.undecided);
  if (parent.parent === null) {
    declareGlobal(walk, target, id);
    return;
  }
  // The name may have been read already; now that it is assigned it must be closed over.
  if (id.kind === IdKind.globalImplicit) id.kind = IdKind.undecided;
  declareNonlocal(walk, target, id);
}

export function namedExpr(walk: Walk, node: NodeId): void {
  assignExpression(walk, walk.child(node, 0), walk.child(node, 1));
}
