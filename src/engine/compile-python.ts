// Compiles one Python file, and turns a refusal into a problem of the project. No other file of the plugin calls the
// compiler.

import { compile, compileWithHints } from "../compiler/index.ts";
import type { CompileOptions, Hint } from "../compiler/index.ts";
import { CompileError } from "../diagnostics/compile-error.ts";
import { behaviourOf, nearestRelease, TODAY } from "../firmware/index.ts";
import { MPY_VERSION } from "../mpy/file/model.ts";
import { knownBuiltins } from "../project/builtins/builtins.ts";
import type { ImportFact } from "../project/imports.ts";
import type { ManifestNative } from "../project/manifest.ts";
import type { Placement } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { Problem } from "../project/problem.ts";
import type { CompileSettings } from "../project/settings.ts";
import type { LineMap } from "../project/source-lines.ts";
import type { TargetHints } from "../project/targets.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { compilerFault, nativeArchHint } from "./messages.ts";
import type { FilePlace } from "./messages.ts";

/** The version and sub-version of .mpy files that a firmware loads: "6.3". */
export function mpyFormat({ firmware }: Pick<CompileOptions, "firmware">): string {
  const release = firmware === undefined ? undefined : nearestRelease(firmware);
  return `${MPY_VERSION}.${(release ? behaviourOf(release) : TODAY).subVersion}`;
}

/** The result of compiling one source. */
export interface CompiledPython {
  readonly mpy: Uint8Array;
  readonly imports: readonly ImportFact[];
  readonly native: ManifestNative | null;
  /** With `sourceLines: "map"`. */
  readonly lines?: LineMap | undefined;
  /** Faults that are certain to occur at run time; undefined for none. */
  readonly hints?: readonly Hint[] | undefined;
}

/** Modules that some firmware has. */
const FIRMWARE_MODULES: ReadonlySet<string> = new Set(knownBuiltins().names());

const WARM_UP = "import a\n\nclass B:\n    def c(self, d=1):\n        return [d for d in self.e(d) if d]\n";

/**
 * Compiles a few lines so that V8 has loaded the compiler's code before the first real file. Call it while the bundler
 * reads its configuration and entries.
 */
export function warmUp(): void {
  compile(WARM_UP);
}

/**
 * The compiler's answer to a source. It depends on the source and the options only, not on the machine or the folder.
 */
export type CompileAnswer = CompiledPython | { readonly refusal: Refusal };

/** A refusal of the compiler: a problem without its file. */
export type Refusal = Pick<Problem, "summary" | "line" | "column" | "sourceLine" | "frame" | "hint">;

/** The compiler's options for a placed source. */
export function compileOptions(
  placement: Placement,
  settings: CompileSettings,
  target: ResolvedOptions["target"],
): CompileOptions {
  return { ...settings, ...target, filename: placement.relative };
}

/** Compiles a source. @throws Error for faults of the compiler */
export function askCompiler(source: Uint8Array, options: CompileOptions): CompileAnswer {
  try {
    const { mpy, imports, native, lines, hints } = compileWithHints(source, { ...options, modules: FIRMWARE_MODULES });
    return {
      mpy,
      imports,
      native: native && { arch: native.arch, mpy: mpyFormat(options) },
      ...(lines && { lines }),
      ...(hints.length > 0 && { hints }),
    };
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { refusal: refusalOf(error, source) };
  }
}

/** The result of compiling a placed source. @throws ProjectError if the compiler refuses it or fails */
export function compilePython(
  ask: () => CompileAnswer,
  placement: Placement,
  hints: TargetHints,
  displayFile: string,
): CompiledPython {
  const { file } = placement;
  let answer: CompileAnswer;
  try {
    answer = ask();
  } catch (error) {
    throw error instanceof ProjectError ? error : asCompilerFault(error, { file, displayFile });
  }
  if (!("refusal" in answer)) return answer;
  throw withArchAdvice(new ProjectError({ ...answer.refusal, file, displayFile }), hints);
}

/** Adds the architecture of the user's board to the refusal of native code. */
function withArchAdvice(error: ProjectError, hints: TargetHints): ProjectError {
  if (!error.problem.summary.endsWith("invalid arch")) return error;
  return new ProjectError({ ...error.problem, hint: nativeArchHint(hints) });
}

/** An error of the compiler as a problem of the file. */
export function asProjectError(error: unknown, source: Uint8Array, file: string, displayFile: string): ProjectError {
  if (!(error instanceof CompileError)) return asCompilerFault(error, { file, displayFile });
  return new ProjectError({ ...refusalOf(error, source), file, displayFile });
}

function refusalOf({ exception, reason, line, column, frame, hint }: CompileError, source: Uint8Array): Refusal {
  const sourceLine = line === undefined ? undefined : lineOf(source, line);
  return { summary: `${exception}: ${reason}`, line, column, sourceLine, frame, hint };
}

function asCompilerFault(error: unknown, place: FilePlace): ProjectError {
  return new ProjectError(compilerFault(place, error instanceof Error ? error.message : String(error)));
}

/** A line of a source (1-based) as text. */
function lineOf(source: Uint8Array, line: number): string {
  return new TextDecoder().decode(source).split(/\r\n|\r|\n/)[line - 1] ?? "";
}
