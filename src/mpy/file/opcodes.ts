// The bytecode's opcodes, one row each: number, name, operand. The emitter uses the numbers, the disassembler the
// names. The numbers are those of py/bc0.h and py/runtime0.h.

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

/** Opcodes that are one number. Opcodes with a small operand in their number are in {@link RANGES}. */
const ROWS = [
  [0x10, "LOAD_CONST_STRING", "qstr"],
  [0x11, "LOAD_NAME", "qstr"],
  [0x12, "LOAD_GLOBAL", "qstr"],
  [0x13, "LOAD_ATTR", "qstr"],
  [0x14, "LOAD_METHOD", "qstr"],
  [0x15, "LOAD_SUPER_METHOD", "qstr"],
  [0x16, "STORE_NAME", "qstr"],
  [0x17, "STORE_GLOBAL", "qstr"],
  [0x18, "STORE_ATTR", "qstr"],
  [0x19, "DELETE_NAME", "qstr"],
  [0x1a, "DELETE_GLOBAL", "qstr"],
  [0x1b, "IMPORT_NAME", "qstr"],
  [0x1c, "IMPORT_FROM", "qstr"],
  [0x20, "MAKE_CLOSURE", "closure"],
  [0x21, "MAKE_CLOSURE_DEFARGS", "closure"],
  [0x22, "LOAD_CONST_SMALL_INT", "int"],
  [0x23, "LOAD_CONST_OBJ", "object"],
  [0x24, "LOAD_FAST_N", "local"],
  [0x25, "LOAD_DEREF", "cell"],
  [0x26, "STORE_FAST_N", "local"],
  [0x27, "STORE_DEREF", "cell"],
  [0x28, "DELETE_FAST", "local"],
  [0x29, "DELETE_DEREF", "cell"],
  [0x2a, "BUILD_TUPLE", "count"],
  [0x2b, "BUILD_LIST", "count"],
  [0x2c, "BUILD_MAP", "count"],
  [0x2d, "BUILD_SET", "count"],
  [0x2e, "BUILD_SLICE", "count"],
  [0x2f, "STORE_COMP", "count"],
  [0x30, "UNPACK_SEQUENCE", "count"],
  [0x31, "UNPACK_EX", "count"],
  [0x32, "MAKE_FUNCTION", "child"],
  [0x33, "MAKE_FUNCTION_DEFARGS", "child"],
  [0x34, "CALL_FUNCTION", "call"],
  [0x35, "CALL_FUNCTION_VAR_KW", "call"],
  [0x36, "CALL_METHOD", "call"],
  [0x37, "CALL_METHOD_VAR_KW", "call"],
  [0x40, "UNWIND_JUMP", "unwind"],
  [0x42, "JUMP", "jump"],
  [0x43, "POP_JUMP_IF_TRUE", "jump"],
  [0x44, "POP_JUMP_IF_FALSE", "jump"],
  [0x45, "JUMP_IF_TRUE_OR_POP", "forward"],
  [0x46, "JUMP_IF_FALSE_OR_POP", "forward"],
  [0x47, "SETUP_WITH", "forward"],
  [0x48, "SETUP_EXCEPT", "forward"],
  [0x49, "SETUP_FINALLY", "forward"],
  [0x4a, "POP_EXCEPT_JUMP", "forward"],
  [0x4b, "FOR_ITER", "forward"],
  [0x50, "LOAD_CONST_FALSE", "none"],
  [0x51, "LOAD_CONST_NONE", "none"],
  [0x52, "LOAD_CONST_TRUE", "none"],
  [0x53, "LOAD_NULL", "none"],
  [0x54, "LOAD_BUILD_CLASS", "none"],
  [0x55, "LOAD_SUBSCR", "none"],
  [0x56, "STORE_SUBSCR", "none"],
  [0x57, "DUP_TOP", "none"],
  [0x58, "DUP_TOP_TWO", "none"],
  [0x59, "POP_TOP", "none"],
  [0x5a, "ROT_TWO", "none"],
  [0x5b, "ROT_THREE", "none"],
  [0x5c, "WITH_CLEANUP", "none"],
  [0x5d, "END_FINALLY", "none"],
  [0x5e, "GET_ITER", "none"],
  [0x5f, "GET_ITER_STACK", "none"],
  [0x62, "STORE_MAP", "none"],
  [0x63, "RETURN_VALUE", "none"],
  [0x64, "RAISE_LAST", "none"],
  [0x65, "RAISE_OBJ", "none"],
  [0x66, "RAISE_FROM", "none"],
  [0x67, "YIELD_VALUE", "none"],
  [0x68, "YIELD_FROM", "none"],
  [0x69, "IMPORT_STAR", "none"],
] as const;

/** Name of an opcode that is one number. */
export type OpcodeName = (typeof ROWS)[number][1];

/** Opcode numbers by name. */
export const Op: Readonly<Record<OpcodeName, number>> = Object.fromEntries(
  ROWS.map(([number, name]) => [name, number]),
) as Record<OpcodeName, number>;

/** Opcodes with an operand in their number: number = first + operand - lowest. */
export interface OpcodeRange {
  readonly name: "LOAD_CONST_SMALL_INT" | "LOAD_FAST" | "STORE_FAST" | "UNARY_OP" | "BINARY_OP";
  readonly first: number;
  readonly count: number;
  /** Operand of the first opcode. */
  readonly lowest: number;
}

/** The ranges of opcodes. */
export const RANGES: Readonly<Record<"smallInt" | "loadFast" | "storeFast" | "unaryOp" | "binaryOp", OpcodeRange>> = {
  smallInt: { name: "LOAD_CONST_SMALL_INT", first: 0x70, count: 64, lowest: -16 },
  loadFast: { name: "LOAD_FAST", first: 0xb0, count: 16, lowest: 0 },
  storeFast: { name: "STORE_FAST", first: 0xc0, count: 16, lowest: 0 },
  unaryOp: { name: "UNARY_OP", first: 0xd0, count: 4, lowest: 0 },
  binaryOp: { name: "BINARY_OP", first: 0xd7, count: 35, lowest: 0 },
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
  for (const [number, name, operand] of ROWS) table[number] = makeInfo(number, name, operand, undefined);
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
    signed: number === Op.LOAD_CONST_SMALL_INT || (format === "offset" && number <= LAST_SIGNED_JUMP),
    extraByte: (number & NO_EXTRA_BYTE) === 0,
    implied,
  };
}
