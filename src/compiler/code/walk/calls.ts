// Calls, and atoms with their trailers: `a.b(c)[d]`.

import type { NodeId } from "../../brands.ts";
import { Name } from "../../names/known.ts";
import { IdFlag, ScopeKind } from "../../scopes/scope.ts";
import { Kind } from "../../tree/kind.ts";
import { Pass, StarFlag } from "../emitter.ts";
import { assignExpression } from "./assignments.ts";
import { comprehension } from "./comprehensions.ts";
import { recordDunderImport } from "./imports.ts";
import type { Walk } from "./walk.ts";
import { awaitTop } from "./generators.ts";

/** The bits of starred arguments with one more: 64 of them with a sign, as a number while it fits 31. */
function addStarBit(bits: number | bigint, index: number): number | bigint {
  if (index < 31 && typeof bits === "number") return bits + 2 ** index;
  // the reference shifts by the low six bits of the index
  return BigInt.asIntN(64, BigInt(bits) | (1n << BigInt(index & 63)));
}

/** Arguments of one call, counted as they are walked. */
class Arguments {
  positional: number;
  keyword = 0;
  starFlags = 0;
  /** Which of the arguments are starred, bit by bit. */
  starBits: number | bigint = 0;

  constructor(positional: number) {
    this.positional = positional;
  }
}

/**
 * Walks the arguments and makes the call of the function below them on the stack.
 * @param extra positional arguments that are on the stack already
 */
export function callWithArguments(walk: Walk, list: NodeId, isMethod: boolean, extra: number): void {
  const count = walk.listSize(list, Kind.arglist);
  const args = new Arguments(extra);
  for (let i = 0; i < count; i++) {
    if (!argument(walk, walk.listItem(list, Kind.arglist, i), i, args)) return;
  }
  if (args.starFlags !== 0) walk.emit.loadConstSmallInt(args.starBits);
  if (isMethod) walk.emit.callMethod(args.positional, args.keyword, args.starFlags);
  else walk.emit.callFunction(args.positional, args.keyword, args.starFlags);
}

/** False after an error. */
function argument(walk: Walk, node: NodeId, index: number, args: Arguments): boolean {
  switch (walk.kind(node)) {
    case Kind.arglistStar:
      return starArgument(walk, node, index, args);
    case Kind.arglistDblStar:
      args.starFlags |= StarFlag.double;
      // It is among the keyword arguments, with a null key.
      walk.emit.loadNull();
      walk.node(walk.child(node, 0));
      args.keyword++;
      return true;
    case Kind.argument:
      return specialArgument(walk, node, args);
    default:
      return plainArgument(walk, node, args);
  }
}

/** From this argument on none can be starred: its bit would not fit a small int. Without small ints there is no limit. */
function starredArgumentLimit(walk: Walk): number {
  const { smallIntBits } = walk.context.options;
  return smallIntBits === 0 ? Infinity : smallIntBits - 1;
}

function starArgument(walk: Walk, node: NodeId, index: number, args: Arguments): boolean {
  let problem: string | null = null;
  if (args.starFlags & StarFlag.double) problem = "* arg after **";
  else if (args.keyword > 0 && walk.context.options.behaviour.refusesLateStars) problem = "* arg after kwarg";
  else if (index >= starredArgumentLimit(walk)) problem = "too many args";
  if (problem !== null) {
    walk.context.fail(node, problem);
    return false;
  }
  args.starFlags |= StarFlag.single;
  args.starBits = addStarBit(args.starBits, index);
  walk.node(walk.child(node, 0));
  args.positional++;
  return true;
}

/** `name=value`, `name := value` or a generator expression without parentheses. */
function specialArgument(walk: Walk, node: NodeId, args: Arguments): boolean {
  const first = walk.child(node, 0);
  const second = walk.child(node, 1);
  switch (walk.kind(second)) {
    case Kind.argument3:
      assignExpression(walk, first, walk.child(second, 0));
      args.positional++;
      return true;
    case Kind.compFor:
      comprehension(walk, node, ScopeKind.genExpr);
      args.positional++;
      return true;
    default:
      if (!walk.isName(first)) {
        walk.context.fail(node, "LHS of keyword arg must be an id");
        return false;
      }
      walk.emit.loadConstStr(walk.qstr(first));
      walk.node(second);
      args.keyword++;
      return true;
  }
}

function plainArgument(walk: Walk, node: NodeId, args: Arguments): boolean {
  if (args.starFlags & StarFlag.double || args.keyword > 0) {
    const after = args.starFlags & StarFlag.double ? "**" : "keyword arg";
    walk.context.fail(node, `positional arg after ${after}`);
    return false;
  }
  walk.node(node);
  args.positional++;
  return true;
}

export function trailerParen(walk: Walk, node: NodeId): void {
  callWithArguments(walk, walk.child(node, 0), false, 0);
}

/** `super()` without arguments in a function: the class and the first argument are found for it. */
function isBareSuper(walk: Walk, base: NodeId, trailer: NodeId): boolean {
  return (
    walk.scope.kind === ScopeKind.function &&
    walk.isName(base) &&
    walk.qstr(base) === Name.super &&
    walk.kind(trailer) === Kind.trailerParen &&
    walk.child(trailer, 0) === 0
  );
}

/** Loads the arguments of `super()`; false if there is no first argument. */
function loadSuperArguments(walk: Walk, trailer: NodeId): boolean {
  walk.loadId(Name.classCell);
  for (const id of walk.scope.ids) {
    if (!(id.flags & IdFlag.param)) continue;
    walk.loadId(id.qstr);
    return true;
  }
  walk.context.fail(trailer, "super() can't find self");
  return false;
}

export function atomExpr(walk: Walk, node: NodeId): void {
  const { emit } = walk;
  const base = walk.child(node, 0);
  const trailers = walk.child(node, 1);
  walk.node(base);
  // `await x` comes here without trailers.
  if (trailers === 0) return;
  const count = walk.listSize(trailers, Kind.atomExprTrailers);
  const trailer = (index: number): NodeId => walk.listItem(trailers, Kind.atomExprTrailers, index);
  let i = 0;
  if (isBareSuper(walk, base, trailer(0))) {
    if (!loadSuperArguments(walk, trailer(0))) return;
    if (count >= 3 && walk.kind(trailer(1)) === Kind.trailerPeriod && walk.kind(trailer(2)) === Kind.trailerParen) {
      emit.loadMethod(walk.qstr(walk.child(trailer(1), 0)), true);
      callWithArguments(walk, walk.child(trailer(2), 0), true, 0);
      i = 3;
    } else {
      emit.callFunction(2, 0, 0);
      i = 1;
    }
  } else if (walk.pass === Pass.scope && walk.isName(base) && walk.qstr(base) === Name.dunderImport) {
    recordDunderImport(walk, trailer(0));
  }
  for (; i < count; i++) {
    const each = trailer(i);
    if (i + 1 < count && walk.kind(each) === Kind.trailerPeriod && walk.kind(trailer(i + 1)) === Kind.trailerParen) {
      emit.loadMethod(walk.qstr(walk.child(each, 0)), false);
      callWithArguments(walk, walk.child(trailer(i + 1), 0), true, 0);
      i++;
    } else {
      walk.node(each);
    }
  }
}

export function awaitExpr(walk: Walk, node: NodeId): void {
  if (walk.scope.kind !== ScopeKind.function && walk.scope.kind !== ScopeKind.lambda) {
    walk.context.fail(node, "'await' outside function");
    return;
  }
  atomExpr(walk, node);
  awaitTop(walk);
}
