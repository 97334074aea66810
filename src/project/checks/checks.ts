// Runs all checks for faults that do not fail the build but fail on a device. A build calls it when the content of the
// flash is known.

import { portOf } from "../targets.ts";
import { checkBoot } from "./boot.ts";
import { checkCode } from "./code.ts";
import type { CheckedModule, Finding } from "./finding.ts";
import { checkIncompatible } from "./incompatible.ts";
import type { DeviceFacts } from "./incompatible.ts";
import { checkNames } from "./names.ts";
import { checkPaths } from "./paths.ts";
import { checkShadowed } from "./shadowed.ts";
import type { ShadowFacts } from "./shadowed.ts";

/** The inputs of the checks. */
export interface CheckedFlash {
  readonly modules: readonly CheckedModule[];
  readonly shadows: ShadowFacts;
  readonly device: DeviceFacts;
  /** Path at which the device mounts the filesystem. */
  readonly mount: string;
  /** Names that the firmware runs. */
  readonly bootFiles: readonly string[];
}

/** The findings of all checks, kind by kind. */
export function checkFlash({ modules, shadows, device, mount, bootFiles }: CheckedFlash): Finding[] {
  const port = portOf(device.hints);
  return [
    ...checkShadowed(shadows),
    ...checkBoot(modules, mount, port, bootFiles),
    ...checkIncompatible(modules, device),
    ...checkNames(modules),
    ...checkPaths(modules, port),
    ...checkCode(modules, shadows.isOwn),
  ];
}
