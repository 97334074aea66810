// A machine instruction of a disassembler, for listings.

/** One machine instruction, or bytes that are not one. */
export interface NativeInstruction {
  /** Its offset, in bytes from the start of the function's code. */
  readonly offset: number;
  readonly size: number;
  /** Mnemonic and operands, or a directive such as ".byte". */
  readonly text: string;
  /** The runtime's function or constant that it loads, if known. */
  readonly runtime?: string;
  /** Source line, from 1, if known. */
  readonly line?: number;
}
