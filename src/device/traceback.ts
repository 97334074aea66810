// Finds tracebacks in a board's output. MicroPython and CircuitPython use the same format, but CircuitPython translates
// the words and chains exceptions. So a frame is recognised by its shape (two spaces, a quoted file, a number), not by
// its words. Output of other threads or interrupt handlers between the lines of a traceback is passed on as text.

/** One line of a traceback. */
export interface TracebackFrame {
  /** The file as the board prints it: the name that the compiler embedded ("app/net.py") or a path on the device. */
  readonly file: string;
  /** 1-based line. Code without line numbers also has 1. Undefined if the board prints none. */
  readonly line: number | undefined;
  /** Name of the function, "<module>" at the top level; undefined if the board prints none. */
  readonly function: string | undefined;
}

/** An exception that a board printed. */
export interface Traceback {
  /** Outermost call first. */
  readonly frames: readonly TracebackFrame[];
  /** Type of the exception: "ValueError". */
  readonly exception: string;
  /** The exception's text; "" if it has none. */
  readonly message: string;
  /**
   * The exception that was being handled when this one was raised (CircuitPython), and the sentence between the two.
   */
  readonly earlier?: { readonly traceback: Traceback; readonly relation: string };
  /** The board's text, with line ends "\n". */
  readonly text: string;
}

/** A piece of a board's output: text or a traceback. */
export type OutputPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "traceback"; readonly traceback: Traceback };

/** A frame with the text before it on its line, such as the time stamp of a log. */
interface FrameLine {
  readonly frame: TracebackFrame;
  readonly prefix: string;
}

