// Compiles and disassembles in a worker, so that the page stays responsive.

import { compile as compileBytecode } from "unplugin-micropython/compiler/bytecode";
import type { CompileOptions, CompileResult } from "unplugin-micropython/compiler";
import { attributeSizes, disassemble } from "unplugin-micropython/mpy";
import type { Disassembly, NativeDisassembler } from "unplugin-micropython/mpy";
import type { CompileAnswer, CompileRequest, LabSettings, WarningsAnswer } from "../messages.ts";
import { type FunctionListing, listFunctions } from "./list-functions.ts";
import { problemOfError } from "./problems.ts";

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
      return compileBytecode(source, { filename, optimize, sourceLines: sourceLines !== false, firmware });
    } catch {
      // The whole compiler says more of what is wrong.
    }
  }
  // With machine code and what explains mistakes: loaded for the first program that needs either.
  const whole = await import("unplugin-micropython/compiler");
  return whole.compile(source, { ...options, nativeLines: true });
}

addEventListener("message", ({ data }: MessageEvent<CompileRequest>) => {
  const task = data.task === "compile" ? answer(data) : warnings(data);
  void task.then((message) => postMessage(message));
});

/** The code that finds them is loaded when the first program has been shown. */
async function warnings({ id, source, settings }: CompileRequest): Promise<WarningsAnswer> {
  const { findWarnings } = await import("./warnings.ts");
  return { id, kind: "warned", problems: await findWarnings(source, compileOptions(settings)) };
}

async function answer({ id, source, settings }: CompileRequest): Promise<CompileAnswer> {
  const started = performance.now();
  try {
    const options = compileOptions(settings);
    const { mpy, native, nativeLines } = await compile(source, options);
    const milliseconds = performance.now() - started;
    const disassembler = native ? await nativeDisassembler() : undefined;
    const listing = disassemble(mpy, { native: disassembler, nativeLines });
    const functions = hasLines(options) ? listing.functions : await withLines(listing, source, options);
    const sizes = attributeSizes(mpy);
    const { version, subVersion, arch, archFlags } = listing.header;
    const machine = arch ? `${arch}${archFlags.length > 0 ? ` with ${archFlags.join(", ")}` : ""}` : "any board";
    return {
      id,
      kind: "compiled",
      mpy,
      source: source.split("\n"),
      header: `.mpy ${version}${arch ? `.${subVersion}` : ""}, ${machine}`,
      functions: listFunctions(functions),
      qstrs: listing.qstrs.map(({ text }) => text),
      constants: listing.constants.map(({ text }) => text),
      sizes: [
        { ...NO_BYTES, name: "header of the file", overhead: sizes.header, total: sizes.header },
        ...sizes.functions.map(({ qualifiedName, ...rest }) => ({ name: qualifiedName, ...rest })),
        ...unused(sizes.unattributed),
      ],
      milliseconds,
    };
  } catch (error) {
    return { id, kind: "refused", problems: [problemOfError(error, source)] };
  }
}

/** At this level line numbers are left out of the file. */
const LEVEL_WITHOUT_LINES = 3;

const hasLines = ({ optimize, sourceLines }: CompileOptions): boolean =>
  optimize !== LEVEL_WITHOUT_LINES && sourceLines !== false;

/** The functions with the lines of a file that holds them, whose bytecode is otherwise the same. */
async function withLines(
  { functions }: Disassembly,
  source: string,
  options: CompileOptions,
): Promise<readonly FunctionListing[]> {
  const optimize = options.optimize === LEVEL_WITHOUT_LINES ? 2 : options.optimize;
  const { mpy } = await compile(source, { ...options, optimize, sourceLines: true });
  const twins = disassemble(mpy).functions;
  return functions.map((one, at) => {
    const lines = twins[at]!.instructions.map(({ line }) => line);
    if (lines.length !== one.instructions.length) return one;
    return { ...one, instructions: one.instructions.map((row, index) => ({ ...row, line: lines[index]! })) };
  });
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
