// mpy run: runs a program on a board. It is compiled here, and not stored on the board.

import { compile } from "../../compiler/index.ts";
import { CompileError } from "../../diagnostics/compile-error.ts";
import { Board } from "../../device/board.ts";
import { printableText } from "../../diagnostics/printable.ts";
import { canRunFromMemory, runCompiled, runSource } from "../../device/run.ts";
import { openPort } from "../../node/ports/open-port.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Command } from "./command.ts";
import { readInput } from "./files.ts";
import { askPassword, DEVICE_HELP, DEVICE_OPTIONS, deviceSettings } from "./device-options.ts";
import { give, GOES_ON } from "../messages.ts";

/** Exit code of a program that Ctrl-C ended, as shells give it. */
const INTERRUPTED = 130;
/** A second Ctrl-C within this time (milliseconds) ends the command without waiting for the board. */
const SECOND_MS = 1000;
/** Time after Ctrl-C, in milliseconds, in which a program usually ends. */
const ENDS_MS = 2000;

export const command: Command = {
  help: `[options] FILE

Compiles FILE, runs it on the board as the main program of a fresh interpreter, and prints its output. Nothing is stored on the board.
Ctrl-C goes to the program; a second Ctrl-C ends the command. The exit code is that of the program.

${DEVICE_HELP}`,
  options: DEVICE_OPTIONS,
  async run(call) {
    const [file] = call.files;
    if (file === undefined || call.files.length > 1) throw new UsageError(give("one FILE"));
    const source = Buffer.from(readInput(file));
    const { mpy, shift } = compileMain(source, file);
    const settings = deviceSettings(call);
    const board = new Board(await openPort(settings.port, { ...settings, password: askPassword }));
    const giveUp = new AbortController();
    // The clock starts with the process: with 0 here, an early first Ctrl-C would count as the second.
    let interrupted = -Infinity;
    let advice: NodeJS.Timeout | undefined;
    const onInterrupt = (): void => {
      if (performance.now() - interrupted < SECOND_MS) giveUp.abort();
      interrupted = performance.now();
      advice ??= setTimeout(() => process.stderr.write(`${GOES_ON}\n`), ENDS_MS);
      void board.interrupt().catch(() => giveUp.abort());
    };
    process.on("SIGINT", onInterrupt);
    try {
      const decoder = new TextDecoder();
      const onOutput = (bytes: Uint8Array): void =>
        call.print(printableText(decoder.decode(bytes, { stream: true }).replaceAll("\r\n", "\n")));
      const options = { onOutput, signal: giveUp.signal };
      const { exitCode, traceback } = canRunFromMemory(await board.facts())
        ? await runCompiled(board, mpy, options)
        : await runSource(board, source.toString("utf8"), options);
      process.stderr.write(printableText(ownTraceback(traceback, file, shift)));
      return interrupted > -Infinity && traceback.includes("KeyboardInterrupt") ? INTERRUPTED : exitCode;
    } finally {
      clearTimeout(advice);
      process.off("SIGINT", onInterrupt);
      await board.close();
    }
  },
};

/** A program compiled with `__name__` set to "__main__". */
interface MainProgram {
  readonly mpy: Uint8Array;
  /** The number of lines added before the program's first. */
  readonly shift: number;
}

const AS_MAIN = '__name__ = "__main__"';

function compileMain(source: Uint8Array, filename: string): MainProgram {
  const build = (text: Uint8Array): Uint8Array => compile(text, { filename }).mpy;
  const after = (head: string): Uint8Array => Buffer.concat([Buffer.from(head), source]);
  try {
    build(source);
  } catch (error) {
    if (error instanceof CompileError) throw new CommandError(error.message);
    throw error;
  }
  try {
    return { mpy: build(after(`${AS_MAIN};`)), shift: 0 };
  } catch {
    // The first line is a compound statement, such as a def. No other statement may precede it on its line.
    return { mpy: build(after(`${AS_MAIN}\n`)), shift: 1 };
  }
}

/** A traceback without the frames of our starter, and with the program's own line numbers. */
function ownTraceback(traceback: string, file: string, shift: number): string {
  return traceback
    .replace(/^ {2}File "<stdin>".*\n/gm, "")
    .replaceAll('File "<string>"', `File "${file}"`)
    .replace(/^( {2}File "(.*)", line )(\d+)/gm, (whole, start: string, name: string, line: string) =>
      name === file ? start + (Number(line) - shift) : whole,
    );
}
