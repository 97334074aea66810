// Calls of const() that declare no constant. The parser has removed the others from the tree; those that remain are
// ordinary calls when the program runs.

import type { NodeId } from "../brands.ts";
import { Name } from "../names/known.ts";
import { Kind } from "../tree/kind.ts";
import type { Tree } from "../tree/tree.ts";
import type { FoundHint } from "./hint.ts";
import { itemsOf } from "../tree/items.ts";
import { trailersOf, visitEvaluated } from "./visit.ts";

/** What decides about a call of const(). */
export interface ConstFacts {
  /** Whether an annotated name can be a constant. */
  readonly declaresTyped: boolean;
}

/** Finds the calls. */
export function findConstCalls(tree: Tree, { declaresTyped }: ConstFacts): FoundHint[] {
  if (!importsConst(tree)) return [];
  const hints: FoundHint[] = [];
  /** Calls that are the whole value of an annotated name. */
  const annotated = new Set<NodeId>();
  visitEvaluated(tree, tree.root, (node) => {
    const kind = tree.kind(node);
    if (kind === Kind.annassign && !declaresTyped) annotated.add(tree.child(node, 1));
    if (kind !== Kind.atomExprNormal) return;
    const callee = calleeOf(tree, node);
    if (callee === undefined) return;
    hints.push({ kind: "const", offset: tree.start(node), ...adviceFor(callee, annotated.has(node)) });
  });
  return hints;
}

function adviceFor(callee: "const" | "micropython.const", isAnnotated: boolean): Pick<FoundHint, "what" | "remedy"> {
  if (isAnnotated && callee === "const") {
    return {
      what: "const() has no effect on a name with an annotation before MicroPython 1.29",
      remedy: "Leave the annotation out: NAME = const(…).",
    };
  }
  const what = `${callee}(…) has no effect here: it is called when the program runs, and returns its argument`;
  if (callee === "const") return { what, remedy: "A constant is declared by NAME = const(…); else leave const() out." };
  return { what, remedy: "Write `from micropython import const` and NAME = const(…)." };
}

/** The source of a call of const(); undefined for other nodes. */
function calleeOf(tree: Tree, node: NodeId): "const" | "micropython.const" | undefined {
  const base = tree.child(node, 0);
  if (tree.kind(base) !== Kind.name) return undefined;
  const trailers = trailersOf(tree, node);
  const name = tree.qstr(base);
  if (name === Name.const) return isCall(tree, trailers[0], trailers.length === 1) ? "const" : undefined;
  const [attribute, call] = trailers;
  if (name !== Name.micropython || attribute === undefined || tree.kind(attribute) !== Kind.trailerPeriod)
    return undefined;
  const isConst = tree.qstr(tree.child(attribute, 0)) === Name.const;
  return isConst && isCall(tree, call, trailers.length === 2) ? "micropython.const" : undefined;
}

function isCall(tree: Tree, trailer: NodeId | undefined, isLast: boolean): boolean {
  return isLast && trailer !== undefined && tree.kind(trailer) === Kind.trailerParen;
}

/** Whether const, or the module micropython, is imported: else they may be anything. */
function importsConst(tree: Tree): boolean {
  let isImported = false;
  const note = (node: NodeId): void => {
    const kind = tree.kind(node);
    if (kind === Kind.importFrom) {
      const source = tree.child(node, 0);
      if (tree.kind(source) !== Kind.name || tree.qstr(source) !== Name.micropython) return;
      const names = itemsOf(tree, tree.child(node, 1), Kind.importAsNames);
      if (names.some((one) => tree.kind(one) === Kind.token || isPlainConst(tree, one))) isImported = true;
    } else if (kind === Kind.importName) {
      const modules = itemsOf(tree, tree.child(node, 0), Kind.dottedAsNames);
      if (modules.some((one) => tree.kind(one) === Kind.name && tree.qstr(one) === Name.micropython)) isImported = true;
    }
  };
  visitEvaluated(tree, tree.root, note);
  return isImported;
}

function isPlainConst(tree: Tree, imported: NodeId): boolean {
  return tree.qstr(tree.child(imported, 0)) === Name.const && tree.child(imported, 1) === 0;
}
