// Functions for the viper emitter: variables with machine types, pointers, casts and arithmetic on them, among ordinary
// Python objects; now and then a mixture that the types forbid. The machine code for these depends on every choice
// here: which local lies in a register, whether an offset is a small constant, whether a loop contains a call.

import type { Random } from "./random.ts";

/** Types of viper variables; "object" is any Python value. */
type ViperType = "int" | "uint" | "bool" | "ptr8" | "ptr16" | "ptr32" | "ptr" | "object";

const PARAMETER_TYPES: readonly ViperType[] = ["int", "int", "uint", "ptr8", "ptr16", "ptr32", "ptr", "bool", "object"];
const POINTERS: readonly ViperType[] = ["ptr8", "ptr16", "ptr32"];
const ARITHMETIC = ["+", "-", "*", "&", "|", "^"] as const;
const SHIFTS = ["<<", ">>"] as const;
const COUNTS = [0, 1, 2, 3, 8] as const;
const DIVISION = ["//", "%"] as const;
const MEMBERSHIP = ["is", "in", "not in", "is not"] as const;
const COMPARISONS = ["<", ">", "==", "<=", ">=", "!="] as const;

/** Integers at the ends of what some instruction can hold. */
const INTEGERS = [
  0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 1023, 1024, 2047, 2048, 4095, 4096, 32767, 32768, 65535,
  65536, 0x12345678, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xffffffff,
] as const;

/** Larger literals are objects, which are numbers only after a cast. */
const MAX_SMALL_INT = 0x3fffffff;

/** Offsets around the limits of loads and stores with an immediate. */
const OFFSETS = [
  0, 1, 2, 7, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 511, 512, 1023, 1024, 2047, 2048, 4095, 4096, -1,
] as const;

/** How rarely (once in so many) an expression has another type than wanted. */
const SLIP = 300;

/** A module with viper functions, as lines. */
export function viperModule(random: Random, indent: string): string[] {
  const functions = random.list(1, 3, () => new ViperFunction(random, indent).lines()).flat();
  return ["import micropython", "G = 5", "B = bytearray(16)", "def py(*a, **k): return a", ...functions];
}

class ViperFunction {
  private readonly random: Random;
  private readonly indent: string;
  private readonly out: string[] = [];
  private readonly types = new Map<string, ViperType>();
  private depth = 1;
  private loops = 0;
  private fuel: number;

  constructor(random: Random, indent: string) {
    this.random = random;
    this.indent = indent;
    this.fuel = random.between(1, random.oneIn(3) ? 40 : 12);
  }

  lines(): string[] {
    const { random } = this;
    const decorator = random.oneIn(8) ? "native" : "viper";
    this.out.push(`@micropython.${decorator}`, this.header());
    if (random.oneIn(8)) this.emit("global G");
    do this.statement();
    while (this.fuel > 0);
    if (!random.oneIn(4)) this.emit(`return ${this.expression(random.oneIn(SLIP) ? "object" : this.returns)}`);
    return this.out;
  }

  private returns: ViperType = "object";

  private header(): string {
    const { random } = this;
    const count = random.below(6);
    const parameters: string[] = [];
    for (let index = 0; index < count; index++) {
      const type = random.pick(PARAMETER_TYPES);
      const name = `${"abcdef"[index]}`;
      this.types.set(name, type);
      parameters.push(type === "object" && random.oneIn(2) ? name : `${name}: ${random.oneIn(300) ? "float" : type}`);
    }
    if (random.oneIn(100)) parameters.push("g=1");
    if (random.oneIn(150)) parameters.push("*rest");
    this.returns = random.pick(["object", "int", "int", "uint", "bool", "ptr8", "ptr"]);
    const annotation = this.returns === "object" && random.oneIn(2) ? "" : ` -> ${this.returns}`;
    return `def f(${parameters.join(", ")})${annotation}:`;
  }

  private emit(line: string): void {
    this.out.push(this.indent.repeat(this.depth) + line);
  }

  private statement(): void {
    this.fuel--;
    const { random } = this;
    const make = random.weighted<() => void>([
      [12, () => this.assignment()],
      [5, () => this.augmented()],
      [8, () => this.store()],
      [3, () => this.condition()],
      [3, () => this.loop()],
      [2, () => this.emit(this.call())],
      [1, () => this.handler()],
      [1, () => this.jump()],
      [0.3, () => this.inner()],
      [0.3, () => this.rarity()],
    ]);
    make();
  }

