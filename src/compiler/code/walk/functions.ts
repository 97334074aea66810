// Definitions: functions, lambdas, classes, decorators. They make an inner scope and the code that builds its object.

import { NO_NODE, NO_QSTR, type NodeId, type Qstr } from "../../brands.ts";
import { Name } from "../../names/known.ts";
import { EmitKind, type Scope, ScopeFlags, ScopeKind } from "../../scopes/scope.ts";
import { Kind, type NodeKind } from "../../tree/kind.ts";
import { AttrKind, BuildKind } from "../emitter.ts";
import { callWithArguments } from "./calls.ts";
import { CLASSDEF_SCOPE_SLOT, FUNCDEF_SCOPE_SLOT, LAMBDEF_SCOPE_SLOT } from "./scope-slots.ts";
import type { Walk } from "./walk.ts";

/** Walks the default values of a parameter list and makes the function. */
function makeWithDefaults(walk: Walk, inner: Scope, params: NodeId, listKind: NodeKind): void {
  const { haveStar, keywordDefaults, positionalDefaults } = walk;
  walk.haveStar = false;
  walk.keywordDefaults = 0;
  walk.positionalDefaults = 0;
  const count = walk.listSize(params, listKind);
  for (let i = 0; i < count; i++) parameterDefault(walk, walk.listItem(params, listKind, i));
  if (walk.context.error !== null) return;
  if (walk.positionalDefaults > 0 && walk.keywordDefaults === 0) {
    walk.emit.build(walk.positionalDefaults, BuildKind.tuple);
    // No keyword defaults.
    walk.emit.loadNull();
  }
  walk.makeFunction(inner, walk.positionalDefaults, walk.keywordDefaults);
  // A default value may hold a lambda with parameters of its own.
  walk.haveStar = haveStar;
  walk.keywordDefaults = keywordDefaults;
  walk.positionalDefaults = positionalDefaults;
}

function parameterDefault(walk: Walk, node: NodeId): void {
  let value = NO_NODE;
  switch (walk.kind(node)) {
    case Kind.typedargslistStar:
    case Kind.varargslistStar:
      walk.haveStar = true;
      return;
    case Kind.typedargslistDblStar:
    case Kind.varargslistDblStar:
      return;
    case Kind.typedargslistName:
      value = walk.child(node, 2);
      break;
    case Kind.varargslistName:
      value = walk.child(node, 1);
      break;
  }
  if (value === 0) {
    if (!walk.haveStar && walk.positionalDefaults !== 0) {
      walk.context.fail(node, "non-default argument follows default argument");
    }
  } else if (walk.haveStar) {
    keywordDefault(walk, walk.qstr(walk.child(node, 0)), value);
  } else {
    walk.positionalDefaults++;
    walk.node(value);
  }
}

/** Keyword-only defaults are collected in a dict, above the tuple of the positional ones. */
function keywordDefault(walk: Walk, name: Qstr, value: NodeId): void {
  const { emit } = walk;
  if (++walk.keywordDefaults === 1) {
    if (walk.positionalDefaults > 0) emit.build(walk.positionalDefaults, BuildKind.tuple);
    else emit.loadNull();
    emit.build(0, BuildKind.map);
  }
  walk.node(value);
  emit.loadConstStr(name);
  emit.storeMap();
}

/** Leaves the function on the stack. */
function makeFuncdef(walk: Walk, node: NodeId, emitKind: EmitKind): Scope {
  const name = walk.qstr(walk.child(node, 0));
  const inner = walk.scopeOf(node, FUNCDEF_SCOPE_SLOT, ScopeKind.function, node, name, emitKind);
  makeWithDefaults(walk, inner, walk.child(node, 1), Kind.typedargslist);
  return inner;
}

/** `def`; returns the function's scope. */
export function funcdef(walk: Walk, node: NodeId): Scope {
  const inner = makeFuncdef(walk, node, walk.scope.emitKind);
  walk.storeId(inner.simpleName);
  return inner;
}

/** Makes a scope that of an async function, which is a generator to the machine. */
export function markAsync(walk: Walk, scope: Scope): void {
  scope.flags |= ScopeFlags.generator;
  if (walk.context.options.behaviour.circuitPython) scope.flags |= ScopeFlags.async;
}

export function funcdefStmt(walk: Walk, node: NodeId): void {
  funcdef(walk, node);
}

export function lambdef(walk: Walk, node: NodeId): void {
  const inner = walk.scopeOf(node, LAMBDEF_SCOPE_SLOT, ScopeKind.lambda, node, NO_QSTR, walk.scope.emitKind);
  makeWithDefaults(walk, inner, walk.child(node, 0), Kind.varargslist);
}

