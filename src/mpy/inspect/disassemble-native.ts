// Machine code as a listing, by a disassembler that the caller passes (loadNativeDisassembler makes one from Capstone).
// Without one, or for an architecture that it lacks, the listing shows bytes.

import type { ArchName } from "../file/arch.ts";
import type { MpyRawCode } from "../file/model.ts";
import type { LineEntry } from "../file/prelude.ts";
import type { NativeInstruction } from "./native-instruction.ts";
import { nameRuntimeEntries } from "./runtime-calls.ts";

/** A disassembler of machine code. */
export interface NativeDisassembler {
  /**
   * Instructions that cover all of `code`; undefined for an unknown architecture.
   * @param address address of `code`: offsets and jump targets count from it.
   */
  disassemble(code: Uint8Array, arch: ArchName, address: number): NativeInstruction[] | undefined;
}

/** A function's machine code. */
export interface NativeListing {
  /** Data words before the code: the prelude's index in the table of children, and a generator's start. */
  readonly header: readonly NativeInstruction[];
  /** The code, or rows of bytes. */
  readonly instructions: readonly NativeInstruction[];
  /** Whether `instructions` is real code. */
  readonly decoded: boolean;
}

/** Bytes in a row without disassembler. */
const ROW = 16;

/** Lists the machine code of `raw`, without the prelude that follows it. */
export function listNativeCode(
  raw: Exclude<MpyRawCode, { kind: "bytecode" }>,
  arch: ArchName | undefined,
  isGenerator: boolean,
  disassembler: NativeDisassembler | undefined,
  lines: readonly LineEntry[],
): NativeListing {
  const end = raw.kind === "native" ? raw.preludeOffset : raw.code.length;
  const header = raw.kind === "native" ? headerWords(raw.code, end, arch, isGenerator) : [];
  const start = header.reduce((sum, { size }) => sum + size, 0);
  const code = raw.code.subarray(start, end);
  const instructions = arch === undefined ? undefined : disassembler?.disassemble(code, arch, start);
  if (instructions !== undefined && arch !== undefined) {
    const isEmitted = raw.kind === "native" || (raw.kind === "viper" && raw.scopeFlags === 0);
    const named = isEmitted ? nameRuntimeEntries(instructions, arch) : instructions;
    return { header, instructions: withLines(named, lines), decoded: true };
  }
  return { header, instructions: byteRows(code, start), decoded: false };
}

function withLines(
  instructions: readonly NativeInstruction[],
  lines: readonly LineEntry[],
): readonly NativeInstruction[] {
  if (lines.length === 0) return instructions;
  let next = 0;
  return instructions.map((instruction) => {
    while (next < lines.length && lines[next]!.offset <= instruction.offset) next++;
    const line = lines[next - 1]?.line;
    return line === undefined ? instruction : { ...instruction, line };
  });
}

/** The words that the native emitter puts before its code (py/emitnative.c, start of a pass). */
function headerWords(
  code: Uint8Array,
  end: number,
  arch: ArchName | undefined,
  isGenerator: boolean,
): NativeInstruction[] {
  const size = arch === "x64" || arch === "rv64imc" ? 8 : 4;
  const words: NativeInstruction[] = [];
  for (const text of isGenerator ? ["child of the prelude", "start of the generator"] : ["child of the prelude"]) {
    const offset = words.length * size;
    if (offset + size > end) break;
    const value = littleEndian(code, offset, size);
    words.push({ offset, size, text: `${size === 8 ? ".quad" : ".word"} 0x${value.toString(16)}  ; ${text}` });
  }
  return words;
}

function littleEndian(code: Uint8Array, offset: number, size: number): bigint {
  let value = 0n;
  for (let at = offset + size - 1; at >= offset; at--) value = (value << 8n) | BigInt(code[at]!);
  return value;
}

function byteRows(code: Uint8Array, start: number): NativeInstruction[] {
  const rows: NativeInstruction[] = [];
  for (let at = 0; at < code.length; at += ROW) {
    rows.push({ offset: start + at, size: Math.min(ROW, code.length - at), text: "" });
  }
  return rows;
}
