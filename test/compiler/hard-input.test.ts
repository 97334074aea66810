// Hostile input: for any bytes the compiler returns a result or a CompileError in bounded time. vm's timeout interrupts even an
// endless loop, so that a hang is a failed test.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { CompileError, compile } from "../../src/compiler/index.ts";
import type { CompileOptions } from "../../src/compiler/index.ts";
import { generateProgram } from "../../scripts/generator/index.ts";
import { Random } from "../../scripts/generator/random.ts";

/** For one input; generous, because two busy cores may be all there is. */
const LIMIT_MS = 20_000;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Compiles within the limit: undefined where it compiled, else the refusal. Anything else that is thrown goes on. */
function outcome(source: string | Uint8Array, options: CompileOptions = {}): CompileError | undefined {
  const job = (): CompileError | undefined => {
    try {
      compile(source, options);
      return undefined;
    } catch (error) {
      if (error instanceof CompileError) return error;
      throw error;
    }
  };
  const context = globalThis as { hardInputJob?: typeof job };
  context.hardInputJob = job;
  try {
    return runInThisContext("globalThis.hardInputJob()", { timeout: LIMIT_MS }) as CompileError | undefined;
  } finally {
    delete context.hardInputJob;
  }
}

/** A refusal says what, and where inside the source. */
function expectSound(source: string | Uint8Array, refusal: CompileError | undefined): void {
  if (!refusal) return;
  const bytes = typeof source === "string" ? encode(source) : source;
  // what ends inside a string or a line has its end counted as a line or two more
  const lines = bytes.filter((byte) => byte === 10 || byte === 13).length + 3;
  const { exception, message, line, column } = refusal;
  expect(exception, message).toMatch(/^[A-Z]\w*Error$/);
  expect(message.length).toBeGreaterThan(0);
  expect(message.length).toBeLessThan(5_000);
  if (line !== undefined) expect(line >= 1 && line <= lines, `line ${line} of ${lines}`).toBe(true);
  if (column !== undefined) expect(column, message).toBeGreaterThan(0);
}

function check(source: string | Uint8Array, options?: CompileOptions): void {
  expectSound(source, outcome(source, options));
}

const DEEP = 100_000;
const deep = (text: string): string => text.repeat(DEEP);
const nested = (open: string, inner: string, close: string): string => deep(open) + inner + deep(close);
const lines = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join("\n");

