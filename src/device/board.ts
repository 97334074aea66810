// A board at a port. It runs calls one after the other, from any state of the board. While no code of the host runs,
// the board's output is that of its own program.

import { Agent, AGENT_CODE, START_PROGRAM } from "./agent.ts";
import { ByteQueue, waitFor } from "./byte-queue.ts";
import type { Wait } from "./byte-queue.ts";
import { DeviceError, deviceErrors } from "./errors.ts";
import { FACTS_CODE, parseFacts } from "./facts.ts";
import type { BoardFacts } from "./facts.ts";
import type { Port } from "./port.ts";
import { CTRL_B, CTRL_C, CTRL_D, RawRepl } from "./raw-repl.ts";

/** Options for running code. */
export interface ExecOptions {
  /** Time limit in milliseconds; Infinity for none. @default 10000 */
  readonly timeoutMs?: number;
  /** Takes the output as it arrives. Then the result has none. */
  readonly onOutput?: (bytes: Uint8Array) => void;
  /** Cancels: the board gets Ctrl-C, and the call fails with code "cancelled". */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** Time limit of a reboot, in milliseconds: some boards connect to a network in boot.py. */
const REBOOT_MS = 15_000;
/** Attempts to stop code whose caller has given up, about a second: nobody waits for the board any more. */
const CANCELLED_TRIES = 3;
const REBOOTED: Uint8Array = new TextEncoder().encode("soft reboot\r\n");

/** The host's side of a conversation with its code on the board. */
export interface Conversation {
  /** Sends bytes to the program's standard input. */
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Waits for one of the bytes `marks`, and returns it; undefined if the program ended instead. Other bytes, printed by
   * a timer or a thread, are output.
   */
  answer(marks: readonly number[], timeoutMs: number): Promise<number | undefined>;
}

/** A board. Calls may overlap: each waits for those before it. */
export class Board {
  readonly port: Port;
  private readonly queue: ByteQueue;
  private readonly repl: RawRepl;
  private readonly agent: Agent;
  /** Whether the program runs with the agent. */
  private hasAgent = false;
  /** Whether the raw REPL is active and in sync. */
  private inRepl = false;
  /** Whether received bytes are an answer. Otherwise they are the program's output. */
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

  /** Adds a listener for the output of the board's own program, as bytes. Returns a function that removes it. */
  onOutput(listener: (bytes: Uint8Array) => void): () => void {
    this.outputListeners.add(listener);
    return () => this.outputListeners.delete(listener);
  }

  /** Adds a listener for the end of the connection. */
  onClose(listener: (reason: Error | undefined) => void): () => void {
    this.closeListeners.add(listener);
    return () => this.closeListeners.delete(listener);
  }

  /** The number of interpreters that this board has started. A new interpreter has none of the old definitions. */
  get life(): number {
    return this.lives;
  }

  /** Whether the program keeps running while code of the host runs, because it has the agent. */
  get programGoesOn(): boolean {
    return this.hasAgent;
  }

  /** Facts about the board. The first call stops its program. */
  async facts(): Promise<BoardFacts> {
    this.known ??= parseFacts(await this.exec(FACTS_CODE));
    return this.known;
  }

  /**
   * Runs code and returns its output, with line ends "\n". It stops the board's own program.
   * @throws DeviceError with code "exception" if the code raises one
   */
  async exec(code: string, options: ExecOptions = {}): Promise<string> {
    const { output, error } = await this.run(code, options);
    if (error !== "") throw deviceErrors.exception(error);
    return output;
  }

  /** Runs code, and returns its output and its traceback, which is "" if it ended normally. */
  run(code: string, options: ExecOptions = {}): Promise<{ output: string; error: string }> {
    return this.inTurn(async () => {
      const { timeoutMs = DEFAULT_TIMEOUT_MS, onOutput, signal } = options;
      await this.begin(code, signal);
      const result = await this.repl.finish(waitFor("the program", timeoutMs, signal), onOutput);
      return { output: lines(result.output), error: lines(result.error) };
    });
  }

