// A long-running session with one board. It deploys files, starts the program, passes on its output, and reconnects
// when the board was unplugged, reset or hung. The newest files always win.

import { Board } from "./board.ts";
import { deploy } from "./deploy.ts";
import type { DeployFile, DeployProgress, DeploySummary } from "./deploy.ts";
import { DeviceError, deviceErrors } from "./errors.ts";
import type { DeviceErrorCode } from "./errors.ts";
import { filesOf } from "./files/board-files.ts";
import type { TransferWay } from "./files/board-files.ts";
import type { FileStore } from "./files/store.ts";
import type { BoardFacts } from "./facts.ts";
import type { Port } from "./port.ts";
import { restart } from "./restart.ts";
import type { ResetStrategy } from "./restart.ts";

/** An event of a session. */
export type SessionEvent =
  /** The board is connected. */
  | { readonly kind: "connected"; readonly port: string; readonly facts: BoardFacts }
  /** The board is disconnected or does not answer. The session tries again. */
  | { readonly kind: "waiting"; readonly reason: string }
  | { readonly kind: "progress"; readonly progress: DeployProgress }
  | { readonly kind: "deployed"; readonly summary: DeploySummary }
  /** Changed modules were replaced in the running program. */
  | { readonly kind: "swapped"; readonly summary: DeploySummary; readonly report: string }
  /** The program restarts. */
  | { readonly kind: "started" }
  /** A deploy failed, and is not repeated before a change. */
  | { readonly kind: "failed"; readonly reason: string };

/** A deployed change, for the swap. */
export interface DeployedChange {
  readonly files: readonly DeployFile[];
  readonly summary: DeploySummary;
}

/** Options of a session. */
export interface SessionOptions {
  /** Opens the port. It is called again after each disconnection. */
  readonly open: () => Promise<Port>;
  readonly onOutput: (bytes: Uint8Array) => void;
  readonly onEvent: (event: SessionEvent) => void;
  /** @default "soft" */
  readonly reset?: ResetStrategy;
  /**
   * Starts main.py with the agent, so that a program with asyncio keeps running during deploys and swaps. @default
   * false
   */
  readonly agent?: boolean;
  /** The transfer method, for boards on which the default does not work. */
  readonly transfer?: TransferWay;
  /**
   * Replaces changed modules in the running interpreter, after they were written. Returns a text for the user, or
   * undefined if the program must restart.
   */
  readonly swap?: (board: Board, change: DeployedChange) => Promise<string | undefined>;
  /** Pause between two attempts to reach the board, in milliseconds. @default 1000 */
  readonly retryMs?: number;
}

/** Failures after which the session reconnects. */
const PASSING: ReadonlySet<DeviceErrorCode> = new Set([
  "closed",
  "no-answer",
  "timeout",
  "protocol",
  "damaged",
  "port",
  "cancelled",
]);

/** A session with a board. Its methods may be called at any time. */
export class DeviceSession {
  private readonly options: SessionOptions;
  private board: Board | undefined;
  private store: FileStore | undefined;
  /** The files for the board. */
  private wanted: readonly DeployFile[] | undefined;
  /** SHA-256 of files that this connection has written, by path. */
  private known = new Map<string, string>();
  private isDone = true;
  private wantsRestart = false;
  private paused = false;
  private ended = false;
  /** Whether the last attempt failed in a way that only a change can fix. */
  private stuck = false;
  /** Why the session waits for the board; "" while it is connected. */
  private waitingReason = "";
  private onWaiting: (() => void) | undefined;
  private work: Promise<void> | undefined;
  private wake: (() => void) | undefined;
  private transfer: AbortController | undefined;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** Deploys these files as soon as the board is connected. It cancels a running deploy of older files. */
  deploy(files: readonly DeployFile[]): void {
    this.wanted = files;
    this.isDone = false;
    this.transfer?.abort();
    this.go();
  }

  /** Compares all files again, sends those that differ, and restarts the program. */
  deployAll(): void {
    this.known.clear();
    this.wantsRestart = true;
    if (this.wanted) this.deploy(this.wanted);
    else this.go();
  }

  /** Restarts the program. */
  restart(): void {
    this.wantsRestart = true;
    this.go();
  }

  /** Releases the port for another program. Deploys wait. */
  async pause(): Promise<void> {
    this.paused = true;
    this.transfer?.abort();
    this.wake?.();
    await this.work;
    await this.disconnect();
  }

