// Operators, displays, subscripts and attributes.

import { NO_NODE, type NodeId } from "../../brands.ts";
import { Kind, type NodeKind } from "../../tree/kind.ts";
import { Token } from "../../tokens/token.ts";
import { AttrKind, BuildKind, SubscrKind } from "../emitter.ts";
import { arithmeticOp, BinaryOp, relationalOp, unaryOpOf } from "../operators.ts";
import { comprehension } from "./comprehensions.ts";
import { hasCompFor } from "./walk.ts";
import { NO_LABEL, type Walk } from "./walk.ts";
import { ScopeKind } from "../../scopes/scope.ts";

export function constObject(walk: Walk, node: NodeId): void {
  walk.emit.loadConstObj(walk.context.constantOf(node));
}

export function tuple(walk: Walk, node: NodeId): void {
  const count = walk.size(node);
  for (let i = 0; i < count; i++) walk.node(walk.child(node, i));
  walk.emit.build(count, BuildKind.tuple);
}

function comparisonOp(walk: Walk, operator: NodeId): BinaryOp {
  switch (walk.kind(operator)) {
    case Kind.token: {
      const token = walk.token(operator);
      return token === Token.kwIn ? BinaryOp.in : relationalOp(token);
    }
    case Kind.compOpNotIn:
      return BinaryOp.notIn;
    default:
      return walk.child(operator, 0) === 0 ? BinaryOp.is : BinaryOp.isNot;
  }
}

/** `a < b`, and chains such as `a < b <= c`, in which each operand is evaluated once. */
export function comparison(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  const count = walk.size(node);
  walk.node(walk.child(node, 0));
  const chained = count > 3;
  const fail = chained ? walk.newLabel() : NO_LABEL;
  for (let i = 1; i + 1 < count; i += 2) {
    walk.node(walk.child(node, i + 1));
    const more = i + 2 < count;
    if (more) {
      emit.dupTop();
      emit.rotThree();
    }
    emit.binaryOp(comparisonOp(walk, walk.child(node, i)));
    if (more) emit.jumpIfOrPop(false, fail);
  }
  if (!chained) return;
  const end = walk.newLabel();
  emit.jump(end);
  emit.labelAssign(fail);
  emit.adjustStackSize(1);
  emit.rotTwo();
  emit.popTop();
  emit.labelAssign(end);
}

const BITWISE_OPS: ReadonlyMap<NodeKind, BinaryOp> = new Map<NodeKind, BinaryOp>([
  [Kind.expr, BinaryOp.or],
  [Kind.xorExpr, BinaryOp.xor],
  [Kind.andExpr, BinaryOp.and],
]);

/** `|`, `^` and `&`: one operator between all children. */
export function bitwise(walk: Walk, node: NodeId): void {
  const op = BITWISE_OPS.get(walk.kind(node))!;
  const count = walk.size(node);
  walk.node(walk.child(node, 0));
  for (let i = 1; i < count; i++) {
    walk.node(walk.child(node, i));
    walk.emit.binaryOp(op);
  }
}

/** Shifts, sums and products: children alternate with operators. */
export function arithmetic(walk: Walk, node: NodeId): void {
  const count = walk.size(node);
  walk.node(walk.child(node, 0));
  for (let i = 1; i + 1 < count; i += 2) {
    walk.node(walk.child(node, i + 1));
    walk.emit.binaryOp(arithmeticOp(walk.token(walk.child(node, i))));
  }
}

export function factor(walk: Walk, node: NodeId): void {
  walk.node(walk.child(node, 1));
  const token = walk.token(walk.child(node, 0));
  walk.emit.unaryOp(unaryOpOf(token));
}

export function power(walk: Walk, node: NodeId): void {
  walk.allNodes(node);
  walk.emit.binaryOp(BinaryOp.power);
}

/** `()`, `(a, b)` and generator expressions; other parentheses leave no node. */
export function atomParen(walk: Walk, node: NodeId): void {
  const inner = walk.child(node, 0);
  if (inner === 0) walk.emit.build(0, BuildKind.tuple);
  else if (hasCompFor(walk, inner)) comprehension(walk, inner, ScopeKind.genExpr);
  else tuple(walk, inner);
}

