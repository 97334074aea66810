// The error that the compiler's folders throw when they refuse a program. It contains facts only. `compile()` makes the
// CompileError for users from it, with column, code frame and hint (see render.ts).

/** What the parser expected instead of the refused token. */
export type Expected =
  | "colon"
  | "indent"
  | "dedent"
  | "name"
  | "in"
  | "else"
  | "import"
  | "handler"
  | "parameters"
  | "close"
  | "end";

/** A refusal, with the reference's type and wording. */
export class SourceError extends Error {
  /** The exception type that the reference raises: "SyntaxError", "ViperTypeError", … */
  readonly exception: string;
  /** The reference's wording. */
  readonly reason: string;
  /** 1-based line as in the reference (0 in a few cases); -1 if the reference gives none. */
  readonly line: number;
  /** Byte offset of the fault in the source; -1 if unknown. */
  readonly offset: number;
  /** Name of the function, class or "<module>" that was being compiled; absent while the source is still parsed. */
  readonly scope: string | undefined;
  /** The expected text, if there is only one possibility. */
  readonly expected: Expected | undefined;

  constructor(exception: string, reason: string, line: number, offset: number, scope?: string, expected?: Expected) {
    super(reason);
    this.exception = exception;
    this.reason = reason;
    this.line = line;
    this.offset = offset;
    this.scope = scope;
    this.expected = expected;
  }
}
