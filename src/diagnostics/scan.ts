// A tolerant scanner for the slow path: after a refusal it looks over the source once more, to say what is wrong. It never
// refuses anything itself, and needs no more of Python than words, numbers, strings, brackets and lines.

/** What a piece of the source is. */
export type PieceKind = "word" | "number" | "string" | "operator" | "newline" | "end";

/** A piece of the source. */
export interface Piece {
  readonly kind: PieceKind;
  /** Byte range [start, end). */
  readonly start: number;
  readonly end: number;
  /** 1-based line of its start. */
  readonly line: number;
  readonly text: string;
  /** A string without an end. */
  readonly open: boolean;
}

/** A bracket that is open at some point. */
export interface OpenBracket {
  readonly text: string;
  readonly line: number;
}

const OPERATORS: readonly string[] = [
  "**=", "//=", ">>=", "<<=", "...",
  "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
  "<>", "&&", "||", "++", "--",
];
const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
const WORD = /[A-Za-z_0-9\u0080-\uffff]/;
const STRING_START = /^(?:[rRbBuUfFtT]{0,2})("""|'''|"|')/;

/** The opening bracket that closes with `text`; undefined if it is no closing bracket. */
export function openingOf(text: string): string | undefined {
  return CLOSING[text];
}

/** Cuts a source (as Latin-1 text, one character a byte) into pieces. */
export class Scanner {
  readonly pieces: Piece[] = [];
  private readonly text: string;
  private at = 0;
  private line = 1;
  private depth = 0;

  constructor(source: Uint8Array) {
    let text = "";
    for (let at = 0; at < source.length; at += 4096) text += String.fromCharCode(...source.subarray(at, at + 4096));
    this.text = text;
    while (this.at < text.length) this.step();
    this.add("end", this.at, false);
  }

  private add(kind: PieceKind, end: number, open: boolean): void {
    const { at: start, line, text } = this;
    this.pieces.push({ kind, start, end, line, text: text.slice(start, Math.min(end, start + 200)), open });
    this.at = end;
  }

  private step(): void {
    const { text, at } = this;
    const character = text[at]!;
    if (character === "\n" || character === "\r") {
      const end = character === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
      if (this.depth === 0) this.add("newline", end, false);
      this.at = end;
      this.line++;
    } else if (character === " " || character === "\t" || character === "\f") {
      this.at++;
    } else if (character === "#") {
      while (this.at < text.length && text[this.at] !== "\n" && text[this.at] !== "\r") this.at++;
    } else if (character === "\\" && /[\r\n]/.test(text[at + 1] ?? "")) {
      this.at += text[at + 1] === "\r" && text[at + 2] === "\n" ? 3 : 2;
      this.line++;
    } else {
      this.piece(character);
    }
  }

  private piece(character: string): void {
    const { text, at } = this;
    const quoted = STRING_START.exec(text.slice(at, at + 5));
    if (quoted !== null) {
      this.string(quoted[0].length, quoted[1]!);
    } else if (WORD.test(character)) {
      let end = at + 1;
      while (end < text.length && WORD.test(text[end]!)) end++;
      this.add(/[0-9]/.test(character) ? "number" : "word", end, false);
    } else {
      const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at)) ?? character;
      if ("([{".includes(operator)) this.depth++;
      else if (operator in CLOSING) this.depth = Math.max(0, this.depth - 1);
      this.add("operator", at + operator.length, false);
    }
  }

  private string(prefix: number, quote: string): void {
    const { text, line } = this;
    let end = this.at + prefix;
    while (end < text.length && !text.startsWith(quote, end)) {
      const character = text[end]!;
      if (character === "\n") {
        if (quote.length === 1) break;
        this.line++;
      }
      end += character === "\\" && end + 1 < text.length ? 2 : 1;
      if (character === "\\" && text[end - 1] === "\n") this.line++;
    }
    const closed = text.startsWith(quote, end);
    const lineAfter = this.line;
    this.line = line;
    this.add("string", Math.min(closed ? end + quote.length : end, text.length), !closed);
    this.line = lineAfter;
  }
}

/** Brackets that are open in front of piece `index`, outermost first. */
export function openBrackets(pieces: readonly Piece[], index: number): OpenBracket[] {
  const open: OpenBracket[] = [];
  for (let i = 0; i < index; i++) {
    const { kind, text, line } = pieces[i]!;
    if (kind !== "operator") continue;
    if (text === "(" || text === "[" || text === "{") open.push({ text, line });
    else if (text in CLOSING && open.at(-1)?.text === CLOSING[text]) open.pop();
  }
  return open;
}
