// What builds well and fails on a device, as data. Each kind may be an error, a warning or nothing, as the
// project wishes.

import type { ArchName } from "../../mpy/file/arch.ts";
import type { Hint } from "../../compiler/index.ts";
import { type Problem, problemPlace } from "../problem.ts";

/**
 * Kinds of findings.
 * - `shadowed`: code that never runs, because an import of its name finds something else.
 * - `boot`: a main or boot module that the board does not run.
 * - `incompatible`: compiled code that the device does not load.
 * - `names`: modules that no import statement can spell.
 * - `paths`: modules too deep in folders for the port to import.
 * - `code`: Python that compiles and is certain to go wrong when it runs.
 */
export type CheckKind = "shadowed" | "boot" | "incompatible" | "names" | "paths" | "code";

/** How a finding of a kind counts. */
export type CheckLevel = "error" | "warn" | "ignore";

/** The level of each kind. */
export type CheckLevels = Readonly<Record<CheckKind, CheckLevel>>;

/** All kinds, and how they count where a project says nothing. */
export const DEFAULT_LEVELS: CheckLevels = {
  shadowed: "warn",
  boot: "warn",
  incompatible: "warn",
  names: "warn",
  paths: "warn",
  code: "warn",
};

/** Something that a check found. */
export interface Finding {
  readonly kind: CheckKind;
  /** The file that it is about, as people know it; absent where it is about the options. */
  readonly file?: string;
  /** Where in it, both from 1 on; absent where it is about the whole file. */
  readonly place?: { readonly line: number; readonly column: number };
  /** What hurts, without the file. */
  readonly what: string;
  /** What to do. */
  readonly remedy: string;
}

/** A module on the device, as checks look at it. */
export interface CheckedModule {
  /** Name that Python imports it by. */
  readonly name: string;
  /** Absolute path on the device. */
  readonly path: string;
  /** The source, as people know it. */
  readonly source: string;
  /** What its native code is for; undefined where it has none. */
  readonly arch: ArchName | undefined;
  /** Name of the source tree that it comes from. */
  readonly tree: string;
  /** What the compiler found in its code. */
  readonly hints: readonly Hint[];
}

/** Findings as errors and warnings, by their levels. */
export function judge(
  findings: readonly Finding[],
  levels: CheckLevels,
): { readonly problems: Problem[]; readonly warnings: string[] } {
  const problems: Problem[] = [];
  const warnings: string[] = [];
  for (const { kind, file, place, what, remedy } of findings) {
    const problem: Problem = { summary: what, displayFile: file, ...place, hint: remedy };
    if (levels[kind] === "error") problems.push(problem);
    if (levels[kind] === "warn")
      warnings.push(`${file === undefined ? "" : `${problemPlace(problem)}: `}${what}. ${remedy}`);
  }
  return { problems, warnings };
}
