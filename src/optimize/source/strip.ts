// Strips Python that ships as source: removes comments, docstrings and blanks at the ends of lines. Line numbers do not
// change, and the program compiles to the same bytecode.

import { NamePool } from "../../compiler/names/pool.ts";
import { Token } from "../../compiler/tokens/token.ts";
import { SourceError } from "../../diagnostics/source-error.ts";
import { applyEdits, normalizeLineEnds } from "./edits.ts";
import type { Edit } from "./edits.ts";
import { TokenList } from "./token-list.ts";

/** A character for each byte. */
const LATIN1 = new TextDecoder("latin1");

/** Tokens without text. */
const LAYOUT: ReadonlySet<number> = new Set([Token.newline, Token.indent, Token.dedent, Token.end]);

/** The source without comments and docstrings. Invalid Python is returned unchanged; the compiler refuses it. */
export function stripSource(source: Uint8Array): Uint8Array {
  const text = normalizeLineEnds(source);
  let tokens: TokenList;
  try {
    const names = new NamePool();
    names.reset();
    tokens = TokenList.of(text, names);
  } catch (error) {
    if (error instanceof SourceError) return source;
    throw error;
  }
  const edits: Edit[] = [];
  let end = 0;
  for (let at = 0; at < tokens.count; at++) {
    const kind = tokens.kind(at);
    if (LAYOUT.has(kind)) continue;
    const start = tokens.start(at);
    if (end >= 0) edits.push(...blanksIn(text, end, start));
    // The end of an f-string is not known, so the text between it and the next token is kept.
    end = tokens.isInFString(start)
      ? -1
      : kind === Token.string
        ? literalsEnd(text, start, tokens.end(at))
        : tokens.end(at);
    if (isDocstring(tokens, at)) edits.push({ start, end, text: "0" });
  }
  if (end >= 0) edits.push(...blanksIn(text, end, text.length));
  return applyEdits(text, edits);
}

/** Whether a statement is only a string. A constant replaces it, because a block must not be empty. */
function isDocstring(tokens: TokenList, at: number): boolean {
  if (tokens.kind(at) !== Token.string || tokens.isInFString(tokens.start(at))) return false;
  return (at === 0 || LAYOUT.has(tokens.kind(at - 1))) && LAYOUT.has(tokens.kind(at + 1));
}

/**
 * The end of the last literal of a string. The lexer joins adjacent literals, and looks for more of them after blanks
 * and comments, so a token may include these.
 */
function literalsEnd(text: Uint8Array, start: number, end: number): number {
  const source = LATIN1.decode(text.subarray(start, end));
  let last = 0;
  for (const { index, 0: found } of source.matchAll(LITERAL_OR_COMMENT)) {
    if (!found.startsWith("#")) last = index + found.length;
  }
  return start + last;
}

const LITERAL_OR_COMMENT =
  /#[^\n]*|"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\[^]|[^\\"])*"|'(?:\\[^]|[^\\'])*'/g;

/** Edits that remove comments and trailing blanks between two tokens. */
function blanksIn(text: Uint8Array, start: number, end: number): Edit[] {
  if (start >= end) return [];
  const gap = LATIN1.decode(text.subarray(start, end));
  return [...gap.matchAll(/[ \t\f]*#[^\n]*|[ \t\f]+(?=\n)/g)].map(({ index, 0: found }) => {
    return { start: start + index, end: start + index + found.length, text: "" };
  });
}
