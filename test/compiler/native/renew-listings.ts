// Records the listings of golden/ anew: assembles the lines of the cases with binutils from PATH.
//   npx tsx test/compiler/native/renew-listings.ts [NAME…]
// Debian: apt-get install binutils-arm-none-eabi binutils-riscv64-unknown-elf binutils-xtensa-lx106

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARM_CASES } from "./arm-cases.ts";
import { ARM_OPERATION_CASES, THUMB_OPERATION_CASES } from "./arm-operations.ts";
import { type EncodingCase, hex } from "./listing.ts";
import { RV32_CASES, RV32_OPERATION_CASES, RV32C_CASES } from "./rv32-cases.ts";
import { RV32_INLINE_CASES } from "./rv32-inline-cases.ts";
import { THUMB_CASES } from "./thumb-cases.ts";
import { THUMB_INLINE_CASES } from "./thumb-inline-cases.ts";
import { XTENSA_INLINE_CASES } from "./xtensa-inline-cases.ts";
import { XTENSA_CASES, XTENSA_OPERATION_CASES } from "./xtensa-cases.ts";
import { X64_CASES, X86_CASES } from "./x86-cases.ts";

interface Listing {
  readonly cases: readonly EncodingCase[];
  /** Prefix of the binutils programs. */
  readonly tools: string;
  readonly flags: readonly string[];
  /** Lines in front of the instructions. */
  readonly head: string;
  /** Lines in front of each instruction. */
  readonly between?: string;
  /** What a line becomes for this assembler. */
  readonly prepare?: (line: string) => string;
}

const RV32 = {
  tools: "riscv64-unknown-elf-",
  flags: ["-march=rv32imc_zicsr_zba", "-mabi=ilp32", "-mno-relax"],
  head: ".option norelax\n.option norvc\n",
  // By itself the assembler compresses what it can: it may only where the line says so.
  prepare: (line: string): string => line.replaceAll(/(?<=^|; )c\.[^;]*/g, ".option rvc; $&; .option norvc"),
};

const X86 = { tools: "", head: ".intel_syntax noprefix\n" };

const XTENSA = {
  tools: "xtensa-lx106-elf-",
  // By itself the assembler takes shorter instructions where it can, and longer ones where it must.
  flags: ["--no-transform", "--no-text-section-literals"],
  head: "",
  between: ".balign 4\n",
};

const THUMB = {
  tools: "arm-none-eabi-",
  flags: ["-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "--no-warn"],
  head: ".syntax unified\n.thumb\n",
};

const ARM = { tools: "arm-none-eabi-", flags: ["-march=armv6"], head: ".syntax unified\n.arm\n" };

const LISTINGS: Readonly<Record<string, Listing>> = {
  thumb: { cases: THUMB_CASES, ...THUMB },
  "thumb-operations": { cases: THUMB_OPERATION_CASES, ...THUMB },
  "thumb-inline": { cases: THUMB_INLINE_CASES, ...THUMB },
  arm: { cases: ARM_CASES, ...ARM },
  "arm-operations": { cases: ARM_OPERATION_CASES, ...ARM },
  rv32: { cases: RV32_CASES, ...RV32 },
  rv32c: { cases: RV32C_CASES, ...RV32 },
  "rv32-inline": { cases: RV32_INLINE_CASES, ...RV32 },
  "rv32-operations": { cases: RV32_OPERATION_CASES, ...RV32 },
  xtensa: { cases: XTENSA_CASES, ...XTENSA },
  "xtensa-inline": { cases: XTENSA_INLINE_CASES, ...XTENSA },
  "xtensa-operations": { cases: XTENSA_OPERATION_CASES, ...XTENSA },
  x64: { cases: X64_CASES, ...X86, flags: ["--64"] },
  x86: { cases: X86_CASES, ...X86, flags: ["--32"] },
};

/** The bytes of each line: a symbol stands in front of each, and one behind it. */
function assemble({ tools, flags, head, between = "", prepare }: Listing, lines: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "listing-"));
  try {
    const [source, object, binary] = ["a.s", "a.o", "a.bin"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const body = lines
      .map((line, index) => `${between}case${index}:\n${prepare?.(line) ?? line}\nend${index}:\n`)
      .join("");
    writeFileSync(source, head + body);
    execFileSync(`${tools}as`, [...flags, "-o", object, source]);
    execFileSync(`${tools}objcopy`, ["-O", "binary", "-j", ".text", object, binary]);
    const symbols = execFileSync(`${tools}nm`, [object], { encoding: "utf8" });
    const offsets = new Map<string, number>();
    for (const [, address, name] of symbols.matchAll(/^([0-9a-f]+) t ((?:case|end)\d+)$/gm)) {
      offsets.set(name!, parseInt(address!, 16));
    }
    const code = readFileSync(binary);
    return lines.map((_, index) => hex(code.subarray(offsets.get(`case${index}`), offsets.get(`end${index}`))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(LISTINGS);
for (const name of wanted) {
  const listing = LISTINGS[name];
  if (listing === undefined) throw new Error(`no listing ${name}: one of ${Object.keys(LISTINGS).join(", ")}`);
  const lines = [...new Set(listing.cases.map(({ source }) => source))];
  const bytes = assemble(listing, lines);
  const text = lines.map((line, index) => `${bytes[index]}\t${line}\n`).join("");
  writeFileSync(new URL(`golden/${name}.lst`, import.meta.url), text);
  console.log(`${name}: ${lines.length} instructions`);
}