  private block(): void {
    this.depth++;
    const before = this.out.length;
    for (let left = this.random.between(1, 3); left > 0 && this.fuel > 0 && this.depth < 7; left--) this.statement();
    if (this.out.length === before) this.emit("pass");
    this.depth--;
  }

  private assignment(): void {
    const { random } = this;
    if (random.oneIn(12)) {
      this.emit(`s, t = ${this.expression("object")}, ${this.expression("object")}`);
      this.types.set("s", "object").set("t", "object");
      return;
    }
    const name = random.pick(["a", "b", "x", "y", "z", "w"]);
    const type = this.types.get(name) ?? random.pick(PARAMETER_TYPES);
    const value = this.expression(type);
    this.types.set(name, type);
    this.emit(random.oneIn(15) ? `${name}: ${type} = ${value}` : `${name} = ${value}`);
  }

  private augmented(): void {
    const name = this.variable("int") ?? this.variable("uint");
    if (name === undefined) return this.assignment();
    const type = this.types.get(name)!;
    this.emit(`${name} ${this.random.pick(ARITHMETIC)}= ${this.expression(type)}`);
  }

  private store(): void {
    const pointer = this.pointer();
    if (pointer === undefined) return this.assignment();
    this.emit(`${pointer}[${this.index()}] ${this.random.oneIn(5) ? "+=" : "="} ${this.expression("int")}`);
  }

  private condition(): void {
    this.emit(`if ${this.expression(this.random.pick(["bool", "bool", "int", "object"]))}:`);
    this.block();
    if (this.random.oneIn(3)) {
      this.emit("else:");
      this.block();
    }
  }

  private loop(): void {
    const { random } = this;
    if (random.oneIn(3)) {
      this.emit(`while ${this.expression("bool")}:`);
    } else if (random.oneIn(4)) {
      this.emit(`for o in ${this.expression("object")}:`);
      this.types.set("o", "object");
    } else {
      const ends = random.list(1, 2, () => this.expression("int"));
      const step = ends.length === 2 && random.oneIn(2) ? `, ${random.pick([1, -1, 2, 100000])}` : "";
      this.emit(`for i in range(${ends.join(", ")}${step}):`);
      this.types.set("i", "int");
    }
    this.loops++;
    this.block();
    this.loops--;
  }

  private handler(): void {
    this.emit("try:");
    this.block();
    if (this.random.oneIn(2)) {
      this.emit(this.random.pick(["except:", "except ValueError as exc:", "except (KeyError, OSError):"]));
    } else {
      this.emit("finally:");
    }
    this.block();
  }

  private jump(): void {
    const { random } = this;
    if (this.loops > 0) this.emit(random.pick(["break", "continue"]));
    else if (random.oneIn(2)) this.emit(`raise ${random.pick(["ValueError", "OSError(1)", "ValueError(G)"])}`);
    else this.emit(`return ${this.expression(this.returns)}`);
  }

  private inner(): void {
    const name = this.random.pick([...this.types.keys(), "G"]);
    this.emit(`h = lambda q: ${this.random.oneIn(3) ? `q + ${name}` : "q"}`);
    this.types.set("h", "object");
  }

  private rarity(): void {
    this.emit(
      this.random.pick([
        "yield",
        "del x",
        "with py() as m: pass",
        "assert G",
        "import sys",
        "from sys import path",
        "nonlocal G",
        "G = 1",
        "class K: pass",
        "x, *y = py(1, 2)",
        "o = [i for i in py(1)]",
      ]),
    );
  }

  private variable(type: ViperType): string | undefined {
    const names = [...this.types].filter(([, own]) => own === type).map(([name]) => name);
    return names.length === 0 ? undefined : this.random.pick(names);
  }

  private pointer(): string | undefined {
    return this.random.oneIn(3)
      ? undefined
      : POINTERS.map((type) => this.variable(type)).find((name) => name !== undefined);
  }

  private index(): string {
    const { random } = this;
    if (random.oneIn(2)) return String(random.pick(OFFSETS));
    return this.expression(random.oneIn(40) ? "object" : random.pick(["int", "uint"]), 2);
  }

  private integer(): string {
    const { random } = this;
    const value = random.pick(INTEGERS);
    const digits = random.oneIn(3) ? `0x${value.toString(16)}` : String(value);
    const text = random.oneIn(3) ? `-${digits}` : digits;
    return value > MAX_SMALL_INT && !random.oneIn(20) ? `int(${text})` : text;
  }

