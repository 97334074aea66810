// A compiler with its storage: name pool, tree, parser and tables. The storage is reused from file to file: the first
// names are interned once, and buffers have the size of the largest file.

import type { ArchName } from "../mpy/file/arch.ts";
import type { LineEntry } from "../mpy/file/prelude.ts";
import { writeMpy } from "../mpy/file/write.ts";
import { compileModule } from "./code/compile-module.ts";
import { ModuleContext } from "./code/context.ts";
import type { ImportReference } from "./code/import-reference.ts";
import type { CompilerParts } from "./code/walk/walk.ts";
import { type Hint, placedHints } from "./hints/hint.ts";
import { QstrTable } from "./code/qstr-table.ts";
import { NamePool } from "./names/pool.ts";
import type { ResolvedOptions } from "./options.ts";
import { Parser } from "./tree/parse.ts";
import { Tree } from "./tree/tree.ts";

/** The result of compiling a program. */
export interface CompileResult {
  /** The .mpy file, byte for byte what mpy-cross writes. */
  mpy: Uint8Array<ArrayBuffer>;
  /** The program's imports in the order of the source, without those in code that cannot run (`if False:`). */
  imports: ImportReference[];
  /** The machine that the file needs; null for bytecode only, which runs on any. */
  native: { arch: ArchName; archFlags: number; subVersion: number } | null;
  /**
   * With `sourceLines: "map"`: the source lines of a function's statement numbers, which a traceback prints as lines.
   * They are by the function's name, and begin with number 1. Functions with one name share a list.
   */
  lines?: Record<string, number[]>;
  /**
   * With `nativeLines: true`: for each function, in the order of the file, the source lines by offset from the start of its
   * machine code; nothing for bytecode, whose lines the file holds. `disassemble` takes it.
   */
  nativeLines?: (readonly LineEntry[])[];
  /** Of {@link compileWithHints}: in the order of the source. */
  hints?: Hint[];
}

const encoder = new TextEncoder();

/** Compiles one file after another. A compilation in a callback of another needs a second compiler. */
export class Compiler {
  private readonly names: NamePool = new NamePool();
  private readonly tree: Tree = new Tree(this.names);
  private readonly parser: Parser = new Parser();
  private readonly qstrs: QstrTable = new QstrTable(this.names);
  private readonly parts: CompilerParts;

  constructor(parts: CompilerParts) {
    this.parts = parts;
  }

  /** Compiles a source. Throws a {@link SourceError} where the reference refuses it. */
  compile(source: Uint8Array, options: ResolvedOptions): CompileResult {
    const { names, tree, qstrs } = this;
    const { behaviour } = options;
    names.reset(behaviour.longStrings);
    const sourceName = names.internText(encoder.encode(options.filename));
    const { smallIntBits, optimize } = options;
    this.parser.parse(source, { names, tree, smallIntBits, optimize, behaviour });
    qstrs.begin(sourceName);
    const context = new ModuleContext(tree, options, qstrs);
    const module = compileModule(context, this.parts);
    const result: CompileResult = { mpy: writeMpy(module), imports: context.imports, native: nativeTarget(context) };
    if (context.statementIds !== null) result.lines = context.statementIds.toMap();
    if (options.nativeLines) result.nativeLines = context.nativeLinesInOrder();
    if (context.hints !== undefined) result.hints = placedHints(context.hints, source);
    return result;
  }
}

function nativeTarget({ hasNative, options }: ModuleContext): CompileResult["native"] {
  if (!hasNative || options.arch === undefined) return null;
  return { arch: options.arch, archFlags: options.archFlags, subVersion: options.behaviour.subVersion };
}
