// The .mpy versions that each release loads, and the sub-versions for native code. From the release notes and
// py/persistentcode.h of each release.

import { isSince, nearestRelease, numbersOf, type ReleaseNumbers, RELEASES, versionOf } from "./releases.ts";

/** The .mpy version of a series of releases. */
export interface MpyVersion {
  /** First release of MicroPython of the series. */
  readonly since: ReleaseNumbers;
  /** .mpy version. */
  readonly version: number;
  /** Sub-version for native code. */
  readonly subVersion: number;
}

/** Releases that changed the format, newest first. Releases before 1.12 had versions 0 to 4. */
const MPY_VERSIONS: readonly MpyVersion[] = [
  { since: [1, 23, 0], version: 6, subVersion: 3 },
  { since: [1, 22, 0], version: 6, subVersion: 2 },
  { since: [1, 20, 0], version: 6, subVersion: 1 },
  { since: [1, 19, 0], version: 6, subVersion: 0 },
  { since: [1, 12, 0], version: 5, subVersion: 0 },
];

/** The oldest CircuitPython that loads version 5; 9.0 is the first that loads version 6. */
const FIRST_CIRCUITPYTHON: ReleaseNumbers = [7, 0, 0];

/** The .mpy version of a release of MicroPython; undefined if it is older than the table. */
export function mpyVersionAt(release: ReleaseNumbers): MpyVersion | undefined {
  return MPY_VERSIONS.find(({ since }) => isSince(release, since));
}

/**
 * The .mpy version of a firmware by name ("1.22.2", "circuitpython 9.2.9"); undefined for an invalid name, or if it is
 * older than the table.
 */
export function mpyVersionOf(firmware: string): (MpyVersion & { readonly circuitPython: boolean }) | undefined {
  const release = nearestRelease(firmware);
  if (release !== undefined) return { ...mpyVersionAt(release.base)!, circuitPython: release.circuitPython };
  // For a release that is older than all rows there, only the format is known.
  const older = /^(circuitpython +)?v?(\d+\.\d+(?:\.\d+)?)(?:-[\w.-]+)?$/i.exec(firmware.trim());
  if (older === null) return undefined;
  const numbers = numbersOf(older[2]!);
  const circuitPython = older[1] !== undefined;
  if (circuitPython)
    return isSince(numbers, FIRST_CIRCUITPYTHON) ? { ...MPY_VERSIONS.at(-1)!, circuitPython } : undefined;
  const found = mpyVersionAt(numbers);
  return found && { ...found, circuitPython };
}

/** The releases of CircuitPython that read version 6, with a sub-version if native code is inside: "9.2 and later", "9.0 to 9.1". */
export function circuitPythonReleasesFor(subVersion?: number): string | undefined {
  const all = RELEASES.filter((one) => one.circuitPython);
  const matching = all.filter(({ base }) => subVersion === undefined || mpyVersionAt(base)!.subVersion === subVersion);
  const [from, until] = [matching.at(0), matching.at(-1)].map((one) => one && seriesOf(numbersOf(versionOf(one))));
  if (from === undefined) return undefined;
  if (matching.at(-1) === all.at(-1)) return `${from} and later`;
  return from === until ? from : `${from} to ${until}`;
}

/** The releases of MicroPython that read a version and sub-version, in words: "1.23 and later", "1.20 to 1.21". */
export function releasesFor(version: number, subVersion?: number): string | undefined {
  const matching = MPY_VERSIONS.filter(
    (one) => one.version === version && (subVersion ?? one.subVersion) === one.subVersion,
  );
  const oldest = matching.at(-1);
  const newest = matching[0];
  if (oldest === undefined || newest === undefined) return undefined;
  const from = seriesOf(oldest.since);
  const next = MPY_VERSIONS[MPY_VERSIONS.indexOf(newest) - 1];
  if (next === undefined) return `${from} and later`;
  const until = `${next.since[0]}.${next.since[1] - 1}`;
  return from === until ? from : `${from} to ${until}`;
}

function seriesOf([major, minor]: ReleaseNumbers): string {
  return `${major}.${minor}`;
}
