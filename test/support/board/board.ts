// A board for tests: MicroPython's WebAssembly build in a worker, behind a port, with faults to order. Its files outlive
// resets and power cuts.

import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { deviceErrors } from "../../../src/device/errors.ts";
import { PortEvents } from "../../../src/device/port.ts";
import type { Port } from "../../../src/device/port.ts";

/** What kind of board it is. */
export interface TestBoardOptions {
  /** Files on its flash, by path from "/"; null for a folder. */
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  /** Bytes that it can hold unread. @default 256 */
  readonly buffer?: number;
  /** Speed of the wire in baud, both ways; without it bytes come at once, and the board tells when it is full, as USB does. */
  readonly baud?: number;
  /** Bytes of heap. @default 1 MB */
  readonly heap?: number;
  /** Whether it has raw paste. @default true */
  readonly paste?: boolean;
  /** `sys.ps1`. */
  readonly prompt?: string;
  /** Whether its print ends lines with CR LF. @default true */
  readonly crlf?: boolean;
  /** Bytes that its flash holds. */
  readonly room?: number;
}

/** Faults of the wire; each gets what the host writes and gives what arrives. */
export type Fault = (bytes: Uint8Array, board: TestBoard) => Uint8Array;

/** From the working directory, because the bench is bundled. */
const WORKER: string = resolve("test/support/board/worker.mjs");
const RING_START = 32;
const [HEAD, TAIL, INTERRUPT, POWER, WANT_FILES] = [0, 1, 2, 3, 4];
const CTRL_C = 3;

/** A running board. */
export class TestBoard {
  private readonly worker: Worker;
  private readonly control: Int32Array;
  private readonly ring: Uint8Array;
  private readonly baud: number | undefined;
  private events = new PortEvents();
  private filesWanted: ((files: Map<string, Uint8Array | null>) => void)[] = [];
  private whenReady: (() => void) | undefined;
  private whenOff: (() => void) | undefined;
  private paced: Promise<void> = Promise.resolve();
  private arrival = 0;
  /** Bytes that came while its buffer was full. */
  lost = 0;
  /** Bytes that the host sent. */
  received = 0;
  /** Bytes that it sent. */
  sent = 0;
  /** Changes what arrives. */
  fault: Fault | undefined;

  private constructor(options: TestBoardOptions) {
    const { buffer = 256, heap = 1024 * 1024, paste = true, crlf = true } = options;
    this.baud = options.baud;
    const shared = new SharedArrayBuffer(RING_START + buffer);
    this.control = new Int32Array(shared, 0, 8);
    this.ring = new Uint8Array(shared, RING_START);
    const encode = (content: string | Uint8Array | null): Uint8Array | null =>
      typeof content === "string" ? new TextEncoder().encode(content) : content;
    const files = Object.entries(options.files ?? {}).map(([path, content]) => [path, encode(content)] as const);
    const { prompt, room } = options;
    const workerData = { shared, files, heap, paste, crlf, prompt, room };
    this.worker = new Worker(WORKER, { workerData });
    this.worker.on("message", (message: WorkerMessage) => this.hear(message));
  }

  /** Starts a board and waits until it has booted. A `main.py` that does not end is not waited for. */
  static async start(options: TestBoardOptions = {}): Promise<TestBoard> {
    const board = new TestBoard(options);
    const ready = new Promise<void>((resolve) => (board.whenReady = resolve));
    const failed = new Promise<never>((_, reject) => board.worker.once("error", reject));
    const running = options.files?.["/main.py"] === undefined ? failed : sleep(500);
    await Promise.race([ready, running, failed]);
    return board;
  }

  /** Connects to it; an earlier connection ends. */
  port(name = "test board"): Port {
    this.events.close();
    const events = new PortEvents();
    this.events = events;
    return {
      name,
      write: async (bytes) => {
        if (events.closed) throw deviceErrors.closed(name);
        const arriving = this.fault ? this.fault(bytes, this) : bytes;
        this.received += bytes.length;
        await this.deliver(arriving, events);
      },
      onData: (listener) => events.onData(listener),
      onClose: (listener) => events.onClose(listener),
      close: () => {
        events.close();
        return Promise.resolve();
      },
    };
  }

  /** Cuts its power: the connection ends, its program is gone, its files stay as they are at this moment. */
  async unplug(): Promise<void> {
    const off = new Promise<void>((resolve) => (this.whenOff = resolve));
    Atomics.store(this.control, POWER!, 1);
    Atomics.notify(this.control, HEAD!);
    this.events.close(new Error("unplugged"));
    await off;
  }

