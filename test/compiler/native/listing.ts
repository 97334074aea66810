// Instructions as an independent assembler sees them. A case is a line of its language beside what our encoder makes of
// the same operands; the recorded answers lie in golden/, and renew-listings.ts records them anew with an assembler
// from PATH.

/** One instruction: a line of assembler and our encoding, as the bytes in memory. */
export interface EncodingCase {
  readonly source: string;
  readonly bytes: readonly number[];
}

/** Values of one operand to try, usually its least and its greatest. */
export type OperandValues = readonly number[];

/**
 * A case for every combination of operands.
 * @param text the line; `values` are the operands in order
 */
export function casesOf(
  operands: readonly OperandValues[],
  text: (...values: number[]) => string,
  encode: (...values: number[]) => readonly number[],
): EncodingCase[] {
  const combinations = operands.reduce<number[][]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
  return combinations.map((values) => ({ source: text(...values), bytes: encode(...values) }));
}

/** Bytes as hex, for the listing. */
export function hex(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The lines of a recorded listing: bytes as hex, a tab, the source. */
export function parseListing(text: string): Map<string, string> {
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => line.split("\t") as [string, string]).map(([bytes, source]) => [source, bytes]));
}
