// The compiled code of one program with two settings, as lines of the one, the other, or both.

import { diffArrays } from "diff";
import type { ListingFunction } from "./messages.ts";

/** A line of the comparison. */
export interface DifferenceRow {
  readonly side: "both" | "left" | "right";
  readonly text: string;
}

/** A function in one or both listings. */
export interface DifferenceFunction {
  readonly name: string;
  readonly rows: readonly DifferenceRow[];
  readonly changed: number;
}

/** Functions are paired by name and place: the first `f` with the first `f`. */
export function compareListings(
  left: readonly ListingFunction[],
  right: readonly ListingFunction[],
): DifferenceFunction[] {
  const leftByKey = new Map(keyed(left));
  const rightByKey = new Map(keyed(right));
  const keys = [...new Set([...leftByKey.keys(), ...rightByKey.keys()])];
  return keys.map((key) => {
    const parts = diffArrays(lines(leftByKey.get(key)), lines(rightByKey.get(key)));
    const rows = parts.flatMap(({ added, removed, value }) => {
      const side = added ? "right" : removed ? "left" : "both";
      return value.map((text): DifferenceRow => ({ side, text }));
    });
    const name = (leftByKey.get(key) ?? rightByKey.get(key))!.name;
    return { name, rows, changed: rows.filter(({ side }) => side !== "both").length };
  });
}

function keyed(functions: readonly ListingFunction[]): [string, ListingFunction][] {
  const counts = new Map<string, number>();
  return functions.map((one) => {
    const count = counts.get(one.name) ?? 0;
    counts.set(one.name, count + 1);
    return [`${one.name}#${count}`, one];
  });
}

// Offsets are left out: one changed instruction would change all behind it.
const lines = (one: ListingFunction | undefined): string[] =>
  (one?.rows ?? []).map(({ label, name, operand, bytes }) => {
    const code = name === "" ? bytes : `${name} ${operand}`.trim();
    return label === "" ? code : `${label}: ${code}`;
  });
