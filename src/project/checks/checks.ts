// All checks of what is certain to hurt on a device, in one place: a build asks for them when it knows what lies on the flash.

import type { DeviceFile } from "../flash-image.ts";
import { portOf } from "../targets.ts";
import { checkBoot } from "./boot.ts";
import type { Finding } from "./finding.ts";
import { checkIncompatible } from "./incompatible.ts";
import type { CompiledModule, DeviceFacts } from "./incompatible.ts";
import { checkPaths } from "./paths.ts";
import { checkShadowed } from "./shadowed.ts";
import type { ShadowFacts } from "./shadowed.ts";

/** What the checks look at. */
export interface CheckedFlash {
  readonly files: readonly DeviceFile[];
  readonly compiled: readonly CompiledModule[];
  readonly shadows: ShadowFacts;
  readonly device: DeviceFacts;
  /** Where the device mounts the filesystem. */
  readonly mount: string;
}

/** What is found, kind by kind. */
export function checkFlash({ files, compiled, shadows, device, mount }: CheckedFlash): Finding[] {
  const port = portOf(device.hints);
  return [
    ...checkShadowed(shadows),
    ...checkBoot(files, mount, port),
    ...checkIncompatible(compiled, device),
    ...checkPaths(files, port),
  ];
}
