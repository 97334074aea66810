// MicroPython's raw REPL: enters it from any state of the board, runs code, and keeps in sync. The protocol is in
// shared/runtime/pyexec.c and docs/reference/repl.rst of MicroPython. It never waits for a prompt such as ">>> ",
// because a program may change sys.ps1.

import { joinedBytes } from "../bytes/joined.ts";
import { indexOf, waitFor } from "./byte-queue.ts";
import type { ByteQueue, Wait } from "./byte-queue.ts";
import { DeviceError, deviceErrors, expected } from "./errors.ts";
import type { Port } from "./port.ts";
import { placeCode, RUN_PLACED, SMALLEST_COMMAND, USUAL_COMMAND } from "./uncontrolled.ts";

export const CTRL_A = 0x01;
export const CTRL_B = 0x02;
export const CTRL_C = 0x03;
export const CTRL_D = 0x04;
const CTRL_E = 0x05;
const CARRIAGE_RETURN = 0x0d;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const text = (value: string): Uint8Array => encoder.encode(value);

const BANNER = text("raw REPL; CTRL-B to exit\r\n>");
const END = Uint8Array.of(CTRL_D);
const CODE_TAKEN = text("OK");
const PASTE_QUESTION = Uint8Array.of(CTRL_E, 0x41, CTRL_A);
const PASTE_SUPPORTED = text("R\x01");
const PASTE_UNSUPPORTED = text("R\x00");

/** Number of attempts to stop the board's program and enter the raw REPL. */
const ENTER_TRIES = 12;
/** Time limit for an answer for which no program has to run, in milliseconds. */
const ANSWER_MS = 3000;
/** Time limit of a short command, in milliseconds. */
const COMMAND_MS = 1000;
/** Attempts at code without raw paste. */
const PLACE_TRIES = 5;

/** The result of a piece of code. */
export interface ExecResult {
  /** Its output as sent by the board; empty if it was passed on while the code ran. */
  readonly output: Uint8Array;
  /** The traceback; "" if the code ended normally. */
  readonly error: string;
}

/** The raw REPL of the board behind a port. */
export class RawRepl {
  readonly port: Port;
  readonly queue: ByteQueue;
  /** Takes output of the board while no code of the host runs. */
  onBackground: (bytes: Uint8Array) => void = () => {};
  private canPaste: boolean | undefined;
  /** Bytes that a board without raw paste takes at once. */
  private commandSize = USUAL_COMMAND;
  private nonce = 0;

  constructor(port: Port, queue: ByteQueue) {
    this.port = port;
    this.queue = queue;
  }

  /**
   * Stops the running program and enters the raw REPL. The program's output up to then goes to {@link onBackground}.
   * @throws DeviceError of kind no-answer if the board does not enter it in `attempts`
   */
  async enter(signal?: AbortSignal, attempts: number = ENTER_TRIES): Promise<void> {
    let heard = new Uint8Array();
    const hear = (bytes: Uint8Array): void => {
      heard = bytes.slice(-200);
      this.onBackground(bytes);
    };
    for (let tries = 1; tries <= attempts; tries++) {
      this.drain();
      // Twice: an asyncio program, or one with `except KeyboardInterrupt`, may catch the first.
      await this.port.write(Uint8Array.of(CARRIAGE_RETURN, CTRL_C, CTRL_C));
      await this.port.write(Uint8Array.of(CARRIAGE_RETURN, CTRL_A));
      try {
        await this.queue.until(BANNER, waitFor("entering the raw REPL", Math.min(150 * tries, 1000), signal), hear);
        await this.synchronise(signal);
        return;
      } catch (error) {
        if (!(error instanceof DeviceError) || (error.code !== "timeout" && error.code !== "protocol")) throw error;
      }
    }
    throw deviceErrors.noAnswer(this.port.name, decoder.decode(heard));
  }

  /** Prints a unique number and skips everything before it: late banners of earlier attempts, output of timers. */
  private async synchronise(signal?: AbortSignal): Promise<void> {
    const mark = `sync${++this.nonce}.`;
    // In two parts, so that an echo of the code is not taken for its output.
    await this.port.write(text(`print('sync''${this.nonce}.')\x04`));
    await this.queue.until(text(mark), waitFor("the raw REPL's first answer", 1000, signal));
    await this.queue.until(text("\x04\x04>"), waitFor("the raw REPL's first answer", 1000, signal));
  }

  /** Returns to the friendly REPL. */
  async leave(): Promise<void> {
    await this.port.write(Uint8Array.of(CARRIAGE_RETURN, CTRL_B));
  }

  /** Sends code, and returns when the board has all of it and begins to run it. */
  async start(code: string, signal?: AbortSignal): Promise<void> {
    this.drain();
    // The end of an empty line would request a soft reset.
    if (code === "") return this.start("pass", signal);
    if (this.canPaste !== false && (await this.startPaste(text(code), signal))) return;
    if (code.length > SMALLEST_COMMAND) {
      await this.place(code, signal);
      await this.sendCommand(RUN_PLACED, ANSWER_MS, signal);
    } else await this.sendCommand(code, ANSWER_MS, signal);
  }

