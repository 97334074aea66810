// The programs of a benchmark: Python modules of the shape and size of firmware projects (drivers, protocols, state machines
// of 10 to 60 kB), generated from a seed, or the .py files of a folder.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { Random } from "../scripts/generator/random.ts";

/** One file of a corpus. */
export interface Source {
  name: string;
  bytes: Uint8Array;
}

const NOUNS = [
  "sensor",
  "frame",
  "packet",
  "register",
  "channel",
  "buffer",
  "timer",
  "queue",
  "config",
  "sample",
  "client",
  "event",
];
const VERBS = [
  "read",
  "write",
  "update",
  "parse",
  "encode",
  "reset",
  "poll",
  "handle",
  "check",
  "send",
  "flush",
  "scan",
];

/** Writes one module. */
export class ModuleWriter {
  private readonly random: Random;
  private text = "";

  constructor(random: Random) {
    this.random = random;
  }

  /** A module of about `size` bytes; `imports` are lines of its own. */
  write(size: number, imports: readonly string[] = []): string {
    const { random } = this;
    this.text = `"""Driver for the ${random.pick(NOUNS)} board."""\n\nimport struct\nimport time\nfrom micropython import const\n`;
    this.text += `${imports.map((line) => `${line}\n`).join("")}\n`;
    for (let at = 0; at < 24; at++) this.text += `_REG_${at} = const(0x${random.below(256).toString(16)})\n`;
    while (this.text.length < size) {
      if (random.oneIn(4)) this.functionOf("", 0);
      else this.classOf();
    }
    return this.text;
  }

  private classOf(): void {
    const { random } = this;
    const noun = random.pick(NOUNS);
    this.text += `\n\nclass ${noun[0]!.toUpperCase()}${noun.slice(1)}${random.below(1000)}:\n    """One ${noun}."""\n\n`;
    this.text += `    def __init__(self, bus, address=0x${random.below(128).toString(16)}, *, name="${noun}"):\n`;
    this.text += `        self.bus = bus\n        self.address = address\n        self.name = name\n        self._data = bytearray(8)\n\n`;
    for (let methods = random.between(3, 9); methods > 0; methods--) this.functionOf("self, ", 4);
  }

  private functionOf(self: string, margin: number): void {
    const { random } = this;
    const verb = random.pick(VERBS);
    const indent = " ".repeat(margin);
    const isAsync = random.oneIn(8) ? "async " : "";
    const start = `${isAsync}def ${verb}_${random.pick(NOUNS)}${random.below(100)}(${self}value, offset=0):`;
    this.text += `${indent}${start}\n${indent}    # ${verb} what the hardware gives and keep it\n`;
    for (let statements = random.between(4, 14); statements > 0; statements--)
      this.statement(`${indent}    `, self === "" ? "value" : "self");
    this.text += `${indent}    return value\n\n`;
  }

  private statement(indent: string, owner: string): void {
    const { random } = this;
    const noun = random.pick(NOUNS);
    const number = random.below(300);
    const lines = random.pick([
      [`${noun} = (value >> ${random.below(16)}) & 0x${number.toString(16)}`],
      [
        `${owner}.${noun} = ${owner}.bus.readfrom_mem(${owner}.address, _REG_${random.below(24)}, ${random.between(1, 8)})`,
      ],
      [
        `if ${noun}_${random.below(4)} > ${number} and not ${owner}.ready:`,
        `    raise ValueError("${noun} out of range: {}".format(value))`,
      ],
      [
        `for i in range(${random.between(2, 16)}):`,
        `    ${owner}._data[i] = (${owner}._data[i] ^ value) + offset * ${number}`,
        `    if i == offset: continue`,
      ],
      [
        `try:`,
        `    ${noun} = struct.unpack("<HhB", ${owner}._data)`,
        `except (OSError, ValueError) as e:`,
        `    print("${noun}:", e)`,
        `    ${noun} = None`,
      ],
      [`${noun}s = [x * ${random.below(9)}.${number} for x in ${owner}.${noun}s if x is not None]`],
      [`while ${owner}.busy(): time.sleep_ms(${random.below(50)})`],
      [`${owner}.table["${noun}${number}"] = (value, offset, ${number}, "${random.pick(VERBS)}", -${number})`],
      [
        `value = ${owner}.${random.pick(VERBS)}(offset + ${number}, key="${noun}") if value else ${owner}.default or ${number}`,
      ],
      [`callback = lambda x, n=${number}: x[${random.below(4)}:n] + value`],
      [`print(f"{value:04x} ${noun} {offset + ${number}}")`],
    ]);
    for (const line of lines) this.text += `${indent}${line}\n`;
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `count` modules of 10 to 60 kB. */
export function generatedCorpus(count: number): Source[] {
  return Array.from({ length: count }, (_, at) => {
    const random = new Random(1000 + at);
    return { name: `module${at}.py`, bytes: encode(new ModuleWriter(random).write(random.between(10_000, 60_000))) };
  });
}

/** One file of about `size` bytes, all of it distinct. */
export function largeSource(size: number): Source {
  return { name: `${Math.round(size / 1000)} kB`, bytes: encode(new ModuleWriter(new Random(77)).write(size)) };
}

/** The .py files below a folder. */
export function corpusOfFolder(folder: string): Source[] {
  const names = globSync("**/*.py", { cwd: folder, followSymbolicLinks: false }).sort();
  return names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}
