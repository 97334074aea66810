// One pass over one scope: the code around the statements of a module, class, function or lambda.

import { FIRST_LABEL, NO_NODE, NO_QSTR, type NodeId, type Qstr } from "../../brands.ts";
import { Name } from "../../names/known.ts";
import {
  EmitKind,
  ID_VIPER_TYPE_SHIFT,
  IdFlag,
  IdKind,
  type Scope,
  SCOPE_VIPER_RETURN_SHIFT,
  ScopeFlags,
} from "../../scopes/scope.ts";
import { Token } from "../../tokens/token.ts";
import { Kind, type NodeKind } from "../../tree/kind.ts";
import { LocalAccess, Pass } from "../emitter.ts";
import { NativeType, nativeTypeFromQstr } from "../../scopes/native-type.ts";
import { comprehensionBody } from "./comprehensions.ts";
import type { Walk } from "./walk.ts";

/** Labels that native code takes at the start of a scope. */
const NATIVE_START_LABELS = 6;

type Body = (walk: Walk, scope: Scope) => void;

const BODIES: readonly Body[] = [
  moduleBody,
  classBody,
  lambdaBody,
  comprehensionBody,
  comprehensionBody,
  comprehensionBody,
  comprehensionBody,
  functionBody,
];

/** Walks a scope once with `walk.emit`; false if the emitter needs this pass again. */
export function walkScope(walk: Walk, scope: Scope, pass: Pass, labelCount: number): boolean {
  walk.pass = pass;
  walk.scope = scope;
  if (pass === Pass.scope) walk.conditions = scope.conditions.slice();
  walk.context.nextLabel = FIRST_LABEL;
  walk.emit.startPass(pass, scope, labelCount);
  walk.reserveLabels(NATIVE_START_LABELS);
  BODIES[scope.kind]!(walk, scope);
  return walk.emit.endPass();
}

function returnNone(walk: Walk): void {
  walk.emit.loadConstToken(Token.kwNone);
  walk.emit.returnValue();
}

function moduleBody(walk: Walk, scope: Scope): void {
  walk.node(scope.node);
  returnNone(walk);
}

function functionBody(walk: Walk, scope: Scope): void {
  if (walk.pass === Pass.scope) {
    parameters(walk, walk.child(scope.node, 1), Kind.typedargslist);
    if (scope.emitKind === EmitKind.viper) {
      scope.flags |= viperType(walk, walk.child(scope.node, 2)) << SCOPE_VIPER_RETURN_SHIFT;
    }
  }
  walk.node(walk.child(scope.node, 3));
  if (!walk.emit.endsInReturn()) returnNone(walk);
}

function lambdaBody(walk: Walk, scope: Scope): void {
  walk.emit.setSourceLine(walk.tree.line(scope.node));
  if (walk.pass === Pass.scope) parameters(walk, walk.child(scope.node, 0), Kind.varargslist);
  walk.node(walk.child(scope.node, 1));
  // A lambda that yields returns None in the end, not its expression.
  if (scope.flags & ScopeFlags.generator) {
    walk.emit.popTop();
    walk.emit.loadConstToken(Token.kwNone);
  }
  walk.emit.returnValue();
}

function classBody(walk: Walk, scope: Scope): void {
  if (walk.pass === Pass.scope) scope.findOrAdd(Name.classCell, IdKind.local);
  walk.loadId(Name.dunderName);
  walk.storeId(Name.dunderModule);
  walk.emit.loadConstStr(scope.simpleName);
  walk.storeId(Name.dunderQualname);
  walk.node(walk.child(scope.node, 2));
  // The body returns the cell of __class__ if a method uses it, so that the class can be put there.
  const cell = scope.find(Name.classCell)!;
  if (cell.kind === IdKind.local) walk.emit.loadConstToken(Token.kwNone);
  else walk.emit.loadLocal(Name.classCell, cell.localNumber, LocalAccess.fast);
  walk.emit.returnValue();
}

