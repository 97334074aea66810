// A board behind a port: one thing after the other, whoever asks, and from any state that the board may be in. While no code of
// the host runs, whatever the board prints is the output of its own program.

import { Agent, AGENT_CODE, START_PROGRAM } from "./agent.ts";
import { ByteQueue, waitFor } from "./byte-queue.ts";
import type { Wait } from "./byte-queue.ts";
import { DeviceError, deviceErrors } from "./errors.ts";
import { FACTS_CODE, parseFacts } from "./facts.ts";
import type { BoardFacts } from "./facts.ts";
import type { Port } from "./port.ts";
import { CTRL_B, CTRL_C, CTRL_D, RawRepl } from "./raw-repl.ts";

/** How a piece of code is run. */
export interface ExecOptions {
  /** How long it may take, in milliseconds; Infinity for no limit. @default 10000 */
  readonly timeoutMs?: number;
  /** Takes the output as it comes; then the result holds none. */
  readonly onOutput?: (bytes: Uint8Array) => void;
  /** Cancels: the board gets Ctrl-C, and the call fails with code "cancelled". */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** How long a board may take to reboot, in milliseconds: some connect to a network in boot.py. */
const REBOOT_MS = 15_000;
const REBOOTED: Uint8Array = new TextEncoder().encode("soft reboot\r\n");

/** What the host can talk with while code of its own runs on the board. */
export interface Conversation {
  /** Sends bytes to the program's standard input. */
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Waits for one of the bytes `marks`, and gives it; undefined where the program ended instead. Other bytes, printed by a
   * timer or a thread, are output.
   */
  answer(marks: readonly number[], timeoutMs: number): Promise<number | undefined>;
}

/** A board. Calls may overlap: each waits for those before it. */
export class Board {
  readonly port: Port;
  private readonly queue: ByteQueue;
  private readonly repl: RawRepl;
  private readonly agent: Agent;
  /** Whether the program was started with the agent, and has not been stopped since. */
  private hasAgent = false;
  /** Whether the raw REPL is there and in step. */
  private inRepl = false;
  /** Whether what arrives is an answer; else it is the program's output. */
  private listening = false;
  private last: Promise<unknown> = Promise.resolve();
  private readonly outputListeners = new Set<(bytes: Uint8Array) => void>();
  private readonly closeListeners = new Set<(reason: Error | undefined) => void>();
  private known: BoardFacts | undefined;
  private lives = 0;

  constructor(connection: Port) {
    const port = guarded(connection);
    this.port = port;
    this.queue = new ByteQueue(port.name);
    this.repl = new RawRepl(port, this.queue);
    this.repl.onBackground = (bytes) => this.tell(bytes);
    this.agent = new Agent(port, this.queue, (bytes) => this.tell(bytes));
    port.onClose((reason) => {
      this.inRepl = false;
      this.hasAgent = false;
      this.queue.fail(deviceErrors.closed(port.name, reason?.message));
      for (const listener of this.closeListeners) listener(reason);
    });
    port.onData((bytes) => {
      if (this.listening) this.queue.push(bytes);
      else this.tell(bytes);
    });
  }

  /** Adds a listener of what the board's own program prints, as bytes. Gives the function that removes it. */
  onOutput(listener: (bytes: Uint8Array) => void): () => void {
    this.outputListeners.add(listener);
    return () => this.outputListeners.delete(listener);
  }

  /** Adds a listener of the connection's end. */
  onClose(listener: (reason: Error | undefined) => void): () => void {
    this.closeListeners.add(listener);
    return () => this.closeListeners.delete(listener);
  }

  /** Counts the interpreters that this board has had: what was defined in one is gone in the next. */
  get life(): number {
    return this.lives;
  }

  /** Whether its program goes on while code of the host runs: it has the agent. */
  get programGoesOn(): boolean {
    return this.hasAgent;
  }

  /** What the board is and can do. Stops its program when asked for the first time. */
  async facts(): Promise<BoardFacts> {
    this.known ??= parseFacts(await this.exec(FACTS_CODE));
    return this.known;
  }

  /**
   * Runs code and gives what it printed, with "\n" at the ends of lines. The board's own program is stopped for it.
   * @throws DeviceError with code "exception" where the code ends with one
   */
  async exec(code: string, options: ExecOptions = {}): Promise<string> {
    const { output, error } = await this.run(code, options);
    if (error !== "") throw deviceErrors.exception(error);
    return output;
  }

  /** Runs code and gives what it printed and its traceback; "" where it came to its end. */
  run(code: string, options: ExecOptions = {}): Promise<{ output: string; error: string }> {
    return this.inTurn(async () => {
      const { timeoutMs = DEFAULT_TIMEOUT_MS, onOutput, signal } = options;
      await this.begin(code, signal);
      const result = await this.repl.finish(waitFor("the program", timeoutMs, signal), onOutput);
      return { output: lines(result.output), error: lines(result.error) };
    });
  }

  /** Runs code that the host talks with first, and gives what it printed besides and its traceback. */
  converse(
    code: string,
    talk: (talk: Conversation) => Promise<void>,
    { timeoutMs = DEFAULT_TIMEOUT_MS, onOutput, signal }: ExecOptions = {},
  ): Promise<{ output: string; error: string }> {
    return this.inTurn(async () => {
      await this.begin(code, signal);
      await talk({
        write: (bytes) => this.port.write(bytes),
        answer: (marks, ms) => this.answer(marks, waitFor("the board's answer", ms, signal)),
      });
      const result = await this.repl.finish(waitFor("the program", timeoutMs, signal), onOutput);
      return { output: lines(result.output), error: lines(result.error) };
    });
  }

