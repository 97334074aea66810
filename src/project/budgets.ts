// Budgets: maximum sizes of parts of the flash, and the use of each. The problem of an exceeded budget lists its
// largest files.

import { largestFiles } from "./flash-image.ts";
import type { DeviceFile } from "./flash-image.ts";
import type { Problem } from "./problem.ts";
import { BUDGET_ADVICE, budgetExceeded, budgetWithoutFiles } from "./messages.ts";

/** A resolved budget. */
export interface Budget {
  /** Globs of its files; undefined for the whole flash. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
  /** Whether it includes a file, given all paths that a glob may match. */
  readonly isFor: (paths: readonly string[]) => boolean;
  /** Bytes. */
  readonly max: number;
  /** Whether exceeding it is only a warning. */
  readonly warns: boolean;
}

/** The use of a budget. */
export interface BudgetUse {
  readonly budget: Budget;
  /** Bytes of the files; for the whole flash, as counted by the filesystem. */
  readonly used: number;
  /** The files in the budget. */
  readonly files: readonly DeviceFile[];
}

/** Facts about the whole flash. */
interface FlashFacts {
  /** Bytes in use, as in the manifest. */
  readonly used: number;
  /** Folder on the device for the source roots. */
  readonly root: string;
}

/** The use of each budget by these files. */
export function budgetUses(
  budgets: readonly Budget[],
  files: readonly DeviceFile[],
  { used, root }: FlashFacts,
): BudgetUse[] {
  return budgets.map((budget) => {
    if (budget.include === undefined) return { budget, used, files };
    const own = files.filter((file) => budget.isFor(pathsOf(file, root)));
    return { budget, used: own.reduce((sum, file) => sum + file.bytes.length, 0), files: own };
  });
}

/**
 * Paths of a file that globs may match: on the device, from its root and from `root`, also with the source's extension;
 * and the source's path from the project root.
 */
function pathsOf({ path, displaySource }: DeviceFile, root: string): string[] {
  const onDevice = [path.slice(1)];
  if (root !== "/" && path.startsWith(`${root}/`)) onDevice.push(path.slice(root.length + 1));
  const asSource = path.endsWith(".mpy") ? onDevice.map((one) => one.replace(/mpy$/, "py")) : [];
  return [...onDevice, ...asSource, displaySource];
}

/** Problems and warnings of budgets: exceeded ones, and ones without files. */
export function budgetFindings(uses: readonly BudgetUse[]): { problems: Problem[]; warnings: string[] } {
  const problems: Problem[] = [];
  const warnings: string[] = [];
  for (const { budget, used, files } of uses) {
    if (files.length === 0 && budget.include !== undefined) {
      warnings.push(budgetWithoutFiles(budgetName(budget)));
    }
    if (used <= budget.max) continue;
    const { summary, hint } = budgetExceeded(budgetName(budget), budget.max, used - budget.max, largestFiles(files));
    if (budget.warns) warnings.push(`${summary}. ${hint}`);
    else problems.push({ summary, hint: `${hint}\n${BUDGET_ADVICE}` });
  }
  return { problems, warnings };
}

/** The files of a budget, resolved or from a manifest. */
interface BudgetFiles {
  readonly include: readonly string[] | null | undefined;
  readonly exclude: readonly string[];
}

/** The name of a budget in messages and tables. */
export function budgetName({ include, exclude }: BudgetFiles): string {
  if (include === undefined || include === null) return "the whole flash";
  return exclude.length === 0 ? include.join(", ") : `${include.join(", ")} without ${exclude.join(", ")}`;
}
