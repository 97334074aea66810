// What a board prints, as text that is safe to show and tracebacks.

import { printableText } from "../diagnostics/printable.ts";
import { TracebackReader } from "./traceback.ts";
import type { OutputPiece, Traceback } from "./traceback.ts";

/** Pause of the output after which a line that has not ended yet is passed on, in milliseconds. */
const IDLE_MS = 100;
/** A line that is longer than this is cut: a board that floods does not fill the host's memory. */
const LONGEST_LINE = 64 * 1024;

/** Where output goes. */
export interface OutputListener {
  /** Text with its ends of lines, and without control characters. */
  readonly onText: (text: string) => void;
  readonly onTraceback: (traceback: Traceback) => void;
}

/** Turns bytes into text and tracebacks. */
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

  /** The connection has ended, or the program begins anew. */
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
