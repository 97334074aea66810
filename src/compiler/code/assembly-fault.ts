// Errors for limits of native code. The driver of the passes adds the place in the source.

/**
 * A limit or assumption of the code generator that the program breaks, where the reference aborts on an assertion. The
 * driver of the passes makes it an error with line and column.
 */
export class AssemblyFault extends Error {
  /** The exception type to report; the reference has none. */
  readonly exception: string;

  constructor(reason: string, exception = "NotImplementedError") {
    super(reason);
    this.exception = exception;
  }
}

/** Throws {@link AssemblyFault} with `reason` unless `condition` holds. */
export function demand(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new AssemblyFault(reason);
}
