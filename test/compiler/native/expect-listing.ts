// The comparison of our encodings with a recorded listing.

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type EncodingCase, hex, parseListing } from "./listing.ts";

/** The listing golden/`name`.lst must hold the lines of the cases and no others. */
export function expectListing(name: string, cases: readonly EncodingCase[]): void {
  const recorded = parseListing(readFileSync(new URL(`golden/${name}.lst`, import.meta.url), "utf8"));
  const ours = new Map(cases.map(({ source, bytes }) => [source, hex(bytes)]));
  expect(ours).toEqual(recorded);
}
