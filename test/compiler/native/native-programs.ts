// The programs and architectures of the tests of native code, and the form of their recorded answers, for tests and recorder.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { ARCH_NAMES, type ArchName } from "../../../src/mpy/file/arch.ts";

/** Whether all code is native, or only what decorators say. */
export type Emit = "bytecode" | "native";
export const EMITS: readonly Emit[] = ["bytecode", "native"];

/** Architectures with native code. */
export const NATIVE_ARCHES: readonly ArchName[] = ARCH_NAMES.filter((name) => name !== "rv64imc");

const PROGRAMS = new URL("programs/", import.meta.url);
const GOLDEN = new URL("golden/programs/", import.meta.url);

/** Names of the programs, without `.py`. */
export function programNames(): string[] {
  return readdirSync(PROGRAMS)
    .filter((file) => file.endsWith(".py"))
    .map((file) => file.slice(0, -3));
}

/** Where a program lies. */
export function programFile(name: string): URL {
  return new URL(`${name}.py`, PROGRAMS);
}

/** A program's source. */
export function program(name: string): Uint8Array {
  return readFileSync(programFile(name));
}

/** Where the listing is that the reference prints of a program for -march=debug, of functions with decorators. */
export function listingFile(name: string): URL {
  return new URL(`${name}.lst`, GOLDEN);
}

/** Where the hashes of the .mpy files are. */
export const HASHES_FILE: URL = new URL("hashes.tsv", GOLDEN);

/** A line of the hashes: program, architecture, emit. */
export function hashKey(name: string, arch: string, emit: Emit): string {
  return `${name}\t${arch}\t${emit}`;
}

/** How a .mpy file is written down. */
export function hashOf(mpy: Uint8Array): string {
  return createHash("sha256").update(mpy).digest("hex").slice(0, 32);
}
