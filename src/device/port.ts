// What carries bytes to and from a board. Everything else in this room stands on it, so that the same code talks through a
// serial port of Node, a socket, WebREPL, WebSerial in a page, or a pair of queues in a test.

import type { FileStore } from "./files/store.ts";

/** Lines of a serial port that a host sets. Boards with an ESP chip reset on them. */
export interface PortSignals {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

/** An open connection to a board. */
export interface Port {
  /** Name for messages, such as "/dev/ttyACM0" or "ws://192.168.1.7:8266". */
  readonly name: string;
  /** Hands over bytes; resolves when more can be sent. Rejects where the connection has ended. */
  write(bytes: Uint8Array): Promise<void>;
  /** Sets the one listener of arriving bytes. Bytes that arrive before the first listener is set are kept for it. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Sets the one listener of the end; called once, with the reason unless {@link close} was called. */
  onClose(listener: (reason?: Error) => void): void;
  /** Ends the connection. Calling it again does nothing. */
  close(): Promise<void>;
  /**
   * Writes a file by a protocol of the connection's own, where it has one; then bytes of `write` are text, and files do not
   * travel as bytes over the REPL.
   */
  putFile?(path: string, bytes: Uint8Array, onProgress: (sent: number) => void): Promise<void>;
  /** The board's files, where the connection has a way of its own to them. */
  readonly files?: FileStore;
  /** Sets DTR and RTS; absent where the connection has no such lines. */
  setSignals?(signals: PortSignals): Promise<void>;
}

/**
 * Delivers what arrives to a port's listeners. Bytes and the end are kept until somebody listens, because a board may speak
 * before its owner does.
 */
export class PortEvents {
  private waiting: Uint8Array[] = [];
  private dataListener: ((bytes: Uint8Array) => void) | undefined;
  private closeListener: ((reason?: Error) => void) | undefined;
  private end: { readonly reason: Error | undefined } | undefined;

  /** Whether the connection has ended. */
  get closed(): boolean {
    return this.end !== undefined;
  }

  /** Bytes have arrived. */
  data(bytes: Uint8Array): void {
    if (this.dataListener) this.dataListener(bytes);
    else this.waiting.push(bytes);
  }

  /** The connection has ended; later calls count for nothing. */
  close(reason?: Error): void {
    if (this.end) return;
    this.end = { reason };
    this.closeListener?.(reason);
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.dataListener = listener;
    const waiting = this.waiting;
    this.waiting = [];
    for (const bytes of waiting) listener(bytes);
  }

  onClose(listener: (reason?: Error) => void): void {
    this.closeListener = listener;
    if (this.end) listener(this.end.reason);
  }
}
