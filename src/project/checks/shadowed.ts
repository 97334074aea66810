// The check `shadowed`: modules that never run, because an import of their name finds another one first, in the
// firmware or in a file. The import graph lists them. This file decides which of them are reported, and how to fix
// them.

import type { Firmware } from "../graph/firmware.ts";
import type { HiddenModule } from "../graph/graph.ts";
import type { Finding } from "./finding.ts";
import { shadowedByBuiltIn, shadowedByFrozen, shadowedByModule } from "../messages.ts";

/** The inputs of the check. */
export interface ShadowFacts {
  readonly hidden: readonly HiddenModule[];
  readonly firmware: Pick<Firmware, "kindOf">;
  /** Whether a source, as named in messages, is on the flash. */
  readonly isShipped: (source: string) => boolean;
  /** Whether a source tree, by its name, is one of the project's source roots. */
  readonly isOwn: (tree: string) => boolean;
}

/**
 * Finds shadowed modules. A shadowed module of a library is reported only if it ships. A shadowed module of the project
 * is always reported.
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
  if (kind === "module") return shadowedByModule(name, by);
  return firmware.kindOf(by) === "frozen" ? shadowedByFrozen(by) : shadowedByBuiltIn(by);
}
