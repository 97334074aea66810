// Hints for refusals by the reference's wording, one row each. The wording does not change, because it is part of the
// contract. Programs should use the code.

import type { Diagnosis } from "./syntax-facts.ts";

const ROWS: readonly (readonly [reason: string, code: string, hint: string])[] = [
  [
    "'return' outside function",
    "return-outside",
    "return must be inside a def. To end a module's code, raise SystemExit.",
  ],
  [
    "'yield' outside function",
    "yield-outside",
    "yield must be inside a def, and not in a class body or a comprehension.",
  ],
  [
    "'await' outside function",
    "await-outside",
    "await must be inside an async def. Start one with asyncio.run(main()).",
  ],
  ["async for/with outside async function", "async-outside", "Move it into an async def."],
  [
    "'break'/'continue' outside loop",
    "break-outside",
    "break and continue must be inside a for or while of the same function.",
  ],
  [
    "can't assign to expression",
    "not-assignable",
    "The left side of = must be a name, an attribute, a subscript, or a tuple or list of these. To compare, write ==.",
  ],
  ["can't delete expression", "not-deletable", "del works on names, attributes and subscripts only."],
  [
    "*x must be assignment target",
    "star-outside",
    "MicroPython unpacks * only in calls and assignment targets: write list(a) + [b] for [*a, b].",
  ],
  ["multiple *x in assignment", "two-stars", "Only one name of an assignment can take the rest."],
  [
    "non-default argument follows default argument",
    "default-order",
    "Move parameters with a default behind those without.",
  ],
  ["argument name reused", "duplicate-parameter", "Each parameter needs a different name."],
  ["positional arg after keyword arg", "argument-order", "Move positional arguments before name=value."],
  ["positional arg after **", "argument-order", "Move positional arguments before **."],
  ["* arg after **", "argument-order", "Move *args before **kwargs."],
  ["* arg after kwarg", "argument-order", "MicroPython allows *args only before name=value."],
  [
    "LHS of keyword arg must be an id",
    "keyword-argument",
    "In name=value the left side must be a plain name. To compare, write ==.",
  ],
  ["default 'except' must be last", "except-order", "Move the bare except to the end."],
  [
    "no binding for nonlocal found",
    "nonlocal-unbound",
    "nonlocal needs a variable of an enclosing function, assigned before it. For a module's variable, write global.",
  ],
  [
    "can't declare nonlocal in outer code",
    "nonlocal-at-module",
    "At module level all names are global: remove nonlocal.",
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
    "const() needs a value that is known at compile time: numbers, strings, tuples of them, and names declared with const().",
  ],
  ["expecting key:value for dict", "dict-or-set", "The first item made this a dict: every item needs key: value."],
  ["expecting just a value for set", "dict-or-set", "The first item made this a set: no item may have a colon."],
  [
    "malformed f-string",
    "f-string",
    "Each { in an f-string needs an expression and a }. Write {{ or }} for a literal brace.",
  ],
  [
    "invalid micropython decorator",
    "decorator",
    "The decorators are @micropython.bytecode, native, viper, asm_thumb, asm_xtensa and asm_rv32.",
  ],
  [
    "invalid arch",
    "arch-missing",
    "Native code needs an architecture. Set arch (mpy-cross: -march=…, plugin: target.arch).",
  ],
  [
    "cannot emit native code for this architecture",
    "arch-missing",
    "Set another arch (mpy-cross: -march=…, plugin: target.arch). There is no native code for rv64imc.",
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
    "The program is nested too deeply. Move parts of it into variables or functions.",
  ],
];

const BY_REASON: ReadonlyMap<string, Diagnosis> = new Map(ROWS.map(([reason, code, hint]) => [reason, { code, hint }]));

/** The code and hint of a refusal, from its wording only. */
export function diagnoseReason(reason: string): Diagnosis | undefined {
  return BY_REASON.get(reason);
}