  /** Opens the port again after {@link pause}. */
  resume(): void {
    this.paused = false;
    this.go();
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** Sends bytes to the program's standard input. */
  async send(bytes: Uint8Array): Promise<void> {
    await this.board?.send(bytes);
  }

  /** Waits until all requested deploys are done or have failed, or the board is disconnected. */
  async settled(): Promise<void> {
    if (this.waitingReason !== "") return;
    await Promise.race([this.work, new Promise<void>((resolve) => (this.onWaiting = resolve))]);
  }

  async close(): Promise<void> {
    this.ended = true;
    this.transfer?.abort();
    this.wake?.();
    await this.work;
    await this.disconnect();
  }

  private go(): void {
    this.stuck = false;
    this.wake?.();
    this.work ??= this.loop().finally(() => (this.work = undefined));
  }

  private get isIdle(): boolean {
    return this.ended || this.paused || this.stuck || (this.board !== undefined && this.isDone && !this.wantsRestart);
  }

  private async loop(): Promise<void> {
    while (!this.isIdle) {
      try {
        this.board ??= await this.connect();
        await this.step(this.board);
        this.waitingReason = "";
      } catch (error) {
        if (!(error instanceof DeviceError)) throw error;
        await this.fail(error);
      }
    }
  }

  private async connect(): Promise<Board> {
    const { open, onOutput, transfer } = this.options;
    const board = new Board(await open());
    board.onOutput(onOutput);
    board.onClose(() => {
      if (this.board !== board) return;
      this.lose();
      if (this.ended || this.paused) return;
      this.reportWaiting(deviceErrors.closed(board.port.name).message);
      // After a reconnection the board's files are compared again.
      this.isDone = this.wanted === undefined;
      this.go();
    });
    this.store = filesOf(board, transfer);
    const facts = await board.facts().catch(async (error: unknown) => {
      await board.close();
      throw error;
    });
    this.options.onEvent({ kind: "connected", port: board.port.name, facts });
    this.wantsRestart = true;
    return board;
  }

  /** Updates the board to the current files. */
  private async step(board: Board): Promise<void> {
    const { onEvent, reset = "soft", agent, swap } = this.options;
    const files = this.wanted;
    if (files && !this.isDone) {
      const { signal } = (this.transfer = new AbortController());
      const onProgress = (progress: DeployProgress): void => onEvent({ kind: "progress", progress });
      const summary = await deploy(this.store!, files, { signal, onProgress, known: this.known });
      this.known = new Map(files.map(({ path, sha256 }) => [path, sha256]));
      if (this.wanted === files) this.isDone = true;
      onEvent({ kind: "deployed", summary });
      const hasChanged = summary.written.length > 0 || summary.removed.length > 0;
      const report = hasChanged && !this.wantsRestart ? await swap?.(board, { files, summary }) : undefined;
      if (report !== undefined) onEvent({ kind: "swapped", summary, report });
      else this.wantsRestart ||= hasChanged;
      // Newer files come first: the program that would start now is outdated.
      if (!this.isDone) return;
    }
    if (!this.wantsRestart) return;
    this.wantsRestart = false;
    onEvent({ kind: "started" });
    const { implementation } = await board.facts();
    await restart(board, reset, agent && implementation === "micropython");
  }

  private async fail(error: DeviceError): Promise<void> {
    if (error.code === "cancelled" && !this.isDone) {
      this.known.clear();
      return;
    }
    if (PASSING.has(error.code)) {
      this.reportWaiting(error.message);
      await this.disconnect();
      await this.pauseBetweenTries();
      return;
    }
    this.wantsRestart = false;
    this.known.clear();
    this.stuck = true;
    this.options.onEvent({ kind: "failed", reason: error.message });
  }

  private reportWaiting(reason: string): void {
    if (this.waitingReason === reason) return;
    this.waitingReason = reason;
    this.onWaiting?.();
    this.options.onEvent({ kind: "waiting", reason });
  }

  private async pauseBetweenTries(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.retryMs ?? 1000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }

  private lose(): void {
    this.board = undefined;
    this.store = undefined;
    this.known.clear();
  }

  private async disconnect(): Promise<void> {
    const { board } = this;
    this.lose();
    await board?.close();
  }
}
