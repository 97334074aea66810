// Many files in one call of mpy-cross: failures in the order of the inputs, whatever the order of the work, and on a
// terminal a line that shows how far it is.

import type { CompileOptions } from "../compiler/options.ts";
import type { CrossFailure, CrossJob } from "./cross-compile.ts";
import { runJobs, threadsFor } from "./cross-workers.ts";
import { ProgressLine } from "./progress-line.ts";

/** Compiles all jobs; gives how many failed. Every failure is reported, and the other files are compiled all the same. */
export async function runMany(
  jobs: readonly CrossJob[],
  options: CompileOptions,
  report: (failure: CrossFailure) => void,
): Promise<number> {
  const started = performance.now();
  const progress = ProgressLine.onTerminal(jobs.length);
  const failures = new Map<number, CrossFailure>();
  await runJobs(jobs, options, threadsFor(jobs), ({ index, failure }) => {
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
