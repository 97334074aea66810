// Colours in the terminal, for messages and size tables of `mpy`. `mpy-cross` has none: it prints what the reference
// prints.

import { createColors } from "picocolors";

/** A stream. `isTTY` is undefined for a pipe or a file. */
interface Stream {
  readonly isTTY?: boolean;
}

/**
 * Whether a stream supports colours. NO_COLOR and FORCE_COLOR (https://no-color.org, https://force-color.org) take
 * precedence.
 */
export function takesColours({ isTTY }: Stream, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTTY === true && env["TERM"] !== "dumb";
}

/**
 * A message with a code frame. The kind of message, the marked line and the marker have colours if the stream supports
 * them.
 */
export function paintedMessage(text: string, stream: Stream): string {
  const { red, yellow, bold, dim } = createColors(takesColours(stream));
  return text
    .split("\n")
    .map((line) => {
      const [, word, rest] = /^(error|warning): (.*)$/.exec(line) ?? [];
      if (word !== undefined) return `${(word === "error" ? red : yellow)(`${word}:`)} ${bold(rest!)}`;
      if (/^ +\| +\^+$/.test(line)) return red(line);
      return /^ +\d+ \|/.test(line) ? dim(line) : line;
    })
    .join("\n");
}

/** A size table. Growth and shrinkage have colours if the stream supports them. */
export function paintedSizes(text: string, stream: Stream): string {
  const { red, green } = createColors(takesColours(stream));
  return text.replace(/(?<=\s)([+−])\d[\d ]*$/gm, (change, sign) => (sign === "+" ? red : green)(change));
}
