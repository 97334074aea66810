// What is probably wrong where the parser found no rule of the grammar. One rule is one mistake that people make, with a code
// of its own; the first that fits speaks. Rules look at pieces of source, never at the reference's wording.

import { openBrackets, openingOf, type OpenBracket, type Piece } from "./scan.ts";

/** A mistake recognised. */
export interface Diagnosis {
  /** Stable name of the mistake: "missing-colon", … */
  readonly code: string;
  /** What to do. */
  readonly hint: string;
}

/** What rules look at: the piece that the parser could not take, and what stands around it. */
export interface SyntaxFacts {
  readonly pieces: readonly Piece[];
  /** Index of the piece at fault. */
  readonly index: number;
  readonly piece: Piece;
  readonly previous: Piece | undefined;
  readonly next: Piece | undefined;
  /** Pieces of the logical line, from its first to the piece at fault. */
  readonly statement: readonly Piece[];
  /** Brackets open in front of the piece at fault, outermost first. */
  readonly open: readonly OpenBracket[];
  /** The line's text, for characters that the scanner has no name for. */
  readonly lineText: string;
  /** Last piece of the logical line before, and how deep both lines are indented (in columns; tabs as 8). */
  readonly before: Piece | undefined;
  readonly indent: number;
  readonly indentBefore: number;
}

type Rule = (facts: SyntaxFacts) => Diagnosis | undefined;

const BLOCK_WORDS = new Set(["if", "elif", "else", "while", "for", "def", "class", "with", "try", "except", "finally"]);
const KEYWORDS = new Set(
  ("False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield").split(" "),
);
const OPERATOR_ADVICE: Readonly<Record<string, string>> = {
  "`": "Backquotes are no syntax of Python 3: write repr(x).",
  "<>": "Write != for «not equal».",
  "&&": "Write `and`.",
  "||": "Write `or`.",
  "!": "Write `not x`, or != for «not equal».",
  "?": "There is no ?: in Python: write `a if condition else b`.",
  $: "$ has no meaning in Python.",
  "++": "There is no ++ in Python: write x += 1.",
  "--": "There is no -- in Python: write x -= 1.",
};
/** Characters that look like others, from word processors and other keyboards. */
const LOOKALIKES: readonly (readonly [character: string, name: string, meant: string])[] = [
  ["\u201c", "a typographic quote", '"'],
  ["\u201d", "a typographic quote", '"'],
  ["\u2018", "a typographic quote", "'"],
  ["\u2019", "a typographic quote", "'"],
  ["\u00a0", "a no-break space", "a blank"],
  ["\u3000", "a full-width space", "a blank"],
  ["\u200b", "an invisible zero-width space", "nothing"],
  ["\uff08", "a full-width parenthesis", "("],
  ["\uff09", "a full-width parenthesis", ")"],
  ["\uff0c", "a full-width comma", ","],
  ["\uff1a", "a full-width colon", ":"],
  ["\u2013", "a dash", "-"],
  ["\u2212", "a minus sign of typography", "-"],
  ["\u00d7", "a multiplication sign", "*"],
];

function isLineEnd(piece: Piece): boolean {
  return piece.kind === "newline" || piece.kind === "end";
}

function invalidUtf8({ lineText }: SyntaxFacts): Diagnosis | undefined {
  if (!lineText.includes("\ufffd")) return undefined;
  return { code: "invalid-utf8", hint: "The line holds a byte that is not UTF-8. Save the file as UTF-8." };
}

function lookalike({ lineText }: SyntaxFacts): Diagnosis | undefined {
  const found = LOOKALIKES.find(([character]) => lineText.includes(character));
  if (found === undefined) return undefined;
  const [character, name, meant] = found;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return { code: "lookalike-character", hint: `The line holds ${name} (U+${code}). Write ${meant} instead.` };
}

