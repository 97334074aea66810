// Names on FAT: the allowed characters, the short name (8.3) of every entry, and the entries before it with a long
// name. MicroPython's driver reads names in code page 437, so the device could not open a name outside of ASCII under
// that name. Such names are refused.
import type { DirectoryNode } from "../tree.ts";
import { ATTRIBUTE, ENTRY, ENTRY_SIZE, LOWER_CASE } from "./format.ts";
import { caseClash, characterNotInFat, DOT_AT_END, illegalFatName, longName, NOT_ASCII } from "../messages.ts";

/** The names of an entry. */
export interface FatName {
  /** 11 bytes: base name and extension, filled up with spaces. */
  short: Uint8Array;
  /** Bits of {@link LOWER_CASE}. */
  lowerCase: number;
  /** Whether entries with the long name precede it. */
  long: boolean;
}

/** Longest name in characters. */
const LONG_NAME_MAX = 255;
/** Offsets of the characters of a long name in an entry: UTF-16, two bytes each. */
export const LONG_NAME_OFFSETS: readonly number[] = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];
/** Flag of the first entry of a long name, which has its last characters. */
export const LAST_LONG_ENTRY = 0x40;

const SHORT_NAME = /^([A-Z0-9!#$%&'()@^_`{}~-]{1,8})(?:\.([A-Z0-9!#$%&'()@^_`{}~-]{1,3}))?$/;
const ILLEGAL = /[\u0000-\u001f"*/:<>?\\|\u007f]/;

/**
 * Names for all entries of a directory, in their order.
 *
 * @throws {FlashError} "illegal-name", "name-too-long" or "case-clash".
 */
export function fatNames(directory: DirectoryNode): FatName[] {
  checkNames(directory);
  const names = directory.entries.map((entry) => plainName(entry.name));
  // Generated short names come second, so that they do not take a real one.
  const taken: Taken = { keys: new Set(), numbers: new Map() };
  for (const name of names) {
    if (name !== undefined) taken.keys.add(shortKey(name.short));
  }
  return names.map((name, index) => name ?? generatedName(directory.entries[index]!.name, taken));
}

/** Number of entries of 32 bytes for a name. */
export function entryCount(name: string, fatName: FatName): number {
  return 1 + (fatName.long ? Math.ceil(name.length / LONG_NAME_OFFSETS.length) : 0);
}

/** Writes the entries of a long name before `at`, with the checksum of the short name. */
export function writeLongName(directory: Uint8Array, at: number, name: string, short: Uint8Array): void {
  const checksum = shortNameChecksum(short);
  const count = Math.ceil(name.length / LONG_NAME_OFFSETS.length);
  for (let order = 1; order <= count; order++) {
    const entry = directory.subarray(at - order * ENTRY_SIZE, at - (order - 1) * ENTRY_SIZE);
    entry[ENTRY.order] = order === count ? order | LAST_LONG_ENTRY : order;
    entry[ENTRY.attributes] = ATTRIBUTE.longName;
    entry[ENTRY.checksum] = checksum;
    LONG_NAME_OFFSETS.forEach((offset, index) => {
      const position = (order - 1) * LONG_NAME_OFFSETS.length + index;
      // A terminator, then filler, follow a name that ends within an entry.
      const unit = position < name.length ? name.charCodeAt(position) : position === name.length ? 0 : 0xffff;
      entry[offset] = unit & 0xff;
      entry[offset + 1] = unit >> 8;
    });
  }
}

/** The checksum by which long-name entries refer to their short name, so that stale ones are detected. */
export function shortNameChecksum(short: Uint8Array): number {
  let sum = 0;
  for (const byte of short) sum = (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff;
  return sum;
}

function checkNames(directory: DirectoryNode): void {
  const byLowerCase = new Map<string, string>();
  for (const { name, path } of directory.entries) {
    const fault = fatFault(name);
    if (fault !== undefined) throw illegalFatName(path, fault);
    if (name.length > LONG_NAME_MAX) throw longName(path, name.length, "characters", "FAT", LONG_NAME_MAX);
    const other = byLowerCase.get(name.toLowerCase());
    if (other !== undefined) throw caseClash(path, other);
    byLowerCase.set(name.toLowerCase(), path);
  }
}

function fatFault(name: string): string | undefined {
  const illegal = ILLEGAL.exec(name);
  if (illegal !== null) return characterNotInFat(illegal[0]);
  if (/[. ]$/.test(name)) return DOT_AT_END;
  if (/[^\u0000-\u007f]/.test(name)) return NOT_ASCII;
  return undefined;
}

/** The short name of a name that needs no long one: 8.3, with base and extension each in one case. */
function plainName(name: string): FatName | undefined {
  const match = SHORT_NAME.exec(name.toUpperCase());
  if (match === null) return undefined;
  const dot = name.indexOf(".");
  const base = dot < 0 ? name : name.slice(0, dot);
  const extension = dot < 0 ? "" : name.slice(dot + 1);
  if (isMixed(base) || isMixed(extension)) return undefined;
  const lowerCase = (hasLower(base) ? LOWER_CASE.base : 0) | (hasLower(extension) ? LOWER_CASE.extension : 0);
  return { short: shortBytes(match[1]!, match[2] ?? ""), lowerCase, long: false };
}

const hasLower = (text: string): boolean => /[a-z]/.test(text);
const isMixed = (text: string): boolean => hasLower(text) && /[A-Z]/.test(text);

/** Short names of a directory so far. */
interface Taken {
  keys: Set<string>;
  /** The last number for names with the same beginning, so that thousands of them do not all count from 1. */
  numbers: Map<string, number>;
}

/** A generated short name with a number, unique in its directory, for an entry with a long name. */
function generatedName(name: string, taken: Taken): FatName {
  const dot = name.lastIndexOf(".");
  const base = shortCharacters(dot > 0 ? name.slice(0, dot) : name) || "_";
  const extension = dot > 0 ? shortCharacters(name.slice(dot + 1)).slice(0, 3) : "";
  const family = `${base.slice(0, 6)}.${extension}`;
  for (let number = (taken.numbers.get(family) ?? 0) + 1; ; number++) {
    const tail = `~${number}`;
    const short = shortBytes(base.slice(0, 8 - tail.length) + tail, extension);
    const key = shortKey(short);
    if (taken.keys.has(key)) continue;
    taken.keys.add(key);
    taken.numbers.set(family, number);
    return { short, lowerCase: 0, long: true };
  }
}

const shortCharacters = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[. ]/g, "")
    .replace(/[+,;=[\]]/g, "_");

const shortKey = (short: Uint8Array): string => String.fromCharCode(...short);

const shortBytes = (base: string, extension: string): Uint8Array =>
  Uint8Array.from(base.padEnd(8) + extension.padEnd(3), (character) => character.charCodeAt(0));