const INPUTS: Record<string, string> = {
  nothing: "",
  "one newline": "\n",
  "only a byte order mark": "\ufeff",
  "a byte order mark and code": "\ufeffx = 1\n",
  CRLF: "if a:\r\n  b\r\n",
  "lone CRs": "if a:\r  b\r",
  "CR, LF and CRLF mixed": "a\r\r\n\nb\n\rc\r\r",
  "a NUL alone": "\0",
  "NULs in code": "a\0b = \0 1\0\n",
  "a NUL in a string": "a = 'x\0y'\n",
  "a NUL in a comment": "# x\0y\nb\n",
  "no final newline": "a = 1",
  "only a backslash": "\\",
  "a backslash at the end": "a = 1 \\",
  "only blanks": " ".repeat(DEEP),
  "only tabs and newlines": deep("\t\n"),
  "round brackets": nested("(", "x", ")"),
  "square brackets": nested("[", "x", "]"),
  "curly brackets": nested("{", "x", "}"),
  "brackets that stay open": deep("("),
  "brackets never opened": deep(")"),
  "brackets of all kinds": nested("([{", "x", "}])"),
  "calls in calls": nested("f(", "x", ")"),
  "subscripts in subscripts": nested("a[", "0", "]"),
  "dicts in dicts": nested("{1:", "x", "}"),
  "minus signs": `${deep("-")}1`,
  "tildes before a name": `${deep("~")}x`,
  nots: `${deep("not ")}x`,
  awaits: `async def f(): ${deep("await ")}x`,
  lambdas: `${deep("lambda:")}0`,
  "conditional expressions": `${deep("a if b else ")}c`,
  powers: `${deep("a**")}b`,
  "powers of numbers": `${deep("1**")}1`,
  "a sum": `${deep("a+")}b`,
  "a sum of numbers": `${deep("1+")}1`,
  comparisons: `${deep("a<")}b`,
  ands: `${deep("a and ")}b`,
  attributes: `a${deep(".a")}`,
  "calls in a row": `a${deep("()")}`,
  "subscripts in a row": `a${deep("[0]")}`,
  "assignments in a row": `${deep("a=")}b`,
  "a tuple": `${deep("a,")}b`,
  "a list of numbers": `[${deep("1,")}]`,
  arguments: `f(${deep("a,")})`,
  "keyword arguments": `f(${deep("a=1,")})`,
  parameters: `def f(${lines(DEEP, (at) => `a${at},`)}): pass`,
  "star arguments": `f(${deep("*a,")})`,
  "strings in a row": deep("'ab' "),
  "an f-string of many fields": `f'${deep("{x}")}'`,
  // every level looks for its end in all the rest: fewer of them
  "f-strings in f-strings": `${"f'{".repeat(10_000)}x${"}'".repeat(10_000)}`,
  "replacement fields nested": `f'${nested("{a:", "b", "}")}'`,
  decorators: `${deep("@a\n")}def f(): pass`,
  elifs: `if a: b\n${deep("elif c: d\n")}`,
  excepts: `try: a\n${deep("except b: c\n")}`,
  semicolons: deep("a;"),
  "comprehension clauses": `[a${deep(" for a in b")}]`,
  "dots of an import": `from ${deep(".")} import a`,
  "dotted name of an import": `import a${deep(".a")}`,
  "blocks in blocks": Array.from({ length: 2_000 }, (_, at) => `${" ".repeat(at)}if a:`).join("\n"),
  "functions in functions": Array.from({ length: 1_000 }, (_, at) => `${" ".repeat(at)}def f():`).join("\n"),
  "classes in classes, whole": `${Array.from({ length: 500 }, (_, at) => `${" ".repeat(at)}class A:`).join("\n")}\n${" ".repeat(500)}x`,
  "loops in loops, whole": `${Array.from({ length: 500 }, (_, at) => `${" ".repeat(at)}for i in range(3):`).join("\n")}\n${" ".repeat(500)}x`,
  "trys in trys": `${Array.from({ length: 300 }, (_, at) => `${" ".repeat(at)}try:`).join("\n")}\n${" ".repeat(300)}x\n${Array.from(
    { length: 300 },
    (_, at) => `${" ".repeat(299 - at)}finally: y`,
  ).join("\n")}`,
  "a wall of indentation": `if a:\n${" ".repeat(DEEP)}b`,
  "lines between two statements": `a${"\n".repeat(1_000_000)}b`,
  "continued lines": `a = 1 ${deep("\\\n")}+ 2`,
  comments: deep("# note\n"),
  "a name of 100,000 letters": "a".repeat(DEEP),
  "a name of 256 letters": `${"a".repeat(256)} = 1`,
  "an attribute of 256 letters": `x.${"é".repeat(128)}`,
  "a string of 1 MB": `a = '${"x".repeat(1_000_000)}'`,
  "a string that stays open": `a = '''${"x".repeat(1_000_000)}`,
  names: lines(DEEP, (at) => `n${at} = ${at}`),
  locals: `def f():\n${lines(70_000, (at) => ` n${at} = 0`)}`,
  constants: lines(50_000, (at) => `a = ${at}.25`),
  functions: lines(20_000, (at) => `def f${at}(): pass`),
  "a literal of 100,000 digits": `a = ${"7".repeat(DEEP)}`,
  "a literal of 100,000 hex digits": `a = 0x${"f".repeat(DEEP)}`,
  "a literal of 100,000 bits": `a = 0b${"10".repeat(DEEP / 2)}`,
  "a float of 100,000 digits": `a = ${"7".repeat(DEEP)}.${"7".repeat(DEEP)}e5`,
  "an exponent of many digits": `a = 1e${"9".repeat(1_000)}`,
  "a small float of many digits": `a = 0.${"0".repeat(DEEP)}1`,
  "a shift by a thousand million": "a = 1 << 10**9",
  "a shift by more than fits": "a = 1 << (1 << 70)",
  "a power tower": "a = 9 ** 9 ** 9",
  "a power of a power": "a = (((10 ** 99) ** 99) ** 99) ** 99",
  "a product that doubles and doubles": `a = const(${nested("(", "7 ** 999", ") ** 2").slice(-4_000)})`,
  "products of products": lines(40, (at) =>
    at === 0 ? "_A0 = const(1 << 1000)" : `_A${at} = const(_A${at - 1} * _A${at - 1})`,
  ),
  "a huge number as a float":
    "a = [(1 << 8000000) / 3, (1 << 8000000) + 0.5, 0.5 - (1 << 8000000), (1 << 8000000) ** -1]",
  "products of huge numbers": "a = (1 << 8000000) * (1 << 8000000)",
  "a negative shift": "a = 1 << -(10 ** 30)",
  "a shift right by a lot": "a = (1 << 100) >> (10 ** 30)",
  "a division of giants": `a = ${"7".repeat(50_000)} // ${"3".repeat(25_000)}`,
  "a modulus of giants": `a = ${"7".repeat(50_000)} % ${"3".repeat(25_000)}`,
  "strings joined again and again": `a = ${deep("'abc' ")}`,
  "escapes cut off": "a = '\\x4",
  "a wide escape beyond Unicode": "a = '\\U7fffffff'",
  "a surrogate": "a = '\\ud800'",
};

