// Resolves the kind and number of each identifier of a scope: free variables first (in the order of the enclosing
// scope), then parameters and locals, then cells.

import type { Qstr } from "../brands.ts";
import { Name } from "../names/known.ts";
import { nativeTypeFromQstr, NativeType } from "./native-type.ts";
import { EmitKind, type Id, IdFlag, IdKind, isFunctionLike, type Scope, ScopeFlags, ScopeKind } from "./scope.ts";

/** Makes an implicit global a free variable if an enclosing function has it. */
export function closeOverIfEnclosed(scope: Scope, id: Id): void {
  for (let outer = scope.parent; outer !== null && outer.parent !== null; outer = outer.parent) {
    const found = outer.find(id.qstr);
    if (found === undefined) continue;
    if (found.kind === IdKind.local || found.kind === IdKind.cell || found.kind === IdKind.free) {
      id.kind = IdKind.free;
      closeOverInParents(scope, id.qstr);
    }
    return;
  }
}

/** Makes the variable a cell where it is local, and free in all scopes between. */
function closeOverInParents(scope: Scope, qstr: Qstr): void {
  for (let outer = scope.parent; outer !== null; outer = outer.parent) {
    const id = outer.findOrAdd(qstr, IdKind.undecided);
    if (id.kind === IdKind.undecided) {
      id.kind = IdKind.free;
    } else {
      if (id.kind === IdKind.local) id.kind = IdKind.cell;
      return;
    }
  }
}

/** After the scope's first walk: closes over what enclosing functions hold. */
export function closeOverImplicitGlobals(scope: Scope): void {
  if (scope.parent === null) return;
  for (let i = 0; i < scope.ids.length; i++) {
    const id = scope.ids[i]!;
    if (id.kind === IdKind.globalImplicit) closeOverIfEnclosed(scope, id);
  }
}

/** The `*args` parameter is after all other parameters except `**kwargs`. */
function moveStarParam(scope: Scope): void {
  const ids = scope.ids;
  let last = -1;
  for (let i = ids.length - 1; i >= 0; i--) {
    const id = ids[i]!;
    if (id.flags & IdFlag.starParam) {
      if (last >= 0) {
        ids[i] = ids[last]!;
        ids[last] = id;
      }
      return;
    }
    if (last < 0 && id.flags === IdFlag.param) last = i;
  }
}

function refersToGlobals(scope: Scope, id: Id): boolean {
  if (id.kind !== IdKind.globalExplicit) return false;
  // In viper a type's name is a cast, not a global.
  if (scope.emitKind !== EmitKind.viper) return true;
  const type = nativeTypeFromQstr(id.qstr);
  return type === undefined || type === NativeType.obj || type === NativeType.bool;
}

function numberFrees(scope: Scope, parent: Scope): void {
  let count = 0;
  for (let i = 0; i < parent.ids.length; i++) {
    const outer = parent.ids[i]!;
    if (outer.kind !== IdKind.cell && outer.kind !== IdKind.free) continue;
    const id = scope.find(outer.qstr);
    if (id !== undefined && id.kind === IdKind.free) id.localNumber = count++;
  }
  scope.freeCount = count;
  if (count === 0) return;
  for (const id of scope.ids) {
    if (id.kind !== IdKind.free || id.flags & IdFlag.param) id.localNumber += count;
  }
  // Free variables are passed as the first arguments.
  scope.positionalArgs += count;
  scope.locals += count;
}

/** Numbers the variables of a scope. To be called when all scopes are walked once, enclosing scopes first. */
export function resolveScope(scope: Scope): void {
  if (scope.flags & ScopeFlags.varArgs) moveStarParam(scope);
  const ids = scope.ids;
  const functionLike = isFunctionLike(scope.kind);
  let locals = 0;
  let frees = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (id.kind === IdKind.free) frees++;
    // __class__ counts only if it is used by a method, as a cell.
    if (scope.kind === ScopeKind.class && id.qstr === Name.classCell) continue;
    if (functionLike && id.kind === IdKind.globalImplicit) id.kind = IdKind.globalExplicit;
    if (refersToGlobals(scope, id)) scope.flags |= ScopeFlags.refGlobals;
    if (id.kind === IdKind.local || id.flags & IdFlag.param) id.localNumber = locals++;
  }
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (id.kind === IdKind.cell && !(id.flags & IdFlag.param)) id.localNumber = locals++;
  }
  scope.locals = locals;
  if (frees > 0 && scope.parent !== null) numberFrees(scope, scope.parent);
}
