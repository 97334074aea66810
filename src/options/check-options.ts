// What a user may write of budgets and checks, and what it comes to.

import { fileMatcher, toList, withoutUndefined } from "../project/settings.ts";
import type { Budget } from "../project/budgets.ts";
import { DEFAULT_LEVELS } from "../project/checks/finding.ts";
import type { CheckLevel, CheckLevels } from "../project/checks/finding.ts";
import { sizeInBytes } from "./size-option.ts";

/** How much of the flash some files, or all, may take. */
export type BudgetOption = FilesBudgetOption | TotalBudgetOption;

/** A budget of some files. */
export interface FilesBudgetOption {
  /**
   * Globs of the files in it: on paths on the device, from its root or from `flash.root` ("app/**", "www/**"), or on those of the
   * sources, from the project's root.
   */
  include: string | string[];
  /** Globs of files left out of `include`. */
  exclude?: string | string[];
  /** What they may take together: bytes, or such as "48K". */
  max: number | string;
  /** Whether to exceed it is only a warning. @default false */
  warn?: boolean;
}

/** A budget of the whole flash. */
export interface TotalBudgetOption {
  /** What may be used of the flash, as the manifest counts it (with what the filesystem needs): bytes, or such as "256K". */
  total: number | string;
  /** Whether to exceed it is only a warning. @default false */
  warn?: boolean;
}

/** Checks of what builds well and fails on the device: how each kind counts. */
export interface CheckOptions {
  /** Modules whose code never runs, because the firmware or another file has their name. @default "warn" */
  shadowed?: CheckLevel;
  /** A `main` or `boot` module that the board does not run. @default "warn" */
  boot?: CheckLevel;
  /** Compiled code for another version or processor than the board's. @default "warn" */
  incompatible?: CheckLevel;
  /** Modules whose names no import can spell. @default "warn" */
  names?: CheckLevel;
  /** Modules whose paths are too long for the port to import. @default "warn" */
  paths?: CheckLevel;
  /** Python that compiles and is certain to go wrong when it runs. @default "warn" */
  code?: CheckLevel;
}

/** Decides the option `budgets`. */
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
    isFor: remembered((paths) => paths.some((path) => isIn(path, path)) && !paths.some((path) => isOut(path, path))),
    max: sizeInBytes(max),
    warns: warn,
  };
}

/** Globs are slow beside a look-up, and a watcher asks for the same files again and again. */
function remembered(isFor: Budget["isFor"]): Budget["isFor"] {
  const known = new Map<string, boolean>();
  return (paths) => {
    const key = paths.join("\n");
    const answer = known.get(key) ?? isFor(paths);
    known.set(key, answer);
    return answer;
  };
}

/** Decides the option `checks`. */
export function resolveChecks(given: CheckOptions | undefined): CheckLevels {
  return { ...DEFAULT_LEVELS, ...withoutUndefined(given ?? {}) };
}
