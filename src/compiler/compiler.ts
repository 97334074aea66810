// A compiler with its storage: name pool, tree, parser and tables. The storage is reused from file to file: the first
// names are interned once, and buffers have the size of the largest file.

import { encodeText } from "../bytes/text.ts";
import { writeMpy } from "../mpy/file/write.ts";
import { compileModule } from "./code/compile-module.ts";
import { ModuleContext } from "./code/context.ts";
import type { CompilerParts } from "./code/walk/walk.ts";
import { placedHints } from "./hints/hint.ts";
import { QstrTable } from "./code/qstr-table.ts";
import { NamePool } from "./names/pool.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import type { CompileResult } from "./result.ts";
import { Parser } from "./tree/parse.ts";
import { Tree } from "./tree/tree.ts";

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
    const sourceName = names.internText(encodeText(options.filename));
    const { smallIntBits, optimize } = options;
    this.parser.parse(source, { names, tree, smallIntBits, optimize, behaviour });
    qstrs.begin(sourceName);
    const context = new ModuleContext(tree, options, qstrs, this.parts.makeStatementIds);
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
