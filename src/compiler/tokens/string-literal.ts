// String, bytes, f-string and t-string literals. A plain literal is a slice of the text and costs one scan; escapes,
// adjacent literals and interpolation build the contents in a buffer.
//
// The reference turns an f-string into other source: f"{a} b" becomes "{} b".format((a),), with the arguments put back
// in front of the rest of the source; a t-string becomes a call of __template__. The lexer does not parse expressions
// while it cuts them out, so a } or : inside one ends it. The reference's rules decide what is malformed.

import type { Line, Qstr } from "../brands.ts";
import { encodeText } from "../../bytes/text.ts";
import { ByteWriter } from "../../bytes/writer.ts";
import { SourceError } from "../../diagnostics/source-error.ts";
import { type Behaviour, TODAY } from "../../firmware/index.ts";
import { BLANK, Byte, CLASS, hexValue } from "./characters.ts";
import type { Text } from "./text.ts";
import { Token, type TokenKind, endsReading } from "./token.ts";

/** What a literal needs of the lexer. */
export interface LiteralCursor {
  kind: TokenKind;
  qstr: Qstr;
  start: number;
  position: number;
  currentLine: Line;
  injectedEnd: number;
  injectedStart: number;
  formatFault: string;
  readonly text: Text;
  /** Passes white space; true in front of a newline outside brackets. */
  skipBlank(stop: boolean): boolean;
  /** Sets the contents of the token. */
  setContents(bytes: Uint8Array<ArrayBuffer>, start: number, end: number): void;
  /** The qstr of a name. */
  intern(bytes: Uint8Array): Qstr;
}

/** Kinds of literal, as flags. */
const RAW = 1;
const BYTES = 2;
const FORMAT = 4;
const TEMPLATE = 8;

const letters: Record<string, number> = { r: RAW, u: 0, b: BYTES, f: FORMAT, t: TEMPLATE };

/** Flags by the one or two letters of a prefix, packed into 16 bits; absent if they are no prefix. */
const PREFIXES: Map<number, number> = new Map();
for (const prefix of ["r", "u", "b", "f", "t", "rb", "br", "rf", "fr", "rt", "tr"]) {
  let key = 0;
  let flags = 0;
  for (const letter of prefix) {
    key = (key << 8) | letter.charCodeAt(0);
    flags |= letters[letter]!;
  }
  PREFIXES.set(key, flags);
}

/** The value of each one-letter escape. */
const ESCAPES: Int16Array = new Int16Array(256).fill(-1);
for (const [letter, code] of [
  ["\\", 92],
  ["'", 39],
  ['"', 34],
  ["a", 7],
  ["b", 8],
  ["t", 9],
  ["n", 10],
  ["v", 11],
  ["f", 12],
  ["r", 13],
] as const) {
  ESCAPES[letter.charCodeAt(0)] = code;
}

const TEMPLATE_FUNCTION: Uint8Array = encodeText("__template__");
/** A t-string of more interpolations than this would pass more arguments than a call can hold: 1 + 4 n <= 255. */
const MAX_TEMPLATE_PARTS = 63;

/** Reads string literals for a lexer. */
export class StringReader {
  private readonly cursor: LiteralCursor;
  /** Contents of the token so far, all adjacent literals together. */
  private readonly contents: ByteWriter = new ByteWriter(256);
  /** Source to put back: the arguments of f-strings and t-strings. */
  private readonly args: ByteWriter = new ByteWriter(256);

  private behaviour: Behaviour = TODAY;
  /** Whether the token is read from what an f-string has put back. */
  private inInjected = false;

  // The literal at hand:
  private flags = 0;
  private quote = 0;
  /** 1 or 3. */
  private quotes = 1;
  /** Closing quotes seen in a row. */
  private closing = 0;
  /** Interpolations of a t-string that are complete. */
  private templateParts = 0;
  /** Depth of braces in the format specification of a t-string's interpolation; 0 outside one. */
  private formatDepth = 0;
  /** Whether that specification holds interpolations itself. */
  private formatNests = false;
  /** Where in the contents that specification begins, its own brace included. */
  private formatStart = 0;

