import { expect, test } from "vitest";
import { wrapHelp } from "../../src/cli/wrap-help.ts";

const HELP = `usage: mpy x [options]

Builds the project and compares it with the board by hash.
  -p, --port PORT   the board: auto, /dev/ttyACM0, COM3
                    (default: the one that is plugged in)
`;

test.each([
  [undefined, HELP],
  [200, HELP],
  [10, HELP],
  [
    44,
    `usage: mpy x [options]

Builds the project and compares it with the
board by hash.
  -p, --port PORT   the board: auto,
                    /dev/ttyACM0, COM3
                    (default: the one that
                    is plugged in)
`,
  ],
])("in %s columns", (columns, expected) => {
  expect(wrapHelp(HELP, columns)).toBe(expected);
});

test("a word that is too long stays whole", () => {
  expect(wrapHelp(`  ${"x".repeat(50)} y`, 40)).toBe(`  ${"x".repeat(50)}\n  y`);
});
