// Functions in inline assembler: instructions of a table with operands at their limits and, now and then, beyond them
// or of the wrong kind, among labels, data and alignment.

import { ASSEMBLERS } from "./assembly-tables.ts";
import type { AssemblerName, AssemblerTable } from "./assembly-tables.ts";
import type { Random } from "./random.ts";

/** How rarely (once in so many) an operand, an instruction or a whole line is wrong on purpose. */
const WRONG_OPERAND = 500;
const WRONG_COUNT = 500;
const WRONG_LINE = 500;

const RETURN_TYPES = ["int", "uint", "bool", "object"] as const;

/** What stands where an operand of another kind is wanted. */
const WRONG_OPERANDS = [
  "0",
  "-1",
  "r0",
  "a2",
  "a0",
  "s0",
  "nowhere",
  "[r0, 0]",
  "[r0]",
  "{r0}",
  "'x'",
  "1.5",
  "r0 + 1",
  "a0(4)",
  "None",
];

/** What stands where an instruction is wanted. */
const WRONG_LINES = [
  "x = 1",
  "nop",
  "nop()[0]",
  "label()",
  "label(1)",
  "align('x')",
  "data(1)",
  "data(1, x)",
  "mov(r0, *r1)",
  "unknown()",
  "if 1: pass",
  "nop = nop()",
];

/** An integer operand: `#lo:hi` or `#lo:hi:step`, decimal or 0x. */
const INTEGER = /^#(-?\w+):(\w+)(?::(\w+))?$/;

/** A module of functions for one assembler, as lines. */
export function assemblyModule(random: Random, name: AssemblerName, indent: string): string[] {
  const table = ASSEMBLERS[name];
  return random.list(1, 3, () => new AssemblyFunction(random, table, indent).lines()).flat();
}

class AssemblyFunction {
  private readonly random: Random;
  private readonly table: AssemblerTable;
  private readonly indent: string;
  private readonly labels: string[];
  private readonly instructions: readonly string[];

  constructor(random: Random, table: AssemblerTable, indent: string) {
    this.random = random;
    this.table = table;
    this.indent = indent;
    this.instructions = random.oneIn(2) ? table.instructions : [...table.instructions, ...table.extensions];
    this.labels = Array.from({ length: random.between(1, 4) }, (_, number) => `L${number}`);
  }

  lines(): string[] {
    const { random } = this;
    const body = random.list(1, random.oneIn(4) ? 60 : 12, () => this.statement());
    // A label that stands nowhere is an error, so each has its place, sometimes twice.
    for (const label of this.labels) {
      if (!random.oneIn(100)) body.splice(random.below(body.length + 1), 0, `label(${label})`);
      if (random.oneIn(200)) body.splice(random.below(body.length + 1), 0, `label(${label})`);
    }
    if (random.oneIn(25)) body.splice(random.below(body.length + 1), 0, this.farJumpFiller());
    return [`@micropython.${this.table.decorator}`, this.header(), ...body.map((line) => this.indent + line)];
  }

  private header(): string {
    const { random, table } = this;
    const count = random.oneIn(150) ? 5 : random.below(5);
    const parameters = table.parameters.slice(0, count);
    if (parameters.length > 1 && random.oneIn(150)) parameters.reverse();
    const returns = random.oneIn(3)
      ? ` -> ${random.oneIn(60) ? random.pick(["x", "ptr8", "1", "a.b"]) : random.pick(RETURN_TYPES)}`
      : "";
    return `def f(${parameters.join(", ")})${returns}:`;
  }

  private statement(): string {
    const { random } = this;
    if (random.oneIn(WRONG_LINE)) return random.pick(WRONG_LINES);
    if (random.oneIn(25)) return `align(${random.pick([1, 2, 4, 8])})`;
    if (random.oneIn(20)) return this.data();
    if (random.oneIn(60)) return "pass";
    const [mnemonic, ...operands] = random.pick(this.instructions).split(" ") as [string, ...string[]];
    const args = operands.map((operand) => this.operand(operand));
    if (random.oneIn(WRONG_COUNT)) {
      if (random.oneIn(2)) args.pop();
      else args.push("0");
    }
    return `${this.named(mnemonic)}(${args.join(", ")})`;
  }

  /** A mnemonic with alternatives: `b{eq,ne}`. */
  private named(mnemonic: string): string {
    return mnemonic.replace(/\{([^}]*)\}/g, (_, choices: string) => this.random.pick(choices.split(",")));
  }

  private data(): string {
    const size = this.random.pick([1, 2, 4, 4, 8]);
    const values = this.random.list(1, 4, () =>
      this.random.pick([0, 1, -1, 0x7f, 0x80, 0xffff, 0x12345678, -0x80000000, 2 ** 40]),
    );
    return `data(${[size, ...values].join(", ")})`;
  }

  /** Enough bytes to bring jumps over them near the ends of their reach. */
  private farJumpFiller(): string {
    const bytes = this.random.pick([120, 128, 240, 252, 256, 2030, 2044, 2050, 4090]);
    return `data(${bytes}, 0)`;
  }

  private operand(kind: string): string {
    const { random, table } = this;
    if (random.oneIn(WRONG_OPERAND)) return random.pick(WRONG_OPERANDS);
    const registers = table.registers[kind];
    if (registers !== undefined) return random.pick(registers);
    if (kind === "@") return random.oneIn(300) ? "nowhere" : random.pick(this.labels);
    if (kind === "{}") return `{${[...new Set(random.list(1, 5, () => this.operand("r")))].join(", ")}}`;
    if (kind.startsWith("=")) return this.named(kind.slice(1));
    const address = /^\[(\w+),(.*)\]$/.exec(kind);
    if (address !== null) return `[${this.operand(address[1]!)}, ${this.operand(address[2]!)}]`;
    const offset = /^(#.*)\((\w+)\)$/.exec(kind);
    if (offset !== null) return `${this.operand(offset[1]!)}(${this.operand(offset[2]!)})`;
    return this.integer(kind);
  }

  private integer(kind: string): string {
    const { random } = this;
    const match = INTEGER.exec(kind);
    if (match === null) throw new Error(`no operand ${kind}`);
    const least = match[1]!.startsWith("-") ? -Number(match[1]!.slice(1)) : Number(match[1]);
    const greatest = Number(match[2]);
    const step = Number(match[3] ?? 1);
    if (random.oneIn(WRONG_OPERAND)) return String(random.pick([least - step, greatest + step, least + 1, 2 ** 33]));
    const steps = Math.floor((greatest - least) / step);
    const value = random.pick([least, greatest, least + step * random.below(steps + 1), 0 >= least ? 0 : least]);
    return random.oneIn(4) && value >= 0 ? `0x${value.toString(16)}` : String(value);
  }
}
