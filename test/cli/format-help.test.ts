import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatHelp } from "../../src/cli/format-help.ts";
import type { Command } from "../../src/cli/mpy/command.ts";

const HELP = `usage: mpy x [options]

Builds the project and compares it with
the board by hash.

  -p, --port PORT   the board: auto, /dev/ttyACM0, COM3
                    (default: the one that is plugged in)
  --baud RATE  speed of a serial line
`;

test.each([
  [
    200,
    `usage: mpy x [options]

Builds the project and compares it with the board by hash.

  -p, --port PORT  the board: auto, /dev/ttyACM0, COM3 (default: the one that is plugged in)
      --baud RATE  speed of a serial line
`,
  ],
  [
    44,
    `usage: mpy x [options]

Builds the project and compares it with the
board by hash.

  -p, --port PORT  the board: auto,
                   /dev/ttyACM0, COM3
                   (default: the one that is
                   plugged in)
      --baud RATE  speed of a serial line
`,
  ],
])("in %s columns", (columns, expected) => {
  expect(formatHelp(HELP, columns)).toBe(expected);
});

test("a long entry and a long word are on lines of their own", () => {
  const entry = `--${"x".repeat(40)}`;
  expect(formatHelp(`  ${entry}  text\n  -a  ${"y".repeat(50)}`, 40)).toBe(
    `      ${entry}\n      text\n  -a  ${"y".repeat(50)}`,
  );
});

describe("help of the commands", () => {
  test.each(readdirSync("src/cli/mpy"))("%s fits 80 columns", async (file) => {
    const { command } = (await import(join(process.cwd(), "src/cli/mpy", file))) as { command?: Command };
    if (command === undefined) return;
    const lines = formatHelp(`usage: mpy x ${command.help}`, 80).split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
