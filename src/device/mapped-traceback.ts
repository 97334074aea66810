// Maps a board's traceback to the project: the source and line of each frame. The manifest gives the source of the file
// that the board calls "app/net.py".

import { codeFrame } from "../diagnostics/code-frame.ts";
import { lineText } from "../diagnostics/location.ts";
import type { ManifestModule } from "../project/manifest.ts";
import { readOutline } from "../project/outline.ts";
import type { LineMap, SourceNames } from "../project/source-lines.ts";
import type { Outline } from "../project/outline.ts";
import type { Traceback, TracebackFrame } from "./traceback.ts";

/**
 * The part of a module's manifest entry that tracebacks need, and its line map if it was compiled with `sourceLines:
 * "map"`.
 */
export type TracedModule = Pick<ManifestModule, "name" | "path" | "source"> & { readonly lines?: LineMap | undefined };

/** The project that a board runs. */
export interface TracedProject {
  readonly modules: readonly TracedModule[];
  /** Names in the sources by names on the board, if names were mangled. */
  readonly names?: SourceNames;
  /** Set if modules were optimised together. Then a file may contain code of several sources. */
  readonly isOptimized?: boolean;
  /** The content of a source, by its path in the manifest; undefined if it was removed. */
  readonly read: (source: string) => Uint8Array | undefined;
}

/** A frame with its source. */
export interface MappedFrame extends TracebackFrame {
  /** The source as in the manifest: relative to the project root. Undefined for code outside the project. */
  readonly source: string | undefined;
  /** 1-based line in that source; undefined if neither the board nor the source gives it. */
  readonly sourceLine: number | undefined;
  /** The line where the function is defined; undefined for a module's top level, or if several functions match. */
  readonly definedAt: number | undefined;
}

/** A traceback with its sources. */
export interface MappedTraceback {
  /** Outermost call first. */
  readonly frames: readonly MappedFrame[];
  readonly exception: string;
  readonly message: string;
  readonly earlier?: { readonly traceback: MappedTraceback; readonly relation: string };
  /** Lines of source around the innermost frame of the project, with a marker. */
  readonly codeFrame: string | undefined;
}

/** Exceptions with names of the program in their messages. */
const NAME_ERRORS: ReadonlySet<string> = new Set(["AttributeError", "NameError"]);

/** Maps tracebacks to the sources of one project. */
export class TracebackMapper {
  private readonly project: TracedProject;
  private readonly byName = new Map<string, TracedModule>();
  private readonly sources = new Map<
    string,
    { readonly bytes: Uint8Array; readonly outline: Outline | undefined } | undefined
  >();

  constructor(project: TracedProject) {
    this.project = project;
    // Each module is found by its path on the device and by every shorter path that an entry of sys.path may give it.
    // Full paths win.
    for (const module of project.modules) this.byName.set(pythonName(module.path), module);
    for (const module of project.modules) {
      const parts = pythonName(module.path).split("/");
      for (let at = 1; at < parts.length; at++) {
        const name = parts.slice(at).join("/");
        if (!this.byName.has(name) && isModuleOf(module, name)) this.byName.set(name, module);
      }
    }
  }

  map(mangled: Traceback): MappedTraceback {
    const { exception, message, earlier, ...traceback } = this.withSourceNames(mangled);
    const frames = traceback.frames.map((frame, at) => this.frame(frame, traceback.frames[at + 1]));
    const innermost = frames.findLast(({ source, sourceLine }) => source !== undefined && sourceLine !== undefined);
    const chain = earlier && { traceback: this.map(earlier.traceback), relation: earlier.relation };
    return {
      frames,
      exception,
      message,
      ...(chain && { earlier: chain }),
      codeFrame: innermost && this.codeFrame(innermost),
    };
  }

  /** A traceback with the names of the sources. In messages only names that Python looked up are replaced. */
  private withSourceNames(traceback: Traceback): Traceback {
    const { names } = this.project;
    if (names === undefined || names.size === 0) return traceback;
    const { frames, exception, message } = traceback;
    const nameOf = (name: string): string => names.get(name) ?? name;
    const quoted = (_: string, name: string): string => `'${nameOf(name)}'`;
    return {
      ...traceback,
      frames: frames.map((frame) =>
        frame.function === undefined ? frame : { ...frame, function: nameOf(frame.function) },
      ),
      exception: nameOf(exception),
      message: NAME_ERRORS.has(exception) ? message.replace(/'(\w+)'/g, quoted) : message,
    };
  }

