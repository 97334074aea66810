// The names that are interned before any source is read, for every firmware: the static qstrs, and the names that the
// compiler uses. Their qstrs are their indices in this list.

import type { Qstr } from "../brands.ts";
import { STATIC_QSTRS } from "../../mpy/file/static-qstrs.ts";

/** Names that the compiler looks for. */
const COMPILER_NAMES: readonly string[] = [
  "__aenter__",
  "__aexit__",
  "__aiter__",
  "__anext__",
  "__import__",
  "<dictcomp>",
  "<genexpr>",
  "<lambda>",
  "<listcomp>",
  "<setcomp>",
  "<stdin>",
  "StopAsyncIteration",
  "__await__",
  "align",
  "asm_rv32",
  "asm_thumb",
  "asm_xtensa",
  "bytecode",
  "const",
  "data",
  "label",
  "math",
  "micropython",
  "native",
  "ptr",
  "ptr16",
  "ptr32",
  "ptr8",
  "uint",
  "viper",
];

/** Every name of the start, by qstr; entry 0 is the null qstr. */
export const BASE_NAMES: readonly string[] = [
  ...STATIC_QSTRS,
  ...COMPILER_NAMES.filter((name) => !STATIC_QSTRS.includes(name)),
];

/** The compiler's names, by their names in the code. */
const KNOWN = {
  empty: "",
  star: "*",
  module: "<module>",
  lambda: "<lambda>",
  listComp: "<listcomp>",
  dictComp: "<dictcomp>",
  setComp: "<setcomp>",
  genExpr: "<genexpr>",
  classCell: "__class__",
  dunderName: "__name__",
  dunderModule: "__module__",
  dunderQualname: "__qualname__",
  dunderImport: "__import__",
  enter: "__enter__",
  exit: "__exit__",
  aenter: "__aenter__",
  aexit: "__aexit__",
  aiter: "__aiter__",
  anext: "__anext__",
  await: "__await__",
  assertionError: "AssertionError",
  baseException: "BaseException",
  stopAsyncIteration: "StopAsyncIteration",
  range: "range",
  super: "super",
  const: "const",
  micropython: "micropython",
  bytecode: "bytecode",
  native: "native",
  viper: "viper",
  asmThumb: "asm_thumb",
  asmXtensa: "asm_xtensa",
  asmRv32: "asm_rv32",
  label: "label",
  align: "align",
  data: "data",
  math: "math",
  object: "object",
  bool: "bool",
  int: "int",
  uint: "uint",
  ptr: "ptr",
  ptr8: "ptr8",
  ptr16: "ptr16",
  ptr32: "ptr32",
} as const;

function qstr(text: string): Qstr {
  const found = BASE_NAMES.lastIndexOf(text);
  if (found < 1) throw new Error(`not among the names of the start: ${text}`);
  return found as Qstr;
}

/** Qstrs of the compiler's names. */
export const Name: { readonly [K in keyof typeof KNOWN]: Qstr } = Object.fromEntries(
  Object.entries(KNOWN).map(([key, text]) => [key, qstr(text)]),
) as { [K in keyof typeof KNOWN]: Qstr };