  /** Gives it power again. */
  async plug(): Promise<void> {
    const ready = new Promise<void>((resolve) => (this.whenReady = resolve));
    Atomics.store(this.control, POWER!, 0);
    Atomics.notify(this.control, POWER!);
    await ready;
  }

  /** Cuts its power for a moment while the connection stays, as the reset button of a board with a USB chip of its own does. */
  async pressReset(): Promise<void> {
    const off = new Promise<void>((resolve) => (this.whenOff = resolve));
    Atomics.store(this.control, POWER!, 1);
    Atomics.notify(this.control, HEAD!);
    await off;
    await this.plug();
  }

  /** Its files, by path; null for folders. */
  files(): Promise<Map<string, Uint8Array | null>> {
    return new Promise((resolve) => {
      this.filesWanted.push(resolve);
      Atomics.store(this.control, WANT_FILES!, 1);
      Atomics.notify(this.control, HEAD!);
    });
  }

  /** Puts a file onto its flash past its interpreter, as WebREPL does. */
  place(path: string, bytes: Uint8Array): void {
    this.worker.postMessage({ path, bytes });
  }

  /** Its files that are text. */
  async texts(): Promise<Record<string, string>> {
    const files = [...(await this.files())].filter(([, bytes]) => bytes !== null);
    return Object.fromEntries(files.map(([path, bytes]) => [path, new TextDecoder().decode(bytes!)]));
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private hear({ data, ready, off, files }: WorkerMessage): void {
    if (data) void this.send(data);
    if (ready) this.whenReady?.();
    if (off) this.whenOff?.();
    if (files) for (const resolve of this.filesWanted.splice(0)) resolve(files);
  }

  /** Sends to the host, at the speed of the wire. */
  private async send(data: Uint8Array): Promise<void> {
    this.sent += data.length;
    const { events } = this;
    if (this.baud === undefined) return events.data(data);
    this.paced = this.paced.then(() => sleep((data.length * 10_000) / this.baud!)).then(() => events.data(data));
  }

  /** Puts what the host wrote into the board's buffer. */
  private async deliver(bytes: Uint8Array, events: PortEvents): Promise<void> {
    for (let at = 0; at < bytes.length && !events.closed;) {
      let count = Math.min(bytes.length - at, this.ring.length - this.unread());
      if (this.baud !== undefined) {
        // What a wire of this speed has brought since; a late timer brings no burst that no wire could.
        const now = performance.now();
        this.arrival = Math.max(this.arrival, now - 20);
        const arrived = Math.floor(((now - this.arrival) * this.baud) / 10_000);
        this.arrival += (arrived * 10_000) / this.baud;
        const due = Math.min(arrived, bytes.length - at);
        this.lost += Math.max(0, due - count);
        this.put(bytes.subarray(at, at + Math.min(due, count)));
        at += due;
        if (at < bytes.length) await sleep(1);
        continue;
      }
      // A buffer that is full for long is that of a program that never reads: what cannot wait is lost.
      const end = performance.now() + 2000;
      while (count === 0 && performance.now() < end) {
        await sleep(0);
        count = Math.min(bytes.length - at, this.ring.length - this.unread());
      }
      if (count === 0) {
        for (const byte of bytes.subarray(at)) this.noteInterrupt(byte);
        this.lost += bytes.length - at;
        Atomics.store(this.control, TAIL!, Atomics.load(this.control, HEAD!));
        return;
      }
      this.put(bytes.subarray(at, at + count));
      at += count;
    }
  }

  private unread(): number {
    return Atomics.load(this.control, HEAD!) - Atomics.load(this.control, TAIL!);
  }

  private put(bytes: Uint8Array): void {
    let head = Atomics.load(this.control, HEAD!);
    for (const byte of bytes) {
      this.noteInterrupt(byte);
      this.ring[head % this.ring.length] = byte;
      head++;
    }
    Atomics.store(this.control, HEAD!, head);
    Atomics.notify(this.control, HEAD!);
  }

  /** As the interrupt handler of a UART does. */
  private noteInterrupt(byte: number): void {
    if (byte === CTRL_C) Atomics.store(this.control, INTERRUPT!, 1);
  }
}

interface WorkerMessage {
  readonly data?: Uint8Array;
  readonly ready?: boolean;
  readonly off?: boolean;
  readonly files?: Map<string, Uint8Array | null>;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
