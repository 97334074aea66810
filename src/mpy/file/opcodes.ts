// The bytecode's opcodes with names and operands, for what reads bytecode: the emitter uses only their numbers. Numbers
// of operations are those of py/runtime0.h.

import * as numbers from "./opcode-numbers.ts";
import { RANGES } from "./opcode-ranges.ts";

/** Opcode numbers by name. */
export * as Op from "./opcode-numbers.ts";

/** Name of an opcode that is one number. */
export type OpcodeName = keyof typeof numbers;

/** The operand of an opcode.
 * - `none`: nothing.
 * - `qstr`: varuint, index into the module's qstr table.
 * - `int`: signed varint. `count`, `local`, `cell`, `call`: varuint (a number of stack entries, a slot of the frame,
 *   a slot that holds a closure cell, keyword arguments × 256 + positional arguments).
 * - `object`: varuint, index into the constant table. `child`: varuint, index of a child raw code.
 * - `closure`: as `child`, then a byte: how many cells are closed over.
 * - `jump`: offset of either sign. `forward`: offset forward. `unwind`: as `jump`, then a byte: how many exception
 *   handlers to unwind (bit 7: also pop the iterator of a `for` loop).
 */
export type OperandKind =
  | "none"
  | "qstr"
  | "int"
  | "count"
  | "local"
  | "cell"
  | "call"
  | "object"
  | "child"
  | "closure"
  | "jump"
  | "forward"
  | "unwind";

/** Encoding of an operand. The opcode's high four bits decide it, for unused opcodes too (MP_BC_FORMAT). */
export type OperandFormat = "byte" | "qstr" | "varuint" | "offset";

/** Operands of the opcodes that are one number. Opcodes with a small operand in their number are in {@link RANGES}. */
const OPERANDS: Readonly<Record<OpcodeName, OperandKind>> = {
  LOAD_CONST_STRING: "qstr",
  LOAD_NAME: "qstr",
  LOAD_GLOBAL: "qstr",
  LOAD_ATTR: "qstr",
  LOAD_METHOD: "qstr",
  LOAD_SUPER_METHOD: "qstr",
  STORE_NAME: "qstr",
  STORE_GLOBAL: "qstr",
  STORE_ATTR: "qstr",
  DELETE_NAME: "qstr",
  DELETE_GLOBAL: "qstr",
  IMPORT_NAME: "qstr",
  IMPORT_FROM: "qstr",
  MAKE_CLOSURE: "closure",
  MAKE_CLOSURE_DEFARGS: "closure",
  LOAD_CONST_SMALL_INT: "int",
  LOAD_CONST_OBJ: "object",
  LOAD_FAST_N: "local",
  LOAD_DEREF: "cell",
  STORE_FAST_N: "local",
  STORE_DEREF: "cell",
  DELETE_FAST: "local",
  DELETE_DEREF: "cell",
  BUILD_TUPLE: "count",
  BUILD_LIST: "count",
  BUILD_MAP: "count",
  BUILD_SET: "count",
  BUILD_SLICE: "count",
  STORE_COMP: "count",
  UNPACK_SEQUENCE: "count",
  UNPACK_EX: "count",
  MAKE_FUNCTION: "child",
  MAKE_FUNCTION_DEFARGS: "child",
  CALL_FUNCTION: "call",
  CALL_FUNCTION_VAR_KW: "call",
  CALL_METHOD: "call",
  CALL_METHOD_VAR_KW: "call",
  UNWIND_JUMP: "unwind",
  JUMP: "jump",
  POP_JUMP_IF_TRUE: "jump",
  POP_JUMP_IF_FALSE: "jump",
  JUMP_IF_TRUE_OR_POP: "forward",
  JUMP_IF_FALSE_OR_POP: "forward",
  SETUP_WITH: "forward",
  SETUP_EXCEPT: "forward",
  SETUP_FINALLY: "forward",
  POP_EXCEPT_JUMP: "forward",
  FOR_ITER: "forward",
  LOAD_CONST_FALSE: "none",
  LOAD_CONST_NONE: "none",
  LOAD_CONST_TRUE: "none",
  LOAD_NULL: "none",
  LOAD_BUILD_CLASS: "none",
  LOAD_SUBSCR: "none",
  STORE_SUBSCR: "none",
  DUP_TOP: "none",
  DUP_TOP_TWO: "none",
  POP_TOP: "none",
  ROT_TWO: "none",
  ROT_THREE: "none",
  WITH_CLEANUP: "none",
  END_FINALLY: "none",
  GET_ITER: "none",
  GET_ITER_STACK: "none",
  STORE_MAP: "none",
  RETURN_VALUE: "none",
  RAISE_LAST: "none",
  RAISE_OBJ: "none",
  RAISE_FROM: "none",
  YIELD_VALUE: "none",
  YIELD_FROM: "none",
  IMPORT_STAR: "none",
};

