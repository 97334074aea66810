// Rules for syntax errors: each recognises one kind of mistake, with its own code. The first rule that fits decides.
// Rules use pieces of source, not the reference's wording.

import { CPYTHON_RULES } from "./cpython-rules.ts";
import { openingOf, type Piece } from "./scan.ts";
import type { Diagnosis, Rule, SyntaxFacts } from "./syntax-facts.ts";

const BLOCK_WORDS = new Set(["if", "elif", "else", "while", "for", "def", "class", "with", "try", "except", "finally"]);
const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);
/** Keywords that only begin statements. */
const STATEMENT_WORDS = new Set(
  "assert break class continue def del elif except finally from global import nonlocal pass raise return try while with".split(
    " ",
  ),
);
const OPERATOR_ADVICE: Readonly<Record<string, string>> = {
  "`": "Python 3 has no backquotes: write repr(x).",
  "<>": "Write != for «not equal».",
  "&&": "Write `and`.",
  "||": "Write `or`.",
  "!": "Write `not x`, or != for «not equal».",
  "?": "There is no ?: in Python: write `a if condition else b`.",
  $: "$ has no meaning in Python.",
  "++": "There is no ++ in Python: write x += 1.",
  "--": "There is no -- in Python: write x -= 1.",
};
/** Characters that look like others, typed by word processors or other keyboards. */
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

/** The characters of the line outside strings and comments. */
function codeOf({ statement, next, piece }: SyntaxFacts): string {
  const pieces = [...statement, next].filter((each) => each?.line === piece.line && each.kind !== "string");
  return pieces.map((each) => decode(each!.text)).join(" ");
}

