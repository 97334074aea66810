// Native code for another kind of processor than the board's, as far as the options tell. What we compile is made for the
// firmware; whether it loads a file that comes compiled is looked at when it is read (engine/precompiled.ts).

import type { ArchName } from "../../mpy/file/arch.ts";
import { archAdvice, archFault } from "../targets.ts";
import type { TargetHints } from "../targets.ts";
import type { CheckedModule, Finding } from "./finding.ts";

/** What is known of the device. */
export interface DeviceFacts {
  /** Option `target.arch`. */
  readonly arch: ArchName | undefined;
  readonly hints: TargetHints;
}

/** Finds compiled modules that the device does not load because their native code is for another architecture. */
export function checkIncompatible(modules: readonly CheckedModule[], { arch, hints }: DeviceFacts): Finding[] {
  const findings = new Map<string, Finding>();
  for (const module of modules) {
    const fault = module.arch === undefined ? undefined : archFault(module.arch, hints);
    if (fault === undefined) continue;
    // What the option asks for is said once, not for each module.
    if (module.arch === arch) {
      findings.set("", { kind: "incompatible", what: `option target.arch: it ${fault}`, remedy: archAdvice(hints) });
    } else {
      const remedy = "Take the file that is made for the board.";
      findings.set(module.source, { kind: "incompatible", file: module.source, what: `its code ${fault}`, remedy });
    }
  }
  return [...findings.values()];
}