/** Method of each unary operation, by number; an operation without a method has a name in angle brackets. */
export const UNARY_OPS: readonly string[] = ["__pos__", "__neg__", "__invert__", "<not>"];

/** Method of each binary operation, by number; an operation without a method has a name in angle brackets. */
export const BINARY_OPS: readonly string[] = [
  "__lt__",
  "__gt__",
  "__eq__",
  "__le__",
  "__ge__",
  "__ne__",
  "<in>",
  "<is>",
  "<exception match>",
  "__ior__",
  "__ixor__",
  "__iand__",
  "__ilshift__",
  "__irshift__",
  "__iadd__",
  "__isub__",
  "__imul__",
  "__imatmul__",
  "__ifloordiv__",
  "__itruediv__",
  "__imod__",
  "__ipow__",
  "__or__",
  "__xor__",
  "__and__",
  "__lshift__",
  "__rshift__",
  "__add__",
  "__sub__",
  "__mul__",
  "__matmul__",
  "__floordiv__",
  "__truediv__",
  "__mod__",
  "__pow__",
];

/** Properties of an opcode number. */
export interface OpcodeInfo {
  /** Undefined for an unused number. */
  readonly name: string | undefined;
  readonly operand: OperandKind;
  readonly format: OperandFormat;
  /** The offset may be negative (format `offset`), or the number is signed (format `varuint`). */
  readonly signed: boolean;
  /** A byte follows the operand. */
  readonly extraByte: boolean;
  /** The operand in the opcode's number. */
  readonly implied: number | undefined;
}

/** Operand format by the opcode's high four bits. */
const FORMATS: readonly OperandFormat[] = [
  "byte",
  "qstr",
  "varuint",
  "varuint",
  "offset",
  "byte",
  "byte",
  "byte",
  "byte",
  "byte",
  "byte",
  "byte",
  "byte",
  "byte",
  "byte",
  "byte",
];

/** Opcodes none of whose bits are in this mask have an extra byte (MP_BC_MASK_EXTRA_BYTE). */
const NO_EXTRA_BYTE = 0x9e;

/** Jumps up to this number have a signed offset. */
const LAST_SIGNED_JUMP = 0x44;

/** All 256 opcode numbers. */
export const OPCODES: readonly OpcodeInfo[] = makeTable();

function makeTable(): OpcodeInfo[] {
  const table: OpcodeInfo[] = [];
  for (let number = 0; number < 256; number++) table.push(makeInfo(number, undefined, "none", undefined));
  for (const [name, number] of Object.entries(numbers) as [OpcodeName, number][]) {
    table[number] = makeInfo(number, name, OPERANDS[name], undefined);
  }
  for (const { name, first, count, lowest } of Object.values(RANGES)) {
    for (let at = 0; at < count; at++) table[first + at] = makeInfo(first + at, name, "none", at + lowest);
  }
  return table;
}

function makeInfo(
  number: number,
  name: string | undefined,
  operand: OperandKind,
  implied: number | undefined,
): OpcodeInfo {
  const format = FORMATS[number >> 4]!;
  return {
    name,
    operand,
    format,
    signed: number === numbers.LOAD_CONST_SMALL_INT || (format === "offset" && number <= LAST_SIGNED_JUMP),
    extraByte: (number & NO_EXTRA_BYTE) === 0,
    implied,
  };
}
