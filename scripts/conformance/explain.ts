// Why one program differs: for a generated one the smallest part that still differs, then both listings at the first difference.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shrink } from "../generator/index.ts";
import { kindOfDifference, verdict } from "./answer.ts";
import { listingOf, sideBySide } from "./listing.ts";
import { optionSetNamed } from "./option-sets.ts";
import { compileOurs, ourAnswer } from "./ours.ts";
import { GENERATED_TIMEOUT_MS, compileTheirs, theirAnswer } from "./reference.ts";
import { sourceOf } from "./work.ts";
import type { Difference } from "./work.ts";

/** Tries of the shrinker for one program, each a run of the reference (2 ms). */
const SHRINK_TRIES = 1500;

/** Text for people: the shrunk source of a generated program, then the listings where both sides made a .mpy. */
export function explain(binary: string, difference: Difference, shrinking: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  const path = join(folder, "program.py");
  try {
    let source = sourceOf(difference.program);
    let text = "";
    if (difference.program.generated && !difference.ours.startsWith("!!HANG")) {
      if (shrinking) source = shrinkDifference(binary, difference, source, path);
      text = `${indented(Buffer.from(source).toString("utf8"))}\n`;
    }
    writeFileSync(path, source);
    return text + listings(binary, difference, source, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The smallest program found on which the sides differ in the same way. */
function shrinkDifference(binary: string, difference: Difference, source: Uint8Array, path: string): Uint8Array {
  const set = optionSetNamed(difference.set);
  const kind = kindOfDifference(difference.ours, difference.theirs);
  return shrink(source, SHRINK_TRIES, (candidate) => {
    writeFileSync(path, candidate);
    const ours = ourAnswer(candidate, set);
    const theirs = theirAnswer(binary, path, set, GENERATED_TIMEOUT_MS);
    return verdict(ours, theirs) === "differs" && kindOfDifference(ours, theirs) === kind;
  });
}

function listings(binary: string, difference: Difference, source: Uint8Array, path: string): string {
  if (difference.ours.startsWith("!")) return "";
  const set = optionSetNamed(difference.set);
  const ours = compileOurs(source, set);
  const theirs = compileTheirs(binary, path, set);
  if (typeof ours === "string" || typeof theirs === "string") return "";
  return `${sideBySide(listingOf(theirs), listingOf(ours))}\n`;
}

function indented(text: string): string {
  return text.replace(/^/gm, "    > ");
}
