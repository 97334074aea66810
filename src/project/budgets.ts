// How much of the flash parts of a project may take: budgets as a project sets them, and what of each is used. A budget that is
// exceeded says which files are the largest in it, because these are what somebody will look at.

import { largestFiles } from "./flash-image.ts";
import type { DeviceFile } from "./flash-image.ts";
import type { Problem } from "./problem.ts";

/** A budget, decided. */
export interface Budget {
  /** Globs of the files that it is for; undefined for the whole flash. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
  /** Whether it is for a file: asked with all the paths that a glob may be written for. */
  readonly isFor: (paths: readonly string[]) => boolean;
  /** Bytes. */
  readonly max: number;
  /** Whether it only warns. */
  readonly warns: boolean;
}

/** What of a budget is used. */
export interface BudgetUse {
  readonly budget: Budget;
  /** Bytes: of the files; of the whole flash, as the filesystem counts it. */
  readonly used: number;
  /** The files in it. */
  readonly files: readonly DeviceFile[];
}

/** What the whole is. */
interface FlashFacts {
  /** Bytes in use, as the manifest has it. */
  readonly used: number;
  /** Folder on the device that source roots stand for. */
  readonly root: string;
}

/** What of each budget these files use. */
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
 * Paths that people may know a file by: on the device, from its root and from `root`, there under the name of its source too,
 * and of its source from the project's root.
 */
function pathsOf({ path, displaySource }: DeviceFile, root: string): string[] {
  const onDevice = [path.slice(1)];
  if (root !== "/" && path.startsWith(`${root}/`)) onDevice.push(path.slice(root.length + 1));
  const asSource = path.endsWith(".mpy") ? onDevice.map((one) => one.replace(/mpy$/, "py")) : [];
  return [...onDevice, ...asSource, displaySource];
}

/** What is to be said of budgets: those exceeded, and those that are for no file at all. */
export function budgetFindings(uses: readonly BudgetUse[]): { problems: Problem[]; warnings: string[] } {
  const problems: Problem[] = [];
  const warnings: string[] = [];
  for (const { budget, used, files } of uses) {
    if (files.length === 0 && budget.include !== undefined) {
      warnings.push(`option budgets: no file on the flash matches ${budgetName(budget)}`);
    }
    if (used <= budget.max) continue;
    const summary = `the budget of ${budget.max} bytes for ${budgetName(budget)} is exceeded by ${bytesText(used - budget.max)}`;
    const hint = `The largest in it, in bytes:\n${largestFiles(files)}`;
    if (budget.warns) warnings.push(`${summary}. ${hint}`);
    else
      problems.push({
        summary,
        hint: `${hint}\nMake them smaller, leave some out, or raise it in the option budgets.`,
      });
  }
  return { problems, warnings };
}

function bytesText(count: number): string {
  return `${count} ${count === 1 ? "byte" : "bytes"}`;
}

/** Which files a budget is for, decided or as a manifest has it. */
interface BudgetFiles {
  readonly include: readonly string[] | null | undefined;
  readonly exclude: readonly string[];
}

/** What messages and tables call a budget. */
export function budgetName({ include, exclude }: BudgetFiles): string {
  if (include === undefined || include === null) return "the whole flash";
  return exclude.length === 0 ? include.join(", ") : `${include.join(", ")} without ${exclude.join(", ")}`;
}
