// A tolerant scanner for diagnostics: it scans a refused source again, to find the mistake. It accepts any source, and
// recognises only words, numbers, strings, brackets and lines.

/** The kinds of pieces. */
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

/** Operators of two and three characters, some of them of other languages. */
const LONG_OPERATORS: ReadonlySet<string> = new Set(
  "**= //= >>= <<= ... ** // >> << <= >= == != -> := += -= *= /= %= &= |= ^= @= <> && || ++ --".split(" "),
);
const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
const WORD = /[A-Za-z_0-9\u0080-\uffff]+/y;
const STRING_START = /(?:[rRbBuUfFtT]{0,2})("""|'''|"|')/y;

/** The opening bracket for the closing bracket `text`; undefined for any other text. */
export function openingOf(text: string): string | undefined {
  return CLOSING[text];
}

/** Pieces are kept within this many bytes of the place at fault. */
const WINDOW = 20_000;

/** Cuts a source (as Latin-1 text, one character a byte) into pieces, and keeps those around a place. */
export class Scanner {
  /** Pieces around the place. */
  readonly pieces: Piece[] = [];
  /** Brackets that are open before the first piece, outermost first. */
  readonly outer: OpenBracket[] = [];
  private readonly text: string;
  private readonly keepFrom: number;
  private at = 0;
  private line = 1;
  private depth = 0;

  /** `place` is a byte offset. */
  constructor(source: Uint8Array, place: number) {
    const parts: string[] = [];
    const end = Math.min(source.length, place + WINDOW);
    for (let at = 0; at < end; at += 4096)
      parts.push(String.fromCharCode(...source.subarray(at, Math.min(at + 4096, end))));
    this.text = parts.join("");
    this.keepFrom = place - WINDOW;
    while (this.at < this.text.length) this.step();
    this.add("end", this.at, false);
  }

  private add(kind: PieceKind, end: number, open: boolean): void {
    const { at: start, line, text } = this;
    this.at = end;
    if (end >= this.keepFrom) {
      this.pieces.push({ kind, start, end, line, text: text.slice(start, Math.min(end, start + 200)), open });
    } else if (kind === "operator") {
      trackBracket(this.outer, text.slice(start, end), line);
    }
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
    STRING_START.lastIndex = at;
    const quoted = STRING_START.exec(text);
    if (quoted !== null) {
      this.string(quoted[0].length, quoted[1]!);
      return;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text);
    if (word !== null) {
      this.add(/[0-9]/.test(character) ? "number" : "word", at + word[0].length, false);
    } else {
      const three = text.slice(at, at + 3);
      const two = text.slice(at, at + 2);
      const operator = LONG_OPERATORS.has(three) ? three : LONG_OPERATORS.has(two) ? two : character;
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

function trackBracket(open: OpenBracket[], text: string, line: number): void {
  if (text === "(" || text === "[" || text === "{") open.push({ text, line });
  else if (text in CLOSING && open.at(-1)?.text === CLOSING[text]) open.pop();
}

/** Brackets that are open before piece `index`, outermost first; `outer` are those before the first piece. */
export function openBrackets(pieces: readonly Piece[], index: number, outer: readonly OpenBracket[]): OpenBracket[] {
  const open = [...outer];
  for (let i = 0; i < index; i++) {
    const { kind, text, line } = pieces[i]!;
    if (kind === "operator") trackBracket(open, text, line);
  }
  return open;
}
