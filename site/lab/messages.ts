// The messages between the page and the compile worker, as plain data.

/** What the compiler is asked for; each is an option of mpy-cross. */
export interface LabSettings {
  readonly emit: "bytecode" | "native" | "viper";
  readonly optimize: 0 | 1 | 2 | 3;
  /** "" for none: bytecode runs on any board. */
  readonly arch: string;
  readonly sourceLines: boolean;
  /** The release that the file is for; "" for the newest of MicroPython. */
  readonly firmware: string;
}

/** What the worker does with a program. Answers carry the same `id`. */
export interface CompileRequest {
  readonly id: number;
  readonly task: "compile" | "warnings";
  readonly source: string;
  readonly settings: LabSettings;
}

/** One line of a listing. */
export interface ListingRow {
  /** Bytes from the start of the function's code. */
  readonly offset: number;
  readonly bytes: string;
  /** Opcode or mnemonic. */
  readonly name: string;
  /** Operand, with what it means. */
  readonly operand: string;
  /** The label of a jump's target; "" where none leads here. */
  readonly label: string;
  /** Source line, from 1; 0 where it is not known. */
  readonly line: number;
}

/** A function's code. */
export interface ListingFunction {
  readonly name: string;
  readonly kind: string;
  /** First source line, from 1; 0 where it is not known. */
  readonly line: number;
  readonly facts: readonly string[];
  readonly rows: readonly ListingRow[];
}

/** Bytes of a function by what they are for. */
export interface SizeRow {
  readonly name: string;
  readonly code: number;
  readonly lines: number;
  readonly overhead: number;
  readonly qstrs: number;
  readonly constants: number;
  readonly total: number;
}

/** What is wrong with the program. */
export interface LabProblem {
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string;
  /** From 1; 0 where none is known. */
  readonly line: number;
  /** From 1, in characters; 0 where none is known. */
  readonly column: number;
  /** Offsets in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** A program that compiled. */
export interface CompileSuccess {
  readonly id: number;
  readonly kind: "compiled";
  readonly mpy: Uint8Array;
  /** The lines of the program that was compiled. */
  readonly source: readonly string[];
  readonly header: string;
  readonly functions: readonly ListingFunction[];
  readonly qstrs: readonly string[];
  readonly constants: readonly string[];
  readonly sizes: readonly SizeRow[];
  /** Milliseconds that the compiler took. */
  readonly milliseconds: number;
}

/** A program that the compiler refuses. */
export interface CompileFailure {
  readonly id: number;
  readonly kind: "refused";
  readonly problems: readonly LabProblem[];
}

export type CompileAnswer = CompileSuccess | CompileFailure;

/** What is certain to go wrong when the program runs. */
export interface WarningsAnswer {
  readonly id: number;
  readonly kind: "warned";
  readonly problems: readonly LabProblem[];
}

export type WorkerAnswer = CompileAnswer | WarningsAnswer;

/** Kinds of bytes, in the order of the table's columns. */
export const SIZE_KINDS = ["code", "lines", "overhead", "qstrs", "constants"] as const;
