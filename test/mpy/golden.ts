// The recorded cases: sources with their options, and files that were merged and frozen. The tests and the recorder (golden/record.ts)
// use these lists.

import { readFileSync } from "node:fs";

/** A source compiled by mpy-cross; `name` is the file in golden/mpy without its ending. */
export interface CompiledCase {
  readonly name: string;
  readonly input: string;
  readonly options: readonly string[];
}

export const COMPILED: readonly CompiledCase[] = [
  { name: "language", input: "language", options: [] },
  { name: "language-O3", input: "language", options: ["-O3"] },
  { name: "second-native-x64", input: "second", options: ["-march=x64", "-X", "emit=native"] },
  { name: "second-native-armv6", input: "second", options: ["-march=armv6", "-X", "emit=native"] },
  { name: "constants", input: "constants", options: [] },
  { name: "constants-small15", input: "constants", options: ["-msmall-int-bits=15"] },
  { name: "native-x86", input: "native", options: ["-march=x86"] },
  { name: "native-x64", input: "native", options: ["-march=x64"] },
  { name: "native-armv6m", input: "native", options: ["-march=armv6m"] },
  { name: "native-armv7emsp", input: "native", options: ["-march=armv7emsp"] },
  { name: "native-xtensawin", input: "native", options: ["-march=xtensawin"] },
  { name: "native-rv32imc", input: "native", options: ["-march=rv32imc", "-march-flags=zba,zcmp"] },
  { name: "thumb_asm", input: "thumb_asm", options: ["-march=armv7m"] },
  { name: "second", input: "second", options: [] },
  { name: "unwinding", input: "unwinding", options: [] },
  { name: "empty", input: "empty", options: [] },
];

/** Files merged by mpy-tool.py --merge; `name` is the file in golden/merged without its ending. */
export interface MergedCase {
  readonly name: string;
  readonly files: readonly string[];
  readonly archFlags?: number;
}

export const MERGED: readonly MergedCase[] = [
  { name: "single", files: ["language"] },
  { name: "two", files: ["second", "constants"] },
  { name: "native-moves-first", files: ["second", "native-rv32imc", "constants-small15"] },
  { name: "other-flags", files: ["native-rv32imc", "second"], archFlags: 1 },
  { name: "many", files: [...Array<string>(60).fill("second"), "constants"] },
  { name: "unwinding-first", files: ["unwinding", "second"] },
  { name: "unwinding-second", files: ["second", "unwinding"] },
];

/** Files frozen by mpy-tool.py -f; `name` is the file in golden/frozen without its ending. */
export interface FrozenCase {
  readonly name: string;
  readonly files: readonly string[];
  readonly longIntImpl?: "none" | "longlong" | "mpz";
  readonly mpzDigitBits?: number;
  /** Uses golden/qstr-header.h, which is written by hand. */
  readonly withHeader?: boolean;
}

export const FROZEN: readonly FrozenCase[] = [
  { name: "bytecode", files: ["language", "constants", "second"], withHeader: true },
  { name: "digits-32", files: ["constants"], mpzDigitBits: 32 },
  { name: "longlong", files: ["constants"], longIntImpl: "longlong" },
  { name: "no-long-ints", files: ["unwinding", "empty"], longIntImpl: "none" },
  { name: "x64", files: ["native-x64", "second-native-x64", "second"] },
  { name: "armv6", files: ["second-native-armv6"] },
  { name: "thumb", files: ["native-armv7emsp"] },
  { name: "thumb-asm", files: ["thumb_asm"] },
  { name: "xtensawin", files: ["native-xtensawin"] },
  { name: "rv32imc", files: ["native-rv32imc"] },
];

/** Listings of our own making, kept to see what changes; `name` is a compiled case and the file in golden/listings. */
export interface ListedCase {
  readonly name: string;
  readonly input: string;
  readonly withMachineCode: boolean;
}

export const LISTED: readonly ListedCase[] = [
  { name: "language", input: "language", withMachineCode: false },
  { name: "constants", input: "constants", withMachineCode: false },
  { name: "native-x64", input: "native", withMachineCode: true },
  { name: "native-armv7emsp", input: "native", withMachineCode: true },
  { name: "native-rv32imc", input: "native", withMachineCode: true },
  { name: "native-xtensawin", input: "native", withMachineCode: true },
  { name: "thumb_asm", input: "thumb_asm", withMachineCode: false },
];

/** Path of a recorded file. */
export function goldenPath(path: string): URL {
  return new URL(`golden/${path}`, import.meta.url);
}

/** A recorded .mpy file. */
export function goldenMpy(name: string): Uint8Array {
  return new Uint8Array(readFileSync(goldenPath(`mpy/${name}.mpy`)));
}
