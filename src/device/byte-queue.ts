// A queue of received bytes. Reads wait until bytes arrive, a deadline passes, the caller cancels, or the connection
// ends.

import { deviceErrors } from "./errors.ts";
import type { DeviceError } from "./errors.ts";

/** The limits of a wait, and its purpose. */
export interface Wait {
  /** Time after which the read fails, as `performance.now()` counts; Infinity for none. */
  readonly until: number;
  /** The limit in milliseconds that `until` was computed from, for messages. */
  readonly ms: number;
  /** The awaited thing, for messages: "the answer to …". */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
}

/** A wait of `ms` milliseconds from now. */
export function waitFor(what: string, ms: number, signal?: AbortSignal): Wait {
  return { what, ms, until: performance.now() + ms, signal };
}

/** The longest time that a timer can wait. */
const LONGEST_TIMER_MS = 0x7fff_ffff;

/** A queue of bytes that is filled by a port and read by one reader at a time. */
export class ByteQueue {
  private readonly name: string;
  private bytes = new Uint8Array(1024);
  private head = 0;
  private tail = 0;
  private failure: DeviceError | undefined;
  private wake: (() => void) | undefined;

  /** `name` is the port's, for messages. */
  constructor(name: string) {
    this.name = name;
  }

  /** The number of bytes that can be read without waiting. */
  get length(): number {
    return this.tail - this.head;
  }

  /** The bytes that can be read without waiting: a view that the next call makes invalid. */
  get view(): Uint8Array {
    return this.bytes.subarray(this.head, this.tail);
  }

  push(chunk: Uint8Array): void {
    if (this.tail + chunk.length > this.bytes.length) {
      const old = this.view;
      const room = (old.length + chunk.length) * 2;
      const next = room > this.bytes.length ? new Uint8Array(room) : this.bytes;
      next.set(old);
      this.bytes = next;
      this.tail = old.length;
      this.head = 0;
    }
    this.bytes.set(chunk, this.tail);
    this.tail += chunk.length;
    this.wake?.();
  }

  /** Ends the queue with the connection. Received bytes can still be read, later reads fail. */
  fail(error: DeviceError): void {
    this.failure ??= error;
    this.wake?.();
  }

  /** Takes `count` received bytes, or all of them. */
  take(count: number = this.length): Uint8Array {
    const taken = this.bytes.slice(this.head, this.head + count);
    this.head += taken.length;
    return taken;
  }

  /** Waits for more bytes to arrive. @throws DeviceError of kind timeout, cancelled or closed */
  more(wait: Wait): Promise<void> {
    const before = this.length;
    return new Promise((resolve, reject) => {
      const { signal } = wait;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = (error?: DeviceError): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        this.wake = undefined;
        if (error) reject(error);
        else resolve();
      };
      const onAbort = (): void => end(deviceErrors.cancelled(this.name, wait.what));
      if (this.failure) return end(this.failure);
      if (signal?.aborted) return onAbort();
      const left = wait.until - performance.now();
      if (left <= 0) return end(deviceErrors.timeout(this.name, wait.what, wait.ms));
      if (left < LONGEST_TIMER_MS) {
        timer = setTimeout(() => end(deviceErrors.timeout(this.name, wait.what, wait.ms)), left);
      }
      signal?.addEventListener("abort", onAbort);
      this.wake = () => {
        if (this.length > before) end();
        else if (this.failure) end(this.failure);
      };
    });
  }

  /** Reads one byte. */
  async byte(wait: Wait): Promise<number> {
    if (this.length === 0) await this.more(wait);
    return this.bytes[this.head++]!;
  }

  /** Puts back the last byte that was read. */
  unread(): void {
    this.head--;
  }

  /**
   * Reads up to and including `mark`, and returns the bytes before it. With `onBytes` these are passed on as they
   * arrive, and not returned.
   */
  async until(mark: Uint8Array, wait: Wait, onBytes?: (bytes: Uint8Array) => void): Promise<Uint8Array> {
    let searched = 0;
    for (;;) {
      const at = indexOf(this.view, mark, searched);
      if (at >= 0) {
        const before = this.take(at);
        this.take(mark.length);
        if (!onBytes) return before;
        if (before.length > 0) onBytes(before);
        return new Uint8Array();
      }
      searched = Math.max(0, this.length - mark.length + 1);
      if (onBytes && searched > 0) {
        onBytes(this.take(searched));
        searched = 0;
      }
      await this.more(wait);
    }
  }
}

/** Position of `mark` in `bytes`, searched from `from`; -1 if not found. */
export function indexOf(bytes: Uint8Array, mark: Uint8Array, from = 0): number {
  const first = mark[0]!;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + mark.length > bytes.length) return -1;
    let matched = 1;
    while (matched < mark.length && bytes[at + matched] === mark[matched]) matched++;
    if (matched === mark.length) return at;
  }
  return -1;
}
