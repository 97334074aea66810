// The bytes of a file with their meanings. Each part of the file begins a line.

import { functionNames, qstrText } from "./function-names.ts";
import type { FunctionName } from "./function-names.ts";
import type { MpyModule } from "../file/model.ts";
import { reprConstant } from "../file/python-repr.ts";
import { readLocatedMpy } from "../file/read.ts";
import { findSegments } from "./segments.ts";
import type { Segment } from "./segments.ts";
import { hex2 } from "../file/text.ts";

const WIDTH = 16;

/**
 * Every byte of an .mpy file, sixteen in a line, with offset, characters and meaning; ends in a newline.
 * @throws MpyFormatError if `bytes` are not an .mpy file.
 */
export function formatHexDump(bytes: Uint8Array): string {
  const { module, layout } = readLocatedMpy(bytes);
  const names = functionNames(module, layout);
  const lines: string[] = [];
  for (const segment of findSegments(layout)) {
    let meaning = meaningOf(segment, module, names);
    for (let at = segment.start; at < segment.end; at += WIDTH) {
      lines.push(`${dumpLine(bytes.subarray(at, Math.min(at + WIDTH, segment.end)), at)}  ${meaning}`.trimEnd());
      meaning = "";
    }
  }
  return `${lines.join("\n")}\n`;
}

function dumpLine(bytes: Uint8Array, offset: number): string {
  const hex = Array.from(bytes, hex2)
    .join(" ")
    .padEnd(3 * WIDTH - 1);
  const characters = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(
    "",
  );
  return `${offset.toString(16).padStart(8, "0")}  ${hex}  ${characters.padEnd(WIDTH)}`;
}

/** Greatest number of characters of a constant. */
const MAX_CONSTANT = 60;

function meaningOf({ kind, index }: Segment, module: MpyModule, names: readonly FunctionName[]): string {
  switch (kind) {
    case "header":
      return "header, table lengths";
    case "qstr":
      return `qstr ${index} ${JSON.stringify(qstrText(module.qstrs[index]!))}`;
    case "constant":
      return `constant ${index} ${reprConstant(module.constants[index]!).slice(0, MAX_CONSTANT)}`;
    default:
      return `${names[index]!.qualifiedName} ${kind}`;
  }
}
