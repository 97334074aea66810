// The scopes of names, by MicroPython's rules (compiler/scopes).

import type { NodeId } from "../../../compiler/brands.ts";
import { Kind } from "../../../compiler/tree/kind.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import { blockNames, listOf, nameText } from "../bound-names.ts";

/** A scope. */
export interface ScopeFrame {
  readonly kind: "module" | "class" | "function";
  readonly bound: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  /** Function: its first parameter. */
  readonly self: string | undefined;
  /** Function: its `**kwargs`. */
  readonly kwargs: string | undefined;
}

/** The scope of a module's body. */
export function moduleFrame(bound: Iterable<string>): ScopeFrame {
  return { kind: "module", bound: new Set(bound), globals: new Set(), self: undefined, kwargs: undefined };
}

/** The scope of a class body. */
export function classFrame(tree: Tree, body: NodeId): ScopeFrame {
  const { bound, globals } = blockNames(tree, body);
  return { kind: "class", bound: new Set(bound.keys()), globals, self: undefined, kwargs: undefined };
}

/** The scope of a function or a lambda, by the kind of its list of parameters. */
export function functionFrame(tree: Tree, list: number, params: NodeId, body: NodeId): ScopeFrame {
  const names = blockNames(tree, body, true);
  const { globals } = names;
  const bound = new Set(names.bound.keys());
  let self: string | undefined;
  let kwargs: string | undefined;
  for (const one of params === 0 ? [] : listOf(tree, params, list)) {
    const inside = tree.kind(one) === Kind.name ? one : tree.child(one, 0);
    if (inside === 0) continue;
    const name = nameText(tree, tree.kind(inside) === Kind.tfpdef ? tree.child(inside, 0) : inside);
    bound.add(name);
    self ??= name;
    const isStars = tree.kind(one) === Kind.typedargslistDblStar || tree.kind(one) === Kind.varargslistDblStar;
    if (isStars) kwargs = name;
  }
  for (const name of globals) bound.delete(name);
  for (const name of names.nonlocals) bound.delete(name);
  return { kind: "function", bound, globals, self, kwargs };
}

/** Whether a name, loaded in the innermost of `scopes`, is looked up among the module's globals. */
export function isGlobal(scopes: readonly ScopeFrame[], name: string): boolean {
  for (let at = scopes.length - 1; at > 0; at--) {
    const scope = scopes[at]!;
    if (scope.globals.has(name)) return true;
    if (scope.bound.has(name)) return scope.kind === "class";
  }
  return true;
}
