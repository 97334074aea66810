// Runs the jobs of a call of mpy-cross with many files. It reports failures in the order of the inputs, and shows
// progress on a terminal.

import { setFlagsFromString } from "node:v8";
import type { CompileOptions } from "../compiler/options.ts";
import type { CrossFailure, CrossJob } from "./cross-compile.ts";
import { runJobs, threadsFor, totalBytes } from "./cross-workers.ts";
import { ProgressLine } from "./progress-line.ts";

/**
 * A setting of Node 20's V8: it inlines so much that its optimizer finishes late, and a call of mpy-cross ends before
 * that pays. With a tenth of the default, a thousand files need a sixth less time. The V8 of later versions of Node has
 * a quicker optimizer, which gains nothing from it.
 */
const LESS_INLINING = "--max-inlined-bytecode-size-cumulative=100";

/**
 * Compiles all jobs, and returns the number of failures. It reports every failure, and continues with the other files.
 */
export async function runMany(
  jobs: readonly CrossJob[],
  options: CompileOptions,
  report: (failure: CrossFailure) => void,
): Promise<number> {
  const started = performance.now();
  if (process.versions.v8?.startsWith("11.")) setFlagsFromString(LESS_INLINING);
  const progress = ProgressLine.onTerminal(jobs.length);
  const failures = new Map<number, CrossFailure>();
  await runJobs(jobs, options, threadsFor(totalBytes(jobs)), ({ index, failure }) => {
    if (failure) failures.set(index, failure);
    progress?.step(jobs[index]!.input);
  });
  progress?.clear();
  for (const index of [...failures.keys()].sort((a, b) => a - b)) report(failures.get(index)!);
  if (process.stderr.isTTY) {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const failed = failures.size > 0 ? `, ${failures.size} failed` : "";
    process.stderr.write(`${jobs.length - failures.size} files compiled${failed} in ${seconds} s\n`);
  }
  return failures.size;
}
