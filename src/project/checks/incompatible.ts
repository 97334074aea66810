// The check `incompatible`: native code for another processor than the board's, according to the options. Precompiled
// files are checked when they are read (engine/precompiled.ts).

import type { ArchName } from "../../mpy/file/arch.ts";
import { archAdvice, archFault } from "../targets.ts";
import type { TargetHints } from "../targets.ts";
import type { CheckedModule, Finding } from "./finding.ts";
import { archOptionUnfit, codeUnfit } from "../messages.ts";

/** Facts about the device. */
export interface DeviceFacts {
  /** Option `target.arch`. */
  readonly arch: ArchName | undefined;
  readonly hints: TargetHints;
}

/** Finds compiled modules with native code for another architecture than the device's. */
export function checkIncompatible(modules: readonly CheckedModule[], { arch, hints }: DeviceFacts): Finding[] {
  const findings = new Map<string, Finding>();
  for (const module of modules) {
    const fault = module.arch === undefined ? undefined : archFault(module.arch, hints);
    if (fault === undefined) continue;
    // A wrong option is reported once, not for each module.
    if (module.arch === arch) {
      findings.set("", { kind: "incompatible", ...archOptionUnfit(fault, archAdvice(hints)) });
    } else {
      findings.set(module.source, { kind: "incompatible", file: module.source, ...codeUnfit(fault) });
    }
  }
  return [...findings.values()];
}
