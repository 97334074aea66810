// Values of `sys` on each port: MICROPY_PY_SYS_PLATFORM in ports/*/mpconfigport.h of MicroPython 1.29 (commit
// 1c3c2011). No port in the tables is big-endian.

import type { TargetFacts } from "../graph/firmware.ts";
import type { ReleaseNumber } from "./history.ts";

/** `sys.platform` by port; several values if it depends on the machine. */
const PLATFORMS: Readonly<Record<string, readonly string[]>> = {
  alif: ["alif"],
  cc3200: ["WiPy"],
  esp32: ["esp32"],
  esp8266: ["esp8266"],
  mimxrt: ["mimxrt"],
  nrf: ["nrf"],
  "psoc-edge": ["psoc-edge"],
  qemu: ["qemu"],
  "renesas-ra": ["renesas-ra"],
  rp2: ["rp2"],
  samd: ["samd"],
  stm32: ["pyboard"],
  unix: ["linux", "darwin", "freebsd"],
  webassembly: ["webassembly"],
  windows: ["win32"],
  zephyr: ["zephyr"],
};

/** Known values of a port's firmware; none for an unknown port. CircuitPython names its platforms after chips. */
export function targetFacts(
  port: string | undefined,
  isCircuitPython: boolean,
  version?: ReleaseNumber,
): readonly TargetFacts[] {
  const versionFacts = version === undefined ? {} : factsOfVersion(version);
  if (isCircuitPython) {
    // every port of CircuitPython is little-endian
    return [{ "sys.byteorder": "little", "sys.implementation.name": "circuitpython", ...versionFacts }];
  }
  const platforms = port === undefined ? undefined : PLATFORMS[port];
  if (platforms === undefined) return [];
  return platforms.map((platform) => ({
    "sys.platform": platform,
    "sys.byteorder": "little",
    "sys.implementation.name": "micropython",
    ...versionFacts,
  }));
}

/**
 * `sys.implementation.version` continues with the patch number, and since 1.22 with the pre-release. Both may differ on
 * the device.
 */
function factsOfVersion([major, minor]: ReleaseNumber): TargetFacts {
  return {
    "sys.implementation.version": { begins: [major, minor] },
    "sys.implementation.version[0]": major,
    "sys.implementation.version[1]": minor,
    "sys.implementation.version[:1]": [major],
    "sys.implementation.version[:2]": [major, minor],
    "sys.implementation.version[:3]": { begins: [major, minor] },
  };
}
