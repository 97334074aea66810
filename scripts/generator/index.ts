// Generated programs for comparisons, from a grammar of our own: valid ones, ones with semantic mistakes, and damaged ones. The seed
// and these options determine the program, always and everywhere.

import { assemblyModule } from "./assembly.ts";
import type { AssemblerName } from "./assembly-tables.ts";
import { damage } from "./damage.ts";
import { Random } from "./random.ts";
import { Statements } from "./statements.ts";
import type { Style } from "./statements.ts";
import { viperModule } from "./viper.ts";

export { shrink } from "./shrink.ts";

/** Which functions the programs have besides ordinary ones. */
export type CodeKind = "bytecode" | "native" | "viper" | "asm-thumb" | "asm-xtensa" | "asm-rv32";

/** What decides a program. */
export interface GeneratorOptions {
  seed: number;
  code: CodeKind;
  /** Probability that the program is damaged, 0 to 1. */
  broken: number;
  /** Statements, at most about so many; left out: a few up to a hundred. */
  size?: number;
}

/** The program that these options name, as UTF-8 (nearly always: damage may make it something else). */
export function generateProgram(options: GeneratorOptions): Uint8Array {
  const random = new Random(options.seed);
  const style: Style = {
    indent: random.weighted([
      [10, "    "],
      [3, "  "],
      [2, "\t"],
      [1, " "],
      [1, "\t\t"],
      [1, "     "],
    ]),
    newline: random.weighted([
      [30, "\n"],
      [2, "\r\n"],
      [1, "\r"],
    ]),
    slips: random.oneIn(8) ? random.between(5, 40) : Infinity,
    native: options.code === "native",
  };
  const size =
    options.size ??
    random.weighted([
      [4, random.between(1, 5)],
      [10, random.between(5, 30)],
      [3, random.between(30, 100)],
    ]);
  let text = linesOf(random, options.code, style, size).join("\n");
  if (random.chance(options.broken)) text = damage(random, text);
  if (!random.oneIn(20)) text += "\n";
  if (style.newline !== "\n") text = text.replaceAll("\n", style.newline);
  return withStrayByte(random, options.broken, Buffer.from(text, "utf8"));
}

function linesOf(random: Random, code: CodeKind, style: Style, size: number): string[] {
  if (code.startsWith("asm-")) return assemblyModule(random, code.slice("asm-".length) as AssemblerName, style.indent);
  if (code === "viper") return viperModule(random, style.indent);
  const program = new Statements(random, style, size);
  program.module();
  return program.lines;
}

/** Now and then a byte that no text has. */
function withStrayByte(random: Random, broken: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length > 0 && random.chance(broken / 25)) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}