  private frame(frame: TracebackFrame, callee: TracebackFrame | undefined): MappedFrame {
    const module = this.byName.get(pythonName(frame.file));
    const source = module?.source;
    const known = source === undefined ? undefined : this.source(source);
    const as = { ...frame, source, sourceLine: frame.line, definedAt: undefined };
    if (known?.outline === undefined) return source === undefined ? { ...as, sourceLine: undefined } : as;
    const { bytes, outline } = known;
    const called = outline.functions.filter(({ name }) => name === frame.function);
    const definedAt = called.length === 1 ? called[0]!.line : undefined;
    const mapped = module?.lines?.[frame.function ?? "<module>"]?.[(frame.line ?? 0) - 1];
    if (typeof mapped === "number") return { ...frame, source, sourceLine: mapped, definedAt };
    // A module that was bundled into this one.
    if (mapped !== undefined) return { ...frame, source: mapped[0], sourceLine: mapped[1], definedAt: undefined };
    if (frame.line !== undefined && hasLine(frame, frame.line, called, bytes)) {
      return { ...frame, source, sourceLine: frame.line, definedAt };
    }
    return { ...frame, source, sourceLine: callLine(called, frame, callee, outline), definedAt };
  }

  private source(source: string): { readonly bytes: Uint8Array; readonly outline: Outline | undefined } | undefined {
    if (!this.sources.has(source)) {
      const bytes = this.project.read(source);
      this.sources.set(source, bytes && { bytes, outline: outlineOf(bytes) });
    }
    return this.sources.get(source);
  }

  private codeFrame({ source, sourceLine }: MappedFrame): string | undefined {
    const bytes = this.source(source!)?.bytes;
    return bytes && lineFrame(bytes, sourceLine!);
  }
}

/** A code frame that marks a whole line. Undefined if the source has no such line. */
export function lineFrame(source: Uint8Array, line: number): string | undefined {
  const text = lineText(source, line);
  if (text === undefined) return undefined;
  const bytes = new TextEncoder();
  const before = text.slice(0, text.length - text.trimStart().length);
  const start = lineStart(source, line) + bytes.encode(before).length;
  return codeFrame(source, line, start, start + bytes.encode(text.trim()).length);
}

function lineStart(source: Uint8Array, line: number): number {
  let at = 0;
  for (let current = 1; current < line; at++) {
    const byte = source[at];
    if (byte === 10 || (byte === 13 && source[at + 1] !== 10)) current++;
  }
  return at;
}

/** The name of a file's Python source, without a leading slash. */
function pythonName(file: string): string {
  return file.replace(/^\/+/, "").replace(/\.mpy$/, ".py");
}

/** Whether a path contains the module's full name: for `app.net`, "app/net.py" does and "net.py" does not. */
function isModuleOf({ name }: TracedModule, file: string): boolean {
  const path = name.replaceAll(".", "/");
  return file === `${path}.py` || file === `${path}/__init__.py`;
}

function outlineOf(source: Uint8Array): Outline | undefined {
  try {
    return readOutline(source);
  } catch {
    return undefined;
  }
}

type FunctionRange = Outline["functions"][number];

/**
 * Whether the line that a board printed is right. Code without line numbers prints 1 everywhere. Line 1 is wrong if the
 * function is elsewhere or the line has no code.
 */
function hasLine(frame: TracebackFrame, line: number, called: readonly FunctionRange[], source: Uint8Array): boolean {
  // The line of a `def` runs no code of the function, unless the function has only that line.
  if (called.length > 0)
    return called.some((one) => line <= one.last && (one.line < line || (one.line === line && one.line === one.last)));
  if (line !== 1 || frame.function === undefined) return true;
  const text = (lineText(source, 1) ?? "").trim();
  return text !== "" && !/^(#|"|'|import\b|from\b)/.test(text);
}

/** The line of the call that led to `callee`, if the function has only one such call. */
function callLine(
  called: readonly FunctionRange[],
  frame: TracebackFrame,
  callee: TracebackFrame | undefined,
  outline: Outline,
): number | undefined {
  if (callee?.function === undefined) return undefined;
  const ranges = frame.function === "<module>" ? undefined : called;
  const lines = outline.calls
    .filter(
      ({ name, line }) =>
        name === callee.function && (ranges?.some(({ first, last }) => first <= line && line <= last) ?? true),
    )
    .map(({ line }) => line);
  const distinct = new Set(lines);
  return distinct.size === 1 ? lines[0] : undefined;
}

/** The traceback as text in Python's format, with paths and lines of the project, and the code frame below. */
export function mappedText(traceback: MappedTraceback): string {
  const { frames, exception, message, earlier } = traceback;
  const before = earlier === undefined ? "" : `${mappedText(earlier.traceback)}\n${earlier.relation}\n\n`;
  const head = frames.length > 0 ? "Traceback (most recent call last):\n" : "";
  const code = traceback.codeFrame === undefined ? "" : `\n${traceback.codeFrame}\n`;
  return `${before}${head}${frames.map(frameText).join("")}${exception}: ${message}\n${code}`;
}

function frameText(frame: MappedFrame): string {
  const called = frame.function === undefined ? "" : `, in ${frame.function}`;
  const file = `  File "${frame.source ?? frame.file}"`;
  if (frame.source === undefined) return `${file}${frame.line === undefined ? "" : `, line ${frame.line}`}${called}\n`;
  if (frame.sourceLine !== undefined) return `${file}, line ${frame.sourceLine}${called}\n`;
  const defined = frame.definedAt === undefined ? "" : `, defined in line ${frame.definedAt}`;
  return `${file}${called} (line unknown${defined})\n`;
}
