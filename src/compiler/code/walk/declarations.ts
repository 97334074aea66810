// `global` and `nonlocal`.

import type { NodeId } from "../../brands.ts";
import { closeOverIfEnclosed } from "../../scopes/resolve.ts";
import { type Id, IdKind, ScopeKind } from "../../scopes/scope.ts";
import { Kind } from "../../tree/kind.ts";
import { Pass } from "../emitter.ts";
import type { Walk } from "./walk.ts";

export function declareGlobal(walk: Walk, node: NodeId, id: Id): void {
  if (id.kind !== IdKind.undecided && id.kind !== IdKind.globalExplicit) {
    walk.context.fail(node, "identifier redefined as global");
    return;
  }
  id.kind = IdKind.globalExplicit;
  const global = walk.scope.findGlobal(id.qstr);
  if (global !== undefined) global.kind = IdKind.globalExplicit;
}

export function declareNonlocal(walk: Walk, node: NodeId, id: Id): void {
  if (id.kind === IdKind.undecided) {
    id.kind = IdKind.globalImplicit;
    closeOverIfEnclosed(walk.scope, id);
    if (id.kind === IdKind.globalImplicit) walk.context.fail(node, "no binding for nonlocal found");
  } else if (id.kind !== IdKind.free) {
    walk.context.fail(node, "identifier redefined as nonlocal");
  }
}

export function globalNonlocalStmt(walk: Walk, node: NodeId): void {
  if (walk.pass !== Pass.scope) return;
  const isGlobal = walk.kind(node) === Kind.globalStmt;
  if (!isGlobal && walk.scope.kind === ScopeKind.module) {
    walk.context.fail(node, "can't declare nonlocal in outer code");
    return;
  }
  const names = walk.child(node, 0);
  const count = walk.listSize(names, Kind.nameList);
  for (let i = 0; i < count; i++) {
    const qstr = walk.qstr(walk.listItem(names, Kind.nameList, i));
    const id = walk.scope.findOrAdd(qstr, IdKind.undecided);
    if (isGlobal) declareGlobal(walk, node, id);
    else declareNonlocal(walk, node, id);
  }
}
