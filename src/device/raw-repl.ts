// MicroPython's raw REPL: getting into it whatever the board is doing, running code, and staying in step. The protocol is that
// of shared/runtime/pyexec.c and docs/reference/repl.rst in MicroPython. A prompt such as ">>> " is never waited for, because
// sys.ps1 may be anything.

import { joinedBytes } from "../bytes/joined.ts";
import { indexOf, waitFor } from "./byte-queue.ts";
import type { ByteQueue, Wait } from "./byte-queue.ts";
import { DeviceError, deviceErrors } from "./errors.ts";
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

/** How often the board is asked to stop its program and enter the raw REPL. */
const ENTER_TRIES = 12;
/** How long the board may take for an answer that needs no program to run, in milliseconds. */
const ANSWER_MS = 3000;
/** How long a short command may take, in milliseconds: it does next to nothing. */
const COMMAND_MS = 1000;
/** Attempts at code without raw paste. */
const PLACE_TRIES = 5;

/** What a piece of code came to. */
export interface ExecResult {
  /** What it printed, as it was sent; empty where it was handed over while it ran. */
  readonly output: Uint8Array;
  /** The traceback; "" where the code came to its end. */
  readonly error: string;
}

/** The raw REPL of the board behind a port. */
export class RawRepl {
  readonly port: Port;
  readonly queue: ByteQueue;
  /** Takes what the board prints while nothing was asked of it. */
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
   * Stops the program that runs and enters the raw REPL. What the program printed until then goes to {@link onBackground}.
   * @throws DeviceError of kind no-answer where the board does not come
   */
  async enter(signal?: AbortSignal): Promise<void> {
    let heard = new Uint8Array();
    const hear = (bytes: Uint8Array): void => {
      heard = bytes.slice(-200);
      this.onBackground(bytes);
    };
    for (let tries = 1; tries <= ENTER_TRIES; tries++) {
      this.drain();
      // Twice: an asyncio program, or one with `except KeyboardInterrupt`, takes the first for itself.
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

  /** Runs a print of a number of its own and skips everything before it: late banners of earlier tries, output of timers. */
  private async synchronise(signal?: AbortSignal): Promise<void> {
    const mark = `sync${++this.nonce}.`;
    // In two parts, so that an echo of the code is not taken for its output.
    await this.port.write(text(`print('sync''${this.nonce}.')\x04`));
    await this.queue.until(text(mark), waitFor("the raw REPL's first answer", 1000, signal));
    await this.queue.until(text("\x04\x04>"), waitFor("the raw REPL's first answer", 1000, signal));
  }

  /** Goes to the friendly REPL. */
  async leave(): Promise<void> {
    await this.port.write(Uint8Array.of(CARRIAGE_RETURN, CTRL_B));
  }

  /** Sends code and gives back control as soon as the board has all of it and begins to run it. */
  async start(code: string, signal?: AbortSignal): Promise<void> {
    this.drain();
    // The end of an empty line is the order for a soft reset.
    if (code === "") return this.start("pass", signal);
    if (this.canPaste !== false && (await this.startPaste(text(code), signal))) return;
    if (code.length > SMALLEST_COMMAND) {
      await this.place(code, signal);
      await this.sendCommand(RUN_PLACED, ANSWER_MS, signal);
    } else await this.sendCommand(code, ANSWER_MS, signal);
  }

  /** Puts code into the board's memory by short commands; sends all of it again, in shorter ones, where bytes were lost. */
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
        // Any other exception is that of a damaged command.
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

  /** Sends code by raw paste; gives false where the board has none. */
  private async startPaste(bytes: Uint8Array, signal?: AbortSignal): Promise<boolean> {
    await this.port.write(PASTE_QUESTION);
    const wait = waitFor("the start of raw paste", ANSWER_MS, signal);
    let canPaste = await this.pasteAnswer(wait);
    if (!canPaste && this.canPaste === true) {
      // A stray byte before the question made code of it; the Ctrl-A at its end has thrown that away.
      await this.port.write(PASTE_QUESTION);
      canPaste = await this.pasteAnswer(wait);
    }
    this.canPaste = canPaste;
    if (!canPaste) return false;
    const window = (await this.queue.byte(wait)) | ((await this.queue.byte(wait)) << 8);
    if (window === 0) throw deviceErrors.protocol(this.port.name, "a window of raw paste", "0");
    const paste = waitFor("sending code", ANSWER_MS + bytes.length * 2, signal);
    let room = window;
    for (let at = 0; at < bytes.length;) {
      while (room === 0 || this.queue.length > 0) {
        const answer = await this.queue.byte(paste);
        if (answer === CTRL_A) room += window;
        else if (answer === CTRL_D) {
          // The board has no room for more: what comes next is its error.
          await this.port.write(END);
          return true;
        }
        // Anything else was printed by a timer or a thread.
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

  /** Whether the board has raw paste. Old ones take the question for code, then for Ctrl-A. */
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

  /** Waits for the end of what {@link start} began. With `onOutput`, output is handed over as it comes. */
  async finish(wait: Wait, onOutput?: (bytes: Uint8Array) => void): Promise<ExecResult> {
    const parts: Uint8Array[] = [];
    const take = onOutput ?? ((bytes: Uint8Array): unknown => parts.push(bytes));
    await this.queue.until(END, wait, take);
    for (;;) {
      const error = await this.queue.until(END, wait);
      const next = await this.queue.byte(wait);
      if (next === GREATER) return { output: joinedBytes(parts), error: decoder.decode(error) };
      // The program printed the byte 0x04 itself: what looked like its error was output.
      take(END);
      take(error);
      this.queue.unread();
    }
  }

  /** Runs code. @throws DeviceError where it does not come to an end in time; then the raw REPL has to be entered anew */
  async exec(code: string, wait: Wait, onOutput?: (bytes: Uint8Array) => void): Promise<ExecResult> {
    await this.start(code, wait.signal);
    return this.finish(wait, onOutput);
  }

  /** Hands over what arrived unasked. */
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