  constructor(cursor: LiteralCursor) {
    this.cursor = cursor;
  }

  /** Begins a source: forgets what a refused one left behind. */
  reset(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.args.clear();
  }

  /** Whether the letters `[start, end)`, which a quote follows, are a prefix of a literal. */
  isPrefix(start: number, end: number): boolean {
    return end - start <= 2 && this.prefix(start, end) !== undefined;
  }

  /** Reads the literal that begins at `start`, and those that follow it directly. */
  read(start: number): void {
    if (!this.plain(start)) this.compound(start);
  }

  private prefix(start: number, end: number): number | undefined {
    const bytes = this.cursor.text.bytes;
    const key = end - start === 1 ? bytes[start]! : (bytes[start]! << 8) | bytes[start + 1]!;
    const flags = PREFIXES.get(key);
    return flags !== undefined && (flags & TEMPLATE) !== 0 && !this.behaviour.hasTemplates
      ? this.templateRefused(start)
      : flags;
  }

  /** A release that has no template strings takes the prefix for a name; without `exact` we say what is wrong. */
  private templateRefused(start: number): undefined {
    const { exact, release } = this.behaviour;
    if (exact) return undefined;
    const reason = `template strings need MicroPython 1.28, and the firmware is ${release.name}`;
    throw new SourceError("SyntaxError", reason, this.cursor.currentLine, start - this.cursor.text.base);
  }

  /** Length of the prefix of the literal at `at`: 0 to 2; -1 if there is no literal. */
  private prefixLength(at: number): number {
    const bytes = this.cursor.text.bytes;
    for (let length = 0; length <= 2; length++) {
      const byte = bytes[at + length]!;
      if (byte === Byte.singleQuote || byte === Byte.doubleQuote) {
        return length === 0 || this.prefix(at, at + length) !== undefined ? length : -1;
      }
    }
    return -1;
  }

  /** One literal without escapes or interpolation: its contents stay where they are. False if it is more than that. */
  private plain(start: number): boolean {
    const cursor = this.cursor;
    const bytes = cursor.text.bytes;
    const prefix = this.prefixLength(start);
    const flags = prefix === 0 ? 0 : this.prefix(start, start + prefix)!;
    if ((flags & (FORMAT | TEMPLATE)) !== 0 || cursor.text.nul !== 0) return false;

    const open = start + prefix;
    const quote = bytes[open]!;
    const triple = bytes[open + 1] === quote && bytes[open + 2] === quote;
    const first = open + (triple ? 3 : 1);
    let at = first;
    let lines = 0;
    for (;;) {
      const byte = bytes[at]!;
      if (byte === quote) {
        if (!triple || (bytes[at + 1] === quote && bytes[at + 2] === quote)) break;
      } else if (byte === Byte.backslash || byte === Byte.end) {
        return false;
      } else if (byte === Byte.newline) {
        if (!triple) return false;
        lines++;
      }
      at++;
    }
    const line = cursor.currentLine;
    cursor.currentLine = (line + lines) as Line;
    cursor.position = at + (triple ? 3 : 1);
    const next = bytes[cursor.position]!;
    // Most literals are followed by a bracket, comma or colon at once; else look for an adjacent literal.
    if ((next < 41 || next >= 65) && this.adjacent()) {
      cursor.currentLine = line;
      return false;
    }
    cursor.kind = (flags & BYTES) !== 0 ? Token.bytes : Token.string;
    cursor.setContents(bytes, first, at);
    return true;
  }

  private adjacent(): boolean {
    this.cursor.skipBlank(true);
    return this.prefixLength(this.cursor.position) >= 0;
  }

