// Records the listings of golden/ anew: assembles the lines of the cases with binutils from PATH.
//   npx tsx test/compiler/native/renew-listings.ts [NAME…]
// Debian: apt-get install binutils-arm-none-eabi binutils-riscv64-unknown-elf binutils-xtensa-lx106

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARM_CASES } from "./arm-cases.ts";
import { type EncodingCase, hex } from "./listing.ts";
import { RV32_CASES, RV32_OPERATION_CASES, RV32C_CASES } from "./rv32-cases.ts";
import { THUMB_CASES } from "./thumb-cases.ts";
import { X64_CASES, X86_CASES } from "./x86-cases.ts";

interface Listing {
  readonly cases: readonly EncodingCase[];
  /** Prefix of the binutils programs. */
  readonly tools: string;
  readonly flags: readonly string[];
  /** Lines in front of the instructions. */
  readonly head: string;
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

const LISTINGS: Readonly<Record<string, Listing>> = {
  thumb: {
    cases: THUMB_CASES,
    tools: "arm-none-eabi-",
    flags: ["-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16"],
    head: ".syntax unified\n.thumb\n.balign 4\n",
  },
  arm: { cases: ARM_CASES, tools: "arm-none-eabi-", flags: ["-march=armv6"], head: ".syntax unified\n.arm\n" },
  x64: { cases: X64_CASES, ...X86, flags: ["--64"] },
  x86: { cases: X86_CASES, ...X86, flags: ["--32"] },
  rv32: { cases: RV32_CASES, ...RV32 },
  rv32c: { cases: RV32C_CASES, ...RV32 },
  "rv32-operations": { cases: RV32_OPERATION_CASES, ...RV32 },
};

/** The bytes of each line: a symbol stands in front of each, and one behind the last. */
function assemble({ tools, flags, head, prepare }: Listing, lines: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "listing-"));
  try {
    const [source, object, binary] = ["a.s", "a.o", "a.bin"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const body = lines.map((line, index) => `case${index}:\n${prepare?.(line) ?? line}\n`).join("");
    writeFileSync(source, `${head}${body}case${lines.length}:\n`);
    execFileSync(`${tools}as`, [...flags, "-o", object, source]);
    execFileSync(`${tools}objcopy`, ["-O", "binary", "-j", ".text", object, binary]);
    const symbols = execFileSync(`${tools}nm`, [object], { encoding: "utf8" });
    const offsets: number[] = [];
    for (const [, address, index] of symbols.matchAll(/^([0-9a-f]+) t case(\d+)$/gm))
      offsets[Number(index)] = parseInt(address!, 16);
    const code = readFileSync(binary);
    return lines.map((_, index) => hex(code.subarray(offsets[index]!, offsets[index + 1]!)));
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
