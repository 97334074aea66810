// One Python file through the compiler, and what the compiler refuses as a problem of the project. The only place of the
// plugin that calls the compiler.

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
import { archAdvice } from "../project/targets.ts";
import type { LineMap } from "../project/source-lines.ts";
import type { TargetHints } from "../project/targets.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** Version of the .mpy format with its sub-version, as a firmware loads it: "6.3". */
export function mpyFormat({ firmware }: Pick<CompileOptions, "firmware">): string {
  const release = firmware === undefined ? undefined : nearestRelease(firmware);
  return `${MPY_VERSION}.${(release ? behaviourOf(release) : TODAY).subVersion}`;
}

/** What came out of one source. */
export interface CompiledPython {
  readonly mpy: Uint8Array;
  readonly imports: readonly ImportFact[];
  readonly native: ManifestNative | null;
  /** With `sourceLines: "map"`. */
  readonly lines?: LineMap | undefined;
  /** What is certain to go wrong when it runs; undefined for none. */
  readonly hints?: readonly Hint[] | undefined;
}

/** What any firmware has: a module of this name is never the project's own by chance. */
const FIRMWARE_MODULES: ReadonlySet<string> = new Set(knownBuiltins().names());

const WARM_UP = "import a\n\nclass B:\n    def c(self, d=1):\n        return [d for d in self.e(d) if d]\n";

/**
 * Compiles a few lines for nothing, so that the first real file does not wait for the engine to read the compiler's code. Meant
 * for the moment when the bundler is still busy reading its own configuration and entries.
 */
export function warmUp(): void {
  compile(WARM_UP);
}

/** What the compiler answers to a source: true of the source and the options alone, on any machine and in any folder. */
export type CompileAnswer = CompiledPython | { readonly refusal: Refusal };

/** Why the compiler refuses a source: a problem without its file. */
export type Refusal = Pick<Problem, "summary" | "line" | "column" | "sourceLine" | "frame" | "hint">;

/** The options with which a placed source is compiled. */
export function compileOptions(
  placement: Placement,
  settings: CompileSettings,
  target: ResolvedOptions["target"],
): CompileOptions {
  return { ...settings, ...target, filename: placement.relative };
}

/** Asks the compiler. @throws Error for its own faults */
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

/** What came out of a placed source. @throws ProjectError where the compiler refuses it or fails */
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
    throw error instanceof ProjectError ? error : compilerFault(error, file, displayFile);
  }
  if (!("refusal" in answer)) return answer;
  throw withArchAdvice(new ProjectError({ ...answer.refusal, file, displayFile }), hints);
}

/** Native code without an architecture: says which one the user's board takes. */
function withArchAdvice(error: ProjectError, hints: TargetHints): ProjectError {
  if (!error.problem.summary.endsWith("invalid arch")) return error;
  return new ProjectError({ ...error.problem, hint: `Native code is made for one architecture. ${archAdvice(hints)}` });
}

/** What the compiler threw, as a problem of the file that it was given. */
export function asProjectError(error: unknown, source: Uint8Array, file: string, displayFile: string): ProjectError {
  if (!(error instanceof CompileError)) return compilerFault(error, file, displayFile);
  return new ProjectError({ ...refusalOf(error, source), file, displayFile });
}

function refusalOf({ exception, reason, line, column, frame, hint }: CompileError, source: Uint8Array): Refusal {
  const sourceLine = line === undefined ? undefined : lineOf(source, line);
  return { summary: `${exception}: ${reason}`, line, column, sourceLine, frame, hint };
}

function compilerFault(error: unknown, file: string, displayFile: string): ProjectError {
  const reason = error instanceof Error ? error.message : String(error);
  const hint = "This is a fault of unplugin-micropython, not of the file. Please report it together with the file.";
  return new ProjectError({ summary: `the compiler failed: ${reason}`, file, displayFile, hint });
}

/** A line of a source (1-based) as text. */
function lineOf(source: Uint8Array, line: number): string {
  return new TextDecoder().decode(source).split(/\r\n|\r|\n/)[line - 1] ?? "";
}