  /** Any literals: builds the contents. */
  private compound(start: number): void {
    const cursor = this.cursor;
    let template = false;
    this.inInjected = start < cursor.injectedEnd;
    cursor.position = start;
    cursor.kind = Token.end;
    this.contents.clear();
    do {
      const prefix = this.prefixLength(cursor.position);
      this.flags = prefix === 0 ? 0 : this.prefix(cursor.position, cursor.position + prefix)!;
      const kind = (this.flags & BYTES) !== 0 ? Token.bytes : Token.string;
      if ((this.flags & TEMPLATE) !== 0) template = true;
      if (this.flags === (RAW | FORMAT) && !this.behaviour.hasRawFormats) {
        cursor.kind = Token.malformedFString;
        cursor.formatFault = "raw f-strings are not supported";
        break;
      }
      if (cursor.kind === Token.end) cursor.kind = kind;
      else if (cursor.kind !== kind) break;
      cursor.position += prefix;
      this.literal();
    } while (this.adjacent());

    if (template) this.callTemplate();
    else cursor.setContents(this.contents.buffer, 0, this.contents.length);
    if (this.args.length > 0) this.putBack();
  }

  /** One literal; the cursor is at its quote. */
  private literal(): void {
    const cursor = this.cursor;
    const quote = this.open();
    const { flags, contents, quotes } = this;
    for (;;) {
      let byte = this.byte();
      if (byte === Byte.end || (quotes === 1 && byte === Byte.newline) || this.closing === quotes) break;
      if (byte === quote) {
        this.closing++;
        contents.u8(byte);
      } else if ((flags & TEMPLATE) !== 0 && byte === Byte.newline) {
        // The contents are lexed again, perhaps between single quotes. The count of closing quotes goes on, as it does in the
        // reference.
        contents.u8(Byte.backslash);
        contents.u8(110);
      } else {
        this.closing = 0;
        if (byte === Byte.braceOpen && (flags & (FORMAT | TEMPLATE)) !== 0 && this.brace()) {
          if (this.behaviour.nestsFormats) continue;
          byte = this.afterBraces();
        }
        if (byte === Byte.backslash) this.backslash();
        else if (byte === Byte.braceClose && (flags & TEMPLATE) !== 0) this.templateBrace();
        else contents.u8(this.content(byte));
      }
      this.advance();
    }
    if (this.closing < quotes) cursor.kind = Token.lonelyStringOpen;
    if ((flags & TEMPLATE) === 0) {
      contents.length -= this.closing;
      return;
    }
    if (this.formatDepth > 0) this.malformed();
    if (this.templateParts > MAX_TEMPLATE_PARTS) {
      this.prepend("(");
      this.args.u8(Byte.parenClose);
    }
  }

  /** Passes the opening quotes and prepares for what follows; returns the quote. */
  private open(): number {
    const bytes = this.cursor.text.bytes;
    const at = this.cursor.position;
    this.quote = bytes[at]!;
    this.quotes = bytes[at + 1] === this.quote && bytes[at + 2] === this.quote ? 3 : 1;
    this.cursor.position = at + this.quotes;
    this.closing = 0;
    this.templateParts = 0;
    this.formatDepth = 0;
    this.formatNests = false;
    if ((this.flags & FORMAT) !== 0) {
      if (this.beginsFormat()) append(this.args, ".format(");
    } else if ((this.flags & TEMPLATE) !== 0 && this.args.length === 0) {
      append(this.contents, "((");
      this.contents.fill(this.quote, this.quotes);
    }
    return this.quote;
  }

  /** Whether an f-string begins a call of format of its own; otherwise its arguments go to the call that is there. */
  private beginsFormat(): boolean {
    const { joinsFormats, nestsFormats } = this.behaviour;
    if (!joinsFormats) return true;
    return this.args.length === 0 && (nestsFormats || !this.inInjected);
  }

