// The syntax tree of a manifest.py as its evaluator walks it: what the compiler's packed tree says, as plain objects. Manifests
// are short, and one is read while another waits for it, which the compiler's one shared tree does not allow.
// What the evaluator does not know is a node too: it is an error only where it is reached.

import type { Constant } from "../../compiler/syntax.ts";

/** What every node has. */
interface Placed {
  /** Byte offset in the source (line ends counted as one byte). */
  readonly at: number;
}

/** Operators of two operands, as Python spells them. */
export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "|" | "&" | "^" | "<<" | ">>" | "@";
/** Comparisons, as Python spells them. */
export type Comparison = "<" | ">" | "==" | "<=" | ">=" | "!=" | "in" | "not in" | "is" | "is not";

/** An argument of a call. */
export interface Argument extends Placed {
  readonly pass: "positional" | "keyword" | "star" | "doubleStar";
  /** Name of a keyword argument; "" for others. */
  readonly name: string;
  readonly value: Expression;
}

/** `for … in …` or `if …` of a comprehension. */
export type Clause =
  | (Placed & { readonly kind: "for"; readonly target: Expression; readonly source: Expression })
  | (Placed & { readonly kind: "if"; readonly condition: Expression });

/** Something with a value. */
export type Expression = Placed &
  (
    | { readonly kind: "constant"; readonly value: Constant }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "list" | "tuple"; readonly items: readonly Expression[] }
    | { readonly kind: "dict"; readonly entries: readonly (readonly [Expression, Expression])[] }
    | { readonly kind: "star"; readonly value: Expression }
    | { readonly kind: "comprehension"; readonly item: Expression; readonly clauses: readonly Clause[] }
    | { readonly kind: "and" | "or"; readonly items: readonly Expression[] }
    | { readonly kind: "not"; readonly value: Expression }
    | { readonly kind: "sign"; readonly operator: "+" | "-" | "~"; readonly value: Expression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "comparison";
        readonly first: Expression;
        readonly rest: readonly (readonly [Comparison, Expression])[];
      }
    | {
        readonly kind: "choice";
        readonly condition: Expression;
        readonly value: Expression;
        readonly otherwise: Expression;
      }
    | { readonly kind: "attribute"; readonly object: Expression; readonly name: string }
    | { readonly kind: "subscript"; readonly object: Expression; readonly index: Expression }
    | {
        readonly kind: "slice";
        readonly start: Expression | undefined;
        readonly stop: Expression | undefined;
        readonly step: Expression | undefined;
      }
    | { readonly kind: "call"; readonly callee: Expression; readonly passed: readonly Argument[] }
    | { readonly kind: "named"; readonly target: Expression; readonly value: Expression }
    | Unsupported
  );

/** A construct that is Python but not understood here. */
export interface Unsupported {
  readonly kind: "unsupported";
  /** What it is, as people call it: "a while loop". */
  readonly what: string;
}

/** A parameter of a function. */
export interface Parameter {
  readonly name: string;
  readonly value: Expression | undefined;
}

/** Something that is done. */
export type Statement = Placed &
  (
    | { readonly kind: "expression"; readonly value: Expression }
    | { readonly kind: "assign"; readonly targets: readonly Expression[]; readonly value: Expression }
    | {
        readonly kind: "augmented";
        readonly target: Expression;
        readonly operator: BinaryOperator;
        readonly value: Expression;
      }
    | {
        readonly kind: "if";
        readonly branches: readonly (readonly [Expression, readonly Statement[]])[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: "for";
        readonly target: Expression;
        readonly source: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: "function";
        readonly name: string;
        readonly parameters: readonly Parameter[];
        /** Names of the parameters that take further arguments: `*rest`, `**extra`. */
        readonly rest: string | undefined;
        readonly extra: string | undefined;
        readonly body: readonly Statement[];
      }
    | { readonly kind: "return"; readonly value: Expression | undefined }
    | { readonly kind: "raise"; readonly value: Expression | undefined }
    | { readonly kind: "assert"; readonly condition: Expression; readonly message: Expression | undefined }
    | { readonly kind: "import"; readonly modules: readonly (readonly [string, string | undefined])[] }
    | { readonly kind: "from"; readonly module: string; readonly names: readonly (readonly [string, string])[] }
    | { readonly kind: "pass" | "break" | "continue" }
    | Unsupported
  );
