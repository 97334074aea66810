// Modules of the firmware whose attributes are read by a program that never gives their names a meaning: a NameError.

import type { NodeId, Qstr } from "../brands.ts";
import { IdKind, type Scope } from "../scopes/scope.ts";
import { Kind } from "../tree/kind.ts";
import type { Tree } from "../tree/tree.ts";
import type { FoundHint } from "./hint.ts";
import { itemsOf } from "../tree/items.ts";
import { trailersOf, visitEvaluated } from "./visit.ts";

/** Calls of these may give any name a meaning. */
const BINDERS: ReadonlySet<string> = new Set(["exec", "execfile", "eval", "globals", "locals", "vars", "setattr"]);
/** Handlers of these take a NameError. */
const CATCH_NAME_ERROR: ReadonlySet<string> = new Set(["NameError", "Exception", "BaseException"]);

/** Finds the first use of each such module. `scopes` are those of the program before its names are resolved. */
export function findMissingImports(tree: Tree, scopes: readonly Scope[], modules: ReadonlySet<string>): FoundHint[] {
  const suspects = unboundModules(tree, scopes, modules);
  if (suspects.size === 0) return [];
  const uses = new Map<Qstr, NodeId>();
  let isOpen = false;
  visitEvaluated(tree, tree.root, (node) => {
    const kind = tree.kind(node);
    if (kind === Kind.importFrom && tree.kind(tree.child(node, 1)) === Kind.token) isOpen = true;
    if (kind === Kind.name && BINDERS.has(tree.names.text(tree.qstr(node)))) isOpen = true;
    if (kind === Kind.tryStmt && catchesNameError(tree, tree.child(node, 1))) return false;
    if (kind !== Kind.atomExprNormal) return true;
    const base = tree.child(node, 0);
    if (tree.kind(base) !== Kind.name || tree.kind(trailersOf(tree, node)[0]!) !== Kind.trailerPeriod) return true;
    const name = tree.qstr(base);
    if (suspects.has(name) && !uses.has(name)) uses.set(name, base);
    return true;
  });
  if (isOpen) return [];
  return [...uses].map(([qstr, node]): FoundHint => {
    const name = tree.names.text(qstr);
    const what = `${name} is used, but nothing imports it: a NameError when this runs`;
    return { kind: "import", offset: tree.start(node), what, remedy: `Add \`import ${name}\` to the module.` };
  });
}

/** Names of modules that are read, and to which no scope gives a meaning. */
function unboundModules(tree: Tree, scopes: readonly Scope[], modules: ReadonlySet<string>): Set<Qstr> {
  const unbound = new Set<Qstr>();
  for (const { ids } of scopes) {
    for (const { kind, qstr } of ids) {
      if (kind === IdKind.globalImplicit && modules.has(tree.names.text(qstr))) unbound.add(qstr);
    }
  }
  if (unbound.size === 0) return unbound;
  for (const { ids } of scopes)
    for (const { kind, qstr } of ids) if (kind !== IdKind.globalImplicit) unbound.delete(qstr);
  return unbound;
}

/** `handlers` is what follows the body of a `try`. */
function catchesNameError(tree: Tree, handlers: NodeId): boolean {
  const clauses = tree.kind(handlers) === Kind.tryStmtExceptAndMore ? tree.child(handlers, 0) : handlers;
  if (clauses === 0 || tree.kind(clauses) === Kind.tryStmtFinally) return false;
  return itemsOf(tree, clauses, Kind.tryStmtExceptList).some((clause) => {
    const what = tree.child(clause, 0);
    return what === 0 || names(tree, tree.kind(what) === Kind.tryStmtAsName ? tree.child(what, 0) : what);
  });
}

/** Whether an exception, or one of a tuple of them, takes a NameError; what is no plain name may. */
function names(tree: Tree, node: NodeId): boolean {
  if (tree.kind(node) === Kind.name) return CATCH_NAME_ERROR.has(tree.names.text(tree.qstr(node)));
  if (tree.kind(node) !== Kind.atomParen) return true;
  return itemsOf(tree, tree.child(node, 0), Kind.testlistComp).some((one) => names(tree, one));
}
