// The beginnings of a name that is known only at run time, for `__import__("pages.%s" % page)`: all modules that it may
// import are in the package `pages`.

import { NO_NODE, type NodeId } from "../../brands.ts";
import { ScopeKind } from "../../scopes/scope.ts";
import { Token } from "../../tokens/token.ts";
import { Kind } from "../../tree/kind.ts";
import { findBindings } from "./import-conditions.ts";
import { literalText, textOf, trailersOf } from "./lazy-imports.ts";
import type { Walk } from "./walk.ts";

/**
 * Texts of which one is the beginning of a computed text: of `"a." + x`, `"a.%s" % x`, `"a.{}".format(x)`, an f-string, and of
 * a local name that is assigned nothing else. Null if it may begin with anything.
 */
export function namePrefixes(walk: Walk, node: NodeId): string[] | null {
  if (!walk.isName(node)) return asList(prefixOf(walk, node));
  // A local name. Other scopes count as well, because `global` and `nonlocal` make one name of several.
  const bindings = findBindings(walk).byName.get(walk.qstr(node)) ?? [];
  const isLocal = walk.scope.kind === ScopeKind.function && bindings.some(({ scope }) => scope === walk.scope.node);
  if (!isLocal) return null;
  const found = new Set<string>();
  for (const { value } of bindings) {
    const prefix = value === undefined ? null : prefixOf(walk, value);
    if (prefix === null) return null;
    found.add(prefix);
  }
  return [...found].sort();
}

function asList(prefix: string | null): string[] | null {
  return prefix === null ? null : [prefix];
}

/** The literal text that a text begins with; null for none. */
function prefixOf(walk: Walk, node: NodeId): string | null {
  const literal = literalText(walk, node);
  if (literal !== null) return literal;
  switch (walk.kind(node)) {
    case Kind.arithExpr:
      return walk.token(walk.child(node, 1)) === Token.opPlus ? prefixOf(walk, walk.child(node, 0)) : null;
    case Kind.term:
      return walk.token(walk.child(node, 1)) === Token.opPercent
        ? upTo("%", literalText(walk, walk.child(node, 0)))
        : null;
    case Kind.atomExprNormal:
      return isFormat(walk, node) ? upTo("{", literalText(walk, walk.child(node, 0))) : null;
    default:
      return null;
  }
}

/** Whether an atom is followed by `.format(…)` only. The reference makes an f-string into such a call. */
function isFormat(walk: Walk, node: NodeId): boolean {
  const [attribute = NO_NODE, call = NO_NODE, another] = trailersOf(walk, node);
  if (another !== undefined || walk.kind(attribute) !== Kind.trailerPeriod || walk.kind(call) !== Kind.trailerParen)
    return false;
  return textOf(walk, walk.qstr(walk.child(attribute, 0))) === "format";
}

function upTo(mark: string, text: string | null): string | null {
  return text === null ? null : text.split(mark, 1)[0]!;
}
