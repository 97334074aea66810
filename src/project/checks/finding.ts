// Findings of the checks: faults that do not fail the build but fail on a device. The project sets a level for each
// kind.

import type { ArchName } from "../../mpy/file/arch.ts";
import type { Hint } from "../../compiler/index.ts";
import { type Problem, problemPlace } from "../problem.ts";

/**
 * Kinds of findings.
 * - `shadowed`: modules that never run, because an import of their name finds another one.
 * - `boot`: main or boot modules that the board does not run.
 * - `incompatible`: compiled code that the device does not load.
 * - `names`: modules with names that no import statement can contain.
 * - `paths`: modules with paths that are too long for the port.
 * - `code`: Python that compiles but is certain to fail at run time.
 */
export type CheckKind = "shadowed" | "boot" | "incompatible" | "names" | "paths" | "code";

/** The level of findings of a kind. */
export type CheckLevel = "error" | "warn" | "ignore";

/** The level of each kind. */
export type CheckLevels = Readonly<Record<CheckKind, CheckLevel>>;

/** The default level of each kind. */
export const DEFAULT_LEVELS: CheckLevels = {
  shadowed: "warn",
  boot: "warn",
  incompatible: "warn",
  names: "warn",
  paths: "warn",
  code: "warn",
};

/** The result of a check. */
export interface Finding {
  readonly kind: CheckKind;
  /** The file, as named in messages; absent for a finding about options. */
  readonly file?: string;
  /** The place in the file, both 1-based; absent for a finding about the whole file. */
  readonly place?: { readonly line: number; readonly column: number };
  /** What is wrong, without the file. */
  readonly what: string;
  /** How to fix it. */
  readonly remedy: string;
}

/** A module on the device, for the checks. */
export interface CheckedModule {
  /** Name of the module in Python. */
  readonly name: string;
  /** Absolute path on the device. */
  readonly path: string;
  /** The source, as named in messages. */
  readonly source: string;
  /** Architecture of its native code; undefined if it has none. */
  readonly arch: ArchName | undefined;
  /** Name of its source tree. */
  readonly tree: string;
  /** The compiler's hints about its code. */
  readonly hints: readonly Hint[];
}

/** Sorts findings into errors and warnings, by their levels. */
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
