// The tokens of a source with their places, in addition to the tree: nodes have only their start, tokens also have
// their end.

import type { Qstr } from "../../compiler/brands.ts";
import type { NamePool } from "../../compiler/names/pool.ts";
import { Lexer } from "../../compiler/tokens/lexer.ts";
import { Token } from "../../compiler/tokens/token.ts";

/** Bytes of a source, from `start` up to `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The tokens of a source. Of the tokens of an f-string only the first is included, with the place of the f-string. */
export class TokenList {
  /** The number of tokens. */
  count: number = 0;
  private readonly lexer: Lexer;
  private kinds: Uint8Array = new Uint8Array(256);
  private starts: Int32Array = new Int32Array(256);
  private ends: Int32Array = new Int32Array(256);
  private qstrs: Int32Array = new Int32Array(256);
  /** Index + 1 of the token that begins at a byte; 0 for none. */
  private byStart: Int32Array = new Int32Array(1024);
  /** Names in f-strings, by qstr. */
  private readonly namesInFStrings = new Set<number>();
  /** Starts of the f-strings. */
  private readonly fStrings = new Set<number>();

  constructor(lexer: Lexer = new Lexer()) {
    this.lexer = lexer;
  }

  /** The tokens of a source. @throws SourceError like the parser */
  static of(source: Uint8Array, names: NamePool): TokenList {
    const list = new TokenList();
    list.read(source, names);
    return list;
  }

  /** Reads another source, which must be parsable. @throws SourceError like the parser */
  read(source: Uint8Array, names: NamePool): void {
    const { lexer, fStrings, namesInFStrings } = this;
    if (this.byStart.length < source.length + 2) this.byStart = new Int32Array(2 * source.length + 2);
    else this.byStart.fill(0, 0, source.length + 2);
    const { byStart } = this;
    fStrings.clear();
    namesInFStrings.clear();
    let count = 0;
    lexer.open(source, names, 0);
    for (;;) {
      if (count === this.kinds.length) this.grow();
      const { kind, start } = lexer;
      const isInjected = lexer.position <= lexer.injectedEnd && start === lexer.injectedStart;
      if (isInjected) {
        fStrings.add(start);
        if (kind === Token.name) namesInFStrings.add(lexer.qstr);
      }
      if (!isInjected || byStart[start] === 0) {
        this.kinds[count] = kind;
        this.qstrs[count] = kind === Token.name ? lexer.qstr : 0;
        this.starts[count] = start;
        this.ends[count] = isInjected ? start : lexer.position - lexer.text.base;
        // A dedent begins at the next token.
        if (kind !== Token.dedent && kind !== Token.indent) byStart[start] = count + 1;
        count++;
      }
      if (kind <= Token.malformedFString) break;
      lexer.next();
    }
    this.count = count;
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    this.kinds = grow(this.kinds, new Uint8Array(capacity));
    this.starts = grow(this.starts, new Int32Array(capacity));
    this.ends = grow(this.ends, new Int32Array(capacity));
    this.qstrs = grow(this.qstrs, new Int32Array(capacity));
  }

  /** Index of the token that begins at byte `start`; -1 for none. */
  at(start: number): number {
    return (this.byStart[start] ?? 0) - 1;
  }

  kind(index: number): number {
    return index >= 0 && index < this.count ? this.kinds[index]! : Token.end;
  }

  start(index: number): number {
    return this.starts[index]!;
  }

  end(index: number): number {
    return this.ends[index]!;
  }

  /** Names: the qstr; else 0. */
  qstr(index: number): Qstr {
    return this.qstrs[index]! as Qstr;
  }

  /** Whether a name is in an f-string. */
  isNameInFString(qstr: Qstr): boolean {
    return this.namesInFStrings.has(qstr);
  }

  /** Whether a token at this byte is in an f-string, whose text must not be changed. */
  isInFString(start: number): boolean {
    return this.fStrings.has(start);
  }

  /**
   * The end of the statement that begins at byte `start`: before the newline or semicolon of a simple statement, before
   * the last newline of a compound one.
   */
  statementEnd(start: number): number {
    let at = this.at(start);
    while (this.kind(at) === Token.opAt) at = this.findNewline(at) + 1;
    const first = at;
    const isCompound = COMPOUND.has(this.kind(first));
    for (; this.kind(at) !== Token.newline && this.kind(at) !== Token.end; at++) {
      if (!isCompound && this.kind(at) === Token.semicolon) break;
    }
    if (!isCompound) return this.starts[at]!;
    let newline = at;
    let end = this.blockEnd(newline);
    // A try statement continues after its first block.
    while (this.kind(first) === Token.kwTry) {
      const clause = this.tokenAfter(newline, end);
      if (!CLAUSES.has(this.kind(clause))) break;
      newline = this.findNewline(clause);
      end = this.blockEnd(newline);
    }
    return this.starts[end]!;
  }

  /** Index of the newline that ends the block after the newline at `newline`, or `newline` if there is no block. */
  private blockEnd(newline: number): number {
    if (this.kind(newline + 1) !== Token.indent) return newline;
    let depth = 0;
    let end = newline;
    for (let at = newline + 1; at < this.count; at++) {
      const kind = this.kind(at);
      if (kind === Token.indent) depth++;
      else if (kind === Token.dedent && --depth === 0) break;
      else if (kind === Token.newline) end = at;
    }
    return end;
  }

  /** Index of the token after the block that begins after `newline` and ends at `end`. */
  private tokenAfter(newline: number, end: number): number {
    return end === newline ? end + 1 : end + 2;
  }

  /** Index of the colon that ends the head of a compound statement whose first token begins at `start`. */
  findColon(start: number): number {
    let depth = 0;
    for (let at = this.at(start); at >= 0 && at < this.count; at++) {
      const kind = this.kind(at);
      if (kind >= Token.parenOpen && kind <= Token.braceClose) depth += kind % 2 === 0 ? 1 : -1;
      else if (kind === Token.kwLambda) return -1;
      else if (kind === Token.colon && depth === 0) return at;
      else if (kind === Token.newline) return -1;
    }
    return -1;
  }

  private findNewline(from: number): number {
    let at = from;
    while (this.kind(at) !== Token.newline && this.kind(at) !== Token.end) at++;
    return at;
  }
}

const COMPOUND: ReadonlySet<number> = new Set([
  Token.kwDef,
  Token.kwClass,
  Token.kwAsync,
  Token.kwIf,
  Token.kwWhile,
  Token.kwFor,
  Token.kwTry,
  Token.kwWith,
]);

const CLAUSES: ReadonlySet<number> = new Set([Token.kwExcept, Token.kwElse, Token.kwFinally]);

function grow<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
