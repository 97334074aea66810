// Merges a firmware's UF2 file with a filesystem into one file for the board's bootloader. The firmware's blocks do not
// change, except for the number of blocks. Blocks of another family, such as the first one of pico-sdk for erratum E10
// of RP2350, are numbered separately. The filesystem's blocks follow in the firmware's family, because a bootloader
// restarts the board when it has all blocks of a family.

import { familyNumber, fromUf2, numberBlocks, toUf2, uf2Families } from "./uf2.ts";
import type { Uf2Segment } from "./uf2.ts";
import { firmwareOfOtherChip, firmwareOverlaps } from "./messages.ts";

/** Families of a chip's firmware, by the family of data without firmware. */
const FIRMWARE_OF: ReadonlyMap<number | undefined, readonly (number | undefined)[]> = new Map([
  // RP2350: "absolute" data goes with Arm and RISC-V.
  [uf2Families.rp2absolute, [uf2Families["rp2350-arm-s"], uf2Families["rp2350-riscv"], uf2Families.rp2absolute]],
]);

/**
 * Adds a filesystem to a firmware.
 *
 * @param firmware the file that the board's bootloader takes
 * @param filesystem with the family for a file without firmware
 * @throws {FlashError} "unknown-format" or "corrupt" for a firmware that is not a UF2 file; "invalid-option" if they
 * overlap, or the firmware is for another chip.
 */
export function mergeUf2(firmware: Uint8Array, filesystem: Uf2Segment): Uint8Array {
  const segments = fromUf2(firmware);
  const own = familyNumber(filesystem.family);
  const wanted = FIRMWARE_OF.get(own) ?? [own];
  const family = largestFamily(segments);
  if (!wanted.includes(family)) throw firmwareOfOtherChip(family);
  checkOverlap(segments, filesystem);
  const added = toUf2([{ ...filesystem, family }]);
  const file = new Uint8Array(firmware.length + added.length);
  file.set(firmware);
  file.set(added, firmware.length);
  numberBlocks(file, family);
  return file;
}

/** The family with most of a firmware's bytes. */
function largestFamily(segments: readonly Uf2Segment[]): number | undefined {
  const sizes = new Map<number | undefined, number>();
  for (const segment of segments) {
    const family = familyNumber(segment.family);
    sizes.set(family, (sizes.get(family) ?? 0) + segment.bytes.length);
  }
  return [...sizes].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function checkOverlap(segments: readonly Uf2Segment[], { address, bytes }: Uf2Segment): void {
  const end = address + Math.ceil(bytes.length / 256) * 256;
  const other = segments.find((one) => one.address < end && address < one.address + one.bytes.length);
  if (other === undefined) return;
  throw firmwareOverlaps({ address: other.address, size: other.bytes.length }, address, end);
}
