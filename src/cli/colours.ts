// Colours on the terminal, for messages and size tables of `mpy`. `mpy-cross` has none: what it prints is what the original prints.

import { createColors } from "picocolors";

/** `isTTY` is undefined of a pipe or a file. */
interface Stream {
  readonly isTTY?: boolean;
}

/** Whether a stream takes colours: NO_COLOR and FORCE_COLOR (https://no-color.org, https://force-color.org) come first. */
export function takesColours({ isTTY }: Stream, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTTY === true && env["TERM"] !== "dumb";
}

/** A message with a code frame, coloured if the stream takes it: what it is, the marked line, the marker. */
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

/** A size table, coloured if the stream takes it: what grew and what shrank. */
export function paintedSizes(text: string, stream: Stream): string {
  const { red, green } = createColors(takesColours(stream));
  return text.replace(/(?<=\s)([+−])\d[\d ]*$/gm, (change, sign) => (sign === "+" ? red : green)(change));
}
