// Refusals that say what is wrong but not what to do: one row each. The key is the reference's wording, which is part of the
// contract and does not change; the code beside it is what programs should use.

import type { Diagnosis } from "./syntax-facts.ts";

const ROWS: readonly (readonly [reason: string, code: string, hint: string])[] = [
  [
    "'return' outside function",
    "return-outside",
    "return belongs into a def. At module level let the code end, or raise SystemExit.",
  ],
  [
    "'yield' outside function",
    "yield-outside",
    "yield belongs into a def; in a class body or comprehension it has no generator.",
  ],
  ["'await' outside function", "await-outside", "await belongs into an async def; start one with asyncio.run(main())."],
  ["async for/with outside async function", "async-outside", "Put it into an async def."],
  [
    "'break'/'continue' outside loop",
    "break-outside",
    "break and continue belong into a for or while of the same function.",
  ],
  [
    "can't assign to expression",
    "not-assignable",
    "On the left of = stands a name, an attribute, a subscript, or a tuple or list of these. To compare write ==.",
  ],
  ["can't delete expression", "not-deletable", "del takes names, attributes and subscripts."],
  [
    "*x must be assignment target",
    "star-outside",
    "MicroPython unpacks * only in calls and assignment targets: write list(a) + [b] for [*a, b].",
  ],
  ["multiple *x in assignment", "two-stars", "Only one name of an assignment can take the rest."],
  [
    "non-default argument follows default argument",
    "default-order",
    "Parameters with a default come after those without.",
  ],
  ["argument name reused", "duplicate-parameter", "Each parameter needs a name of its own."],
  ["positional arg after keyword arg", "argument-order", "Move positional arguments in front of name=value."],
  ["positional arg after **", "argument-order", "Move positional arguments in front of **."],
  ["* arg after **", "argument-order", "Move *args in front of **kwargs."],
  ["* arg after kwarg", "argument-order", "MicroPython takes *args only in front of name=value."],
  [
    "LHS of keyword arg must be an id",
    "keyword-argument",
    "In name=value the name must be a plain name. To compare write ==.",
  ],
  ["default 'except' must be last", "except-order", "Move the bare except behind the others."],
  [
    "no binding for nonlocal found",
    "nonlocal-unbound",
    "nonlocal needs a variable of an enclosing function, assigned before; for a module's variable write global.",
  ],
  [
    "can't declare nonlocal in outer code",
    "nonlocal-at-module",
    "At module level all names are global: leave nonlocal out.",
  ],
  ["identifier redefined as global", "global-after-use", "Write the global statement before the name's first use."],
  [
    "identifier redefined as nonlocal",
    "nonlocal-after-use",
    "Write the nonlocal statement before the name's first use.",
  ],
  ["import * not at module level", "import-star", "Import the names that you need, or import * at module level."],
  [
    "not a constant",
    "const-argument",
    "const() takes what is known at compile time: numbers, strings, tuples of them, and names declared with const().",
  ],
  ["expecting key:value for dict", "dict-or-set", "The first item made this a dict: every item needs key: value."],
  ["expecting just a value for set", "dict-or-set", "The first item made this a set: no item may have a colon."],
  [
    "malformed f-string",
    "f-string",
    "Each { in an f-string needs a } and an expression; a brace itself is written {{ or }}.",
  ],
  [
    "invalid micropython decorator",
    "decorator",
    "There are @micropython.bytecode, native, viper, asm_thumb, asm_xtensa and asm_rv32.",
  ],
  [
    "invalid arch",
    "arch-missing",
    "Native code needs an architecture that has it: give one with arch (mpy-cross -march=…, in the plugin target.arch).",
  ],
  [
    "cannot emit native code for this architecture",
    "arch-missing",
    "Give an architecture with arch (mpy-cross -march=…, in the plugin target.arch); rv64imc has none.",
  ],
  [
    "unicode name escapes",
    "unicode-name",
    "MicroPython has no \\N{…} in strings: write the character itself, or \\u and its code.",
  ],
  ["bytecode overflow", "too-large", "A jump in this function spans more than 32 kB of bytecode. Split the function."],
  [
    "maximum recursion depth exceeded",
    "too-deep",
    "The program is nested too deeply. Give parts of it names of their own.",
  ],
];

const BY_REASON: ReadonlyMap<string, Diagnosis> = new Map(ROWS.map(([reason, code, hint]) => [reason, { code, hint }]));

/** What to do about a refusal by its reason alone. */
export function diagnoseReason(reason: string): Diagnosis | undefined {
  return BY_REASON.get(reason);
}
