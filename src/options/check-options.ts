// What a user may write of budgets and checks, and what it comes to.

import { fileMatcher, toList } from "../project/settings.ts";
import type { Budget } from "../project/budgets.ts";
import { DEFAULT_LEVELS } from "../project/checks/finding.ts";
import type { CheckKind, CheckLevel, CheckLevels } from "../project/checks/finding.ts";
import { wrongOption } from "./option-error.ts";
import { sizeOption } from "./size-option.ts";

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

/** How what is found counts, by kind. */
export type CheckOptions = Partial<CheckLevels>;

const HINT = 'Such as { include: "app/**", max: "48K" } or { total: "256K" }.';

/** Decides the option `budgets`. @throws ProjectError */
export function resolveBudgets(given: BudgetOption | readonly BudgetOption[] | undefined): Budget[] {
  return toList<BudgetOption>(given).map((budget, index) => {
    const name = `budgets[${index}]`;
    if (typeof budget !== "object" || budget === null) throw wrongOption(name, "it is no budget", HINT);
    const known = "total" in budget ? ["total", "warn"] : ["include", "exclude", "max", "warn"];
    const stray = Object.keys(budget).find((key) => !known.includes(key));
    if (stray !== undefined) throw wrongOption(`${name}.${stray}`, "there is no such option beside the others", HINT);
    const { warn = false } = budget;
    if (typeof warn !== "boolean") throw wrongOption(`${name}.warn`, "it is neither true nor false", "Leave it out.");
    return "total" in budget ? totalBudget(budget, name, warn) : filesBudget(budget, name, warn);
  });
}

function totalBudget({ total }: TotalBudgetOption, name: string, warns: boolean): Budget {
  return { include: undefined, exclude: [], isFor: () => true, max: sizeOption(`${name}.total`, total), warns };
}

function filesBudget({ include, exclude, max }: FilesBudgetOption, name: string, warns: boolean): Budget {
  const patterns = toList(include);
  if (patterns.length === 0) throw wrongOption(`${name}.include`, "it is missing", HINT);
  const excluded = toList(exclude);
  const isIn = fileMatcher(patterns);
  const isOut = fileMatcher(excluded);
  if (max === undefined) throw wrongOption(`${name}.max`, "it is missing", HINT);
  return {
    include: patterns,
    exclude: excluded,
    isFor: remembered((paths) => paths.some((path) => isIn(path, path)) && !paths.some((path) => isOut(path, path))),
    max: sizeOption(`${name}.max`, max),
    warns,
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

const LEVELS: readonly CheckLevel[] = ["error", "warn", "ignore"];

/** Decides the option `checks`. @throws ProjectError */
export function resolveChecks(given: CheckOptions | undefined): CheckLevels {
  const levels: Record<CheckKind, CheckLevel> = { ...DEFAULT_LEVELS };
  for (const [kind, level] of Object.entries(given ?? {})) {
    if (!Object.hasOwn(levels, kind)) {
      throw wrongOption(`checks.${kind}`, "there is no such check", `There are ${Object.keys(levels).join(", ")}.`);
    }
    if (!LEVELS.includes(level)) {
      throw wrongOption(`checks.${kind}`, `${JSON.stringify(level)} is no level`, `One of ${LEVELS.join(", ")}.`);
    }
    levels[kind as CheckKind] = level;
  }
  return levels;
}
