// Sizes as people write them in options: bytes, or with a unit.

import { wrongOption } from "./option-error.ts";

const UNITS: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 * 1024 };

/** Bytes of a size such as 4096, "848K" or "2M". @throws ProjectError for what is none */
export function sizeOption(option: string, size: number | string): number {
  const parts = /^(\d+) ?([KM]?)(?:i?B)?$/i.exec(String(size));
  const bytes = parts ? Number(parts[1]) * UNITS[parts[2]!.toUpperCase()]! : 0;
  if (bytes > 0 && Number.isSafeInteger(bytes)) return bytes;
  throw wrongOption(option, `${JSON.stringify(size)} is no size`, 'Give bytes, or such as "848K" or "2M".');
}
