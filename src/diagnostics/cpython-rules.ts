// Rules for CPython syntax that MicroPython does not have. Each hint says what to write instead.

import type { Diagnosis, Rule, SyntaxFacts } from "./syntax-facts.ts";

function softKeyword({ statement, piece, next }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0]?.text;
  if (piece === statement[0] || statement.length > 2) return undefined;
  if ((first === "match" || first === "case") && piece.text !== "=") {
    return { code: "no-match-statement", hint: "MicroPython has no match statement: use if, elif and else." };
  }
  if (first === "type" && piece.kind === "word" && next !== undefined) {
    return { code: "no-type-statement", hint: "MicroPython has no type statement: use a plain assignment." };
  }
  return undefined;
}

function unpacking({ piece, previous, open, statement }: SyntaxFacts): Diagnosis | undefined {
  const inBraces = open.at(-1)?.text === "{";
  if (piece.text === "**" && inBraces) {
    return {
      code: "no-dict-unpacking",
      hint: "MicroPython has no ** in a dict display: make the dict and call update().",
    };
  }
  if (piece.text !== "*") return undefined;
  if (previous?.text === "except") {
    return { code: "no-exception-groups", hint: "MicroPython has no except* and no exception groups: write except." };
  }
  const first = statement[0]?.text ?? "";
  if (inBraces || open.at(-1)?.text === "[" || ["return", "yield", "in"].includes(previous?.text ?? first)) {
    const hint = "MicroPython unpacks * only in calls and assignment targets: write tuple(a) + (b,) for *a, b.";
    return { code: "no-star-unpacking", hint };
  }
  return undefined;
}

function definitions({ piece, statement }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0]?.text;
  const isDefinition = statement.some((each) => each.text === "def" || each.text === "lambda");
  if (piece.text === "/" && isDefinition) {
    return { code: "no-positional-only", hint: "MicroPython has no positional-only parameters: remove the /." };
  }
  if (piece.text === "[" && statement.length <= 4 && (first === "def" || first === "class" || first === "async")) {
    return { code: "no-type-parameters", hint: "MicroPython has no type parameters: remove the brackets." };
  }
  if (first === "@" && statement.length > 2) {
    return {
      code: "decorator",
      hint: "A decorator must be a dotted name, with an optional call. Assign any other expression to a name first.",
    };
  }
  return undefined;
}

function parenthesizedWith({ piece, statement, open }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0]?.text;
  if (piece.text !== "as" || open.length === 0 || (first !== "with" && first !== "async")) return undefined;
  return {
    code: "no-parenthesized-with",
    hint: "MicroPython has no parentheses around the items of with: remove them.",
  };
}

function asyncPieces({ piece, previous, next, open, statement }: SyntaxFacts): Diagnosis | undefined {
  if (piece.text === "async" && open.length > 0) {
    return {
      code: "no-async-comprehension",
      hint: "MicroPython has no asynchronous comprehensions: use an async for loop.",
    };
  }
  if (previous?.text === "async" && statement.length === 2 && next !== undefined) {
    return { code: "async", hint: "async must be followed by def, for or with." };
  }
  return undefined;
}

/** The rules, in the order in which they are tried. */
export const CPYTHON_RULES: readonly Rule[] = [softKeyword, unpacking, definitions, parenthesizedWith, asyncPieces];
