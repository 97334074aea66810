// What changed in MicroPython's compiler from 1.19 on: one row for each difference that decides bytes, refusals or what a
// firmware loads. Read from top to bottom it is the history of the compiler; `exact` turns single rows back.
//
// To add a difference: a row here, and at the one place in the compiler that it is about a question to `behaviour` (see
// behaviour.ts), best where a compile, an emitter or an assembler is made, so that nothing is asked for each operation.
// No code asks for a version. A row is named for what the compiler does since then: for the newest release all are true.

/** A difference between a release's compiler and those before it. */
export interface Change {
  /** The first release that has it. */
  readonly since: string;
  /** The commit of MicroPython that made it; of several, the one that decides most. */
  readonly commit: string;
  /** What the compiler does since then, and what it did before. */
  readonly what: string;
  /** A firmware before it cannot load or run what it makes: code for such a firmware is without it, `exact` or not. */
  readonly isNeeded: boolean;
}

type Row =
  | readonly [since: string, commit: string, what: string]
  | readonly [string, string, string, isNeeded: "needed"];

const ROWS = {
  dropsUnreachable: ["1.20", "e85a096302", "Code behind a jump, return or raise is dropped. Before: kept."],
  foldsAllConditions: ["1.20", "25ff5b52d9", "Any constant decides a condition. Before: True, False, small ints."],
  scalesFloatText: ["1.20", "f9cbe6bc47", "Float text by subtracting powers of ten. Before: by tables of powers."],
  defersZeros: ["1.20", "6cd2e41918", "Trailing zeros of a float literal do not scale its mantissa."],
  wrapsFormatArguments: ["1.20", "fb8792c095", "Each expression of an f-string stands in parentheses."],
  bindsWalrusInParent: [
    "1.20",
    "7c1584aef1",
    "`:=` in a comprehension binds in the scope around. Before: a wrong slot.",
  ],
  needsArch: ["1.20", "f31a358eb2", "Native code needs -march. Before: code for the host of mpy-cross."],

  keepsAsyncIterator: ["1.21", "606ec9bfb1", "`async for` keeps its iterator on the stack. Before: in a variable."],
  evaluatesConditionTuples: ["1.21", "1b980c9dbe", "`if (a, b):` evaluates a and b. Before: dropped them."],
  hasConversions: ["1.21", "b3cd41dd4b", "f-strings have conversions: `!r`, `!s`."],

  countsLinesAtNewline: ["1.22", "c85db05244", "A newline belongs to the line it ends. Before: to the next one."],
  countsFinallyValue: ["1.22.2", "b979c5a92a", "`finally` has room for the value being returned. Before: none."],

  hasRawFormats: ["1.24", "3c8089d1b1", 'Raw f-strings: rf"".'],
  joinsFormats: ["1.24", "a066f2308f", 'f"a{x}" f"b{y}" is one string. Before: refused.'],
  demotesFoldedInts: ["1.24", "557d31ed2c", "A folded integer that fits is a small int. Before: an object."],

  refusesLeadingZeros: ["1.25", "13b13d1fdd", "`01` is refused. Before: 1."],
  hasIntegerMantissa: ["1.25", "5fdd249c55", "Float literals add up in 64 bits. Before: in a double."],
  hasRv32Decorator: ["1.25", "268acb714d", "@micropython.asm_rv32 is known."],

  foldsFloats: ["1.26", "69ead7d98e", "Float arithmetic and math.pi are constants; 0.0 and -0.0 are two."],
  writesExactFloats: ["1.26", "dbbaa959c8", "Float text that reads back as the same number, and a parser for it."],

  nestsFormats: ["1.28", "7ea88f7da2", "f-strings nest, and an empty expression is refused."],
  hasTemplates: ["1.28", "d4751a164e", 'Template strings: t"".', "needed"],

  declaresTypedConstants: ["1.29", "41137f0526", "`x: int = const(1)` declares a constant."],
  refusesLateStars: ["1.29", "5ddc551bc4", "f(a=1, *b) is refused."],
  hasSourceLinesOption: ["1.29", "90ce8a1af3", "-X no-source-lines."],
} as const;

/** Name of a change. */
export type ChangeName = keyof typeof ROWS;

/** Names of all changes, in the order of their coming. */
export const CHANGE_NAMES: readonly ChangeName[] = Object.keys(ROWS) as ChangeName[];

function changeOf([since, commit, what, isNeeded]: Row): Change {
  return { since, commit, what, isNeeded: isNeeded !== undefined };
}

/** The changes, by the name of what the compiler does since then. */
export const CHANGES: Readonly<Record<ChangeName, Change>> = Object.fromEntries(
  CHANGE_NAMES.map((name) => [name, changeOf(ROWS[name])]),
) as Record<ChangeName, Change>;