  /** Sends Ctrl-C to the code that runs now, without waiting for it. */
  interrupt(): Promise<void> {
    return this.port.write(Uint8Array.of(CTRL_C));
  }

  private async answer(marks: readonly number[], wait: Wait): Promise<number | undefined> {
    for (;;) {
      const byte = await this.queue.byte(wait);
      if (marks.includes(byte)) return byte;
      if (byte === CTRL_D) {
        this.queue.unread();
        return undefined;
      }
      this.tell(Uint8Array.of(byte));
    }
  }

  /** Stops the board's program, unless it has the agent; {@link life} holds for the next call then. */
  stop(): Promise<void> {
    return this.inTurn(async () => {
      if (this.hasAgent && (await this.agent.start("pass"))) {
        await this.repl.finish(waitFor("the agent", DEFAULT_TIMEOUT_MS));
      } else await this.enter();
    });
  }

  /** Starts afresh by a soft reset: boot.py and main.py run, and what they print goes to the listeners of output. */
  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.enter();
      this.inRepl = false;
      await this.port.write(Uint8Array.of(CTRL_B, CTRL_D));
      await this.queue.until(REBOOTED, waitFor("the soft reset", REBOOT_MS));
    });
  }

  /** As {@link restart}, but main.py gets the agent: code of the host runs beside it from then on, if it uses asyncio. */
  restartWithAgent(): Promise<void> {
    return this.inTurn(async () => {
      await this.resetNow();
      const { error } = await this.repl.exec(AGENT_CODE, waitFor("the agent", DEFAULT_TIMEOUT_MS));
      if (error !== "") throw deviceErrors.exception(lines(error));
      await this.repl.leave();
      this.inRepl = false;
      await this.port.write(new TextEncoder().encode(START_PROGRAM));
      this.hasAgent = true;
    });
  }

  /** A soft reset into a fresh interpreter: boot.py runs, main.py does not. */
  reset(): Promise<void> {
    return this.inTurn(() => this.resetNow());
  }

  private async resetNow(): Promise<void> {
    await this.enter();
    this.inRepl = false;
    await this.port.write(Uint8Array.of(CTRL_D));
    await this.queue.until(REBOOTED, waitFor("the soft reset", REBOOT_MS));
    await this.enter();
  }

  /** Starts code that does not come back, such as a reset of the chip. */
  leaveWith(code: string): Promise<void> {
    return this.inTurn(async () => {
      await this.enter();
      await this.repl.start(code);
      this.inRepl = false;
    });
  }

  /** Takes what arrives for the program's output again, without a word to the board. */
  release(): Promise<void> {
    return this.inTurn(() => {
      this.inRepl = false;
      return Promise.resolve();
    });
  }

  /** Sends bytes to the board's program, such as Ctrl-C or what somebody typed. */
  send(bytes: Uint8Array): Promise<void> {
    return this.inTurn(async () => {
      if (this.inRepl) await this.repl.leave();
      this.inRepl = false;
      await this.port.write(bytes);
    });
  }

  /** Ends the connection. The board goes on with what it does. */
  async close(): Promise<void> {
    if (this.inRepl) await this.repl.leave().catch(() => {});
    this.inRepl = false;
    await this.port.close();
  }

  /** Sends code that runs then: beside the program where that has the agent, else in the raw REPL. */
  private async begin(code: string, signal?: AbortSignal): Promise<void> {
    if (this.hasAgent && (await this.agent.start(code, signal))) return;
    await this.enter(signal);
    await this.repl.start(code, signal);
  }

  /** Enters the raw REPL unless it is there. */
  private async enter(signal?: AbortSignal): Promise<void> {
    if (this.inRepl) return;
    this.hasAgent = false;
    await this.repl.enter(signal);
    this.inRepl = true;
    // Who knows what happened since.
    this.lives++;
  }

  /** Runs `work` when all before it is done. After a failure the raw REPL is out of step, and a program may still run. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(async () => {
      this.listening = true;
      try {
        return await work();
      } catch (error) {
        if (error instanceof DeviceError && error.code !== "exception") await this.recover();
        throw error;
      } finally {
        this.listening = false;
        if (this.queue.length > 0) this.tell(this.queue.take());
      }
    });
    this.last = turn.catch(() => {});
    return turn;
  }

  /** Stops what a failed call left running, as far as the board lets itself be stopped. */
  private async recover(): Promise<void> {
    const wasAnswering = this.inRepl || this.hasAgent;
    this.inRepl = false;
    if (!wasAnswering) return;
    await this.enter().catch(() => {});
  }

  private tell(bytes: Uint8Array): void {
    for (const listener of this.outputListeners) listener(bytes);
  }
}

/** Output as text. A board's print ends lines with "\r\n". */
function lines(output: Uint8Array | string): string {
  const text = typeof output === "string" ? output : new TextDecoder().decode(output);
  return text.replaceAll("\r\n", "\n");
}

/** How long a port may take to take bytes over, in milliseconds: a board that is stuck takes none. */
const WRITE_MS = 10_000;

/** A port whose writes do not wait for ever. */
function guarded(port: Port): Port {
  return {
    ...port,
    write: (bytes) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(deviceErrors.timeout(port.name, "sending", WRITE_MS)), WRITE_MS);
      });
      return Promise.race([port.write(bytes), late]).finally(() => clearTimeout(timer));
    },
  };
}
