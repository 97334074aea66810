// The lexer: makes tokens of bytes. One object is the lexer and the current token: each `next` overwrites its fields,
// so a token needs no allocation. Identifiers are hashed while they are scanned and interned at once.
//
// Tokens, lines and refusals are the reference's (py/lexer.c), for malformed input too, because the token at which the
// parser stops decides the error and its line. Strings are in string-literal.ts.

import { type Line, NO_LINE, NO_QSTR, type Qstr } from "../brands.ts";
import { type Expected, SourceError } from "../../diagnostics/source-error.ts";
import { HASH_SEED, MAX_NAME_LENGTH, type NamePool } from "../names/pool.ts";
import { type Behaviour, TODAY } from "../../firmware/index.ts";
import { BLANK, Byte, CLASS, DIGIT, HEAD, LETTER, SKIP, TAIL } from "./characters.ts";
import { keywordOf } from "./keywords.ts";
import { StringReader } from "./string-literal.ts";
import { Text } from "./text.ts";
import { Token, type TokenKind, isBracket, opensBracket } from "./token.ts";

/** Columns between tab stops, for indentation. */
const TAB_SIZE = 8;
/** Indentation is kept in 16 bits by the reference: deeper columns wrap around. */
const INDENT_MASK = 0xffff;

/** Tokens that are one byte whatever follows; 0 for other bytes. */
const SINGLE: Uint8Array = new Uint8Array(256);
SINGLE[40] = Token.parenOpen;
SINGLE[41] = Token.parenClose;
SINGLE[91] = Token.bracketOpen;
SINGLE[93] = Token.bracketClose;
SINGLE[123] = Token.braceOpen;
SINGLE[125] = Token.braceClose;
SINGLE[44] = Token.comma;
SINGLE[59] = Token.semicolon;
SINGLE[126] = Token.opTilde;

/** By first byte of an operator: the tokens of `x`, `x=`, `xx` and `xx=`; 0 where there is no such operator. */
const OPERATORS: Uint8Array = new Uint8Array(128 * 4);
function operator(first: string, alone: number, equal: number, twice: number, twiceEqual: number): void {
  OPERATORS.set([alone, equal, twice, twiceEqual], first.charCodeAt(0) * 4);
}
operator(":", Token.colon, Token.opAssign, 0, 0);
operator("<", Token.opLess, Token.opLessEqual, Token.opShiftLeft, Token.shiftLeftEqual);
operator(">", Token.opMore, Token.opMoreEqual, Token.opShiftRight, Token.shiftRightEqual);
operator("*", Token.opStar, Token.starEqual, Token.opDoubleStar, Token.doubleStarEqual);
operator("/", Token.opSlash, Token.slashEqual, Token.opDoubleSlash, Token.doubleSlashEqual);
operator("+", Token.opPlus, Token.plusEqual, 0, 0);
operator("-", Token.opMinus, Token.minusEqual, 0, 0);
operator("&", Token.opAmpersand, Token.ampersandEqual, 0, 0);
operator("|", Token.opPipe, Token.pipeEqual, 0, 0);
operator("%", Token.opPercent, Token.percentEqual, 0, 0);
operator("^", Token.opCaret, Token.caretEqual, 0, 0);
operator("@", Token.opAt, Token.atEqual, 0, 0);
operator("=", Token.equal, Token.opEqual, 0, 0);
operator("!", Token.invalid, Token.opNotEqual, 0, 0);

/** The lexer, with its current token. */
export class Lexer {
  /** Kind of the current token: a {@link Token}. */
  kind: TokenKind = Token.end;
  /** 1-based line on which it begins. */
  line: Line = NO_LINE;
  /** Byte offset of its first byte in the source, line ends counted as one byte. */
  start = 0;
  /** Names: the qstr; 0 for one that is too long, which the parser refuses when it takes it. */
  qstr: Qstr = NO_QSTR;
  /** Integers: the value, if it is decimal and below 10^9; else -1, and the digits are to be read from {@link bytes}. */
  value = 0;
  /** Strings, bytes and numbers: the buffer with the contents, good until the next token. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Where in {@link bytes} the contents begin. */
  bytesStart = 0;
  /** Where in {@link bytes} the contents end. */
  bytesEnd = 0;

  /** The source; see text.ts. */
  readonly text: Text = new Text();
  /** Next byte to read. */
  position = 0;
  /** Line of the next byte. */
  currentLine: Line = 1 as Line;
  /** Text before this position was put back by an f-string. */
  injectedEnd = 0;
  /** Offset in the source of the f-string that put it back. */
  injectedStart = 0;
  /** Open brackets. */
  brackets = 0;
  /** What is wrong with a token of kind malformedFString. */
  formatFault = "malformed f-string";

  private names!: NamePool;
  private optimize = 0;
  private countsLinesAtNewline = true;
  private lineStart = 0;
  private indents: Int32Array<ArrayBuffer> = new Int32Array(64);
  private indentDepth = 0;
  /** Pending indents (positive) or dedents (negative). */
  private pendingDents = 0;
  private readonly strings: StringReader;

