// Sends code to boards without raw paste. They have no flow control, and a receive buffer of 64 bytes or more. Bytes
// that arrive too fast are lost, and the rest could run as different code. So the code is sent as text in short
// commands, each with an answer, and runs only if the board's checksum of it is right.

/** Usual size of a command in bytes. Most boards read faster than the line sends. */
export const USUAL_COMMAND = 192;
/** Size of a command that fits the receive buffer of every board, in bytes. */
export const SMALLEST_COMMAND = 48;

// The helper and programs do not use the names _mc and _mk.

/** Runs the code that {@link placeCode} has placed, with the globals of the REPL. */
export const RUN_PLACED = "exec(_mc)";
const SUM = ["_mk=0", "for x in _mc:_mk=(_mk*31+ord(x))%65521", "print(len(_mc),_mk)"];

/**
 * Puts code into a variable on the board. `command` runs a line and returns its output.
 * @returns whether the board has all of it
 */
export async function placeCode(
  code: string,
  commandSize: number,
  command: (line: string) => Promise<string>,
): Promise<boolean> {
  let operator = "=";
  for (const piece of piecesOf(code, commandSize)) {
    await command(`_mc${operator}'${piece}'`);
    operator = "+=";
  }
  const isShort = SUM.join("\n").length < commandSize;
  let answer = "";
  for (const line of isShort ? [SUM.join("\n")] : SUM) answer = await command(line);
  const numbers = answer.trim();
  // Firmware without Unicode counts bytes.
  return [[...code].map((char) => char.codePointAt(0)!), [...new TextEncoder().encode(code)]].some(
    (units) => numbers === `${units.length} ${units.reduce((sum, unit) => (sum * 31 + unit) % 65521, 0)}`,
  );
}

const encoder = new TextEncoder();
const ASSIGNMENT_LENGTH = "_mc+=''\x04".length;

/** Splits code into contents of literals that fit a command. It does not split characters. */
function* piecesOf(code: string, commandSize: number): Generator<string> {
  const most = commandSize - ASSIGNMENT_LENGTH;
  let piece = "";
  let size = 0;
  for (const char of code) {
    const literal = LITERALS[char] ?? char;
    const length = encoder.encode(literal).length;
    if (size + length > most) {
      yield piece;
      piece = "";
      size = 0;
    }
    piece += literal;
    size += length;
  }
  if (piece !== "") yield piece;
}

/** Escapes for literals in single quotes. The REPL takes control characters for commands. */
const LITERALS: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "'": "\\'",
  "\\": "\\\\",
  ...Object.fromEntries(
    Array.from({ length: 32 }, (_, code) => code)
      .filter((code) => code !== 10)
      .map((code) => [String.fromCharCode(code), `\\x${code.toString(16).padStart(2, "0")}`]),
  ),
};
