// The input of syntax rules: the piece of source that the parser refused, and the pieces around it.

import { openBrackets, type OpenBracket, type Piece, type Scanner } from "./scan.ts";
import type { Expected } from "./source-error.ts";

/** A recognised mistake. */
export interface Diagnosis {
  /** Stable code of the mistake: "missing-colon", … */
  readonly code: string;
  /** How to fix it. */
  readonly hint: string;
}

/** The input of syntax rules: the piece that the parser refused, and the pieces around it. */
export interface SyntaxFacts {
  readonly pieces: readonly Piece[];
  /** Index of the piece at fault. */
  readonly index: number;
  readonly piece: Piece;
  readonly previous: Piece | undefined;
  readonly next: Piece | undefined;
  /** Pieces of the logical line, from its first to the piece at fault. */
  readonly statement: readonly Piece[];
  /** What the parser expected instead, if there is only one possibility. */
  readonly expected: Expected | undefined;
  /** Brackets that are open before the piece at fault, outermost first. */
  readonly open: readonly OpenBracket[];
  /** Last piece of the preceding logical line. The indentation of both lines is in columns, with tabs as 8. */
  readonly before: Piece | undefined;
  readonly indent: number;
  readonly indentBefore: number;
}

/** A rule for one kind of mistake. */
export type Rule = (facts: SyntaxFacts) => Diagnosis | undefined;

/** Collects the input of rules. `offset` is the place where the parser stopped. */
export function syntaxFacts(
  { pieces, outer }: Pick<Scanner, "pieces" | "outer">,
  offset: number,
  source: Uint8Array,
  expected: Expected | undefined,
): SyntaxFacts {
  let index = pieces.findIndex((each) => each.end > offset);
  if (index < 0) index = pieces.length - 1;
  const piece = pieces[index]!;
  let first = index;
  while (first > 0 && pieces[first - 1]!.kind !== "newline") first--;
  let lineBefore = first - 1;
  while (lineBefore > 0 && pieces[lineBefore - 1]!.kind !== "newline") lineBefore--;
  const columns = (at: number): number => indentation(source, pieces[Math.max(0, at)]!.start);
  return {
    pieces,
    index,
    piece,
    previous: pieces[index - 1],
    next: pieces[index + 1],
    statement: pieces.slice(first, index + 1),
    expected,
    open: openBrackets(pieces, index, outer),
    before: lineBefore < first - 1 ? pieces[first - 2] : undefined,
    indent: columns(first),
    indentBefore: columns(lineBefore),
  };
}

/** Columns before `offset` on its line. A tab goes to the next multiple of 8. */
function indentation(source: Uint8Array, offset: number): number {
  let start = offset;
  while (start > 0 && source[start - 1] !== 10) start--;
  let column = 0;
  for (let at = start; at < offset; at++) column = source[at] === 9 ? (column + 8) & ~7 : column + 1;
  return column;
}