  constructor() {
    this.bytes = this.text.bytes;
    this.strings = new StringReader(this);
  }

  /** Begins a source and reads its first token. `optimize` decides what `__debug__` is. */
  open(source: Uint8Array, names: NamePool, optimize: number, behaviour: Behaviour = TODAY): void {
    this.text.load(source, !behaviour.endsAtNul);
    this.countsLinesAtNewline = behaviour.countsLinesAtNewline;
    this.names = names;
    this.optimize = optimize;
    this.position = this.text.base;
    this.lineStart = this.position;
    this.currentLine = 1 as Line;
    this.injectedEnd = 0;
    this.brackets = 0;
    this.indentDepth = 0;
    this.indents[0] = 0;
    this.pendingDents = 0;
    this.strings.reset(behaviour);
    this.skipBlank(true);
    let inFirstColumn = this.position === this.lineStart;
    this.next();
    if (this.at(Token.newline)) inFirstColumn = this.countsLinesAtNewline || this.position === this.lineStart;
    // A first token outside of the first column is an indent, with which no program begins.
    if (!inFirstColumn) this.kind = Token.indent;
  }

  /** Goes on to the next token. */
  next(): void {
    const bytes = this.text.bytes;
    let at = this.position;
    let byte = bytes[at]!;
    while (byte === Byte.space) byte = bytes[++at]!;
    let atNewline = false;
    if ((CLASS[byte]! & SKIP) !== 0) {
      this.position = at;
      atNewline = this.skipBlank(true);
      at = this.position;
      byte = bytes[at]!;
    }
    this.line = this.currentLine;
    this.start = at < this.injectedEnd ? this.injectedStart : at - this.text.base;

    if (this.pendingDents !== 0) {
      this.position = at;
      this.dent();
    } else if (atNewline) {
      this.newline();
    } else if ((CLASS[byte]! & HEAD) !== 0) {
      this.word(at);
    } else if ((CLASS[byte]! & DIGIT) !== 0) {
      this.number(at);
    } else {
      const single = SINGLE[byte]! as TokenKind;
      if (single === Token.end) this.symbol(at, byte);
      else {
        this.kind = single;
        this.position = at + 1;
        if (isBracket(single)) this.brackets += opensBracket(single) ? 1 : -1;
      }
    }
  }

  /**
   * Passes white space, comments and line continuations. With `stop` it ends in front of a newline outside brackets and
   * returns true.
   */
  skipBlank(stop: boolean): boolean {
    const bytes = this.text.bytes;
    let at = this.position;
    for (;;) {
      let byte = bytes[at]!;
      if (byte === Byte.newline) {
        if (stop && this.brackets === 0) {
          this.position = at;
          return true;
        }
        this.currentLine++;
        this.lineStart = ++at;
      } else if ((CLASS[byte]! & BLANK) !== 0) {
        at++;
      } else if (byte === Byte.hash) {
        do byte = bytes[++at]!;
        while (byte !== Byte.newline && byte !== Byte.end);
      } else if (byte === Byte.backslash && bytes[at + 1] === Byte.newline) {
        at += 2;
        this.currentLine++;
        this.lineStart = at;
      } else {
        this.position = at;
        return false;
      }
    }
  }

  /** A refusal at the current token. */
  fail(exception: string, reason: string, expected?: Expected): SourceError {
    return new SourceError(exception, reason, this.line, this.start, undefined, expected);
  }

  /** The bytes `[start, end)` of the source become the contents of the token. */
  setContents(bytes: Uint8Array<ArrayBuffer>, start: number, end: number): void {
    this.bytes = bytes;
    this.bytesStart = start;
    this.bytesEnd = end;
  }

  /** The qstr of a name. */
  intern(bytes: Uint8Array): Qstr {
    return this.names.internText(bytes);
  }

  private dent(): void {
    if (this.pendingDents < 0) {
      this.kind = Token.dedent;
      this.pendingDents++;
    } else {
      this.kind = Token.indent;
      this.pendingDents--;
    }
  }

