// Splits a board's output into printable text and tracebacks.

import { printableText } from "../diagnostics/printable.ts";
import { TracebackReader } from "./traceback.ts";
import type { OutputPiece, Traceback } from "./traceback.ts";

/** Milliseconds without output after which an incomplete line is passed on. */
const IDLE_MS = 100;
/** Maximum length of a line. Longer lines are cut, to limit the host's memory. */
const LONGEST_LINE = 64 * 1024;

/** A listener for output. */
export interface OutputListener {
  /** Takes text with its line ends and without control characters. */
  readonly onText: (text: string) => void;
  readonly onTraceback: (traceback: Traceback) => void;
}

/** Splits bytes into text and tracebacks. */
export class OutputReader {
  private readonly listener: OutputListener;
  private readonly reader = new TracebackReader();
  private readonly decoder = new TextDecoder();
  private idle: ReturnType<typeof setTimeout> | undefined;
  private unended = 0;

  constructor(listener: OutputListener) {
    this.listener = listener;
  }

  push(bytes: Uint8Array): void {
    clearTimeout(this.idle);
    const text = this.decoder.decode(bytes, { stream: true });
    const end = text.lastIndexOf("\n");
    this.unended = end < 0 ? this.unended + text.length : text.length - end;
    this.give(this.reader.push(text));
    if (this.unended > LONGEST_LINE) this.give(this.reader.idle());
    this.idle = setTimeout(() => this.give(this.reader.idle()), IDLE_MS);
  }

  /** Flushes the output when the connection has ended or the program restarts. */
  end(): void {
    clearTimeout(this.idle);
    this.give(this.reader.end());
  }

  private give(pieces: readonly OutputPiece[]): void {
    for (const piece of pieces) {
      if (piece.kind === "text") this.listener.onText(printableText(piece.text.replaceAll("\r\n", "\n")));
      else this.listener.onTraceback(piece.traceback);
    }
  }
}
