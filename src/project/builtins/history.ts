// Modules that were added, removed or renamed since MicroPython 1.20. With the tables for 1.29 these rows give the
// modules of each release. Taken from the registrations (MP_REGISTER_MODULE …) and the frozen modules in the sources of
// each release.

import { ASYNCIO } from "./frozen-packages.ts";

/** A release by major and minor number: [1, 23]. */
export type ReleaseNumber = readonly [number, number];

/** The first release with a module, for modules that were added after 1.20. */
const SINCE: Readonly<Record<string, ReleaseNumber>> = {
  _asyncio: [1, 21],
  asyncio: [1, 21],
  _espnow: [1, 21],
  espnow: [1, 21],
  aioespnow: [1, 21],
  deflate: [1, 21],
  requests: [1, 21],
  js: [1, 23],
  jsffi: [1, 23],
  openamp: [1, 23],
  tls: [1, 23],
  vfs: [1, 23],
  alif: [1, 25],
  marshal: [1, 25],
  renesas: [1, 25],
  string: [1, 28],
  weakref: [1, 28],
  psoc_edge: [1, 29],
};

/** Modules that ports had up to {@link LAST_WITH_WEAK_LINKS}. */
export const FORMER_MODULES: readonly string[] = ["_uasyncio", "utimeq", "zlib"];

/**
 * The last release in which modules were registered as "utime", with the alias "time" that a file could replace. The
 * same was true for sys.
 */
export const LAST_WITH_WEAK_LINKS: ReleaseNumber = [1, 20];

/** The last release with ssl compiled into the firmware. Later it is frozen Python over tls. */
export const LAST_WITH_BUILT_IN_SSL: ReleaseNumber = [1, 22];

/** The last release with machine in C only, on every port. Later esp32 has Python of that name before it. */
export const LAST_WITH_MACHINE_IN_C: ReleaseNumber = [1, 25];

/**
 * The last release whose boards are not known. The boards' manifests of each later release give the modules of board-modules.ts, except
 * {@link FORMERLY_FROZEN}, modules that were added later, and boards that were added later.
 */
export const LAST_WITH_UNKNOWN_BOARDS: ReleaseNumber = [1, 19];

/** Modules that boards of a port froze up to a release, and no board after it. */
export const FORMERLY_FROZEN: readonly (readonly [port: string, modules: string, upTo: ReleaseNumber])[] = [
  ["samd", "dht ds18x20 onewire", [1, 27]],
  ["nrf", "_mkfs", [1, 27]],
  ["nrf", ASYNCIO, [1, 28]],
  ...["rp2", "esp32", "renesas-ra", "stm32"].map((port) => [port, "cbor2.decoder cbor2.encoder", [1, 22]] as const),
  ["esp8266", "espnow flashbdev inisetup mip requests ssl urequests", [1, 27]],
];

/** The numbers of a version such as "1.24.1" or "v1.25.0-preview.3"; undefined for an invalid version. */
export function releaseNumber(version: string): ReleaseNumber | undefined {
  const parts = /^v?(\d+)\.(\d+)/.exec(version);
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2])];
}

/** Whether `release` is `last` or came before it. */
export function isUpTo(release: ReleaseNumber, last: ReleaseNumber): boolean {
  return release[0] < last[0] || (release[0] === last[0] && release[1] <= last[1]);
}

/** Whether `release` has a module of the newest release, by its top-level package. */
export function existedIn(module: string, release: ReleaseNumber): boolean {
  const since = SINCE[module.split(".")[0]!];
  return since === undefined || isUpTo(since, release);
}
