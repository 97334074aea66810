// The connection to a board, as an interface. The rest of this folder uses only this, so the same code works with a
// serial port of Node, a socket, WebREPL, WebSerial in a page, or a pair of queues in a test.

import type { FileStore } from "./files/store.ts";

/** Control lines of a serial port. Boards with an ESP chip may reset on them. */
export interface PortSignals {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

/** An open connection to a board. */
export interface Port {
  /** Name for messages, such as "/dev/ttyACM0" or "ws://192.168.1.7:8266". */
  readonly name: string;
  /** Sends bytes. Resolves when more can be sent, rejects if the connection has ended. */
  write(bytes: Uint8Array): Promise<void>;
  /** Sets the one listener of arriving bytes. Bytes that arrive before the first listener is set are kept for it. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Sets the one listener of the end; called once, with the reason unless {@link close} was called. */
  onClose(listener: (reason?: Error) => void): void;
  /** Ends the connection. Calling it again does nothing. */
  close(): Promise<void>;
  /**
   * Writes a file by the connection's own protocol, if it has one. Then `write` sends text only, and files are not sent
   * as bytes over the REPL.
   */
  putFile?(path: string, bytes: Uint8Array, onProgress: (sent: number) => void): Promise<void>;
  /** The board's files, if the connection has its own access to them. */
  readonly files?: FileStore;
  /** Sets DTR and RTS; absent if the connection has no such lines. */
  setSignals?(signals: PortSignals): Promise<void>;
  /** Changes the speed; absent if the connection has none, or cannot change it. */
  readonly setBaudRate?: ((baudRate: number) => Promise<void>) | undefined;
}

/**
 * Delivers received bytes to a port's listeners. Bytes and the end are kept until a listener is set, because a board
 * may send before that.
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

  /** Adds received bytes. */
  data(bytes: Uint8Array): void {
    if (this.dataListener) this.dataListener(bytes);
    else this.waiting.push(bytes);
  }

  /** Ends the connection. Later calls are ignored. */
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
