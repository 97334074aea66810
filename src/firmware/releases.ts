// The releases of MicroPython and CircuitPython for which code can be compiled, one row each, and the search for a
// release by name. A new release is a row here; changes in its compiler go into changes.ts.

/** Numbers of a release of MicroPython: [1, 22, 2]. */
export type ReleaseNumbers = readonly [major: number, minor: number, patch: number];

/** A firmware for which code can be compiled. */
export interface Release {
  /** Its name in options: "1.22.2", "circuitpython 9.2.9". */
  readonly name: string;
  /** The release of MicroPython that it is or is based on. */
  readonly base: ReleaseNumbers;
  /** Whether it is CircuitPython, whose files also differ from those of {@link base}. */
  readonly circuitPython: boolean;
  /** Whether our output was compared with its own mpy-cross. Otherwise `exact` is refused. */
  readonly compared: boolean;
}

function micropython(name: string, compared = true): Release {
  return { name, base: numbersOf(name), circuitPython: false, compared };
}

function circuitpython(version: string, base: string, compared = false): Release {
  return { name: `circuitpython ${version}`, base: numbersOf(base), circuitPython: true, compared };
}

/** Oldest first, MicroPython before CircuitPython. The last row of MicroPython is the reference's own version. */
export const RELEASES: readonly Release[] = [
  micropython("1.19.0"),
  micropython("1.19.1"),
  micropython("1.20.0"),
  micropython("1.21.0"),
  micropython("1.22.0"),
  micropython("1.22.1"),
  micropython("1.22.2"),
  micropython("1.23.0"),
  micropython("1.24.0"),
  micropython("1.24.1"),
  micropython("1.25.0"),
  micropython("1.26.0"),
  micropython("1.26.1"),
  micropython("1.27.0"),
  micropython("1.28.0"),
  micropython("1.29.0"),
  // the newest patch of each series, and releases that were compared
  circuitpython("9.0.5", "1.21.0"),
  circuitpython("9.1.4", "1.21.0"),
  circuitpython("9.2.9", "1.23.0", true),
  circuitpython("10.0.3", "1.25.0"),
  circuitpython("10.1.4", "1.25.0"),
  circuitpython("10.2.1", "1.27.0", true),
];

/** The newest release, with today's compiler. */
export const NEWEST: Release = RELEASES.findLast(({ circuitPython }) => !circuitPython)!;

/** "1.22.2" as numbers. Missing parts are 0. */
export function numbersOf(text: string): ReleaseNumbers {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
}

/** Whether `release` is `first` or later. */
export function isSince(release: ReleaseNumbers, first: ReleaseNumbers): boolean {
  for (let at = 0; at < first.length; at++) if (release[at] !== first[at]) return release[at]! > first[at]!;
  return true;
}

/** Names of all releases, for messages. */
export const RELEASE_NAMES: readonly string[] = RELEASES.map(({ name }) => name);

const FIRMWARE_NAME = /^(?:(micropython|circuitpython) +)?v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[\w.-]+)?$/i;

/** Parses a firmware's name into its kind and numbers; undefined for an invalid name. */
function asked(firmware: string): { circuitPython: boolean; parts: string[] } | undefined {
  const match = FIRMWARE_NAME.exec(firmware.trim());
  if (match === null) return undefined;
  const circuitPython = match[1]?.toLowerCase() === "circuitpython";
  const parts = match.slice(2).filter((part) => part !== undefined);
  // "1" alone is not enough; CircuitPython's major versions are
  return parts.length < 2 && !circuitPython ? undefined : { circuitPython, parts };
}

/** The newest row whose numbers begin with `parts`. */
function findRow(circuitPython: boolean, parts: readonly string[]): Release | undefined {
  const prefix = `${parts.join(".")}.`;
  return RELEASES.findLast((one) => one.circuitPython === circuitPython && `${versionOf(one)}.`.startsWith(prefix));
}

/**
 * The release that `firmware` names: "1.22.2", "v1.22.2", "micropython 1.22.2", or a series ("1.22", "circuitpython
 * 9"), which means its newest patch. Undefined if there is no such row.
 */
export function findRelease(firmware: string): Release | undefined {
  const wanted = asked(firmware);
  return wanted && findRow(wanted.circuitPython, wanted.parts);
}

/**
 * Like {@link findRelease}, but an unknown patch gives its series, and a release newer than every row gives the newest
 * row. Undefined for an invalid name, or a release older than every row.
 */
export function nearestRelease(firmware: string): Release | undefined {
  const wanted = asked(firmware);
  if (wanted === undefined) return undefined;
  const { circuitPython, parts } = wanted;
  const found = findRow(circuitPython, parts) ?? findRow(circuitPython, parts.slice(0, 2));
  if (found !== undefined) return found;
  const newest = RELEASES.findLast((one) => one.circuitPython === circuitPython)!;
  return isSince(numbersOf(parts.join(".")), numbersOf(versionOf(newest))) ? newest : undefined;
}

/** The version in a release's name: "9.2.9". */
export function versionOf({ name }: Release): string {
  return name.slice(name.lastIndexOf(" ") + 1);
}
