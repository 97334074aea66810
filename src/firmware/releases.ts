// The releases of MicroPython and CircuitPython that code can be made for, one row each, and how a name finds its row. A new
// release is one row here; what its compiler does differently from the one before goes into changes.ts.

/** Numbers of a release of MicroPython: [1, 22, 2]. */
export type ReleaseNumbers = readonly [major: number, minor: number, patch: number];

/** A firmware that code can be made for. */
export interface Release {
  /** As users write it: "1.22.2", "circuitpython 9.2.9". */
  readonly name: string;
  /** The release of MicroPython whose compiler and loader it has. */
  readonly base: ReleaseNumbers;
  /** Whether it is CircuitPython, whose files differ from MicroPython's beyond {@link base}. */
  readonly circuitPython: boolean;
  /** Whether our bytes were compared with those of its own mpy-cross; without that, `exact` is refused. */
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
  // the newest patch of each series, and those that were compared
  circuitpython("9.0.5", "1.21.0"),
  circuitpython("9.1.4", "1.21.0"),
  circuitpython("9.2.9", "1.23.0", true),
  circuitpython("10.0.3", "1.25.0"),
  circuitpython("10.1.4", "1.25.0"),
  circuitpython("10.2.1", "1.27.0", true),
];

/** The release whose compiler is today's. */
export const NEWEST: Release = RELEASES.findLast(({ circuitPython }) => !circuitPython)!;

/** "1.22.2" as numbers; parts that are not there are 0. */
export function numbersOf(text: string): ReleaseNumbers {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
}

/** Whether `release` is `first` or came later. */
export function isSince(release: ReleaseNumbers, first: ReleaseNumbers): boolean {
  for (let at = 0; at < first.length; at++) if (release[at] !== first[at]) return release[at]! > first[at]!;
  return true;
}

/** Names of all releases, for messages. */
export const RELEASE_NAMES: readonly string[] = RELEASES.map(({ name }) => name);

const FIRMWARE_NAME = /^(?:(micropython|circuitpython) +)?v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[\w.-]+)?$/i;

/** What `firmware` asks for: a kind and numbers, as many as were given. Undefined where it is no such name. */
function asked(firmware: string): { circuitPython: boolean; parts: string[] } | undefined {
  const match = FIRMWARE_NAME.exec(firmware.trim());
  if (match === null) return undefined;
  const circuitPython = match[1]?.toLowerCase() === "circuitpython";
  const parts = match.slice(2).filter((part) => part !== undefined);
  // "1" alone says nothing; CircuitPython's major versions do
  return parts.length < 2 && !circuitPython ? undefined : { circuitPython, parts };
}

/** The newest row whose numbers begin with `parts`. */
function findRow(circuitPython: boolean, parts: readonly string[]): Release | undefined {
  const prefix = `${parts.join(".")}.`;
  return RELEASES.findLast((one) => one.circuitPython === circuitPython && `${versionOf(one)}.`.startsWith(prefix));
}

/**
 * The release that `firmware` names: "1.22.2", "v1.22.2", "micropython 1.22.2", or a series ("1.22", "circuitpython 9"), which
 * stands for its newest patch. Undefined where there is no such row.
 */
export function findRelease(firmware: string): Release | undefined {
  const wanted = asked(firmware);
  return wanted && findRow(wanted.circuitPython, wanted.parts);
}

/**
 * As {@link findRelease}, but a patch that has no row is taken for its series, and what is newer than every row for the newest:
 * the compiler is told as much as is known of such a firmware. Undefined where it is no name, or older than every row.
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
