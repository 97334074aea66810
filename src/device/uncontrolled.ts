// Code for boards without raw paste. They have no flow control, and a receive buffer of 64 bytes in the smallest: what comes too
// fast is lost, and what is left could run as other code. So the code travels as text, in short commands that are answered one
// by one; it runs only if the board's checksum of it is right.

/** Bytes of a command that goes at once. Most boards read faster than the wire brings. */
export const USUAL_COMMAND = 192;
/** Bytes of a command that every board can hold unread. */
export const SMALLEST_COMMAND = 48;

// _mc and _mk are names that the helper and programs do not use.

/** Runs what {@link placeCode} has placed, with the globals of the REPL. */
export const RUN_PLACED = "exec(_mc)";
const SUM = ["_mk=0", "for x in _mc:_mk=(_mk*31+ord(x))%65521", "print(len(_mc),_mk)"];

/**
 * Puts code into a variable on the board. `command` runs a line and gives what it printed.
 * @returns whether the board has what was sent
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

/** The code as contents of literals that fit a command; no character is cut. */
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

/** What a literal in single quotes cannot hold as it is. The REPL takes control characters for orders. */
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
