// The stage that optimises for size, between compiling and layout. Its result is reused as long as the modules are the
// same.

import { readMpy } from "../mpy/file/read.ts";
import { STATIC_QSTRS } from "../mpy/file/static-qstrs.ts";
import { sha256 } from "../node/files.ts";
import { KeptFacts, optimizeProgram, originalLine } from "../optimize/index.ts";
import type { OptimizedProgram, ProgramModule } from "../optimize/index.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { ManifestModule } from "../project/manifest.ts";
import { relativePath } from "../project/paths.ts";
import { moduleName } from "../project/placement.ts";
import type { LineMap, SourceLine } from "../project/source-lines.ts";
import type { FlashContent } from "./flash-content.ts";
import type { BuiltPython, PythonBuilder } from "./python-builder.ts";

/** The modules of the flash after optimising. */
export interface OptimizedFlash {
  readonly python: readonly BuiltPython[];
  readonly modules: readonly ManifestModule[];
  /** The optimiser's result, with its report. */
  readonly program: OptimizedProgram;
}

/** Optimises a whole program for size. The last result is reused as long as its modules are the same. */
export class SizeStage {
  private readonly options: ResolvedOptions;
  private readonly python: PythonBuilder;
  private readonly facts = new KeptFacts();
  private key = "";
  private last: OptimizedFlash | undefined;

  constructor(options: ResolvedOptions, python: PythonBuilder) {
    this.options = options;
    this.python = python;
  }

  /**
   * @param named files that the options or JavaScript name: other code may use their names
   * @param imported files that JavaScript imports. It has their bytes, so they are not changed
   */
  optimize(found: FlashContent, named: ReadonlySet<string>, imported: ReadonlySet<string>): OptimizedFlash {
    const inputs = found.python.map((built) => {
      const { path, file } = built.placement;
      return [path, built.sha256, named.has(file), imported.has(file)];
    });
    const key = sha256(new TextEncoder().encode(JSON.stringify(inputs)));
    if (this.last === undefined || key !== this.key) {
      this.last = this.make(found, named, imported);
      this.key = key;
    }
    return this.last;
  }

  private make(found: FlashContent, named: ReadonlySet<string>, imported: ReadonlySet<string>): OptimizedFlash {
    const { firmware, size } = this.options;
    const byModule = new Map<ProgramModule, BuiltPython>();
    /** Line maps of the modules that were compiled last. */
    const lines = new Map<ProgramModule, LineMap | undefined>();
    const outside = new Set<string>();
    for (const built of found.python) {
      if (built.placement.relative.endsWith(".mpy")) addNames(built.bytes, outside);
      else byModule.set(this.moduleOf(built, named, imported), built);
    }
    const program = optimizeProgram([...byModule.keys()], {
      compile: (module, source) => {
        const built = byModule.get(module)!;
        const compiled =
          source === module.source ? built.compiled : this.python.compileInstead(built.placement, source);
        lines.set(module, compiled.lines);
        return compiled.mpy;
      },
      optimize: 3,
      smallIntBits: this.options.target.smallIntBits,
      outside,
      isFirmwareModule: (name) => firmware.isKnown(name),
      bundle: size?.bundle ?? false,
      facts: this.facts,
      ...(size?.mangle === undefined ? {} : { mangle: size.mangle }),
    });
    this.facts.endProgram();
    const files = new Map([...byModule].map(([module, built]) => [built, module]));
    const python: BuiltPython[] = [];
    const modules: ManifestModule[] = [];
    found.python.forEach((built, at) => {
      const module = files.get(built);
      const bytes = module === undefined || module.isFixed === true ? built.bytes : program.files.get(module);
      if (bytes === undefined) return;
      const hash = bytes === built.bytes ? built.sha256 : sha256(bytes);
      const compiled =
        module === undefined ? built.compiled : { ...built.compiled, lines: linesAfter(module, program, lines) };
      python.push({ ...built, bytes, sha256: hash, compiled });
      modules.push({ ...found.modules[at]!, size: bytes.length, sha256: hash });
    });
    return { python, modules, program };
  }

  private moduleOf(built: BuiltPython, named: ReadonlySet<string>, imported: ReadonlySet<string>): ProgramModule {
    const { placement } = built;
    const { file, kind, path, relative, module = "" } = placement;
    const { emit = "bytecode", sourceLines } = this.python.compileOptionsOf(placement);
    const isRoot = named.has(file) || kind === "source";
    // Viper's integers behave differently from Python's.
    const isFixed = kind === "source" || imported.has(file) || emit !== "bytecode";
    const source = this.python.sourceToCompile(placement);
    return {
      path: relativePath(this.options.root, file),
      names: [...new Set([module, moduleName(path.slice(1))])],
      isPackage: /(^|\/)__init__\.py$/.test(relative),
      source: source.bytes,
      sourceHash: source.sha256,
      canBeMain: isRoot,
      isRoot: isRoot || isFixed,
      isFixed,
      hasStatementIds: sourceLines === "map",
      named: isRoot || isFixed ? "all" : [],
    };
  }
}

/**
 * Line maps by the names of functions in the sources. A line that was inlined from another file carries that file's
 * name.
 */
function linesAfter(
  module: ProgramModule,
  { bundles }: OptimizedProgram,
  lines: ReadonlyMap<ProgramModule, LineMap | undefined>,
): LineMap | undefined {
  const map = lines.get(module);
  if (map === undefined) return undefined;
  const runs = bundles.find(({ host }) => host === module)?.lines;
  const placeOf = (line: number): SourceLine => {
    const place = runs && originalLine(runs, line);
    return place === undefined ? line : place.path === module.path ? place.line : [place.path, place.line];
  };
  return Object.fromEntries(
    Object.entries(map).map(([name, ids]) => [
      name,
      ids.map((line) => (typeof line === "number" ? placeOf(line) : line)),
    ]),
  );
}

const decoder = new TextDecoder();

/** Adds all names of a precompiled module. */
function addNames(mpy: Uint8Array, names: Set<string>): void {
  const { qstrs, constants } = readMpy(mpy);
  for (const qstr of qstrs) names.add(typeof qstr === "number" ? STATIC_QSTRS[qstr]! : decoder.decode(qstr));
  for (const constant of constants) {
    if (constant.kind !== "str") continue;
    for (const word of decoder.decode(constant.bytes).match(/\w+/g) ?? []) names.add(word);
  }
}
