// The bytes of a file with a word on what they are: each part of the file on lines of its own.

import { disassemble } from "./disassemble.ts";
import type { Disassembly } from "./disassemble.ts";
import { readLocatedMpy } from "./read.ts";
import { findSegments } from "./segments.ts";
import type { Segment } from "./segments.ts";
import { hex2 } from "./text.ts";

const WIDTH = 16;

/**
 * Every byte of an .mpy file, sixteen in a line, with offset, characters and meaning; ends in a newline.
 *
 * @throws MpyFormatError where `bytes` are no .mpy file.
 */
export function hexDump(bytes: Uint8Array): string {
  const listing = disassemble(bytes);
  const lines: string[] = [];
  for (const segment of findSegments(readLocatedMpy(bytes).layout)) {
    let meaning = meaningOf(segment, listing);
    for (let at = segment.start; at < segment.end; at += WIDTH) {
      lines.push(`${dumpLine(bytes.subarray(at, Math.min(at + WIDTH, segment.end)), at)}  ${meaning}`.trimEnd());
      meaning = "";
    }
  }
  return `${lines.join("\n")}\n`;
}

function dumpLine(bytes: Uint8Array, offset: number): string {
  const hex = Array.from(bytes, hex2).join(" ").padEnd(3 * WIDTH - 1);
  const characters = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
  return `${offset.toString(16).padStart(8, "0")}  ${hex}  ${characters.padEnd(WIDTH)}`;
}

function meaningOf({ kind, index }: Segment, listing: Disassembly): string {
  switch (kind) {
    case "header":
      return "header, table lengths";
    case "qstr":
      return `qstr ${index} ${JSON.stringify(listing.qstrs[index]!.text)}`;
    case "constant":
      return `constant ${index} ${listing.constants[index]!.text.slice(0, 60)}`;
    default:
      return `${listing.functions[index]!.qualifiedName} ${kind}`;
  }
}