function unterminatedString({ piece, pieces, index }: SyntaxFacts): Diagnosis | undefined {
  const open = piece.open ? piece : pieces.slice(Math.max(0, index - 1), index + 1).find((each) => each.open);
  if (open === undefined) return undefined;
  const triple = /^[a-zA-Z]*("""|''')/.exec(open.text);
  const quote = triple?.[1] ?? /["']/.exec(open.text)![0];
  if (triple !== null) {
    return { code: "unterminated-string", hint: `The string that ${quote} opens in line ${open.line} is never closed.` };
  }
  const hint = `The string is not closed on its line. Close it with ${quote}, or use ${quote.repeat(3)} for several lines.`;
  return { code: "unterminated-string", hint };
}

function brackets({ piece, open, statement }: SyntaxFacts): Diagnosis | undefined {
  const innermost = open.at(-1);
  const wanted = openingOf(piece.text);
  if (piece.kind === "operator" && wanted !== undefined) {
    if (innermost === undefined) return { code: "unmatched-bracket", hint: `No ${wanted} is open here for this ${piece.text}.` };
    if (innermost.text !== wanted) {
      const hint = `This ${piece.text} does not match the ${innermost.text} that was opened in line ${innermost.line}.`;
      return { code: "unmatched-bracket", hint };
    }
    return undefined;
  }
  if (innermost === undefined) return undefined;
  const startsLine = statement.length > 1 && statement.at(-2)!.line < piece.line;
  if (!startsLine && piece.kind !== "end") return undefined;
  return { code: "unclosed-bracket", hint: `The ${innermost.text} that was opened in line ${innermost.line} is not closed.` };
}

function missingColon({ piece, statement }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0];
  if (first === undefined || !BLOCK_WORDS.has(first.text) || first === piece) return undefined;
  const ends = isLineEnd(piece) || (piece.text === "=" && first.text === "class");
  if (!ends || statement.some((each) => each.text === ":" && each.kind === "operator" && each !== piece)) return undefined;
  return { code: "missing-colon", hint: `A colon is missing at the end of this \`${first.text}\`.` };
}

function missingBlock({ piece, before, indent, indentBefore, statement }: SyntaxFacts): Diagnosis | undefined {
  if (before?.text !== ":" || statement[0] !== piece || indent > indentBefore) return undefined;
  const hint = `An indented block must follow the colon of line ${before.line}. Write \`pass\` for an empty one.`;
  return { code: "missing-block", hint };
}

function statementCall({ statement, piece }: SyntaxFacts): Diagnosis | undefined {
  const [first, second] = statement;
  if (first === undefined || (first.text !== "print" && first.text !== "exec") || second !== piece) return undefined;
  if (piece.kind === "operator" && piece.text !== ">>") return undefined;
  return { code: "call-parentheses", hint: `${first.text} is a function: write ${first.text}(…).` };
}

function softKeyword({ statement, piece, next }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0]?.text;
  if (piece === statement[0] || statement.length > 2) return undefined;
  if (first === "match" || first === "case") {
    return { code: "no-match-statement", hint: "MicroPython has no match statement: write if, elif and else." };
  }
  if (first === "type" && piece.kind === "word" && next !== undefined) {
    return { code: "no-type-statement", hint: "MicroPython has no type statement: write a plain assignment." };
  }
  return undefined;
}

function cpythonOnly({ piece, previous, statement }: SyntaxFacts): Diagnosis | undefined {
  const words = statement.map((each) => each.text);
  if (previous?.text === "except" && piece.text === "*") {
    return { code: "no-exception-groups", hint: "MicroPython has no except* and no exception groups: write except." };
  }
  if (piece.text === "/" && words.includes("def")) {
    return { code: "no-positional-only", hint: "MicroPython has no positional-only parameters: leave the / out." };
  }
  if (piece.text === "**" && (previous?.text === "{" || previous?.text === ",")) {
    return { code: "no-dict-unpacking", hint: "MicroPython has no ** in a dict display: make the dict and call update()." };
  }
  if (piece.text === "*" && words.includes("except")) return undefined;
  if (piece.text === "[" && (words[0] === "def" || words[0] === "class")) {
    return { code: "no-type-parameters", hint: "MicroPython has no type parameters: leave the brackets out." };
  }
  if (words[0] === "with" && piece.text === "as" && words.includes("(")) {
    return { code: "no-parenthesized-with", hint: "MicroPython has no parentheses around the items of with: leave them out." };
  }
  return undefined;
}

function assignmentInCondition({ piece, statement }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0]?.text ?? "";
  if (piece.text !== "=" || !["if", "elif", "while", "assert", "return"].includes(first)) return undefined;
  return { code: "comparison-equal", hint: "To compare write ==; to assign within an expression write :=." };
}

function elseIf({ piece, previous }: SyntaxFacts): Diagnosis | undefined {
  if (previous?.text !== "else" || piece.text !== "if") return undefined;
  return { code: "else-if", hint: "Write elif." };
}

function foreignOperator({ piece, previous, pieces, index }: SyntaxFacts): Diagnosis | undefined {
  for (const each of [piece, previous, pieces[index - 2]]) {
    const hint = each?.kind === "operator" ? OPERATOR_ADVICE[each.text] : undefined;
    if (hint !== undefined) return { code: "foreign-operator", hint };
  }
  return undefined;
}

function keywordAsName({ piece, previous, next }: SyntaxFacts): Diagnosis | undefined {
  const keyword = piece.kind === "word" && KEYWORDS.has(piece.text) ? piece : undefined;
  const used =
    keyword !== undefined &&
    (next?.text === "=" || previous?.text === "." || previous?.text === "def" || previous?.text === "class" ||
      previous?.text === "import" || previous?.text === "for");
  if (used) return { code: "keyword-as-name", hint: `\`${piece.text}\` is a keyword and cannot be a name.` };
  if (piece.text === "=" && previous?.kind === "word" && KEYWORDS.has(previous.text)) {
    return { code: "keyword-as-name", hint: `\`${previous.text}\` is a keyword and cannot be a name.` };
  }
  return undefined;
}

function missingOperand({ piece, previous }: SyntaxFacts): Diagnosis | undefined {
  if (!isLineEnd(piece) || previous?.kind !== "operator" || openingOf(previous.text) !== undefined) return undefined;
  if ([":", ",", ";"].includes(previous.text)) return undefined;
  return { code: "missing-operand", hint: `Something is missing after this ${previous.text}.` };
}

function missingComma({ piece, previous, open }: SyntaxFacts): Diagnosis | undefined {
  const isValue = (each: Piece | undefined): boolean =>
    each !== undefined && each.kind !== "operator" && !isLineEnd(each) && !KEYWORDS.has(each.text);
  if (open.length === 0 || !isValue(piece) || !(isValue(previous) || openingOf(previous?.text ?? "") !== undefined)) {
    return undefined;
  }
  return { code: "missing-comma", hint: "Is there a comma missing in front of this?" };
}

const RULES: readonly Rule[] = [
  unterminatedString,
  invalidUtf8,
  lookalike,
  statementCall,
  softKeyword,
  cpythonOnly,
  assignmentInCondition,
  elseIf,
  missingBlock,
  missingColon,
  brackets,
  foreignOperator,
  keywordAsName,
  missingComma,
  missingOperand,
];

/** The first mistake that fits. */
export function diagnoseSyntax(facts: SyntaxFacts): Diagnosis | undefined {
  for (const rule of RULES) {
    const diagnosis = rule(facts);
    if (diagnosis !== undefined) return diagnosis;
  }
  return undefined;
}

/** Collects what the rules look at. `offset` is where the parser stopped. */
export function syntaxFacts(pieces: readonly Piece[], offset: number, source: Uint8Array, lineText: string): SyntaxFacts {
  let index = pieces.findIndex((each) => each.end > offset);
  if (index < 0) index = pieces.length - 1;
  const piece = pieces[index]!;
  let first = index;
  while (first > 0 && pieces[first - 1]!.kind !== "newline") first--;
  let lineBefore = first - 1;
  while (lineBefore > 0 && pieces[lineBefore - 1]!.kind !== "newline") lineBefore--;
  const columns = (at: number): number => indentation(source, pieces[Math.max(0, at)]!.start);
  return {
    pieces,
    index,
    piece,
    previous: pieces[index - 1],
    next: pieces[index + 1],
    statement: pieces.slice(first, index + 1),
    open: openBrackets(pieces, index),
    lineText,
    before: lineBefore < first - 1 ? pieces[first - 2] : undefined,
    indent: columns(first),
    indentBefore: columns(lineBefore),
  };
}

/** Columns in front of `offset` on its line; a tab leads to the next multiple of 8. */
function indentation(source: Uint8Array, offset: number): number {
  let start = offset;
  while (start > 0 && source[start - 1] !== 10) start--;
  let column = 0;
  for (let at = start; at < offset; at++) column = source[at] === 9 ? (column + 8) & ~7 : column + 1;
  return column;
}
