// What came, went and changed its name from MicroPython 1.20 on: which modules a release has follows from what 1.29 has and
// these rows. From the registrations (MP_REGISTER_MODULE …) and the frozen modules in the sources of each release.

/** A release by major and minor number: [1, 23]. */
export type ReleaseNumber = readonly [number, number];

/** The first release that has a module, for those that came after 1.20. */
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
 * Up to here modules were registered as "utime", and "time" was a name for it that a file could take. So it was for sys too,
 * and ssl was compiled into the firmware until tls came.
 */
export const LAST_WITH_WEAK_LINKS: ReleaseNumber = [1, 20];

/** The last release whose ssl is compiled into the firmware; later it is frozen Python over tls. */
export const LAST_WITH_BUILT_IN_SSL: ReleaseNumber = [1, 22];

/** The last release whose machine is C alone on every port; from then on esp32 has Python of that name before it. */
export const LAST_WITH_MACHINE_IN_C: ReleaseNumber = [1, 25];

/** The last release whose boards froze other modules than board-modules.ts says. */
export const LAST_WITH_OTHER_BOARDS: ReleaseNumber = [1, 28];

/** The numbers of a version such as "1.24.1" or "v1.25.0-preview.3"; undefined where it is none. */
export function releaseNumber(version: string): ReleaseNumber | undefined {
  const parts = /^v?(\d+)\.(\d+)/.exec(version);
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2])];
}

/** Whether `release` is `last` or came before it. */
export function isUpTo(release: ReleaseNumber, last: ReleaseNumber): boolean {
  return release[0] < last[0] || (release[0] === last[0] && release[1] <= last[1]);
}

/** Whether `release` has a module, or the package that it is in, if the newest one has it. */
export function existedIn(module: string, release: ReleaseNumber): boolean {
  const since = SINCE[module.split(".")[0]!];
  return since === undefined || isUpTo(since, release);
}
