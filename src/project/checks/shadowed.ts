// Modules whose code never runs, because an import of their name finds something else first: the firmware's own module, or
// another file. The import graph knows them; this file decides which of them are reported, and says what to do.

import type { Firmware } from "../graph/firmware.ts";
import type { HiddenModule } from "../graph/graph.ts";
import type { Finding } from "./finding.ts";

/** What the check needs to know. */
export interface ShadowFacts {
  readonly hidden: readonly HiddenModule[];
  readonly firmware: Pick<Firmware, "kindOf">;
  /** Whether a source, as people know it, is on the flash. */
  readonly isShipped: (source: string) => boolean;
  /** Whether a source tree, by its name, is one of the project's source roots. */
  readonly isOwn: (tree: string) => boolean;
}

/**
 * What a library has beside a better one that is found first is as it should be, unless it takes room on the flash; what the
 * project itself has is a mistake in any case.
 */
export function checkShadowed({ hidden, firmware, isShipped, isOwn }: ShadowFacts): Finding[] {
  return hidden
    .filter(({ source, tree }) => isOwn(tree) || isShipped(source))
    .map((module) => ({ kind: "shadowed", file: module.source, ...adviceFor(module, firmware) }));
}

function adviceFor(
  { name, by, kind }: HiddenModule,
  firmware: ShadowFacts["firmware"],
): Omit<Finding, "kind" | "file"> {
  if (kind === "module") {
    return {
      what: `its code never runs: the device imports ${by} as ${name}`,
      remedy: "Remove or rename one of the two (option exclude leaves it out).",
    };
  }
  if (firmware.kindOf(by) === "frozen") {
    return {
      what: `its code never runs: ${by} is frozen into the firmware and comes before this file's folder`,
      remedy: "Rename it, or place it at the device's root, which is looked at first.",
    };
  }
  return {
    what: `its code never runs: ${by} is built into the firmware and comes before all files`,
    remedy: "Rename it.",
  };
}
