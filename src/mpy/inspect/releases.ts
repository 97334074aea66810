// Which .mpy files each MicroPython release reads. From the release notes and py/persistentcode.h of each release.

/** What a MicroPython release loads. */
export interface Release {
  /** First release of the series, as [major, minor]. */
  readonly since: readonly [number, number];
  /** .mpy version. */
  readonly version: number;
  /** Sub-version of the native code that it loads. */
  readonly subVersion: number;
}

/** Releases that changed the format, newest first. Before 1.12 there were versions 0 to 4. */
export const RELEASES: readonly Release[] = [
  { since: [1, 23], version: 6, subVersion: 3 },
  { since: [1, 22], version: 6, subVersion: 2 },
  { since: [1, 20], version: 6, subVersion: 1 },
  { since: [1, 19], version: 6, subVersion: 0 },
  { since: [1, 12], version: 5, subVersion: 0 },
];

/** What the release `text` ("1.22.2", "v1.24.0-preview.12") reads; undefined where it is older than the table. */
export function releaseOf(text: string): Release | undefined {
  const numbers = /^v?(\d+)\.(\d+)/.exec(text);
  if (numbers === null) return undefined;
  const [major, minor] = [Number(numbers[1]), Number(numbers[2])];
  return RELEASES.find(({ since }) => major > since[0] || (major === since[0] && minor >= since[1]));
}

/** The releases that read a version and sub-version, in words: "1.23 and later", "1.20 to 1.21". */
export function releasesFor(version: number, subVersion?: number): string | undefined {
  const matching = RELEASES.filter(
    (one) => one.version === version && (subVersion ?? one.subVersion) === one.subVersion,
  );
  const oldest = matching.at(-1);
  const newest = matching[0];
  if (oldest === undefined || newest === undefined) return undefined;
  const from = oldest.since.join(".");
  const next = RELEASES[RELEASES.indexOf(newest) - 1];
  if (next === undefined) return `${from} and later`;
  const until = `${next.since[0]}.${next.since[1] - 1}`;
  return from === until ? from : `${from} to ${until}`;
}
