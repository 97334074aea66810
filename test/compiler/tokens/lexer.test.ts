// Tokens: kinds, lines, offsets and contents; the layout of lines; and what literals become.

import { describe, expect, test } from "vitest";
import { NamePool } from "../../../src/compiler/names/pool.ts";
import { Lexer } from "../../../src/compiler/tokens/lexer.ts";
import { Token } from "../../../src/compiler/tokens/token.ts";

const names = new NamePool();
const lexer = new Lexer();
const KIND_NAMES: string[] = [];
for (const [name, kind] of Object.entries(Token)) KIND_NAMES[kind] = name;

interface Seen {
  kind: string;
  line: number;
  start: number;
  text: string;
}

/** All tokens; of those with contents the text too (one character a byte). */
function tokens(source: string | Uint8Array, optimize = 0): Seen[] {
  names.reset();
  lexer.open(typeof source === "string" ? new TextEncoder().encode(source) : source, names, optimize);
  const seen: Seen[] = [];
  for (;;) {
    const { kind, line, start } = lexer;
    let text = "";
    if (kind === Token.name) text = Buffer.from(names.bytes(lexer.qstr)).toString("latin1");
    else if (kind === Token.integer && lexer.value >= 0) text = String(lexer.value);
    else if (kind >= Token.integer && kind <= Token.bytes) {
      text = Buffer.from(lexer.bytes.subarray(lexer.bytesStart, lexer.bytesEnd)).toString("latin1");
    }
    seen.push({ kind: KIND_NAMES[kind]!, line, start, text });
    if (kind <= Token.malformedFString) return seen;
    lexer.next();
  }
}

const kinds = (source: string): string =>
  tokens(source)
    .map(({ kind }) => kind)
    .join(" ");
const texts = (source: string): string[] =>
  tokens(source)
    .map(({ text }) => text)
    .filter((text) => text !== "");
/** The first token. */
const first = (source: string): Seen => tokens(source)[0]!;

describe("every operator and keyword", () => {
  const OPERATORS: readonly [string, string][] = [
    [":=", "opAssign"],
    ["~", "opTilde"],
    ["<", "opLess"],
    [">", "opMore"],
    ["==", "opEqual"],
    ["<=", "opLessEqual"],
    [">=", "opMoreEqual"],
    ["!=", "opNotEqual"],
    ["|", "opPipe"],
    ["^", "opCaret"],
    ["&", "opAmpersand"],
    ["<<", "opShiftLeft"],
    [">>", "opShiftRight"],
    ["+", "opPlus"],
    ["-", "opMinus"],
    ["*", "opStar"],
    ["@", "opAt"],
    ["//", "opDoubleSlash"],
    ["/", "opSlash"],
    ["%", "opPercent"],
    ["**", "opDoubleStar"],
    ["|=", "pipeEqual"],
    ["^=", "caretEqual"],
    ["&=", "ampersandEqual"],
    ["<<=", "shiftLeftEqual"],
    [">>=", "shiftRightEqual"],
    ["+=", "plusEqual"],
    ["-=", "minusEqual"],
    ["*=", "starEqual"],
    ["@=", "atEqual"],
    ["//=", "doubleSlashEqual"],
    ["/=", "slashEqual"],
    ["%=", "percentEqual"],
    ["**=", "doubleStarEqual"],
    ["(", "parenOpen"],
    [")", "parenClose"],
    ["[", "bracketOpen"],
    ["]", "bracketClose"],
    ["{", "braceOpen"],
    ["}", "braceClose"],
    [",", "comma"],
    [":", "colon"],
    [".", "period"],
    [";", "semicolon"],
    ["=", "equal"],
    ["->", "arrow"],
    ["...", "ellipsis"],
  ];
  test.each(OPERATORS)("%s", (text, kind) => {
    expect(first(`${text} x\n`).kind).toBe(kind);
    expect(tokens(`${text}x\n`)[1]).toMatchObject({ kind: "name", start: text.length });
  });
  test("all keywords, and names that only begin like them", () => {
    const words = Object.keys(Token).filter((name) => name.startsWith("kw") && name !== "kwDebug");
    for (const word of words) {
      const text = ["kwFalse", "kwNone", "kwTrue"].includes(word) ? word.slice(2) : word.slice(2).toLowerCase();
      expect(first(`${text}\n`).kind).toBe(word);
      expect(first(`${text}_\n`)).toMatchObject({ kind: "name", text: `${text}_` });
    }
  });
  test("__debug__ is a constant of the optimisation level", () => {
    expect(tokens("__debug__", 0)[0]!.kind).toBe("kwTrue");
    expect(tokens("__debug__", 1)[0]!.kind).toBe("kwFalse");
  });
  test.each(["$", "?", "`", "!", "\u0001", "\0", "\x7f"])("%j is no token", (text) => {
    expect(first(`${text}\n`).kind).toBe("invalid");
  });
});

