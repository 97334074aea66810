// The options `budgets` and `checks`.

import { fileMatcher, toList, withoutUndefined } from "../project/settings.ts";
import type { Budget } from "../project/budgets.ts";
import { DEFAULT_LEVELS } from "../project/checks/finding.ts";
import type { CheckLevel, CheckLevels } from "../project/checks/finding.ts";
import { sizeInBytes } from "./size-option.ts";

/** The maximum size of some files, or of the whole flash. */
export type BudgetOption = FilesBudgetOption | TotalBudgetOption;

/** A budget of some files. */
export interface FilesBudgetOption {
  /**
   * Globs of the files in the budget. They match paths on the device, from its root or from `flash.root` ("app/**",
   * "www/**"), or paths of sources, from the project root.
   */
  include: string | string[];
  /** Globs of files left out of `include`. */
  exclude?: string | string[];
  /** Maximum size of all these files together: bytes, or a text such as "48K". */
  max: number | string;
  /** Whether exceeding the budget is only a warning. @default false */
  warn?: boolean;
}

/** A budget of the whole flash. */
export interface TotalBudgetOption {
  /**
   * Maximum use of the flash, as the manifest counts it, including the filesystem's own data: bytes, or a text such as
   * "256K".
   */
  total: number | string;
  /** Whether exceeding the budget is only a warning. @default false */
  warn?: boolean;
}

/** Checks for faults that do not fail the build but fail on the device, with a level for each kind. */
export interface CheckOptions {
  /** Modules that never run, because the firmware or another file has their name. @default "warn" */
  shadowed?: CheckLevel;
  /** A `main` or `boot` module that the board does not run. @default "warn" */
  boot?: CheckLevel;
  /** Compiled code for another version or processor than the board's. @default "warn" */
  incompatible?: CheckLevel;
  /** Modules with names that no import statement can contain. @default "warn" */
  names?: CheckLevel;
  /** Modules with paths that are too long for the port. @default "warn" */
  paths?: CheckLevel;
  /** Python that compiles but is certain to fail at run time. @default "warn" */
  code?: CheckLevel;
}

/** Resolves the option `budgets`. */
export function resolveBudgets(given: BudgetOption | readonly BudgetOption[] | undefined): Budget[] {
  return toList<BudgetOption>(given).map((budget) => ("total" in budget ? totalBudget(budget) : filesBudget(budget)));
}

function totalBudget({ total, warn = false }: TotalBudgetOption): Budget {
  return { include: undefined, exclude: [], isFor: () => true, max: sizeInBytes(total), warns: warn };
}

function filesBudget({ include, exclude, max, warn = false }: FilesBudgetOption): Budget {
  const included = toList(include);
  const excluded = toList(exclude);
  const isIn = fileMatcher(included);
  const isOut = fileMatcher(excluded);
  return {
    include: included,
    exclude: excluded,
    isFor: cached((paths) => paths.some((path) => isIn(path, path)) && !paths.some((path) => isOut(path, path))),
    max: sizeInBytes(max),
    warns: warn,
  };
}

/** Caches results: globs are slow, and a watcher asks for the same files many times. */
function cached(isFor: Budget["isFor"]): Budget["isFor"] {
  const known = new Map<string, boolean>();
  return (paths) => {
    const key = paths.join("\n");
    const answer = known.get(key) ?? isFor(paths);
    known.set(key, answer);
    return answer;
  };
}

/** Resolves the option `checks`. */
export function resolveChecks(given: CheckOptions | undefined): CheckLevels {
  return { ...DEFAULT_LEVELS, ...withoutUndefined(given ?? {}) };
}
