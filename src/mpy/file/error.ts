// The errors of the tools on .mpy files.

/** The input is not a well-formed .mpy file, or its code cannot be decoded. */
export class MpyFormatError extends Error {
  /** Place of the fault, in bytes from the file's start. */
  readonly offset: number;
  /** What is wrong, without the offset. */
  readonly reason: string;
  /** Index of the input with the fault, from 0; undefined for a single input. */
  input: number | undefined;

  constructor(reason: string, offset: number) {
    super(`not a valid .mpy file: ${reason} (at byte ${offset})`);
    this.name = "MpyFormatError";
    this.reason = reason;
    this.offset = offset;
    this.input = undefined;
  }
}

/** A tool cannot process a well-formed input: the input has something that the tool does not support. */
export class MpyToolError extends Error {
  /** Index of the input with the fault, from 0; undefined if no single input is at fault. */
  input: number | undefined;

  constructor(message: string, input?: number) {
    super(message);
    this.name = "MpyToolError";
    this.input = input;
  }
}

/** Runs `use` on one of several inputs, and adds the input's index to an error. */
export function forInput<T>(input: number, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof MpyFormatError || error instanceof MpyToolError) error.input = input;
    throw error;
  }
}