  /** What a shift or power counts by. */
  private count(): string {
    const own = this.variable(this.random.pick(["int", "uint"]));
    return own !== undefined && this.random.oneIn(2) ? own : String(this.random.pick(COUNTS));
  }

  private call(): string {
    const { random } = this;
    const args = random.list(0, 4, () => this.expression(random.pick(["int", "object", "uint", "bool"]), 2));
    const name = random.pick(["py", "len", "print", "B.append", "G", "py.x.y"]);
    if (random.oneIn(10)) args.push("k=1");
    else if (random.oneIn(15)) args.push("*B");
    return `${name}(${args.join(", ")})`;
  }

  /** An expression that has (nearly always) the type. */
  private expression(type: ViperType, depth = 0): string {
    const { random } = this;
    const wanted = random.oneIn(SLIP) ? random.pick(PARAMETER_TYPES) : type;
    const own = this.variable(wanted);
    if (own !== undefined && random.oneIn(depth > 2 ? 1.1 : 2)) return own;
    switch (wanted) {
      case "int":
      case "uint":
        return this.number(wanted, depth + 1);
      case "bool":
        return this.truth(depth + 1);
      case "object":
        return this.object(depth + 1);
      default: {
        const inside = random.pick<ViperType>(["int", "object", "object", "ptr", "uint"]);
        return `${wanted}(${depth > 3 ? "B" : this.expression(inside, depth + 1)})`;
      }
    }
  }

  private number(type: "int" | "uint", depth: number): string {
    const { random } = this;
    if (depth > 4 || random.oneIn(4)) return type === "int" ? this.integer() : `uint(${this.integer()})`;
    const pointer = random.oneIn(3) ? this.pointer() : undefined;
    if (pointer !== undefined && type === "int") return `${pointer}[${this.index()}]`;
    const operators = type === "int" && random.oneIn(8) ? DIVISION : ARITHMETIC;
    return random.weighted<() => string>([
      [10, () => `(${this.expression(type, depth)} ${random.pick(operators)} ${this.expression(type, depth)})`],
      [2, () => `${random.pick(["-", "~", "+"])}(${this.expression(type, depth)})`],
      [3, () => `${type}(${this.expression(random.pick(["int", "uint", "object", "bool"]), depth)})`],
      [
        1,
        () =>
          `(${this.expression(type, depth)} if ${this.expression("bool", depth)} else ${this.expression(type, depth)})`,
      ],
      [4, () => `(${this.expression(type, depth)} ${random.pick(SHIFTS)} ${this.count()})`],
      [0.2, () => `(${this.expression(type, depth)} ** ${this.count()})`],
    ])();
  }

  private truth(depth: number): string {
    const { random } = this;
    if (depth > 4 || random.oneIn(8)) return random.pick(["True", "False", "bool(1)"]);
    const type = random.pick<ViperType>(["int", "int", "uint", "object"]);
    return random.weighted<() => string>([
      [10, () => `(${this.expression(type, depth)} ${random.pick(COMPARISONS)} ${this.expression(type, depth)})`],
      [1, () => `(${this.expression("object", depth)} ${random.pick(MEMBERSHIP)} ${this.expression("object", depth)})`],
      [2, () => `bool(${this.expression(type, depth)})`],
      [1, () => `(not ${this.expression("bool", depth)})`],
      [
        0.1,
        () => `(${this.expression("bool", depth)} ${random.pick(["and", "or"])} ${this.expression("bool", depth)})`,
      ],
    ])();
  }

  private object(depth: number): string {
    const { random } = this;
    if (depth > 4 || random.oneIn(3)) return random.pick(["'s'", "b'x'", "B", "1.5", "G", "...", "()", "2**70", "py"]);
    return random.weighted<() => string>([
      [4, () => this.call()],
      [2, () => `[${this.expression("int", depth)}, ${this.expression("object", depth)}]`],
      [1, () => `{${this.expression("object", depth)}: ${this.expression("object", depth)}}`],
      [1, () => `(${this.expression("object", depth)}, ${this.expression("uint", depth)})`],
      [3, () => `object(${this.expression(random.pick(["int", "uint", "bool"]), depth)})`],
      [2, () => `(${this.expression("object", depth)} ${random.pick(ARITHMETIC)} ${this.expression("object", depth)})`],
      [1, () => `${this.expression("object", depth)}[${this.expression("object", depth)}]`],
      [1, () => `B[${this.expression("object", depth)}:${this.expression("object", depth)}]`],
      [1, () => `py.${random.pick(["x", "y"])}`],
    ])();
  }
}
