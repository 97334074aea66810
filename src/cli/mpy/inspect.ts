// mpy inspect: shows the content of .mpy files. The default is a table of functions and sizes. Options show all code,
// the bytes, or everything as JSON.

import { loadNativeDisassembler } from "../../mpy/inspect/capstone.ts";
import { disassemble } from "../../mpy/inspect/disassemble.ts";
import type { Disassembly } from "../../mpy/inspect/disassemble.ts";
import type { NativeDisassembler } from "../../mpy/inspect/disassemble-native.ts";
import { formatDisassembly } from "../../mpy/inspect/format-disassembly.ts";
import { formatHexDump } from "../../mpy/inspect/format-hex-dump.ts";
import { attributeSizes } from "../../mpy/inspect/sizes.ts";
import type { FunctionSize, SizeReport } from "../../mpy/inspect/sizes.ts";
import { displayText } from "../../mpy/file/text.ts";
import { messageOf } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { readInput, readInputs, withFile } from "./files.ts";
import type { InputFile } from "./files.ts";

export const command: Command = {
  help: `[options] FILE.mpy…

Shows the content of .mpy files: header, functions and their sizes.

  -d, --disassemble     all tables and all code
  -x, --hex             every byte with its meaning
  --source FILE.py      with -d: the source beside the code
  --raw-native          with -d: machine code as bytes instead of instructions
`,
  options: {
    disassemble: { type: "boolean", short: "d" },
    hex: { type: "boolean", short: "x" },
    source: { type: "string" },
    "raw-native": { type: "boolean" },
  },
  async run(call) {
    const inputs = readInputs(call.files);
    const sourcePath = call.text("source");
    const source = sourcePath === undefined ? undefined : displayText(readInput(sourcePath));
    const native = await nativeFor(call, inputs);
    if (call.json) {
      call.printJson(inputs.map((input) => jsonOf(input, native)));
      return 0;
    }
    inputs.forEach((input, index) => {
      if (inputs.length > 1) call.print(`${index > 0 ? "\n" : ""}== ${input.path}\n`);
      call.print(textOf(call, input, native, source));
    });
    return 0;
  },
};

/** The disassembler, if machine code is to be shown. Without the library for it, bytes are shown, with a note. */
async function nativeFor(call: Call, inputs: readonly InputFile[]): Promise<NativeDisassembler | undefined> {
  const wanted = (call.flag("disassemble") || call.json) && !call.flag("raw-native");
  const hasNative = inputs.some(({ path, bytes }) => withFile(path, () => disassemble(bytes).header.archNumber !== 0));
  if (!wanted || !hasNative) return undefined;
  try {
    return await loadNativeDisassembler();
  } catch (error) {
    const message = messageOf(error);
    if (message === undefined) throw error;
    process.stderr.write(`mpy inspect: ${message}\n`);
    return undefined;
  }
}

function jsonOf({ path, bytes }: InputFile, native: NativeDisassembler | undefined): object {
  return withFile(path, () => ({ file: path, ...disassemble(bytes, { native }), sizes: attributeSizes(bytes) }));
}

function textOf(
  call: Call,
  { path, bytes }: InputFile,
  native: NativeDisassembler | undefined,
  source: string | undefined,
): string {
  return withFile(path, () => {
    const parts: string[] = [];
    if (call.flag("disassemble")) parts.push(formatDisassembly(disassemble(bytes, { native }), { source }));
    if (call.flag("hex")) parts.push(formatHexDump(bytes));
    if (parts.length === 0) parts.push(summary(disassemble(bytes), attributeSizes(bytes)));
    return parts.join("\n");
  });
}

const COLUMNS = ["total", "code", "lines", "overhead", "qstrs", "constants"] as const satisfies (keyof FunctionSize)[];

/** The listing's head, and a table of sizes by function. */
function summary(listing: Disassembly, sizes: SizeReport): string {
  const [head = ""] = formatDisassembly({ ...listing, functions: [] }).split("\n\n");
  const widths = COLUMNS.map((column) =>
    Math.max(column.length, ...sizes.functions.map((one) => String(one[column]).length)),
  );
  const row = (cells: readonly string[], name: string): string =>
    `${cells.map((cell, at) => cell.padStart(widths[at]!)).join("  ")}  ${name}`;
  const rows = sizes.functions.map((one, at) => {
    const kind = listing.functions[at]!.kind;
    const name = kind === "bytecode" ? one.qualifiedName : `${one.qualifiedName} (${kind})`;
    return row(
      COLUMNS.map((column) => String(one[column])),
      name,
    );
  });
  const rest = [`header ${sizes.header}`, ...(sizes.unattributed > 0 ? [`not attributed ${sizes.unattributed}`] : [])];
  return `${[head, "", row(COLUMNS, "function"), ...rows, "", rest.join(", ")].join("\n")}\n`;
}
