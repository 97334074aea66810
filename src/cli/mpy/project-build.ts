// Builds a project for a command, without a bundler. Problems go to standard error, in the format of a bundler.

import { printableText } from "../../diagnostics/printable.ts";
import { FlashBuild } from "../../engine/flash-build.ts";
import type { FlashSnapshot } from "../../engine/snapshot.ts";
import { NO_IMPORTS } from "../../engine/imported-python.ts";
import type { ResolvedOptions } from "../../options/resolve-options.ts";
import { problemText } from "../../project/problem.ts";
import { paintedMessage } from "../colours.ts";
import { ProgressLine } from "../progress-line.ts";

/** A build and its snapshot. */
export interface BuiltProject {
  readonly build: FlashBuild;
  readonly snapshot: FlashSnapshot;
}

/** Builds a project, with a progress line. */
export function buildProject(options: ResolvedOptions): BuiltProject {
  const build = new FlashBuild(options);
  const progress = ProgressLine.onTerminal();
  if (progress) build.python.onCompile = (file) => progress.step(file);
  const snapshot = build.snapshot(NO_IMPORTS);
  progress?.clear();
  return { build, snapshot };
}

/** Writes warnings and problems to standard error. Returns whether there are problems. */
export function printFindings({ warnings, problems }: FlashSnapshot): boolean {
  const { stderr } = process;
  for (const warning of warnings) stderr.write(paintedMessage(printableText(`warning: ${warning}\n`), stderr));
  for (const problem of problems) stderr.write(paintedMessage(`error: ${problemText(problem)}\n\n`, stderr));
  return problems.length > 0;
}
