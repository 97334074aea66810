// Compiles and disassembles, away from the page's thread.

import { compile as compileBytecode } from "unplugin-micropython/compiler/bytecode";
import type { CompileError, CompileOptions, CompileResult } from "unplugin-micropython/compiler";
import { attributeSizes, disassemble } from "unplugin-micropython/mpy";
import type { NativeDisassembler } from "unplugin-micropython/mpy";
import type { CompileAnswer, CompileRequest, LabProblem, LabSettings } from "../messages.ts";
import { listFunctions } from "./list-functions.ts";

let disassembler: Promise<NativeDisassembler> | undefined;

/** The disassembler for machine code is 1 MB on the wire: it is loaded for the first program that has some. */
async function nativeDisassembler(): Promise<NativeDisassembler> {
  disassembler ??= import("./native-disassembler.ts").then(({ load }) => load());
  return disassembler;
}

async function compile(source: string, options: CompileOptions): Promise<CompileResult> {
  if (options.arch === undefined && options.emit === "bytecode") {
    try {
      const { filename, optimize, sourceLines, firmware } = options;
      return compileBytecode(source, { filename, optimize, sourceLines, firmware });
    } catch {
      // The whole compiler says more of what is wrong.
    }
  }
  // With machine code and hints: loaded for the first program that needs either.
  const whole = await import("unplugin-micropython/compiler");
  return whole.compile(source, options);
}

addEventListener("message", ({ data }: MessageEvent<CompileRequest>) => {
  void answer(data).then((message) => postMessage(message));
});

async function answer({ id, source, settings }: CompileRequest): Promise<CompileAnswer> {
  const started = performance.now();
  try {
    const { mpy, native } = await compile(source, compileOptions(settings));
    const milliseconds = performance.now() - started;
    const listing = disassemble(mpy, native ? { native: await nativeDisassembler() } : {});
    const sizes = attributeSizes(mpy);
    const { version, subVersion, arch, archFlags } = listing.header;
    const machine = arch ? `${arch}${archFlags.length > 0 ? ` with ${archFlags.join(", ")}` : ""}` : "any board";
    return {
      id,
      kind: "compiled",
      mpy,
      header: `.mpy ${version}${arch ? `.${subVersion}` : ""}, ${machine}`,
      functions: listFunctions(listing),
      qstrs: listing.qstrs.map(({ text }) => text),
      constants: listing.constants.map(({ text }) => text),
      sizes: [
        { ...NO_BYTES, name: "header of the file", overhead: sizes.header, total: sizes.header },
        ...sizes.functions.map(({ qualifiedName, ...rest }) => ({ name: qualifiedName, ...rest })),
        ...unused(sizes.unattributed),
      ],
      problems: [],
      milliseconds,
    };
  } catch (error) {
    return { id, kind: "refused", problems: [problemOf(error, source)] };
  }
}

const NO_BYTES = { code: 0, lines: 0, overhead: 0, qstrs: 0, constants: 0 };

function unused(
  bytes: number,
): { name: string; total: number; code: 0; lines: 0; overhead: 0; qstrs: number; constants: 0 }[] {
  return bytes === 0
    ? []
    : [{ name: "names that no code uses", code: 0, lines: 0, overhead: 0, qstrs: bytes, constants: 0, total: bytes }];
}

function compileOptions({ emit, optimize, arch, sourceLines, firmware }: LabSettings): CompileOptions {
  const options: CompileOptions = { filename: "main.py", emit, optimize, sourceLines };
  if (firmware !== "") options.firmware = firmware;
  return arch === "" ? options : { ...options, arch: arch as NonNullable<CompileOptions["arch"]> };
}

function problemOf(error: unknown, source: string): LabProblem {
  if (!isCompileError(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return { severity: "error", message, hint: "", line: 0, from: 0, to: 0 };
  }
  const { exception, reason, line = 0, span, hint = "" } = error;
  const [from, to] = span ? [textOffset(source, span.start), textOffset(source, span.end)] : lineRange(source, line);
  return { severity: "error", message: `${exception}: ${reason}`, hint, line, from, to };
}

function isCompileError(error: unknown): error is CompileError {
  return error instanceof Error && error.name === "CompileError";
}

/** The offset in UTF-16 units of an offset in UTF-8 bytes. */
function textOffset(source: string, bytes: number): number {
  let at = 0;
  for (let seen = 0; at < source.length && seen < bytes; at++) {
    const code = source.codePointAt(at)!;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (code >= 0x10000) at++;
  }
  return Math.min(at, source.length);
}

function lineRange(source: string, line: number): [number, number] {
  const lines = source.split("\n");
  const from = lines.slice(0, Math.max(0, line - 1)).reduce((sum, text) => sum + text.length + 1, 0);
  const start = Math.min(from, source.length);
  return [start, Math.min(source.length, start + (lines[line - 1]?.length ?? 0))];
}
