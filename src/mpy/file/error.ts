// The one error of this room for bytes that are no usable .mpy file.

/** The input is not a well-formed .mpy file, or its code cannot be decoded. */
export class MpyFormatError extends Error {
  /** Where in the file the fault shows, in bytes from its start. */
  readonly offset: number;
  /** What is wrong, without the offset. */
  readonly reason: string;
  /** Which of several inputs it is about, from 0; undefined where there was but one. */
  input: number | undefined;

  constructor(reason: string, offset: number) {
    super(`not a valid .mpy file: ${reason} (at byte ${offset})`);
    this.name = "MpyFormatError";
    this.reason = reason;
    this.offset = offset;
    this.input = undefined;
  }
}

/** A tool of this room cannot do what was asked of it with one of its inputs, well-formed though it is. */
export class MpyToolError extends Error {
  /** Which of the inputs, from 0; undefined where no single one is at fault. */
  input: number | undefined;

  constructor(message: string, input?: number) {
    super(message);
    this.name = "MpyToolError";
    this.input = input;
  }
}

/** Runs `use` on one of several inputs, and notes in what it throws which one it was. */
export function forInput<T>(input: number, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof MpyFormatError || error instanceof MpyToolError) error.input = input;
    throw error;
  }
}