/** UTF-8 from text of one character a byte. */
function decode(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

function invalidUtf8(facts: SyntaxFacts): Diagnosis | undefined {
  if (!codeOf(facts).includes("\ufffd")) return undefined;
  return { code: "invalid-utf8", hint: "The line contains a byte that is not UTF-8. Save the file as UTF-8." };
}

function byteOrderMark({ pieces, piece }: SyntaxFacts): Diagnosis | undefined {
  if (!pieces[0]!.text.startsWith("\xef\xbb\xbf") || pieces[0]!.line !== piece.line) return undefined;
  return { code: "byte-order-mark", hint: "The file begins with a byte order mark. Save it as UTF-8 without one." };
}

function lookalike(facts: SyntaxFacts): Diagnosis | undefined {
  const code = codeOf(facts);
  const found = LOOKALIKES.find(([character]) => code.includes(character));
  if (found === undefined) return undefined;
  const [character, name, meant] = found;
  const number = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return { code: "lookalike-character", hint: `The line contains ${name} (U+${number}). Write ${meant} instead.` };
}

function unterminatedString({ piece, pieces, index }: SyntaxFacts): Diagnosis | undefined {
  const open = piece.open ? piece : pieces.slice(Math.max(0, index - 1), index + 1).find((each) => each.open);
  if (open === undefined) return undefined;
  const triple = /^[a-zA-Z]*("""|''')/.exec(open.text);
  const quote = triple?.[1] ?? /["']/.exec(open.text)![0];
  if (triple !== null) {
    return {
      code: "unterminated-string",
      hint: `The string that begins with ${quote} in line ${open.line} is not closed.`,
    };
  }
  const hint = `The string is not closed on its line. Close it with ${quote}, or use ${quote.repeat(3)} for several lines.`;
  return { code: "unterminated-string", hint };
}

/** f-strings with unmatched braces or with their own quotes inside, prefixes, str next to bytes. */
function stringPieces({ piece, previous, next }: SyntaxFacts): Diagnosis | undefined {
  if (piece.kind !== "string") return undefined;
  const prefix = /^[a-zA-Z]*/.exec(piece.text)![0];
  if (prefix !== prefix.toLowerCase()) {
    const hint = `MicroPython allows only lower-case string prefixes: write ${prefix.toLowerCase()}.`;
    return { code: "string-prefix", hint };
  }
  if (/[ft]/.test(prefix) && piece.text.split("{").length !== piece.text.split("}").length) {
    const hint =
      next?.start === piece.end && !isLineEnd(next)
        ? "The f-string's own quotes end it, also inside braces: use the other kind of quotes there."
        : "This f-string has an unmatched brace. Write {{ or }} for a literal brace.";
    return { code: "f-string", hint };
  }
  if (previous?.kind === "string" && /^[a-z]*b/.test(prefix) !== /^[a-z]*b[a-z]*["']/.test(previous.text)) {
    return { code: "bytes-beside-string", hint: "Bytes and strings cannot be joined. Prefix both with b, or neither." };
  }
  return undefined;
}

function brackets(facts: SyntaxFacts): Diagnosis | undefined {
  const { piece, open } = facts;
  const innermost = open.at(-1);
  const wanted = openingOf(piece.text);
  if (piece.kind === "operator" && wanted !== undefined) {
    if (innermost === undefined) {
      return { code: "unmatched-bracket", hint: `This ${piece.text} has no matching ${wanted}.` };
    }
    if (innermost.text !== wanted) {
      const hint = `This ${piece.text} does not match the ${innermost.text} that was opened in line ${innermost.line}.`;
      return { code: "unmatched-bracket", hint };
    }
    return undefined;
  }
  if (innermost === undefined || isClosedLater(facts)) return undefined;
  if (innermost.line === piece.line && !isLineEnd(piece)) return undefined;
  return {
    code: "unclosed-bracket",
    hint: `The ${innermost.text} that was opened in line ${innermost.line} is not closed.`,
  };
}

/** Whether the innermost open bracket is closed after the piece at fault. */
function isClosedLater({ pieces, index }: SyntaxFacts): boolean {
  let depth = 0;
  for (let at = index; at < pieces.length; at++) {
    const { kind, text } = pieces[at]!;
    if (kind === "word" && STATEMENT_WORDS.has(text)) return false;
    if (kind !== "operator") continue;
    if (text === "(" || text === "[" || text === "{") depth++;
    else if (openingOf(text) !== undefined && --depth < 0) return true;
  }
  return false;
}

function missingColon({ piece, statement, expected, open }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0];
  if (expected !== "colon" || first === undefined || open.length > 0) return undefined;
  if (piece.text === "=" || !BLOCK_WORDS.has(first.text)) return undefined;
  const place = isLineEnd(piece) ? "at the end of this" : "before this; the condition or head ends here, after";
  return { code: "missing-colon", hint: `A colon is missing ${place} \`${first.text}\`.` };
}

function missingBlock({ before, expected }: SyntaxFacts): Diagnosis | undefined {
  if (expected !== "indent") return undefined;
  const line = before === undefined ? "" : ` of line ${before.line}`;
  const hint = `An indented block must follow the colon${line}. Write \`pass\` for an empty one.`;
  return { code: "missing-block", hint };
}

/** Statements with a missing part, recognised by what the parser expected. */
function missingPart({ expected, statement, piece }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0]?.text ?? "";
  switch (expected) {
    case "handler":
      return { code: "missing-except", hint: "A try block must be followed by except or finally." };
    case "else":
      return { code: "missing-else", hint: "A conditional expression needs an else: `a if condition else b`." };
    case "in":
      return { code: "missing-in", hint: "A for loop needs in: `for x in y`." };
    case "parameters":
      return first === "def" || first === "async"
        ? {
            code: "missing-parameters",
            hint: "A function needs parentheses after its name, even without parameters: `def f():`.",
          }
        : undefined;
    case "import":
      return { code: "missing-import", hint: "Write `from module import name`." };
    case "end":
      if (first === "import" && piece.text === "from") {
        return { code: "import-order", hint: "Write `from module import name`." };
      }
      return undefined;
    default:
      return undefined;
  }
}

/** else, elif, except and finally without a statement that they belong to. */
function lonelyClause({ piece, statement, next }: SyntaxFacts): Diagnosis | undefined {
  if (piece !== statement[0] || !["else", "elif", "except", "finally"].includes(piece.text)) return undefined;
  if (piece.text === "else" && next?.text === "if") return { code: "else-if", hint: "Write elif." };
  const owner = piece.text === "except" || piece.text === "finally" ? "try" : "if";
  const hint = `This \`${piece.text}\` has no matching \`${owner}\` with the same indentation.`;
  return { code: "lonely-clause", hint };
}

function dottedImport({ piece, statement }: SyntaxFacts): Diagnosis | undefined {
  const words = statement.map((each) => each.text);
  if (piece.text !== "." || !(words[0] === "import" || words[0] === "from")) return undefined;
  if (words.includes("as")) return { code: "import-as", hint: "`as` must be followed by a plain name." };
  return words.includes("import") && words[0] === "from"
    ? { code: "import-dotted", hint: "Import the name from its own module: `from a.b import c`." }
    : undefined;
}

/** Commas of Python 2: raise E, "text" and except E, e. */
function oldComma({ piece, statement }: SyntaxFacts): Diagnosis | undefined {
  if (piece.text !== ",") return undefined;
  switch (statement[0]?.text) {
    case "raise":
      return { code: "raise-comma", hint: 'Pass the text to the exception: `raise E("text")`.' };
    case "except":
      return { code: "except-comma", hint: "Write `except E as e:`, or `except (E, F):` for several." };
    default:
      return undefined;
  }
}

function walrus({ piece, open }: SyntaxFacts): Diagnosis | undefined {
  if (piece.text !== ":=") return undefined;
  return open.length === 0
    ? { code: "walrus", hint: "Write = in a statement. := is allowed in parentheses and conditions." }
    : { code: "walrus", hint: "Write a plain name before :=, and put the whole in parentheses." };
}

function statementInLambda({ piece, statement }: SyntaxFacts): Diagnosis | undefined {
  if (!STATEMENT_WORDS.has(piece.text) || piece === statement[0]) return undefined;
  return statement.some((each) => each.text === "lambda")
    ? { code: "lambda-statement", hint: "A lambda contains one expression and no statements." }
    : undefined;
}

/** A backslash at which the line should continue, but that is not its last character. */
function continuation({ piece }: SyntaxFacts): Diagnosis | undefined {
  if (piece.text !== "\\") return undefined;
  return {
    code: "continuation",
    hint: "A backslash that continues a line must be its last character, without a blank after it.",
  };
}

/** Declarations of other languages. */
function foreignWord({ statement, piece }: SyntaxFacts): Diagnosis | undefined {
  const [first, second] = statement;
  if (first === undefined || second !== piece || piece.kind !== "word") return undefined;
  if (["var", "let", "const", "int", "float", "bool", "string", "auto"].includes(first.text)) {
    return { code: "foreign-word", hint: `Python has no declarations of variables: remove \`${first.text}\`.` };
  }
  if (["function", "func", "fn", "fun"].includes(first.text)) {
    return { code: "foreign-word", hint: "Define a function with def." };
  }
  return first.text === "elseif" || first.text === "elsif" ? { code: "else-if", hint: "Write elif." } : undefined;
}

/** Operators that are reversed or do not exist. */
function turnedOperator({ piece, previous }: SyntaxFacts): Diagnosis | undefined {
  if (previous?.end !== piece.start || previous.kind !== "operator") return undefined;
  const hint = { "=>": "Write >=.", "=<": "Write <=.", "=!": "Write !=." }[previous.text + piece.text];
  return hint === undefined ? undefined : { code: "turned-operator", hint };
}

/** Malformed numbers. */
export function diagnoseNumber(piece: Piece): Diagnosis | undefined {
  const { text } = piece;
  if (/^0[0-7_]+$/.test(text)) {
    return {
      code: "leading-zeros",
      hint: `Integers have no leading zeros. For an octal number write 0o${text.slice(1)}.`,
    };
  }
  if (/^0[\d_]+$/.test(text)) return { code: "leading-zeros", hint: "Integers have no leading zeros." };
  if (/^0[xXoObB]/.test(text)) {
    return { code: "digits", hint: "Digits are 0 to f after 0x, 0 to 7 after 0o, 0 and 1 after 0b." };
  }
  if (/^\d+[lL]$/.test(text)) return { code: "long-suffix", hint: "Integers have no suffix L in Python 3." };
  if (/^\d+[a-zA-Z_]/.test(text)) {
    return {
      code: "name-begins-with-digit",
      hint: "A name cannot begin with a digit, or an operator is missing here.",
    };
  }
  return undefined;
}

function statementCall({ statement, piece }: SyntaxFacts): Diagnosis | undefined {
  const [first, second] = statement;
  if (first === undefined || (first.text !== "print" && first.text !== "exec") || second !== piece) return undefined;
  if (piece.kind === "operator" && piece.text !== ">>") return undefined;
  return { code: "call-parentheses", hint: `${first.text} is a function: write ${first.text}(…).` };
}

function assignmentInCondition({ piece, statement }: SyntaxFacts): Diagnosis | undefined {
  const first = statement[0]?.text ?? "";
  if (piece.text !== "=" || !["if", "elif", "while", "assert", "return"].includes(first)) return undefined;
  return { code: "comparison-equal", hint: "To compare, write ==. To assign inside an expression, write :=." };
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
    (next?.text === "=" ||
      previous?.text === "." ||
      previous?.text === "def" ||
      previous?.text === "class" ||
      previous?.text === "import" ||
      previous?.text === "for");
  if (used) return { code: "keyword-as-name", hint: `\`${piece.text}\` is a keyword and cannot be a name.` };
  if (piece.text === "=" && previous?.kind === "word" && KEYWORDS.has(previous.text)) {
    return { code: "keyword-as-name", hint: `\`${previous.text}\` is a keyword and cannot be a name.` };
  }
  return undefined;
}

function missingOperand({ piece, previous }: SyntaxFacts): Diagnosis | undefined {
  if (!isLineEnd(piece) || previous?.kind !== "operator" || openingOf(previous.text) !== undefined) return undefined;
  if ([":", ",", ";"].includes(previous.text)) return undefined;
  return { code: "missing-operand", hint: `An operand is missing after this ${previous.text}.` };
}

/** Two adjacent values. */
function missingComma({ piece, previous, open }: SyntaxFacts): Diagnosis | undefined {
  const isValue = (each: Piece | undefined): boolean =>
    each !== undefined && each.kind !== "operator" && !isLineEnd(each) && !KEYWORDS.has(each.text);
  if (!isValue(piece) || !(isValue(previous) || openingOf(previous?.text ?? "") !== undefined)) return undefined;
  return open.length > 0
    ? { code: "missing-comma", hint: "A comma may be missing before this." }
    : {
        code: "missing-operator",
        hint: "An operator, a comma or a line end is missing between these two values.",
      };
}

const RULES: readonly Rule[] = [
  unterminatedString,
  invalidUtf8,
  byteOrderMark,
  lookalike,
  stringPieces,
  continuation,
  statementCall,
  ...CPYTHON_RULES,
  elseIf,
  lonelyClause,
  assignmentInCondition,
  oldComma,
  foreignOperator,
  turnedOperator,
  missingBlock,
  brackets,
  walrus,
  statementInLambda,
  keywordAsName,
  dottedImport,
  missingColon,
  missingPart,
  foreignWord,
  missingComma,
  missingOperand,
];

/** The code and hint of the first rule that fits. */
export function diagnoseSyntax(facts: SyntaxFacts): Diagnosis | undefined {
  for (const rule of RULES) {
    const diagnosis = rule(facts);
    if (diagnosis !== undefined) return diagnosis;
  }
  return undefined;
}
