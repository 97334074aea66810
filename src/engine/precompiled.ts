// Precompiled files, as mip packages have them: checks that the device loads them, and reads their imports from the
// bytecode. Imports in machine code are not found.

import { nameArch } from "../mpy/file/arch.ts";
import { checkCompatible } from "../mpy/inspect/compatible.ts";
import type { DeviceInfo } from "../mpy/inspect/compatible.ts";
import { disassemble } from "../mpy/inspect/disassemble.ts";
import type { FunctionListing } from "../mpy/inspect/disassemble.ts";
import { MpyFormatError } from "../mpy/file/error.ts";
import { readMpyHeader } from "../mpy/file/read.ts";
import { NEWEST } from "../firmware/index.ts";
import type { ImportFact } from "../project/imports.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { CompiledPython } from "./compile-python.ts";
import { damagedMpy } from "./messages.ts";

/** Reads a precompiled file. @throws ProjectError if it is damaged or the device would not load it */
export function readCompiled(
  bytes: Uint8Array,
  device: DeviceInfo,
  place: Pick<Problem, "file" | "displayFile">,
): CompiledPython {
  try {
    const [problem] = checkCompatible(bytes, { firmware: NEWEST.name, ...device }).problems;
    if (problem) throw new ProjectError({ ...place, summary: problem.message, hint: problem.remedy });
    const { arch: number, version, subVersion } = readMpyHeader(bytes);
    const arch = nameArch(number);
    const imports = disassemble(bytes).functions.flatMap(importsOf);
    return { mpy: bytes, imports, native: arch === undefined ? null : { arch, mpy: `${version}.${subVersion}` } };
  } catch (error) {
    if (!(error instanceof MpyFormatError)) throw error;
    throw new ProjectError(damagedMpy(place, error.message));
  }
}

/** The imports of one function: each IMPORT_NAME, with the level and the names that are loaded before it. */
function importsOf({ instructions }: FunctionListing): ImportFact[] {
  const imports: ImportFact[] = [];
  instructions.forEach(({ name, meaning, line }, at) => {
    if (name !== "IMPORT_NAME") return;
    const list = instructions[at - 1];
    const count = list?.name === "BUILD_TUPLE" ? Number(list.operand) : 0;
    const names = count === 0 ? null : instructions.slice(at - 1 - count, at - 1).map((one) => one.meaning);
    const level = instructions[at - 2 - count];
    if (level?.name !== "LOAD_CONST_SMALL_INT") return;
    // An enclosing `try` is not visible here, so the import is optional.
    imports.push({ module: meaning, level: Number(level.operand), names, line, optional: true });
  });
  return imports;
}
