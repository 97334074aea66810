// What came, went and changed its name from MicroPython 1.20 on: which modules a release has follows from what 1.29 has and
// these rows. From the registrations (MP_REGISTER_MODULE …) and the frozen modules in the sources of each release.

/** A release by major and minor number: [1, 23]. */
export type ReleaseNumber = readonly [number, number];

/** When a module was there. */
interface Lifetime {
  /** The first release that has it; absent for one from before 1.20. */
  readonly since?: ReleaseNumber;
  /** The last release that has it, where it is gone. */
  readonly until?: ReleaseNumber;
}

/** Modules that not all releases have. */
const LIFETIMES: Readonly<Record<string, Lifetime>> = {
  _asyncio: { since: [1, 21] },
  asyncio: { since: [1, 21] },
  _espnow: { since: [1, 21] },
  espnow: { since: [1, 21] },
  aioespnow: { since: [1, 21] },
  deflate: { since: [1, 21] },
  requests: { since: [1, 21] },
  js: { since: [1, 23] },
  jsffi: { since: [1, 23] },
  openamp: { since: [1, 23] },
  tls: { since: [1, 23] },
  vfs: { since: [1, 23] },
  alif: { since: [1, 25] },
  marshal: { since: [1, 25] },
  renesas: { since: [1, 25] },
  string: { since: [1, 28] },
  weakref: { since: [1, 28] },
  psoc_edge: { since: [1, 29] },
  _uasyncio: { until: [1, 20] },
  utimeq: { until: [1, 20] },
  zlib: { until: [1, 20] },
};

/** Modules that every port had once. */
export const FORMER_MODULES: readonly string[] = ["_uasyncio", "utimeq", "zlib"];

/**
 * Up to here modules were registered as "utime", and "time" was a name for it that a file could take. So it was for sys too,
 * and ssl was compiled into the firmware until tls came.
 */
export const LAST_WITH_WEAK_LINKS: ReleaseNumber = [1, 20];

/** The last release whose ssl is compiled into the firmware; later it is frozen Python over tls. */
export const LAST_WITH_BUILT_IN_SSL: ReleaseNumber = [1, 22];

/** The numbers of a version such as "1.24.1" or "v1.25.0-preview.3"; undefined where it is none. */
export function releaseNumber(version: string): ReleaseNumber | undefined {
  const parts = /^v?(\d+)\.(\d+)/.exec(version);
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2])];
}

/** Whether `release` is `last` or came before it. */
export function isUpTo(release: ReleaseNumber, last: ReleaseNumber): boolean {
  return release[0] < last[0] || (release[0] === last[0] && release[1] <= last[1]);
}

/** Whether a module or the package that it is in existed in `release`. */
export function existedIn(module: string, release: ReleaseNumber): boolean {
  const { since, until } = LIFETIMES[module.split(".")[0]!] ?? {};
  return (since === undefined || isUpTo(since, release)) && (until === undefined || isUpTo(release, until));
}