describe("lines", () => {
  test("blocks", () => {
    expect(kinds("if a:\n  b\n\n  # c\n    # d\nc\n")).toBe(
      "kwIf name colon newline indent name newline dedent name newline end",
    );
  });
  test("a tab leads to the next multiple of eight columns", () => {
    expect(kinds("if a:\n\tb\n        c\n   \td\n")).toBe(
      "kwIf name colon newline indent name newline name newline name newline dedent end",
    );
  });
  test("an unindent that fits no block", () => {
    expect(tokens("if a:\n    b\n  c\n").at(-1)).toMatchObject({ kind: "dedentMismatch", line: 2 });
  });
  test("a first token that is indented", () => {
    expect(kinds(" x")).toMatch(/^indent/);
    expect(kinds(" \n x")).toMatch(/^newline indent/);
    expect(kinds("\\\nx")).toMatch(/^name/);
  });
  test("brackets join lines", () => {
    expect(kinds("(\n a\n)\nb")).toBe("parenOpen name parenClose newline name newline end");
  });
  test("all kinds of line end, and none at the end", () => {
    const expected = kinds("a\nb\n");
    for (const source of ["a\r\nb\r\n", "a\rb\r", "a\nb", "a\r\nb"]) expect(kinds(source)).toBe(expected);
    expect(tokens("a\r\n\r\nb").map(({ line }) => line)).toEqual([1, 1, 3, 3, 4]);
  });
  test("offsets count a line end as one byte", () => {
    expect(tokens("é\r\nb")[2]).toMatchObject({ text: "b", start: 3 });
  });
  test("nothing at all", () => {
    expect(kinds("")).toBe("end");
    expect(kinds("\n")).toBe("newline end");
  });
});

describe("numbers", () => {
  test.each([
    ["0", "integer", "0"],
    ["123456789", "integer", "123456789"],
    ["1234567890", "integer", "1234567890"],
    ["0x1F", "integer", "0x1F"],
    ["1_000", "integer", "1_000"],
    ["0xe5", "integer", "0xe5"],
    ["1.5", "floatOrImag", "1.5"],
    [".5", "floatOrImag", ".5"],
    ["1e-5", "floatOrImag", "1e-5"],
    ["1E+5", "floatOrImag", "1E+5"],
    ["2j", "floatOrImag", "2j"],
    ["1.2.3", "floatOrImag", "1.2.3"],
    ["1abc", "integer", "1abc"],
  ])("%s", (source, kind, text) => {
    expect(first(`${source} + 1\n`)).toMatchObject({ kind, text });
  });
});

describe("strings", () => {
  test.each([
    ["'a'", "string", "a"],
    ['"a\'b"', "string", "a'b"],
    ["''", "string", ""],
    ["'''a\n'b'''", "string", "a\n'b"],
    ["''''a'''", "string", "'a"],
    ["u'a'", "string", "a"],
    ["b'a'", "bytes", "a"],
    ["'a' 'b'\"c\"", "string", "abc"],
    ["b'a' br'\\b'", "bytes", "a\\b"],
    ["r'\\n\\''", "string", "\\n\\'"],
    ["'\\n\\t\\\\\\'\\\"\\a\\b\\v\\f\\r'", "string", "\n\t\\'\"\x07\b\v\f\r"],
    ["'\\0\\12\\1234'", "string", "\0\nS4"],
    ["'\\x41\\xff'", "string", "A\xc3\xbf"],
    ["b'\\x41\\xff\\u0041'", "bytes", "A\xff\\u0041"],
    ["'\\u20ac\\U0001f600\\ud800'", "string", "\xe2\x82\xac\xf0\x9f\x98\x80\xed\xa0\x80"],
    ["'a\\\nb'", "string", "ab"],
    ["'\\q\\8'", "string", "\\q\\8"],
    ["'\\400'", "string", "\xc4\x80"],
  ])("%j", (source, kind, text) => {
    expect(first(`${source}\n`)).toMatchObject({ kind, text });
  });
  test.each([
    ["'a\n'", "lonelyStringOpen"],
    ["'''a\n", "lonelyStringOpen"],
    ["'\\x4g'", "invalid"],
    ["b'\\400'", "invalid"],
    ["'\\U00110000'", "invalid"],
    ["f'{}'", "malformedFString"],
    ["t'{a:{b}'", "malformedFString"],
  ])("%j is refused", (source, kind) => {
    expect(first(`${source}\n`).kind).toBe(kind);
  });
  test("lines inside are counted", () => {
    expect(tokens("x = '''\n\n''' + y\nz").find(({ text }) => text === "z")).toMatchObject({ line: 4 });
  });
});

describe("f-strings are put back as a call of format", () => {
  test.each([
    ["f'a{b}c'", ["a{}c", "format", "b"]],
    ["f'{a!r:>{w}}'", ["{!r:>{}}", "format", "a", "w"]],
    ["f'{a=}'", ["a={}", "format", "a"]],
    ["f'{{}}'", ["{{}}", "format"]],
    ["f'{a}' 'x' f'{b}'", ["{}x{}", "format", "a", "b"]],
    ["f'{f\"{a}\"}'", ["{}", "format", "{}", "format", "a"]],
    ["f'{a if b != c else d}'", ["{}", "format", "a", "b", "c", "d"]],
    ["rf'\\d{a}'", ["\\d{}", "format", "a"]],
    ["t'a{b}c'", ["__template__", "a", "c", "b", "b"]],
  ])("%j", (source, expected) => {
    expect(texts(`${source}\n`)).toEqual(expected);
  });
  test("what is put back has the string's offset", () => {
    const seen = tokens("x = f'{abc}' + y\n");
    expect(seen.find(({ text }) => text === "abc")).toMatchObject({ start: 4, line: 1 });
    expect(seen.find(({ text }) => text === "y")).toMatchObject({ start: 15 });
  });
  test("a carriage return or NUL made by an escape beside a t-string ends a line when it is read again", () => {
    for (const escape of ["\\r", "\\0", "\\r\\n"]) {
      expect(tokens(`t'a' '${escape}' + y\n`).find(({ text }) => text === "y")).toMatchObject({ line: 2 });
    }
  });
  test("more arguments than there is source in front of them", () => {
    const many = Array.from({ length: 500 }, (_, at) => `{a${at}}`).join("");
    expect(texts(`f'${many}'\n`)).toHaveLength(502);
  });
});
