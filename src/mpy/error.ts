// The one error of this room for bytes that are no usable .mpy file.

/** The input is not a well-formed .mpy file, or its code cannot be decoded. */
export class MpyFormatError extends Error {
  /** Where in the file the fault shows, in bytes from its start. */
  readonly offset: number;
  /** What is wrong, without the offset. */
  readonly reason: string;

  constructor(reason: string, offset: number) {
    super(`not a valid .mpy file: ${reason} (at byte ${offset})`);
    this.name = "MpyFormatError";
    this.reason = reason;
    this.offset = offset;
  }
}

/** A tool of this room cannot do what was asked of it with one of its inputs, well-formed though it is. */
export class MpyToolError extends Error {
  /** Which of the inputs, from 0; undefined where no single one is at fault. */
  readonly input: number | undefined;

  constructor(message: string, input?: number) {
    super(message);
    this.name = "MpyToolError";
    this.input = input;
  }
}
