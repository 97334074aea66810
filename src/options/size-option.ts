// Sizes as people write them in options: bytes, or with a unit.

const UNITS: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 * 1024 };

/** What a size looks like that is a text: "848K", "2M", "2 MiB". */
export const SIZE_PATTERN: RegExp = /^0*[1-9][0-9]* ?([KkMm][Ii]?)?[Bb]?$/;

/** Bytes of a size that {@link SIZE_PATTERN} takes, or of a number of bytes. */
export function sizeInBytes(size: number | string): number {
  const [, digits, unit] = /^(\d+) ?([KM]?)/i.exec(String(size))!;
  return Number(digits) * UNITS[unit!.toUpperCase()]!;
}
