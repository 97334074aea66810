// mpy graph: shows which module imports which, and why a module is on the flash.

import { nearestNames } from "../../diagnostics/nearest.ts";
import { GraphFacts } from "../../project/report/graph-facts.ts";
import { graphDot, graphText, whyText } from "../../project/report/graph-text.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { buildProject, printFindings } from "./project-build.ts";
import { FLAGS_NOTE, PROJECT_FLAGS, PROJECT_HELP, projectOptions } from "./project-options.ts";
import { askWithWhy, moduleNotInProject } from "../messages.ts";

export const command: Command = {
  help: `[options]

Shows what a project's modules import: a tree from its entries, with name, bytes and source of each module. A module is unfolded
once; "…" marks it in other places. Then it lists the used modules of the firmware, import cycles, shadowed modules and unresolved
imports. Modules that only JavaScript imports are not included. If the project cannot be built, the exit code is 1 and the known part is shown.

${FLAGS_NOTE}
      --why MODULE      only the shortest chain of imports to a module: its name, its path on the device, or its source
      --dot             prints Graphviz source: mpy graph --dot | dot -Tsvg -o graph.svg
${PROJECT_HELP}`,
  options: { ...PROJECT_FLAGS, why: { type: "string" }, dot: { type: "boolean" } },
  async run(call) {
    if (call.files.length > 0) throw new UsageError(askWithWhy(call.files[0]!));
    const { snapshot } = buildProject(await projectOptions(call));
    const failed = printFindings({ ...snapshot, warnings: [] });
    const facts = new GraphFacts(snapshot.graph);
    const module = call.text("why");
    if (module !== undefined) printWhy(module, facts, call);
    else if (call.flag("dot")) call.print(graphDot(facts));
    else if (call.json) call.printJson({ ...facts.graph, entries: entriesOf(facts) });
    else call.print(graphText(facts));
    return failed ? 1 : 0;
  },
};

function entriesOf(facts: GraphFacts): unknown[] {
  return facts.entries.map(({ path, entry }) => ({ path, entry, reach: facts.reach(path) }));
}

function printWhy(text: string, facts: GraphFacts, call: Call): void {
  const target = facts.find(text);
  const chain = target === undefined ? undefined : facts.why(target);
  if (target === undefined || chain === undefined) {
    const near = nearestNames(text, [...facts.graph.modules.map(({ name }) => name), ...facts.graph.builtins]);
    throw new CommandError(moduleNotInProject(text, near));
  }
  if (call.json) call.printJson({ module: target, chain });
  else call.print(whyText(target, chain, facts));
}
