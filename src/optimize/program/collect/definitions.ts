// The heads of functions and classes: parameters and bases.

import type { NodeId } from "../../../compiler/brands.ts";
import { Kind } from "../../../compiler/tree/kind.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import { listOf, nameText } from "../bound-names.ts";
import type { Signature } from "../facts.ts";

/** The signature of a function. */
export function signatureOf(tree: Tree, funcdef: NodeId, isPlain: boolean): Signature {
  const parameters: string[] = [];
  for (const one of listOf(tree, tree.child(funcdef, 1), Kind.typedargslist)) {
    const kind = tree.kind(one);
    if (kind === Kind.typedargslistStar || kind === Kind.typedargslistDblStar) {
      // Parameters after a star are keyword-only. A star with a name would take too many positional arguments.
      if (kind === Kind.typedargslistStar && tree.child(one, 0) !== 0) return { parameters: [], isPlain: false };
      break;
    }
    parameters.push(nameText(tree, kind === Kind.name ? one : tree.child(one, 0)));
  }
  return { parameters, isPlain };
}

/** Bases by their last name; undefined if they are not plain names. */
export function basesOf(tree: Tree, classdef: NodeId): string[] | undefined {
  const list = tree.child(classdef, 1);
  if (list === 0 || tree.kind(list) === Kind.classdef2) return [];
  const bases: string[] = [];
  for (const one of listOf(tree, list, Kind.arglist)) {
    const kind = tree.kind(one);
    if (kind === Kind.name) bases.push(nameText(tree, one));
    else if (kind === Kind.atomExprNormal && tree.kind(tree.child(one, 1)) === Kind.trailerPeriod) {
      bases.push(nameText(tree, tree.child(tree.child(one, 1), 0)));
    } else return undefined;
  }
  return bases;
}