  /** Runs code that the host talks with, and returns its other output and its traceback. */
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

  /** Sends Ctrl-C to the running code, without waiting for its end. */
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

  /** Stops the board's program, unless it has the agent. {@link life} is then valid for the next call. */
  stop(): Promise<void> {
    return this.inTurn(async () => {
      if (this.hasAgent && (await this.agent.start("pass"))) {
        await this.repl.finish(waitFor("the agent", DEFAULT_TIMEOUT_MS));
      } else await this.enter();
    });
  }

  /** Restarts by a soft reset: boot.py and main.py run, and their output goes to the listeners. */
  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.enter();
      this.inRepl = false;
      await this.port.write(Uint8Array.of(CTRL_B, CTRL_D));
      await this.queue.until(REBOOTED, waitFor("the soft reset", REBOOT_MS));
    });
  }

  /**
   * Restarts like {@link restart}, with the agent in main.py: code of the host can run beside it if it uses asyncio.
   */
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

  /** Starts a fresh interpreter by a soft reset: boot.py runs, main.py does not. */
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

  /** Starts code that does not return, such as a reset of the chip. */
  leaveWith(code: string): Promise<void> {
    return this.inTurn(async () => {
      await this.enter();
      await this.repl.start(code);
      this.inRepl = false;
    });
  }

  /** Treats received bytes as the program's output again. It sends nothing to the board. */
  release(): Promise<void> {
    return this.inTurn(() => {
      this.inRepl = false;
      return Promise.resolve();
    });
  }

  /** Sends bytes to the board's program, such as Ctrl-C or typed text. */
  send(bytes: Uint8Array): Promise<void> {
    return this.inTurn(async () => {
      if (this.inRepl) await this.repl.leave();
      this.inRepl = false;
      await this.port.write(bytes);
    });
  }

  /** Closes the connection. The board's program keeps running. */
  async close(): Promise<void> {
    if (this.inRepl) await this.repl.leave().catch(() => {});
    this.inRepl = false;
    await this.port.close();
  }

  /** Sends code and starts it: beside the program if that has the agent, else in the raw REPL. */
  private async begin(code: string, signal?: AbortSignal): Promise<void> {
    if (this.hasAgent && (await this.agent.start(code, signal))) return;
    await this.enter(signal);
    await this.repl.start(code, signal);
  }

  /** Enters the raw REPL unless it is active. */
  private async enter(signal?: AbortSignal, tries?: number): Promise<void> {
    if (this.inRepl) return;
    this.hasAgent = false;
    await this.repl.enter(signal, tries);
    this.inRepl = true;
    // The state may have changed since.
    this.lives++;
  }

  /** Runs `work` after all earlier calls. After a failure the raw REPL is out of sync, and a program may still run. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(async () => {
      this.listening = true;
      try {
        return await work();
      } catch (error) {
        if (error instanceof DeviceError && error.code !== "exception")
          await this.recover(error.code === "cancelled" ? CANCELLED_TRIES : undefined);
        throw error;
      } finally {
        this.listening = false;
        if (this.queue.length > 0) this.tell(this.queue.take());
      }
    });
    this.last = turn.catch(() => {});
    return turn;
  }

  /** Stops code that a failed call left running, if the board can be stopped. */
  private async recover(tries?: number): Promise<void> {
    const wasAnswering = this.inRepl || this.hasAgent;
    this.inRepl = false;
    if (!wasAnswering) return;
    await this.enter(undefined, tries).catch(() => {});
  }

  private tell(bytes: Uint8Array): void {
    for (const listener of this.outputListeners) listener(bytes);
  }
}

/** Output as text. The board's print ends lines with "\r\n". */
function lines(output: Uint8Array | string): string {
  const text = typeof output === "string" ? output : new TextDecoder().decode(output);
  return text.replaceAll("\r\n", "\n");
}

/** Time limit of a write, in milliseconds: a stuck board takes no bytes. */
const WRITE_MS = 10_000;

/** A port whose writes have a time limit. */
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