/** Enters the parameters into the scope, before anything else, so that they get the first numbers. */
function parameters(walk: Walk, list: NodeId, listKind: NodeKind): void {
  walk.haveStar = false;
  const count = walk.listSize(list, listKind);
  for (let i = 0; i < count; i++) parameter(walk, walk.listItem(list, listKind, i));
}

/** An entry of a parameter list. */
interface Parameter {
  /** None for a bare star. */
  name: Qstr;
  flags: number;
  /** Node of the annotation, if viper reads it; 0 without one. */
  annotation: NodeId;
  isViperTyped: boolean;
}

function readParameter(walk: Walk, node: NodeId): Parameter {
  const first = walk.kind(node) === Kind.name ? NO_NODE : walk.child(node, 0);
  switch (walk.kind(node)) {
    case Kind.name:
      return { name: walk.qstr(node), flags: IdFlag.param, annotation: NO_NODE, isViperTyped: false };
    case Kind.typedargslistName:
      return { name: walk.qstr(first), flags: IdFlag.param, annotation: walk.child(node, 1), isViperTyped: true };
    case Kind.varargslistName:
      return { name: walk.qstr(first), flags: IdFlag.param, annotation: NO_NODE, isViperTyped: false };
    case Kind.typedargslistStar:
    case Kind.varargslistStar: {
      const flags = IdFlag.param | IdFlag.starParam;
      if (walk.kind(first) !== Kind.tfpdef) {
        return { name: first === 0 ? NO_QSTR : walk.qstr(first), flags, annotation: NO_NODE, isViperTyped: false };
      }
      return {
        name: walk.qstr(walk.child(first, 0)),
        flags,
        annotation: walk.child(first, 1),
        isViperTyped: true,
      };
    }
    default:
      return {
        name: walk.qstr(first),
        flags: IdFlag.param | IdFlag.doubleStarParam,
        annotation: walk.kind(node) === Kind.typedargslistDblStar ? walk.child(node, 1) : NO_NODE,
        isViperTyped: walk.kind(node) === Kind.typedargslistDblStar,
      };
  }
}

function parameter(walk: Walk, node: NodeId): void {
  const { scope } = walk;
  if (scope.flags & ScopeFlags.varKeywords) {
    // Nothing may follow **kwargs.
    walk.context.fail(node, "invalid syntax");
    return;
  }
  const { name, flags, annotation, isViperTyped } = readParameter(walk, node);
  if (flags & IdFlag.starParam) {
    if (walk.haveStar) {
      walk.context.fail(node, "invalid syntax");
      return;
    }
    walk.haveStar = true;
    if (name === 0) return;
    scope.flags |= ScopeFlags.varArgs;
  } else if (flags & IdFlag.doubleStarParam) {
    scope.flags |= ScopeFlags.varKeywords;
  } else if (walk.haveStar) {
    scope.keywordOnlyArgs++;
  } else {
    scope.positionalArgs++;
  }
  const id = scope.findOrAdd(name, IdKind.undecided);
  if (id.kind !== IdKind.undecided) {
    walk.context.fail(node, "argument name reused");
    return;
  }
  id.kind = IdKind.local;
  id.flags = flags;
  if (scope.emitKind === EmitKind.viper && isViperTyped) {
    // One byte holds flags and type.
    id.flags |= (viperType(walk, annotation) << ID_VIPER_TYPE_SHIFT) & 0xff;
  }
}

/** The type that an annotation names in a viper function. */
function viperType(walk: Walk, annotation: NodeId): number {
  if (annotation === 0) return NativeType.obj;
  if (!walk.isName(annotation)) {
    walk.context.fail(annotation, "annotation must be an identifier");
    return NativeType.obj;
  }
  const qstr = walk.qstr(annotation);
  const type = nativeTypeFromQstr(qstr);
  if (type !== undefined) return type;
  walk.context.replaceError("ViperTypeError", `unknown type '${walk.context.names.text(qstr)}'`);
  return NativeType.obj;
}
