// Opcodes with a small operand in their number (py/bc0.h).

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