  /** Before 1.28: passes further braces; what follows them belongs to the contents, whatever it is, a closing quote too. */
  private afterBraces(): number {
    while (this.byte() === Byte.braceOpen && this.brace());
    return this.byte();
  }

  private byte(): number {
    return this.cursor.text.bytes[this.cursor.position]!;
  }

  /** What a byte of the text is in the contents of a literal. */
  private content(byte: number): number {
    return byte === this.cursor.text.nul ? 0 : byte;
  }

  private advance(): void {
    const byte = this.byte();
    if (byte === Byte.newline) this.cursor.currentLine++;
    if (byte !== Byte.end) this.cursor.position++;
  }

  private backslash(): void {
    const raw = (this.flags & RAW) !== 0;
    if ((this.flags & TEMPLATE) === 0) {
      this.escape(raw);
      return;
    }
    // the contents will be lexed again, where the escape is understood
    this.contents.u8(Byte.backslash);
    if (!raw) this.advance();
    this.contents.u8(raw ? Byte.backslash : this.byte());
  }

  /** An escape sequence; ends on its last byte. */
  private escape(raw: boolean): void {
    const { contents } = this;
    this.advance();
    let code = this.content(this.byte());
    if (raw) {
      contents.u8(Byte.backslash);
    } else if (code === Byte.newline) {
      return;
    } else if (ESCAPES[code]! >= 0) {
      code = ESCAPES[code]!;
    } else if (code === 120 || ((code | 0x20) === 117 && this.cursor.kind !== Token.bytes)) {
      code = this.hexEscape(code === 120 ? 2 : code === 117 ? 4 : 8);
    } else if (code === 78) {
      throw new SourceError("NotImplementedError", "unicode name escapes", -1, this.cursor.start);
    } else if (code >= 48 && code <= 55) {
      code = this.octalEscape(code - 48);
    } else {
      contents.u8(Byte.backslash);
    }
    if (this.cursor.kind === Token.string && code < 0x110000) addCodePoint(contents, code);
    else if (this.cursor.kind === Token.bytes && code < 0x100) contents.u8(code);
    else this.cursor.kind = Token.invalid;
  }

  private hexEscape(digits: number): number {
    let code = 0;
    for (; digits > 0; digits--) {
      this.advance();
      const value = hexValue(this.byte());
      if (value < 0) {
        this.cursor.kind = Token.invalid;
        return 0;
      }
      code = code * 16 + value;
    }
    return code;
  }

  private octalEscape(code: number): number {
    const bytes = this.cursor.text.bytes;
    for (let digits = 1; digits < 3; digits++) {
      const value = bytes[this.cursor.position + 1]! - 48;
      if (value < 0 || value > 7) break;
      this.cursor.position++;
      code = code * 8 + value;
    }
    return code;
  }

  /** A { of an f-string or t-string. False if it is one like any other character: inside a format specification. */
  private brace(): boolean {
    const template = (this.flags & TEMPLATE) !== 0;
    if (this.formatDepth > 0) {
      this.formatDepth++;
      return false;
    }
    this.advance();
    if (this.byte() === Byte.braceOpen) {
      // {{ is for str.format to judge, but a template's text is taken as it stands
      if (!template) this.contents.u8(Byte.braceOpen);
      this.advance();
    } else {
      this.interpolation(template);
    }
    this.contents.u8(Byte.braceOpen);
    return true;
  }

  /** Cuts an expression out of the literal, up to the conversion, the format specification or the brace. */
  private interpolation(template: boolean): void {
    const { args, contents } = this;
    const { wrapsFormatArguments, nestsFormats } = this.behaviour;
    if (wrapsFormatArguments) args.u8(Byte.parenOpen);
    const start = args.length;
    this.expression();
    const debug = args.buffer[args.length - 1] === Byte.equal;
    if (debug) {
      for (let at = start; at < args.length; at++) contents.u8(this.content(args.buffer[at]!));
      args.length--;
    }
    if (template) while (isSpace(args.buffer[args.length - 1]!)) args.length--;
    if (args.length === start && nestsFormats) this.malformed();
    const end = args.length;
    append(args, wrapsFormatArguments ? ")," : ",");
    if (!template) return;

    this.quoteExpression(start, end);
    contents.fill(this.quote, this.quotes);
    contents.u8(Byte.comma);
    contents.fill(this.quote, this.quotes);
    this.conversion(debug);
    if (this.byte() === Byte.colon) this.advance();
    this.formatDepth = 1;
    this.formatStart = contents.length;
  }

