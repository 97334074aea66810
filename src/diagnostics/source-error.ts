// What a room of the compiler throws when it refuses a program: facts only. `compile()` turns it into the CompileError that
// users see, with column, code frame and a hint (see render.ts): rendering is elsewhere than finding.

/** What the parser would have taken instead of the token that it refuses. */
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
  /** The reference's own wording. */
  readonly reason: string;
  /** 1-based line as the reference gives it (which is 0 in a few cases); -1 where it names none. */
  readonly line: number;
  /** Byte offset in the source of what is wrong; -1 where unknown. */
  readonly offset: number;
  /** Name of the function, class or "<module>" that was being compiled; absent while the source is still parsed. */
  readonly scope: string | undefined;
  /** What would have been right, where there is only one answer. */
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
