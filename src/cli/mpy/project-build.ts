// A project built for a command: all that its options name, without a bundler. What is wrong with it goes to standard error, as
// a bundler would tell it.

import { printableText } from "../../diagnostics/printable.ts";
import { FlashBuild } from "../../engine/flash-build.ts";
import type { FlashSnapshot } from "../../engine/snapshot.ts";
import { NO_IMPORTS } from "../../engine/imported-python.ts";
import type { ResolvedOptions } from "../../options/resolve-options.ts";
import { problemText } from "../../project/problem.ts";
import { paintedMessage } from "../colours.ts";
import { ProgressLine } from "../progress-line.ts";

/** A build and what it came to. */
export interface BuiltProject {
  readonly build: FlashBuild;
  readonly snapshot: FlashSnapshot;
}

/** Builds it, with a line that shows how far it is. */
export function buildProject(options: ResolvedOptions): BuiltProject {
  const build = new FlashBuild(options);
  const progress = ProgressLine.onTerminal();
  if (progress) build.python.onCompile = (file) => progress.step(file);
  const snapshot = build.snapshot(NO_IMPORTS);
  progress?.clear();
  return { build, snapshot };
}

/** Writes warnings and problems to standard error. Gives whether there are problems. */
export function tellFindings({ warnings, problems }: FlashSnapshot): boolean {
  const { stderr } = process;
  for (const warning of warnings) stderr.write(paintedMessage(printableText(`warning: ${warning}\n`), stderr));
  for (const problem of problems) stderr.write(paintedMessage(`error: ${problemText(problem)}\n\n`, stderr));
  return problems.length > 0;
}