  private malformed(): void {
    this.cursor.kind = Token.malformedFString;
    this.cursor.formatFault = "malformed f-string";
  }

  private expression(): void {
    const { args } = this;
    let depth = 0;
    for (let byte = this.byte(); byte !== Byte.end && (depth !== 0 || !this.endsExpression(byte)); byte = this.byte()) {
      if (byte === Byte.bracketOpen || byte === Byte.braceOpen) depth++;
      else if (byte === Byte.bracketClose || byte === Byte.braceClose) depth--;
      args.u8(byte);
      this.advance();
    }
  }

  private endsExpression(byte: number): boolean {
    if (byte === Byte.colon || byte === Byte.braceClose) return true;
    if (byte !== Byte.bang || !this.behaviour.hasConversions) return false;
    const bytes = this.cursor.text.bytes;
    const conversion = bytes[this.cursor.position + 1];
    const after = bytes[this.cursor.position + 2];
    return (conversion === 114 || conversion === 115) && (after === Byte.colon || after === Byte.braceClose);
  }

  /** The expression's own text, as the second argument of a template's interpolation. */
  private quoteExpression(start: number, end: number): void {
    const { args, quote } = this;
    args.u8(quote);
    for (let at = start; at < end; at++) {
      const byte = args.buffer[at]!;
      if (byte === quote || byte === Byte.backslash) args.u8(Byte.backslash);
      args.u8(byte);
    }
    args.u8(quote);
    args.u8(Byte.comma);
  }

  /** The conversion, as the third argument of a template's interpolation. */
  private conversion(debug: boolean): void {
    const { args, quote } = this;
    if (this.byte() === Byte.bang) {
      this.advance();
      args.u8(quote);
      args.u8(this.byte());
      args.u8(quote);
      args.u8(Byte.comma);
      this.advance();
    } else {
      append(args, debug && this.byte() !== Byte.colon ? "'r'," : "None,");
    }
  }

  /** A } of a t-string. */
  private templateBrace(): void {
    const { contents, cursor } = this;
    if (this.formatDepth === 0) {
      contents.u8(Byte.braceClose);
      if (cursor.text.bytes[cursor.position + 1] === Byte.braceClose) cursor.position++;
      else this.malformed();
      return;
    }
    if (--this.formatDepth > 0) {
      this.formatNests = true;
      contents.u8(Byte.braceClose);
      return;
    }
    // the format specification is the fourth argument of the interpolation
    const { args, quote, formatStart } = this;
    this.templateParts++;
    if (this.formatNests) args.u8(102);
    this.formatNests = false;
    args.u8(quote);
    args.bytes(contents.buffer.subarray(formatStart + 1, contents.length));
    contents.length = formatStart;
    args.u8(quote);
    args.u8(Byte.comma);
  }

  /** The token becomes the name __template__, and its call is put back. */
  private callTemplate(): void {
    const { contents, cursor } = this;
    append(contents, ",),");
    this.prepend(rereadable(contents.buffer.subarray(0, contents.length)));
    if (endsReading(cursor.kind)) return;
    cursor.kind = Token.name;
    cursor.qstr = cursor.intern(TEMPLATE_FUNCTION);
  }

  private prepend(front: string | Uint8Array): void {
    const rest = this.args.toBytes();
    this.args.clear();
    if (typeof front === "string") append(this.args, front);
    else this.args.bytes(front);
    this.args.bytes(rest);
  }

