// A compiler with everything that one compilation works in: name pool, tree, parser and tables. Its storage is kept from file
// to file, so that the names of the start are interned once and the buffers are as large as the largest file needed.

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

/** What comes of a program. */
export interface CompileResult {
  /** The .mpy file, byte for byte what mpy-cross writes. */
  mpy: Uint8Array<ArrayBuffer>;
  /** What the program imports, in the order of the source; not what stands in code that cannot run (`if False:`). */
  imports: ImportReference[];
  /** Which machine the file needs; null if it is bytecode only and runs on any. */
  native: { arch: ArchName; archFlags: number; subVersion: number } | null;
  /**
   * With `sourceLines: "map"`: by the name of a function, the source line of each number that a traceback prints as its line,
   * beginning with 1. Functions of one name share a list.
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

/** Compiles one file after another. A file that is compiled while another is (in a callback of it) needs a compiler of its own. */
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
