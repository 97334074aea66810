// Changes in MicroPython's compiler since 1.19: one row for each change that affects the output, refusals or the code
// that a firmware loads. The rows are the history of the compiler. `exact` undoes the later ones.
//
// To add a difference: a row here, and at the one place in the compiler that it is about a question to `behaviour` (see
// behaviour.ts), best where a compile, an emitter or an assembler is made, so that nothing is asked for each operation.
// No code compares versions. A row is named for the compiler's behaviour since then: for the newest release all are
// true.

// Each change with its first release. The comment has the commit of MicroPython (the main one of several), the
// behaviour since then, and the behaviour before. It is a comment, so that editors show it and pages need not load it.
const SINCE = {
  /** e85a096302: Code behind a jump, return or raise is dropped. Before: kept. */
  dropsUnreachable: "1.20",
  /** 25ff5b52d9: Any constant decides a condition. Before: True, False, small ints. */
  foldsAllConditions: "1.20",
  /** f9cbe6bc47: Float text by subtracting powers of ten. Before: by tables of powers. */
  scalesFloatText: "1.20",
  /** 6cd2e41918: Trailing zeros of a float literal do not scale its mantissa. */
  defersZeros: "1.20",
  /** fb8792c095: Each expression of an f-string stands in parentheses. */
  wrapsFormatArguments: "1.20",
  /** 7c1584aef1: `:=` in a comprehension binds in the scope around. Before: a wrong slot. */
  bindsWalrusInParent: "1.20",
  /** f31a358eb2: Native code needs -march. Before: code for the host of mpy-cross. */
  needsArch: "1.20",

  /** 910f579403: Locals of native functions are objects. Before: refused until stored to. */
  typesNativeLocals: "1.20",
  /** 0698dd72ea: A viper load saves what is in the register of a known index. */
  savesIndexRegister: "1.20",
  /** 9714a0ead5: Viper: an integer stored to an attribute becomes an object. Before: abort. */
  convertsAttributes: "1.20",

  /** 606ec9bfb1: `async for` keeps its iterator on the stack. Before: in a variable. */
  keepsAsyncIterator: "1.21",
  /** 1b980c9dbe: `if (a, b):` evaluates a and b. Before: dropped them. */
  evaluatesConditionTuples: "1.21",
  /** b3cd41dd4b: f-strings have conversions: `!r`, `!s`. */
  hasConversions: "1.21",

  /** c85db05244: A newline belongs to the line it ends. Before: to the next one. */
  countsLinesAtNewline: "1.22",
  /** b979c5a92a: `finally` has room for the value being returned. Before: none. */
  countsFinallyValue: "1.22.2",

  /** 6d403eb697: A native function begins with the index of its prelude. */
  hasPreludeIndex: "1.23",
  /** 5e3006f117: The flags of a viper function are 0 in the file. Before: generator, *args, defaults. */
  omitsViperFlags: "1.23",
  /** 3c445f6636: Viper has unary +, - and ~ for integers. Before: refused. */
  hasViperUnary: "1.23",
  /** b50efbd0e3: Xtensa: constants from -32 to 95 take movi.n. */
  usesNarrowMovi: "1.23",

  /** 8338f66352: Native code for RV32IMC. */
  hasRv32: "1.24",
  /** a19214d897: What is thrown into a native generator has a word of its own. */
  hasThrowSlot: "1.24",
  /** 038125be79: `async with` in native code; finally keeps its exception. Before: abort. */
  hasNativeAsyncWith: "1.24",
  /** 3c8089d1b1: Raw f-strings: rf"". */
  hasRawFormats: "1.24",
  /** a066f2308f: f"a{x}" f"b{y}" is one string. Before: refused. */
  joinsFormats: "1.24",
  /** 557d31ed2c: A folded integer that fits is a small int. Before: an object. */
  demotesFoldedInts: "1.24",

  /** 13b13d1fdd: `01` is refused. Before: 1. */
  refusesLeadingZeros: "1.25",
  /** 5fdd249c55: Float literals add up in 64 bits. Before: in a double. */
  hasIntegerMantissa: "1.25",
  /** 268acb714d: @micropython.asm_rv32 is known. */
  hasRv32Decorator: "1.25",

  /** bfc0d7b0b9: Xtensa: viper indexes memory with addx2, addx4 and offsets. */
  indexesXtensa: "1.25",
  /** 268acb714d: RV32: s0 is saved only where it is used; constants may end in a short addi less often. */
  sparesRv32Temporary: "1.25",
  /** 40585eaa8f: RV32: exception handling stores the zero register. */
  hasRv32Zero: "1.25",
  /** 510e055c71: ARM: frames and offsets over 255 bytes. Before: wrong code. */
  hasWideArmFrames: "1.25",

  /** 69ead7d98e: Float arithmetic and math.pi are constants; 0.0 and -0.0 are two. */
  foldsFloats: "1.26",
  /** 69ead7d98e: A shift by more than a machine word fails at run time. Before: refused. */
  defersWideShifts: "1.26",
  /** dbbaa959c8: Float text that reads back as the same number, and a parser for it. */
  writesExactFloats: "1.26",

  /** 3d19a8bc2d: Viper loads and stores by each machine's own means. */
  indexesMemory: "1.26",
  /** 5f4abeb385: ARMv6-M: jumps over 2 KiB. Before: refused, and short jumps. */
  jumpsFarOnArmv6m: "1.26",
  /** 6b2792a097: Thumb: loads and stores at any offset. Before: cut off. */
  offsetsThumbFar: "1.26",
  /** f5d10c322e: Xtensa, call0: no jump over an empty table of constants. */
  skipsEmptyTable: "1.26",
  /** 43f6013294: Xtensa: branches over 128 bytes. Before: cut off. */
  branchesFarOnXtensa: "1.26",
  /** 84ad2c6cd0: Xtensa: loads and stores at any offset. Before: refused. */
  offsetsXtensaFar: "1.26",
  /** a8e0369826: RV32: stores of words take c.sw. */
  compressesRv32Stores: "1.26",
  /** 1006ed69f0: All instructions of the LX3 in inline assembler. */
  hasWholeXtensaInline: "1.26",

  /** 1b92bda5b8: Files for RV64IMC. */
  hasRv64: "1.27",
  /** 965c77ade9: -march-flags, kept in the file, and Zba among them. */
  hasArchFlags: "1.27",
  /** 3da529554d: An instruction that the RV32 assembler lacks is `invalid`. Before: `unknown`. */
  callsRv32Invalid: "1.27",
  /** 3cd95dda64: RV32: comparisons without branches. */
  comparesRv32Short: "1.27",
  /** a1684ad2c1: RV32: indexing takes c.slli, c.lw and Zba. */
  indexesRv32Short: "1.27",
  /** 2b5669d193: RV32: a word of the frame is cleared with the zero register. */
  clearsRv32ByZero: "1.27",
  /** bd413d3d85: Thumb: conditional branches over 4 KiB. Before: to a wrong place. */
  branchesFarOnThumb: "1.27",

  /** 1df86516e0: The flag for Zcmp. */
  hasZcmpFlag: "1.28",
  /** f0895f0ea0: Each machine clears a register in its own way. Before: xor or a move. */
  clearsRegisters: "1.28",
  /** b46f9f503f: A viper load or store leaves its index as it was. */
  keepsIndexRegister: "1.28",
  /** 9dcad25de6: Inline assembler for windowed Xtensa; no jump over an empty table there. */
  hasWindowedInline: "1.28",
  /** 7a69b2d786: RV32: locals in s2 and s4, so that Zcmp saves them. Before: s4 and s5. */
  keepsRv32LocalsLow: "1.28",
  /** 617c7dba3b: A NUL ends the lexer's input, and one in the source is byte 1. Before: kept in strings. */
  endsAtNul: "1.28",
  /** 7ea88f7da2: f-strings nest, and an empty expression is refused. */
  nestsFormats: "1.28",
  /** d4751a164e: Template strings: t"". */
  hasTemplates: "1.28",

  /** 2210d28792: Viper's unary operators leave their operand's register as it was. */
  keepsUnarySource: "1.29",
  /** 9da627f9a0: Zcmp instructions in inline assembler. */
  hasZcmpInline: "1.29",
  /** d3d6364669: RV32: temporaries are a4 to a6. Before: t1 to t3. */
  computesInRv32Arguments: "1.29",
  /** 41137f0526: `x: int = const(1)` declares a constant. */
  declaresTypedConstants: "1.29",
  /** 5ddc551bc4: f(a=1, *b) is refused. */
  refusesLateStars: "1.29",
  /** 90ce8a1af3: -X no-source-lines. */
  hasSourceLinesOption: "1.29",
} as const;

/** Name of a change. */
export type ChangeName = keyof typeof SINCE;

/** True or false for each change. */
export type Changes = { readonly [Name in keyof typeof SINCE]: boolean };

/** Names of all changes, oldest first. */
export const CHANGE_NAMES: readonly ChangeName[] = Object.keys(SINCE) as ChangeName[];

/** Changes whose code an older firmware cannot load or run. Code for such a firmware never has them. */
const NEEDED: ReadonlySet<string> = new Set<ChangeName>([
  "hasPreludeIndex",
  "hasRv32",
  "hasRv64",
  "hasArchFlags",
  "hasZcmpFlag",
  "hasTemplates",
]);

/** The first release of a change, and whether older firmware cannot run its code. */
export interface Change {
  /** The first release that has it. */
  readonly since: string;
  readonly isNeeded: boolean;
}

/** The facts about a change. */
export function changeOf(name: ChangeName): Change {
  return { since: SINCE[name], isNeeded: NEEDED.has(name) };
}
