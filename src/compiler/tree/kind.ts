// Kinds of node as one object. Its values are separate constants (kinds.ts), because bundlers inline constants and not
// properties: the compiler for pages is a tenth smaller.

import {
  constObject as lastLiteral,
  fileInput2 as firstInner,
  name as lastName,
  smallInt as firstNumber,
} from "./kinds.ts";
import type * as kinds from "./kinds.ts";

export * as Kind from "./kinds.ts";

/** One of {@link Kind}. */
export type NodeKind = Exclude<(typeof kinds)[keyof typeof kinds], typeof kinds.count>;

/** Whether nodes of a kind are leaves: they have an argument and no children. */
export function isLeaf(kind: NodeKind): boolean {
  return kind < firstInner;
}

/** Whether a leaf of a kind stands for a value that is known: a string, a number, a keyword, a constant object. */
export function isLiteral(kind: NodeKind): boolean {
  return kind > lastName && kind <= lastLiteral;
}

/** Whether a leaf of a kind may be a number, and is no name or string. */
export function mayBeNumber(kind: NodeKind): boolean {
  return kind >= firstNumber && kind <= lastLiteral;
}
