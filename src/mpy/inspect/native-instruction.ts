// A machine instruction, as disassemblers give it and listings show it.

/** One machine instruction, or bytes that are none. */
export interface NativeInstruction {
  /** Where it stands, in bytes from the start of the function's code. */
  readonly offset: number;
  readonly size: number;
  /** Mnemonic and operands, or a directive such as ".byte". */
  readonly text: string;
  /** The runtime's function or constant that it loads, where that is known. */
  readonly runtime?: string;
  /** Source line, from 1, where it is known. */
  readonly line?: number;
}
