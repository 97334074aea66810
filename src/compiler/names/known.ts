// The names that are there before any source is read: the static qstrs, the long strings that decide bytes, and the names
// that mean something to the compiler itself. Their qstrs are their places in this list.

import { STATIC_QSTRS } from "../../mpy/static-qstrs.ts";
import { REFERENCE_LONG_STRINGS } from "./reference-strings.ts";

/** Names that the compiler looks for and that are neither static qstrs nor long strings. */
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
  ...REFERENCE_LONG_STRINGS,
  ...COMPILER_NAMES.filter((name) => !STATIC_QSTRS.includes(name)),
];

function qstr(text: string): number {
  const found = BASE_NAMES.lastIndexOf(text);
  if (found < 1) throw new Error(`not among the names of the start: ${text}`);
  return found;
}

/** Qstrs of the names that the compiler knows. */
export const Name = {
  empty: qstr(""),
  star: qstr("*"),
  module: qstr("<module>"),
  lambda: qstr("<lambda>"),
  listComp: qstr("<listcomp>"),
  dictComp: qstr("<dictcomp>"),
  setComp: qstr("<setcomp>"),
  genExpr: qstr("<genexpr>"),
  classCell: qstr("__class__"),
  dunderName: qstr("__name__"),
  dunderModule: qstr("__module__"),
  dunderQualname: qstr("__qualname__"),
  dunderImport: qstr("__import__"),
  aenter: qstr("__aenter__"),
  aexit: qstr("__aexit__"),
  aiter: qstr("__aiter__"),
  anext: qstr("__anext__"),
  assertionError: qstr("AssertionError"),
  baseException: qstr("BaseException"),
  stopAsyncIteration: qstr("StopAsyncIteration"),
  range: qstr("range"),
  super: qstr("super"),
  const: qstr("const"),
  micropython: qstr("micropython"),
  bytecode: qstr("bytecode"),
  native: qstr("native"),
  viper: qstr("viper"),
  asmThumb: qstr("asm_thumb"),
  asmXtensa: qstr("asm_xtensa"),
  asmRv32: qstr("asm_rv32"),
  label: qstr("label"),
  align: qstr("align"),
  data: qstr("data"),
  math: qstr("math"),
  object: qstr("object"),
  bool: qstr("bool"),
  int: qstr("int"),
  uint: qstr("uint"),
  ptr: qstr("ptr"),
  ptr8: qstr("ptr8"),
  ptr16: qstr("ptr16"),
  ptr32: qstr("ptr32"),
} as const;
