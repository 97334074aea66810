// All checks of what builds well and fails on a device, in one place: a build asks for them when it knows what lies on the flash.

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

/** What the checks look at. */
export interface CheckedFlash {
  readonly modules: readonly CheckedModule[];
  readonly shadows: ShadowFacts;
  readonly device: DeviceFacts;
  /** Where the device mounts the filesystem. */
  readonly mount: string;
  /** Names that the firmware runs. */
  readonly bootFiles: readonly string[];
}

/** What is found, kind by kind. */
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