  /** Makes the arguments the next thing that is read. */
  private putBack(): void {
    const { args, cursor } = this;
    const { text } = cursor;
    if (this.inInjected && !this.behaviour.nestsFormats) {
      this.appendToInjected();
      return;
    }
    args.u8(Byte.parenClose);
    if (text.nul !== 0) args.length = upTo(args, text.nul);
    // what is put back at the end of the source gets a final newline of its own, since 1.28
    if (this.byte() === Byte.end && this.behaviour.nestsFormats) args.u8(Byte.newline);
    const base = text.base;
    const start = text.insertBefore(cursor.position, args.buffer.subarray(0, args.length));
    cursor.injectedEnd = Math.max(cursor.injectedEnd + text.base - base, start + args.length);
    cursor.injectedStart = cursor.start;
    cursor.position = start;
    args.clear();
  }

  /** Before 1.28: the arguments of an f-string inside of another went behind all that had been put back, not closed. */
  private appendToInjected(): void {
    const { args, cursor } = this;
    const { text } = cursor;
    const unread = text.bytes.slice(cursor.position, cursor.injectedEnd);
    const appended = new Uint8Array(unread.length + args.length);
    appended.set(unread);
    appended.set(args.buffer.subarray(0, args.length), unread.length);
    const base = text.base;
    cursor.position = text.insertBefore(cursor.injectedEnd, appended);
    cursor.injectedEnd += text.base - base;
    args.clear();
  }
}

/** Length of the text before a byte: what was put back ended with a NUL, before 1.28. */
function upTo({ buffer, length }: ByteWriter, byte: number): number {
  const at = buffer.subarray(0, length).indexOf(byte);
  return at < 0 ? length : at;
}

function append(writer: ByteWriter, text: string): void {
  for (let at = 0; at < text.length; at++) writer.u8(text.charCodeAt(at));
}

function isSpace(byte: number): boolean {
  return byte === Byte.newline || (CLASS[byte]! & BLANK) !== 0;
}

/** Appends a code point in UTF-8; surrogates too, as the reference does. */
function addCodePoint(writer: ByteWriter, code: number): void {
  if (code < 0x80) {
    writer.u8(code);
    return;
  }
  if (code < 0x800) {
    writer.u8(0xc0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      writer.u8(0xe0 | (code >> 12));
    } else {
      writer.u8(0xf0 | (code >> 18));
      writer.u8(0x80 | ((code >> 12) & 0x3f));
    }
    writer.u8(0x80 | ((code >> 6) & 0x3f));
  }
  writer.u8(0x80 | (code & 0x3f));
}

/** Bytes that the reference has in hand before it looks for ends of lines in what it reads again. */
const UNCHECKED = 3;

/**
 * Contents as they are read a second time, as source: plain literals beside a t-string have had their escapes resolved, and so
 * may hold a CR, which ends a line, or a NUL, which ends the source and thereby its last line.
 */
function rereadable(contents: Uint8Array): Uint8Array {
  if (contents.indexOf(Byte.carriageReturn) < 0 && contents.indexOf(Byte.end) < 0) return contents;
  const result = new ByteWriter(contents.length);
  result.bytes(contents.subarray(0, UNCHECKED));
  if (result.buffer[UNCHECKED - 1] === Byte.carriageReturn) result.buffer[UNCHECKED - 1] = Byte.newline;
  let last = result.buffer[UNCHECKED - 1]!;
  for (let at = UNCHECKED; at < contents.length; at++) {
    const byte = contents[at]!;
    if (byte === Byte.newline && contents[at - 1] === Byte.carriageReturn) continue;
    const endsLine = byte === Byte.carriageReturn || (byte === Byte.end && last !== Byte.newline && last !== Byte.end);
    last = endsLine ? Byte.newline : byte;
    result.u8(last);
  }
  return result.toBytes();
}