// `  File "app/net.py", line 11, in get`. In other languages: `  Datei "…", Zeile 11, in get`, `  "…" dosyası, 11 numaralı
// satır, içinde get`, `  ファイル "…", 行 11get 内の` (CircuitPython, locale/*.po).
const FRAME = /^(.*?) {2}(?:[^\s"]+ "([^"\n]+)"|"([^"\n]+)" [^\s",]+), (?:[^\d",]* )?(\d+)(.*)$/u;
// Firmware without line numbers: `  File "app/net.py", in get`.
const FRAME_WITHOUT_LINE = /^(.*?) {2}File "([^"\n]+)"(?:, in ([^\s,]+))?$/u;
const FUNCTION = /^(?: [^\s,]+)*, ?[^\s,]+ ([^\s,]+)$|^([^\s\d,][^\s,]*) 内の$/u;
const HEADER = /Traceback \(|^[^":]+[)）] ?: ?$/u;
const EXCEPTION = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):(?: (.*))?$/;
const START = "Traceback (";
/** Names that are likely exceptions and not other output. */
const LIKELY_EXCEPTION = /(?:Error|Exception|Exit|Interrupt|Iteration|Warning|Cancelled|Timeout)$/;
/** Colours, cursor movements and window titles: CircuitPython writes its status into the terminal's title. */
// eslint-disable-next-line no-control-regex -- terminal sequences are what is looked for
const TERMINAL_SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;
/** Maximum number of other lines inside a traceback. With more it is taken for text. */
const MAX_FOREIGN_LINES = 20;
/** Maximum number of frames of a traceback. */
const MAX_FRAMES = 1000;

function frameOf(line: string): FrameLine | undefined {
  const found = FRAME.exec(line);
  if (found !== null) {
    const [, prefix, file, fileFirst, number, rest] = found;
    const called = FUNCTION.exec(rest!);
    const name = called?.[1] ?? called?.[2];
    return { prefix: prefix!, frame: { file: file ?? fileFirst!, line: Number(number), function: name } };
  }
  const without = FRAME_WITHOUT_LINE.exec(line);
  if (without === null) return undefined;
  return { prefix: without[1]!, frame: { file: without[2]!, line: undefined, function: without[3] } };
}

/** A held line, with its line end. */
interface HeldLine {
  readonly raw: string;
  /** Whether it is other output in the middle of a traceback. */
  isForeign: boolean;
}

/** Reads a board's output piece by piece, and splits it into text and tracebacks. */
export class TracebackReader {
  /** Text after the last line end. */
  private rest = "";
  /** Lines that may belong to a traceback. */
  private held: HeldLine[] = [];
  private frames: TracebackFrame[] = [];
  private prefix = "";
  private foreign = 0;
  /** The line that may be the exception. The next line decides. */
  private candidate: { readonly exception: string; readonly message: string; readonly line: HeldLine } | undefined;
  /** The exception before the blank line of a chain, and the lines since. */
  private earlier: { readonly traceback: Traceback; readonly between: string[] } | undefined;
  private pieces: OutputPiece[] = [];

  /** Takes the next piece of output. */
  push(text: string): OutputPiece[] {
    const lines = (this.rest + text).split(/(?<=\n)/);
    this.rest = lines.at(-1)!.endsWith("\n") ? "" : lines.pop()!;
    for (const line of lines) this.line(line);
    return this.take();
  }

  /** Flushes when the output pauses: passes on an incomplete line, and a traceback with its exception. */
  idle(): OutputPiece[] {
    if (this.candidate) this.complete();
    if (this.frames.length === 0) this.releaseEarlier();
    if (this.frames.length > 0 || this.held[0]?.raw.includes(START)) return this.take();
    this.release();
    this.text(this.rest);
    this.rest = "";
    return this.take();
  }

  /** Flushes at the end of the output. */
  end(): OutputPiece[] {
    const last = this.rest;
    this.rest = "";
    if (last !== "") this.line(last);
    if (this.candidate) this.complete();
    this.releaseEarlier();
    this.release();
    return this.take();
  }

  private line(raw: string): void {
    const line = raw.replace(TERMINAL_SEQUENCE, "").replace(/[\r\n]+$/, "");
    const found = frameOf(line);
    if (found) this.frameLine(raw, found);
    else if (this.frames.length === 0) this.lineOutside(raw, line);
    else this.lineInside(raw, line);
  }

  private frameLine(raw: string, { frame, prefix }: FrameLine): void {
    if (this.candidate) {
      // The traceback continues: the apparent exception was other output.
      this.candidate.line.isForeign = true;
      this.candidate = undefined;
    }
    if (this.frames.length === 0) {
      this.prefix = prefix;
      if (this.earlier?.between.length !== 3) this.releaseEarlier();
    }
    this.frames.push(frame);
    this.hold(raw);
    if (this.frames.length > MAX_FRAMES) this.release();
  }

  private lineOutside(raw: string, line: string): void {
    if (this.earlier) {
      // A chain continues with a blank line, a sentence, a blank line and the next traceback.
      const { between } = this.earlier;
      const at = between.length;
      const fits = at === 1 ? line.endsWith(":") : at === 3 ? HEADER.test(line) : line === "";
      if (fits && at < 3) {
        between.push(raw);
        return;
      }
      if (!fits) this.releaseEarlier();
    }
    this.release();
    if (HEADER.test(line)) this.hold(raw);
    else this.text(raw);
  }

  private lineInside(raw: string, line: string): void {
    const exception = EXCEPTION.exec(line.slice(this.prefix.length));
    const isLikely = exception !== null && LIKELY_EXCEPTION.test(exception[1]!);
    if (this.candidate) {
      if (isLikely && !LIKELY_EXCEPTION.test(this.candidate.exception)) {
        this.candidate.line.isForeign = true;
      } else {
        this.complete();
        this.line(raw);
        return;
      }
    }
    if (exception) {
      this.candidate = { exception: exception[1]!, message: exception[2] ?? "", line: this.hold(raw) };
    } else if (HEADER.test(line)) {
      // The board was reset during the traceback.
      this.release();
      this.lineOutside(raw, line);
    } else {
      this.hold(raw).isForeign = true;
      if (++this.foreign > MAX_FOREIGN_LINES) this.release();
    }
  }

  private hold(raw: string): HeldLine {
    const line = { raw, isForeign: false };
    this.held.push(line);
    return line;
  }

  /** Completes a traceback. It is held if another may be chained to it. */
  private complete(): void {
    const { exception, message } = this.candidate!;
    const before = this.earlier;
    // An incomplete line of the program may precede the header.
    const header = this.held[0]!;
    const start = this.prefix === "" ? header.raw.indexOf(START) : 0;
    if (start > 0) {
      this.text(header.raw.slice(0, start));
      this.held[0] = { ...header, raw: header.raw.slice(start) };
    }
    for (const { raw, isForeign } of this.held) if (isForeign) this.text(raw);
    const own = this.held.filter(({ isForeign }) => !isForeign).map(({ raw }) => raw);
    const chained = before ? [before.traceback.text, ...before.between] : [];
    const text = [...chained, ...own].join("").replaceAll("\r\n", "\n");
    const chain = before && { traceback: before.traceback, relation: before.between[1]!.trim() };
    const traceback: Traceback = { frames: this.frames, exception, message, ...(chain && { earlier: chain }), text };
    this.reset();
    this.earlier = { traceback, between: [] };
  }

  /** Releases a traceback to which none was chained. */
  private releaseEarlier(): void {
    if (!this.earlier) return;
    const { traceback, between } = this.earlier;
    this.earlier = undefined;
    this.pieces.push({ kind: "traceback", traceback });
    for (const line of between) this.text(line);
  }

  /** Releases held lines as text: they were not a traceback. */
  private release(): void {
    const { held } = this;
    if (held.length > 0) this.releaseEarlier();
    this.reset();
    for (const { raw } of held) this.text(raw);
  }

  private reset(): void {
    this.held = [];
    this.frames = [];
    this.candidate = undefined;
    this.foreign = 0;
    this.prefix = "";
  }

  private text(text: string): void {
    if (text === "") return;
    const last = this.pieces.at(-1);
    if (last?.kind === "text") this.pieces[this.pieces.length - 1] = { kind: "text", text: last.text + text };
    else this.pieces.push({ kind: "text", text });
  }

  private take(): OutputPiece[] {
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }
}

/** Splits a whole text into text and tracebacks. */
export function readTracebacks(text: string): OutputPiece[] {
  const reader = new TracebackReader();
  return [...reader.push(text), ...reader.end()];
}

/** The sentence between the tracebacks of a chain. */
const CHAINED = /\n\n([^\n]*:)\n\n(?=[^\n]*[)）] ?: ?\n {2})/u;

/**
 * Parses the error text of the raw REPL as a traceback; undefined if it is not one. Its end is known, unlike in a log,
 * so a message may have several lines.
 */
export function parseTraceback(text: string): Traceback | undefined {
  const [first, ...others] = text.replaceAll("\r\n", "\n").trim().split(CHAINED);
  let found = parseSection(first!);
  for (let at = 0; at < others.length; at += 2) {
    const next = parseSection(others[at + 1]!);
    if (next === undefined) return found;
    const earlier = found && { traceback: found, relation: others[at]! };
    found = { ...next, ...(earlier && { earlier }) };
  }
  return found;
}

function parseSection(text: string): Traceback | undefined {
  const lines = text.split("\n");
  if (HEADER.test(lines[0]!)) lines.shift();
  const frames: TracebackFrame[] = [];
  for (let frame = frameOf(lines[0] ?? ""); frame; frame = frameOf(lines[0] ?? "")) {
    frames.push(frame.frame);
    lines.shift();
  }
  const [first = "", ...more] = lines;
  const exception = EXCEPTION.exec(first);
  if (exception === null) return undefined;
  const message = [exception[2] ?? "", ...more].join("\n");
  return { frames, exception: exception[1]!, message, text: `${text}\n` };
}
