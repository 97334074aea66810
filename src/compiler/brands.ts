// Types of numbers that must not be confused: a call with two of them swapped does not compile. At run time they are
// plain numbers. The code that makes one (name pool, tree, lexer, walk) casts it to its type.

declare const brand: unique symbol;

/** A number of one type only. */
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** An interned name: its index in the name pool, from 1 on; 0 is no name. */
export type Qstr = Branded<"qstr">;

/** A node of the syntax tree: the index of its first word in {@link Tree.words}; 0 is the absent node. */
export type NodeId = Branded<"node">;

/** A jump target of one scope, from 0 on; with {@link BREAK_FROM_FOR} in its bits it is a `break` out of a `for` loop. */
export type Label = Branded<"label">;

/** A line of the source, from 1 on; 0 where the reference gives none. */
export type Line = Branded<"line">;

/** No name. */
export const NO_QSTR: Qstr = 0 as Qstr;

/** The absent node. */
export const NO_NODE: NodeId = 0 as NodeId;

/** No line. */
export const NO_LINE: Line = 0 as Line;

/** The first label of a scope. */
export const FIRST_LABEL: Label = 0 as Label;

/** The label that comes `count` after another, of those that were reserved together. */
export function labelAfter(label: Label, count: number): Label {
  return (label + count) as Label;
}
