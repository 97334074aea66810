// Colours in the terminal, for messages and size tables of `mpy`. `mpy-cross` has none: it prints what the reference
// prints.

import { createColors } from "picocolors";
import { wrapLine } from "./format-help.ts";

/** A stream. `isTTY` and `columns` are undefined for a pipe or a file. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
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

/** A line of a code frame: ">  3 | import app", "     |        ^^^". */
const FRAME = /^[> ] *\d* \|/;

/**
 * A message with a code frame. The kind of message, the marked line and the marker have colours if the stream supports
 * them. Other lines are wrapped to the width of a terminal.
 */
export function paintedMessage(text: string, stream: Stream): string {
  const { red, yellow, bold, dim } = createColors(takesColours(stream));
  return text
    .split("\n")
    .flatMap((line) => {
      if (/^ +\| +\^+$/.test(line)) return red(line);
      if (FRAME.test(line)) return line.startsWith(" ") ? dim(line) : line;
      const lines = wrapLine(line, stream.columns);
      const word = /^(error|warning): /.exec(line)?.[1];
      if (word === undefined) return lines;
      const paint = word === "error" ? red : yellow;
      return lines.map((one, at) =>
        at === 0 ? `${paint(`${word}:`)} ${bold(one.slice(word.length + 2))}` : bold(one),
      );
    })
    .join("\n");
}

/** A size table. Growth and shrinkage have colours if the stream supports them. */
export function paintedSizes(text: string, stream: Stream): string {
  const { red, green } = createColors(takesColours(stream));
  return text.replace(/(?<=\s)([+−])\d[\d ]*$/gm, (change, sign) => (sign === "+" ? red : green)(change));
}