  /**
   * Puts code into the board's memory by short commands. If bytes are lost, it sends all of it again in shorter
   * commands.
   */
  private async place(code: string, signal?: AbortSignal): Promise<void> {
    const command = async (line: string): Promise<string> => {
      await this.sendCommand(line, COMMAND_MS, signal);
      const { output, error } = await this.finish(waitFor("sending code", COMMAND_MS, signal));
      if (error !== "") throw deviceErrors.exception(error);
      return decoder.decode(output);
    };
    for (let tries = 1; ; tries++) {
      try {
        if (await placeCode(code, this.commandSize, command)) return;
      } catch (error) {
        if (!(error instanceof DeviceError) || error.message.startsWith("MemoryError")) throw error;
        if (error.code === "timeout") await this.enter(signal);
        // Any other exception comes from a damaged command.
        else if (error.code !== "exception") throw error;
      }
      if (tries === PLACE_TRIES) throw deviceErrors.bytesLost(this.port.name);
      this.commandSize = Math.max(SMALLEST_COMMAND, this.commandSize >> 1);
    }
  }

  /** Sends a line at once, and waits until the board begins to run it. */
  private async sendCommand(line: string, ms: number, signal?: AbortSignal): Promise<void> {
    await this.port.write(text(`${line}\x04`));
    const heard = await this.queue.until(CODE_TAKEN, waitFor("sending code", ms, signal));
    if (heard.length > 0) this.onBackground(heard);
  }

  /** Sends code by raw paste; false if the board has none. */
  private async startPaste(bytes: Uint8Array, signal?: AbortSignal): Promise<boolean> {
    await this.port.write(PASTE_QUESTION);
    const wait = waitFor("the start of raw paste", ANSWER_MS, signal);
    let canPaste = await this.pasteAnswer(wait);
    if (!canPaste && this.canPaste === true) {
      // A stray byte before the question turned it into code. The Ctrl-A at its end has discarded that.
      await this.port.write(PASTE_QUESTION);
      canPaste = await this.pasteAnswer(wait);
    }
    this.canPaste = canPaste;
    if (!canPaste) return false;
    const window = (await this.queue.byte(wait)) | ((await this.queue.byte(wait)) << 8);
    if (window === 0) throw deviceErrors.protocol(this.port.name, expected.pasteWindow, "0");
    const paste = waitFor("sending code", ANSWER_MS + bytes.length * 2, signal);
    let room = window;
    for (let at = 0; at < bytes.length;) {
      while (room === 0 || this.queue.length > 0) {
        const answer = await this.queue.byte(paste);
        if (answer === CTRL_A) room += window;
        else if (answer === CTRL_D) {
          // The board has no room for more. Its error follows.
          await this.port.write(END);
          return true;
        }
        // Any other byte was printed by a timer or a thread.
      }
      const end = Math.min(at + room, bytes.length);
      await this.port.write(bytes.subarray(at, end));
      room -= end - at;
      at = end;
    }
    await this.port.write(END);
    while ((await this.queue.byte(paste)) !== CTRL_D);
    return true;
  }

  /** Whether the board has raw paste. Old boards take the question for code, then for Ctrl-A. */
  private async pasteAnswer(wait: Wait): Promise<boolean> {
    for (;;) {
      const heard = this.queue.view;
      for (const [mark, supported] of PASTE_ANSWERS) {
        const at = indexOf(heard, mark);
        if (at < 0) continue;
        this.queue.take(at + mark.length);
        return supported;
      }
      await this.queue.more(wait);
    }
  }

  /** Waits for the end of the code that {@link start} began. With `onOutput`, output is passed on as it arrives. */
  async finish(wait: Wait, onOutput?: (bytes: Uint8Array) => void): Promise<ExecResult> {
    const parts: Uint8Array[] = [];
    const take = onOutput ?? ((bytes: Uint8Array): unknown => parts.push(bytes));
    await this.queue.until(END, wait, take);
    for (;;) {
      const error = await this.queue.until(END, wait);
      const next = await this.queue.byte(wait);
      if (next === GREATER) return { output: joinedBytes(parts), error: decoder.decode(error) };
      // The program itself printed the byte 0x04, so the apparent error was output.
      take(END);
      take(error);
      this.queue.unread();
    }
  }

  /** Runs code. @throws DeviceError if it does not end in time. Then the raw REPL must be entered again */
  async exec(code: string, wait: Wait, onOutput?: (bytes: Uint8Array) => void): Promise<ExecResult> {
    await this.start(code, wait.signal);
    return this.finish(wait, onOutput);
  }

  /** Passes on output that arrived while no code of the host ran. */
  private drain(): void {
    if (this.queue.length > 0) this.onBackground(this.queue.take());
  }
}

const GREATER = 0x3e;

const PASTE_ANSWERS: readonly (readonly [Uint8Array, boolean])[] = [
  [PASTE_SUPPORTED, true],
  [PASTE_UNSUPPORTED, false],
  [BANNER, false],
];
