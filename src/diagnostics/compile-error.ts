/** The facts of a {@link CompileError}. */
export interface CompileErrorFacts {
  /** The type that the reference raises: "SyntaxError", "ViperTypeError", … */
  exception: string;
  /** The reference's wording. */
  reason: string;
  /** 1-based line as in the reference; absent if the reference gives none. */
  line?: number | undefined;
  /** Name of the function, class or "<module>" at fault; absent if the source could not be parsed. */
  scope?: string | undefined;
  /** 1-based column in characters of that line. */
  column?: number | undefined;
  /** The range at fault in the source: byte offsets [start, end). */
  span?: { start: number; end: number } | undefined;
  /** Code frame: lines of source around the place, with a marker. */
  frame?: string | undefined;
  /** Code of the mistake, if it was recognised: "missing-colon", "unclosed-bracket", … Stable, for programs. */
  code?: string | undefined;
  /** How to fix it. */
  hint?: string | undefined;
  /** The file's name as given to the compiler. */
  filename: string;
  /** The full message, with all of the above. */
  message: string;
}

/** A program that MicroPython's compiler refuses. */
export class CompileError extends Error {
  readonly exception: string;
  readonly reason: string;
  readonly line: number | undefined;
  readonly scope: string | undefined;
  readonly column: number | undefined;
  readonly span: { start: number; end: number } | undefined;
  readonly frame: string | undefined;
  readonly code: string | undefined;
  readonly hint: string | undefined;
  readonly filename: string;

  constructor(facts: CompileErrorFacts) {
    super(facts.message);
    this.name = "CompileError";
    this.exception = facts.exception;
    this.reason = facts.reason;
    this.line = facts.line;
    this.scope = facts.scope;
    this.column = facts.column;
    this.span = facts.span;
    this.frame = facts.frame;
    this.code = facts.code;
    this.hint = facts.hint;
    this.filename = facts.filename;
  }
}
