/** Facts of a refusal, from which a {@link CompileError} is made. */
export interface CompileErrorFacts {
  /** The type that the reference raises: "SyntaxError", "ViperTypeError", … */
  exception: string;
  /** The reference's own wording. */
  reason: string;
  /** 1-based line, as the reference gives it; absent where it names none. */
  line?: number | undefined;
  /** Name of the function, class or "<module>" at fault; absent where the source could not be parsed. */
  scope?: string | undefined;
  /** 1-based column in characters of that line. */
  column?: number | undefined;
  /** Byte offsets in the source: what is wrong is [start, end). */
  span?: { start: number; end: number } | undefined;
  /** Lines of source around the place, with a marker. */
  frame?: string | undefined;
  /** Name of the mistake, where it was recognised: "missing-colon", "unclosed-bracket", … Stable, for programs. */
  code?: string | undefined;
  /** What to do about it. */
  hint?: string | undefined;
  /** The file's name as given to the compiler. */
  filename: string;
  /** For people: all of the above. */
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
