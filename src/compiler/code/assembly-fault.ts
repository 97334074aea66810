// Limits of native code: whoever finds one throws, and the driver of the passes knows the place in the source.

/**
 * A limit or assumption of the code generator that the program breaks, where the reference aborts on an assertion.
 * Whoever drives the passes turns it into a refusal with line and column.
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