describe("texts", () => {
  test.each(Object.entries(INPUTS))("%s", (_, source) => check(source));
});

describe("deep and long texts as native code", () => {
  const names = [
    "round brackets",
    "a sum",
    "calls in a row",
    "elifs",
    "names",
    "locals",
    "loops in loops, whole",
    "constants",
  ];
  test.each(names)("%s", (name) => {
    check(INPUTS[name]!, { emit: "native", arch: "armv7m" });
    check(INPUTS[name]!, { emit: "native", arch: "x64" });
  });
});

describe("bytes that are not UTF-8", () => {
  const sequences = {
    "two bytes": [0xc3],
    "three bytes": [0xe6, 0x97],
    "four bytes": [0xf0, 0x9f, 0x98],
    "a stray continuation": [0x80],
  };
  const places = {
    "a name": ["a", " = 1\n"],
    "a string": ["a = '", "'\n"],
    "a comment": ["# ", "\n"],
    "the end": ["a = 1\n", ""],
  };
  for (const [what, bytes] of Object.entries(sequences)) {
    for (const [where, [before, after]] of Object.entries(places)) {
      test(`${what} cut off in ${where}`, () =>
        check(Buffer.concat([encode(before!), Uint8Array.from(bytes), encode(after!)])));
    }
  }

  test("random bytes", () => {
    const random = new Random(7);
    for (let round = 0; round < 1_500; round++) {
      check(Uint8Array.from({ length: random.between(1, 200) }, () => random.below(256)));
    }
  });

  test("random characters of programs", () => {
    const random = new Random(8);
    const alphabet = "abfrx019_.,:;()[]{}'\"\\ \t\n\r=+-*/%@&|^~<>!#$";
    for (let round = 0; round < 3_000; round++) {
      check(Array.from({ length: random.between(1, 60) }, () => random.pick([...alphabet])).join(""));
    }
  });
});

describe("damaged programs", () => {
  const samples = readdirSync(join(import.meta.dirname, "samples"));
  const inputs = samples.map((name) => readFileSync(join(import.meta.dirname, "samples", name, "input.py")));
  const generated = [11, 12, 13].map((seed) => generateProgram({ seed, code: "bytecode", broken: 0, size: 40 }));

  test("every sample, cut off at every token", () => {
    for (const input of inputs) {
      // a cut inside a word or a number is another token, not a new case: cut where the kind of character changes
      for (let end = 0; end <= input.length; end++) {
        if (end === 0 || !/^\w\w$/.test(String.fromCharCode(input[end - 1]!, input[end] ?? 0)))
          check(input.subarray(0, end));
      }
    }
  });

  test("generated programs, cut off in many places", () => {
    for (const program of generated) {
      for (let end = 0; end < program.length; end += 37) check(program.subarray(0, end));
    }
  });

  test("every single bit flipped", () => {
    const random = new Random(9);
    for (const input of [...inputs, ...generated]) {
      for (let round = 0; round < 20 && input.length > 0; round++) {
        const harmed = Uint8Array.from(input);
        harmed[random.below(harmed.length)]! ^= 1 << random.below(8);
        check(harmed);
      }
    }
  });
});

test("a file of 1.2 MB", () => {
  let text = "";
  for (let at = 0; text.length < 1_200_000; at++) {
    text += `class Device${at}:\n    scale = ${at}\n    def read${at}(self, channel=${at % 8}):\n`;
    text += `        value = self.bus.read(channel) * ${at} + self.offset${at % 500}\n`;
    text += `        return value if value > ${at % 91} else None\n\n`;
  }
  expect(outcome(text)).toBeUndefined();
});