export function atomBracket(walk: Walk, node: NodeId): void {
  const inner = walk.child(node, 0);
  if (inner === 0) {
    walk.emit.build(0, BuildKind.list);
  } else if (walk.kind(inner) !== Kind.testlistComp) {
    walk.node(inner);
    walk.emit.build(1, BuildKind.list);
  } else if (hasCompFor(walk, inner)) {
    comprehension(walk, inner, ScopeKind.listComp);
  } else {
    walk.allNodes(inner);
    walk.emit.build(walk.size(inner), BuildKind.list);
  }
}

export function atomBrace(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  const inner = walk.child(node, 0);
  if (inner === 0) {
    emit.build(0, BuildKind.map);
  } else if (walk.kind(inner) === Kind.dictorsetmakerItem) {
    emit.build(1, BuildKind.map);
    walk.node(inner);
    emit.storeMap();
  } else if (walk.kind(inner) !== Kind.dictorsetmaker) {
    walk.node(inner);
    emit.build(1, BuildKind.set);
  } else {
    dictOrSet(walk, inner);
  }
}

/** A dict or a set, which the first element decides. */
function dictOrSet(walk: Walk, node: NodeId): void {
  const first = walk.child(node, 0);
  const rest = walk.child(node, 1);
  const isDict = walk.kind(first) === Kind.dictorsetmakerItem;
  if (walk.kind(rest) === Kind.compFor) {
    comprehension(walk, node, isDict ? ScopeKind.dictComp : ScopeKind.setComp);
    return;
  }
  const { emit } = walk;
  const items = walk.child(rest, 0);
  const count = walk.listSize(items, Kind.dictorsetmakerList2);
  if (isDict) emit.build(1 + count, BuildKind.map);
  walk.node(first);
  if (isDict) emit.storeMap();
  for (let i = 0; i < count; i++) {
    const item = walk.listItem(items, Kind.dictorsetmakerList2, i);
    walk.node(item);
    if ((walk.kind(item) === Kind.dictorsetmakerItem) !== isDict) {
      walk.context.fail(node, isDict ? "expecting key:value for dict" : "expecting just a value for set");
      return;
    }
    if (isDict) emit.storeMap();
  }
  if (!isDict) emit.build(1 + count, BuildKind.set);
}

/** `key: value`; the value comes first on the stack. */
export function dictItem(walk: Walk, node: NodeId): void {
  walk.node(walk.child(node, 1));
  walk.node(walk.child(node, 0));
}

export function trailerBracket(walk: Walk, node: NodeId): void {
  walk.node(walk.child(node, 0));
  walk.emit.subscr(SubscrKind.load);
}

export function trailerPeriod(walk: Walk, node: NodeId): void {
  walk.emit.attr(walk.qstr(walk.child(node, 0)), AttrKind.load);
}

/** A slice in one of its forms: `a:`, `:b`, `a:b:c`, … */
export function subscript(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  let rest = node;
  if (walk.kind(node) === Kind.subscript2) {
    walk.node(walk.child(node, 0));
    rest = walk.child(node, 1);
  } else {
    emit.loadConstToken(Token.kwNone);
  }
  const stop = walk.child(rest, 0);
  let step = NO_NODE;
  switch (walk.kind(stop)) {
    case Kind.none:
      emit.loadConstToken(Token.kwNone);
      break;
    case Kind.subscript3c:
      emit.loadConstToken(Token.kwNone);
      step = walk.child(stop, 0);
      break;
    case Kind.subscript3d:
      walk.node(walk.child(stop, 0));
      step = walk.child(walk.child(stop, 1), 0);
      break;
    default:
      walk.node(stop);
  }
  if (step !== 0) walk.node(step);
  emit.build(step === 0 ? 2 : 3, BuildKind.slice);
}

/** A star where there is nothing to unpack. */
export function starExpr(walk: Walk, node: NodeId): void {
  walk.context.fail(node, "*x must be assignment target");
}