/** Leaves the class on the stack. */
function makeClassdef(walk: Walk, node: NodeId, emitKind: EmitKind): Scope {
  const name = walk.qstr(walk.child(node, 0));
  const inner = walk.scopeOf(node, CLASSDEF_SCOPE_SLOT, ScopeKind.class, node, name, emitKind);
  walk.emit.loadBuildClass();
  walk.makeFunction(inner, 0, 0);
  walk.emit.loadConstStr(inner.simpleName);
  // `class C():` has a node for the empty parentheses.
  const bases = walk.child(node, 1);
  callWithArguments(walk, walk.kind(bases) === Kind.classdef2 ? NO_NODE : bases, false, 2);
  return inner;
}

export function classdef(walk: Walk, node: NodeId): void {
  walk.storeId(makeClassdef(walk, node, walk.scope.emitKind).simpleName);
}

const EMIT_KIND_OF_DECORATOR: ReadonlyMap<Qstr, EmitKind> = new Map<Qstr, EmitKind>([
  [Name.bytecode, EmitKind.bytecode],
  [Name.native, EmitKind.native],
  [Name.viper, EmitKind.viper],
  [Name.asmThumb, EmitKind.asm],
  [Name.asmXtensa, EmitKind.asm],
  [Name.asmRv32, EmitKind.asm],
]);

function isSupported({ parts: { native }, context: { options } }: Walk, emitKind: EmitKind): boolean {
  if (emitKind === EmitKind.native || emitKind === EmitKind.viper) return native?.hasEmitter(options) ?? false;
  return emitKind !== EmitKind.asm || (native?.hasAssembler(options) ?? false);
}

/** The kind of code of a decorator `@micropython.…`; an unknown one is an error. */
function builtInDecorator(walk: Walk, dotted: NodeId, emitKind: EmitKind): EmitKind {
  if (walk.listSize(dotted, Kind.dottedName) !== 2) {
    walk.context.fail(walk.listItem(dotted, Kind.dottedName, 0), "invalid micropython decorator");
    return emitKind;
  }
  const which = walk.child(dotted, 1);
  const { hasRv32Decorator } = walk.context.options.behaviour;
  const isKnown = hasRv32Decorator || walk.qstr(which) !== Name.asmRv32;
  const asked = isKnown ? EMIT_KIND_OF_DECORATOR.get(walk.qstr(which)) : undefined;
  if (asked === undefined) walk.context.fail(which, "invalid micropython decorator");
  const result = asked ?? emitKind;
  const { context } = walk;
  if (!isSupported(walk, result)) context.fail(which, context.options.archRefusal ?? "invalid arch");
  return result;
}

function applyDecorator(walk: Walk, decorator: NodeId, dotted: NodeId): void {
  const count = walk.listSize(dotted, Kind.dottedName);
  walk.node(walk.listItem(dotted, Kind.dottedName, 0));
  for (let i = 1; i < count; i++) walk.emit.attr(walk.qstr(walk.child(dotted, i)), AttrKind.load);
  const call = walk.child(decorator, 1);
  if (call !== 0) walk.node(call);
}

export function decorated(walk: Walk, node: NodeId): void {
  const list = walk.child(node, 0);
  const count = walk.listSize(list, Kind.decorators);
  let emitKind = walk.scope.emitKind;
  let applied = 0;
  for (let i = 0; i < count; i++) {
    const decorator = walk.listItem(list, Kind.decorators, i);
    const dotted = walk.child(decorator, 0);
    if (walk.qstr(walk.listItem(dotted, Kind.dottedName, 0)) === Name.micropython) {
      emitKind = builtInDecorator(walk, dotted, emitKind);
    } else {
      applyDecorator(walk, decorator, dotted);
      applied++;
    }
  }
  const inner = decoratedBody(walk, walk.child(node, 1), emitKind);
  for (let i = 0; i < applied; i++) walk.emit.callFunction(1, 0, 0);
  walk.storeId(inner.simpleName);
}

function decoratedBody(walk: Walk, body: NodeId, emitKind: EmitKind): Scope {
  switch (walk.kind(body)) {
    case Kind.funcdef:
      return makeFuncdef(walk, body, emitKind);
    case Kind.asyncFuncdef: {
      const inner = makeFuncdef(walk, walk.child(body, 0), emitKind);
      markAsync(walk, inner);
      return inner;
    }
    default:
      return makeClassdef(walk, body, emitKind);
  }
}