  /** Whether the token is of a kind, where the type checker assumes a narrower type. */
  private at(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** A newline token, with the indentation of the next line that holds something. */
  private newline(): void {
    this.skipBlank(false);
    if (!this.countsLinesAtNewline) this.line = this.currentLine;
    this.kind = Token.newline;
    const column = this.indentation();
    const top = this.indents[this.indentDepth]!;
    if (column > top) {
      if (++this.indentDepth === this.indents.length) this.growIndents();
      this.indents[this.indentDepth] = column & INDENT_MASK;
      this.pendingDents++;
    } else if (column < top) {
      while (column < this.indents[this.indentDepth]!) {
        this.indentDepth--;
        this.pendingDents--;
      }
      if (column !== this.indents[this.indentDepth]!) this.kind = Token.dedentMismatch;
    }
  }

  private indentation(): number {
    const bytes = this.text.bytes;
    let column = 0;
    for (let at = this.lineStart; at < this.position; at++) {
      column = bytes[at] === 9 ? (((column + TAB_SIZE) / TAB_SIZE) | 0) * TAB_SIZE : column + 1;
    }
    return column;
  }

  private growIndents(): void {
    const grown = new Int32Array(this.indents.length * 2);
    grown.set(this.indents);
    this.indents = grown;
  }

  /** An identifier, a keyword, or the prefix of a string. */
  private word(start: number): void {
    const bytes = this.text.bytes;
    let at = start;
    let hash = HASH_SEED;
    let byte = bytes[at]!;
    do {
      hash = Math.imul(hash, 33) ^ byte;
      byte = bytes[++at]!;
    } while ((CLASS[byte]! & TAIL) !== 0);
    if ((byte === Byte.singleQuote || byte === Byte.doubleQuote) && this.strings.isPrefix(start, at)) {
      this.strings.read(start);
      return;
    }
    this.position = at;
    const keyword = keywordOf(bytes, start, at, hash);
    if (keyword === Token.end) {
      this.kind = Token.name;
      this.qstr = at - start > MAX_NAME_LENGTH ? NO_QSTR : this.names.internHashed(bytes, start, at, hash);
    } else if (keyword === Token.kwDebug) {
      this.kind = this.optimize === 0 ? Token.kwTrue : Token.kwFalse;
    } else {
      this.kind = keyword;
    }
  }

  /** A token that begins and goes on like a number; its value is checked when it is used. */
  private number(start: number): void {
    const bytes = this.text.bytes;
    let at = start;
    let byte = bytes[at]!;
    let value = 0;
    if (byte !== Byte.zero) {
      do {
        value = value * 10 + byte - Byte.zero;
        byte = bytes[++at]!;
      } while ((CLASS[byte]! & DIGIT) !== 0);
    } else {
      byte = bytes[++at]!;
    }
    if ((CLASS[byte]! & TAIL) === 0 && byte !== Byte.period && at - start <= 9) {
      this.kind = Token.integer;
      this.value = value;
      this.position = at;
      return;
    }
    this.longNumber(start);
  }

  private longNumber(start: number): void {
    const bytes = this.text.bytes;
    let at = start;
    let byte = bytes[at]!;
    this.kind = byte === Byte.period ? Token.floatOrImag : Token.integer;
    this.value = -1;
    const lower = bytes[at + 1]! | 0x20;
    // 0b, 0o, 0x: an e is a digit there, not an exponent
    const based = byte === Byte.zero && (lower === 98 || lower === 111 || lower === 120);
    byte = bytes[++at]!;
    for (;;) {
      if (!based && (byte | 0x20) === 101) {
        this.kind = Token.floatOrImag;
        byte = bytes[++at]!;
        if (byte === Byte.plus || byte === Byte.minus) byte = bytes[++at]!;
      } else if ((CLASS[byte]! & (LETTER | DIGIT)) !== 0 || byte === Byte.period) {
        if (byte === Byte.period || (byte | 0x20) === 106) this.kind = Token.floatOrImag;
        byte = bytes[++at]!;
      } else if (byte === Byte.underscore) {
        byte = bytes[++at]!;
      } else {
        break;
      }
    }
    this.setContents(bytes, start, at);
    this.position = at;
  }

  /** Operators of several bytes, quotes, the end, and what is no token at all. */
  private symbol(at: number, byte: number): void {
    const bytes = this.text.bytes;
    const following = bytes[at + 1]!;
    if (byte === Byte.singleQuote || byte === Byte.doubleQuote) {
      this.strings.read(at);
    } else if (byte === Byte.period) {
      if ((CLASS[following]! & DIGIT) !== 0) {
        this.longNumber(at);
      } else {
        const ellipsis = following === Byte.period && bytes[at + 2] === Byte.period;
        this.kind = ellipsis ? Token.ellipsis : Token.period;
        this.position = at + (ellipsis ? 3 : 1);
      }
    } else if (byte === Byte.end) {
      this.kind = Token.end;
      this.position = at;
    } else if (byte === Byte.minus && following === Byte.more) {
      this.kind = Token.arrow;
      this.position = at + 2;
    } else {
      this.operator(at, byte, following);
    }
  }

  private operator(at: number, byte: number, following: number): void {
    const row = byte << 2;
    const alone = OPERATORS[row]! as TokenKind;
    if (alone === Token.end) {
      this.kind = Token.invalid;
      this.position = at + 1;
    } else if (following === Byte.equal) {
      this.kind = OPERATORS[row + 1]! as TokenKind;
      this.position = at + 2;
    } else if (following === byte && OPERATORS[row + 2] !== 0) {
      const equal = this.text.bytes[at + 2] === Byte.equal;
      this.kind = OPERATORS[row + (equal ? 3 : 2)]! as TokenKind;
      this.position = at + (equal ? 3 : 2);
    } else {
      this.kind = alone;
      this.position = at + 1;
    }
  }
}
