// A disassembly as text, in lines and columns without colours: two listings can be compared by line.

import { circuitPythonReleasesFor, releasesFor } from "../../firmware/index.ts";
import type { Disassembly, FunctionListing } from "./disassemble.ts";
import type { InstructionListing } from "./disassemble-bytecode.ts";
import type { NativeInstruction } from "./native-instruction.ts";
import { hex2 } from "../file/text.ts";

/** Options of {@link formatDisassembly}. */
export interface FormatOptions {
  /** The Python source. Each of its lines is shown before its code. */
  source?: string;
}

/** The listing as text, ending in a newline. */
export function formatDisassembly(listing: Disassembly, options: FormatOptions = {}): string {
  const source = options.source?.split(/\r\n|\r|\n/);
  const lines = [...headLines(listing), ...tableLines(listing)];
  for (const fun of listing.functions) lines.push("", ...functionLines(listing, fun, source));
  return `${lines.join("\n")}\n`;
}

function headLines({ header, headerBytes, size, sourceName }: Disassembly): string[] {
  const native = header.archNumber !== 0;
  const arch = header.arch ?? `architecture ${header.archNumber}`;
  const flags = header.archFlags.length > 0 ? ` + ${header.archFlags.join(" + ")}` : "";
  const format = header.circuitPython ? "CircuitPython .mpy" : ".mpy";
  const version = native ? `${header.version}.${header.subVersion}` : `${header.version}`;
  const subVersion = native ? header.subVersion : undefined;
  const loaders = header.circuitPython ? circuitPythonReleasesFor(subVersion) : releasesFor(header.version, subVersion);
  const code = native ? `native code for ${arch}${flags}` : `bytecode only${flags}`;
  return [
    `source: ${sourceName}`,
    `format: ${format} version ${version}, ${code}, small ints of ${header.smallIntBits} bits`,
    ...(loaders === undefined
      ? []
      : [`loads on: ${header.circuitPython ? "CircuitPython" : "MicroPython"} ${loaders}`]),
    `header: ${hexBytes(headerBytes)}`,
    `size: ${size} bytes`,
  ];
}

function tableLines({ qstrs, constants }: Disassembly): string[] {
  const lines = ["", `qstrs: ${qstrs.length}`];
  qstrs.forEach(({ text, staticNumber }, index) => {
    const shown = `${String(index).padStart(6)}  ${oneLine(text)}`;
    lines.push(staticNumber === undefined ? shown : `${shown.padEnd(40)}  static ${staticNumber}`);
  });
  lines.push("", `constants: ${constants.length}`);
  constants.forEach(({ kind, text }, index) => {
    lines.push(`${String(index).padStart(6)}  ${kind.padEnd(8)}  ${shorten(text, MAX_CONSTANT)}`);
  });
  return lines;
}

/** Greatest number of characters of a constant or name: in the table, beside an instruction. */
const MAX_CONSTANT = 200;
const MAX_MEANING = 60;

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** `text` with control characters as escapes: they would break the columns. */
const oneLine = (text: string): string => text.replace(/[\x00-\x1f\x7f]/g, (char) => `\\x${hex2(char.charCodeAt(0))}`);

const hexBytes = (bytes: Uint8Array): string => Array.from(bytes, hex2).join(" ");

const hexOffset = (offset: number): string => offset.toString(16).padStart(4, "0");

function functionLines(listing: Disassembly, fun: FunctionListing, source: readonly string[] | undefined): string[] {
  const lines = [`${fun.kind} ${oneLine(fun.qualifiedName)}: ${fun.code.length} bytes at 0x${fun.offset.toString(16)}`];
  lines.push(...preludeLines(fun));
  for (const note of fun.notes) lines.push(`  ${note}`);
  if (fun.children.length > 0) {
    lines.push(`  makes: ${fun.children.map((child) => oneLine(listing.functions[child]!.name)).join(", ")}`);
  }
  let line = 0;
  for (const instruction of fun.instructions) {
    if (instruction.line !== line && source !== undefined) lines.push(...sourceLine(source, instruction.line));
    if (instruction.label !== undefined) lines.push(`${" ".repeat(8)}${instruction.label}:`);
    lines.push(instructionLine(fun.code, instruction, instruction.line === line ? "" : String(instruction.line)));
    line = instruction.line;
  }
  if (fun.native !== undefined) {
    for (const one of [...fun.native.header, ...fun.native.instructions]) lines.push(nativeLine(fun.code, one));
  }
  if (fun.fault !== undefined) lines.push(`  ! ${fun.fault}`);
  return lines;
}

function preludeLines({ prelude, code }: FunctionListing): string[] {
  if (prelude === undefined) return [];
  const { args, positionalArgs } = prelude;
  const positional = args.slice(0, positionalArgs).map(oneLine);
  const keywordOnly = args.slice(positionalArgs).map(oneLine);
  const shown = [
    positional.length > 0 ? `arguments ${positional.join(", ")}` : "no arguments",
    ...(keywordOnly.length > 0 ? [`keyword-only ${keywordOnly.join(", ")}`] : []),
    ...(prelude.defaultArgs > 0 ? [`${prelude.defaultArgs} with defaults`] : []),
    ...(prelude.cells.length > 0 ? [`cells ${prelude.cells.join(", ")}`] : []),
    ...prelude.flags,
  ];
  return [
    `  ${shown.join("; ")}`,
    `  frame of ${prelude.stateSize}, exception handlers ${prelude.exceptionDepth}`,
    `  prelude ${hexBytes(code.subarray(prelude.start, prelude.namesStart))}` +
      `, names ${hexBytes(code.subarray(prelude.namesStart, prelude.linesStart))}` +
      `, lines ${hexBytes(code.subarray(prelude.linesStart, prelude.cellsStart)) || "none"}`,
  ];
}

function sourceLine(source: readonly string[], line: number): string[] {
  const text = source[line - 1]?.trim();
  return text === undefined || text === "" ? [] : [`${" ".repeat(8)}# ${oneLine(text)}`];
}

function instructionLine(code: Uint8Array, instruction: InstructionListing, line: string): string {
  const { offset, size, name, operand, meaning } = instruction;
  const bytes = hexBytes(code.subarray(offset, offset + size));
  const number = operand === undefined ? "" : ` ${operand}`;
  const head = `${line.padStart(6)}  ${hexOffset(offset)}  ${bytes.padEnd(11)}  ${name}${number}`;
  return meaning === "" ? head : `${head.padEnd(52)}  ${oneLine(shorten(meaning, MAX_MEANING))}`;
}

function nativeLine(code: Uint8Array, { offset, size, text, runtime }: NativeInstruction): string {
  const bytes = hexBytes(code.subarray(offset, offset + size));
  if (text === "") return `        ${hexOffset(offset)}  ${bytes}`;
  const line = `        ${hexOffset(offset)}  ${bytes.padEnd(23)}  ${text}`;
  return runtime === undefined ? line : `${line.padEnd(72)}; ${runtime}`;
}
