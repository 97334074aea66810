// Damages a program: deletes, doubles, swaps or replaces a token, changes indentation, removes a character, cuts off the end.
// The result is often refused and sometimes not; the reference must do the same.

import type { Random } from "./random.ts";

// Not Python's tokens exactly, but near enough to cut where a person would: strings, words, numbers, operators, space, line ends.
const TOKEN =
  /"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*'|\w+|\*\*=?|\/\/=?|<<=?|>>=?|[-+*/%@&|^<>=!:]=|->|[ \t]+|\n|[^]/g;

const STRAY_TOKENS = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  ";",
  ".",
  "=",
  "==",
  "+",
  "-",
  "*",
  "**",
  "@",
  "~",
  "->",
  ":=",
  "\n",
  "\n    ",
  "if",
  "else",
  "for",
  "in",
  "not",
  "is",
  "and",
  "or",
  "lambda",
  "def",
  "class",
  "return",
  "yield",
  "from",
  "import",
  "as",
  "async",
  "await",
  "with",
  "try",
  "except",
  "finally",
  "while",
  "break",
  "continue",
  "pass",
  "del",
  "global",
  "nonlocal",
  "raise",
  "assert",
  "None",
  "True",
  "__debug__",
  "x",
  "0",
  "1.5",
  "'s'",
  "b'b'",
  "f'{x}'",
  "...",
  "!",
  "$",
  "\\",
  "'",
  '"',
  '"""',
  "#",
  "\0",
  "\x7f",
  "é",
  "0x",
  "1e",
  "0b2",
  "print ",
] as const;

/** The program, harmed in one to three places. */
export function damage(random: Random, text: string): string {
  let harmed = text;
  for (
    let times = random.weighted([
      [8, 1],
      [2, 2],
      [1, 3],
    ]);
    times > 0;
    times--
  )
    harmed = damageOnce(random, harmed);
  return harmed;
}

function damageOnce(random: Random, text: string): string {
  if (text === "") return random.pick(STRAY_TOKENS);
  return random.weighted<() => string>([
    [10, () => atToken(random, text, () => [])],
    [4, () => atToken(random, text, (token) => [token, token])],
    [
      6,
      () =>
        atToken(random, text, (token) => [
          token,
          random.pick(["", " "]),
          random.pick(STRAY_TOKENS),
          random.pick(["", " "]),
        ]),
    ],
    [6, () => atToken(random, text, () => [random.pick(STRAY_TOKENS)])],
    [4, () => swapTokens(random, text)],
    [6, () => indentation(random, text)],
    [2, () => swapLines(random, text)],
    [2, () => atCharacter(random, text)],
    [2, () => text.slice(0, random.below(text.length + 1))],
  ])();
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function atToken(random: Random, text: string, change: (token: string) => string[]): string {
  const tokens = tokensOf(text);
  const at = indexOfToken(random, tokens);
  tokens.splice(at, 1, ...change(tokens[at] ?? ""));
  return tokens.join("");
}

/** Rarely white space: the loss of a space harms nothing. */
function indexOfToken(random: Random, tokens: readonly string[]): number {
  for (let tries = 0; tries < 20; tries++) {
    const at = random.below(tokens.length);
    if (tokens[at]!.trim() !== "" || random.oneIn(8)) return at;
  }
  return 0;
}

function swapTokens(random: Random, text: string): string {
  const tokens = tokensOf(text);
  const first = indexOfToken(random, tokens);
  const second = random.oneIn(2)
    ? indexOfToken(random, tokens)
    : Math.min(first + random.between(1, 3), tokens.length - 1);
  const kept = tokens[first] ?? "";
  tokens[first] = tokens[second] ?? "";
  tokens[second] = kept;
  return tokens.join("");
}

function indentation(random: Random, text: string): string {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  const line = lines[at]!;
  lines[at] = random.weighted<() => string>([
    [3, () => random.pick([" ", "  ", "    ", "\t"]) + line],
    [3, () => line.replace(/^[ \t]/, "")],
    [2, () => line.trimStart()],
    [2, () => line.replace(/^ {4}|^\t/, (space) => (space === "\t" ? "        " : "\t"))],
    [1, () => line.replace(/^([ \t]+)/, "$1$1")],
  ])();
  return lines.join("\n");
}

function swapLines(random: Random, text: string): string {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  const [line] = lines.splice(at, 1);
  if (random.oneIn(2)) lines.splice(random.below(lines.length + 1), 0, line!);
  return lines.join("\n");
}

function atCharacter(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const put = random.pick([
    "",
    "",
    String.fromCharCode(random.between(0, 127)),
    "\r",
    "\t",
    "\\",
    "'",
    '"',
    "\u00ff",
    "\ufeff",
  ]);
  return text.slice(0, at) + put + text.slice(at + random.below(2));
}
