// Sizes in options: bytes, or a number with a unit.

const UNITS: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 * 1024 };

/** The pattern of a size with a unit: "848K", "2M", "2 MiB". */
export const SIZE_PATTERN: RegExp = /^0*[1-9][0-9]* ?([KkMm][Ii]?)?[Bb]?$/;

/** The bytes of a size that {@link SIZE_PATTERN} matches, or of a number of bytes. */
export function sizeInBytes(size: number | string): number {
  const [, digits, unit] = /^(\d+) ?([KM]?)/i.exec(String(size))!;
  return Number(digits) * UNITS[unit!.toUpperCase()]!;
}
