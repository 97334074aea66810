// Compiled code that the device will not load, as far as the options tell: all of it where the firmware is too old, and native
// code for another kind of processor than the board's. Whether a file that comes compiled is of the right version and
// architecture is looked at when it is read (build/precompiled.ts).

import type { ArchName } from "../../mpy/file/arch.ts";
import { MPY_SUB_VERSION, MPY_VERSION } from "../../mpy/file/model.ts";
import { releaseOf, releasesFor } from "../../mpy/inspect/releases.ts";
import { archAdvice, archFault } from "../targets.ts";
import type { TargetHints } from "../targets.ts";
import type { CheckedModule, Finding } from "./finding.ts";

/** What is known of the device. */
export interface DeviceFacts {
  /** MicroPython's version. */
  readonly micropython: string | undefined;
  /** Option `target.arch`. */
  readonly arch: ArchName | undefined;
  readonly hints: TargetHints;
}

/** Finds compiled modules that the device does not load: of a version that its firmware is too old for, or of another architecture. */
export function checkIncompatible(modules: readonly CheckedModule[], device: DeviceFacts): Finding[] {
  const compiled = modules.filter(({ path }) => path.endsWith(".mpy"));
  return [...oldFirmware(compiled, device), ...wrongArch(compiled, device)];
}

function oldFirmware(modules: readonly CheckedModule[], { micropython }: DeviceFacts): Finding[] {
  const release = micropython === undefined ? undefined : releaseOf(micropython);
  if (release === undefined || modules.length === 0) return [];
  const { version, subVersion } = release;
  const loads = `MicroPython ${micropython} (option firmware) loads`;
  if (version !== MPY_VERSION) {
    const what = `${loads} .mpy files of version ${version}, and these are of version ${MPY_VERSION}`;
    const remedy = `Update the board to MicroPython ${releasesFor(MPY_VERSION)}, or ship source (shipAsSource: "**").`;
    return [{ kind: "incompatible", what, remedy }];
  }
  const hasNative = modules.some((module) => module.arch !== undefined);
  if (!hasNative || subVersion === MPY_SUB_VERSION) return [];
  const what = `${loads} native code of version ${version}.${subVersion}, and this is of ${MPY_VERSION}.${MPY_SUB_VERSION}`;
  const newer = releasesFor(MPY_VERSION, MPY_SUB_VERSION);
  return [
    { kind: "incompatible", what, remedy: `Update the board to MicroPython ${newer}, or leave native code out.` },
  ];
}

function wrongArch(modules: readonly CheckedModule[], { arch, hints }: DeviceFacts): Finding[] {
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
