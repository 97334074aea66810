// mpy explain: why the optimiser for size keeps or drops something.

import { nearestNames } from "../../diagnostics/nearest.ts";
import type { OptimizeReport, Removal } from "../../optimize/index.ts";
import { savingLines } from "../../project/report/optimized.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Command } from "./command.ts";
import { buildProject, printFindings } from "./project-build.ts";
import { PROJECT_HELP, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";
import { giveOnly, nameNotDefined, NOT_OPTIMIZED } from "../messages.ts";

export const command: Command = {
  help: `[NAME] [options]

Says why optimize: "size" keeps or removes a function, class, method, global, import or module. NAME is a name in the source ("f",
"Class.method"), the dotted name of a module, or the path of its source. Without NAME it lists everything that was removed, and what
was left alone and why.

${PROJECT_HELP}`,
  options: PROJECT_OPTIONS,
  async run(call) {
    const [name, ...others] = call.files;
    if (others.length > 0) throw new UsageError(giveOnly(others[0]!, "one name"));
    const { snapshot } = buildProject(await projectOptions(call));
    const failed = printFindings({ ...snapshot, warnings: [] });
    const report = snapshot.optimized?.report;
    if (report === undefined) throw new CommandError(NOT_OPTIMIZED);
    const found = name === undefined ? report : explain(name, report);
    if (call.json) call.printJson(found);
    else call.print(name === undefined ? everything(report) : answers(found as Answer[]));
    return failed ? 1 : 0;
  },
};

type Answer = Removal & { readonly isKept: boolean };

/** The report's entries for a name. @throws CommandError if there are none */
export function explain(name: string, { removed, kept }: OptimizeReport): Answer[] {
  const all = [...removed.map((one) => ({ ...one, isKept: false })), ...kept.map((one) => ({ ...one, isKept: true }))];
  const found = all.filter((one) => {
    return one.kind === "module" ? isModule(one.path, name) : one.name === name || one.name.endsWith(`.${name}`);
  });
  if (found.length > 0) return found;
  const near = nearestNames(name, [...new Set(all.map((one) => one.name))]);
  throw new CommandError(nameNotDefined(name, near));
}

/** Whether a name is a module's path or its dotted name. */
function isModule(path: string, name: string): boolean {
  const inside = name.replaceAll(".", "/");
  return path === name || [`${inside}.py`, `${inside}/__init__.py`].some((end) => `/${path}`.endsWith(`/${end}`));
}

function place({ path, line }: Removal): string {
  return line === 0 ? path : `${path}:${line}`;
}

function answers(found: readonly Answer[]): string {
  return found
    .map((one) => `${place(one)}  ${one.kind} ${one.name}: ${one.isKept ? "kept" : "removed"}: ${one.reason}\n`)
    .join("");
}

function everything(report: OptimizeReport): string {
  const { removed, leftAlone } = report;
  const lines = removed.map((one) => `${place(one)}  ${one.kind} ${one.name}: ${one.reason}`);
  const alone = leftAlone.map(({ path, what, reason }) => `${path ?? "the program"}  ${what}: ${reason}`);
  const saved = savingLines(report);
  return [...lines, ...(alone.length > 0 ? ["", "Left alone:", ...alone] : []), "", ...saved, ""].join("\n");
}
