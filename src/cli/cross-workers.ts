// Runs jobs of mpy-cross in worker threads. Each thread warms its compiler up again, and V8's own threads, which optimize
// its code, need processors too. So only large projects use threads. Threads get batches of files: sizes differ, and
// each message has a cost.

import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { CompileOptions } from "../compiler/options.ts";
import { makeFolder } from "../node/write.ts";
import { runJob } from "./cross-compile.ts";
import type { CrossFailure, CrossJob } from "./cross-compile.ts";

/** A finished job: its number, and its failure if it failed. */
export interface CrossDone {
  readonly index: number;
  readonly failure: CrossFailure | undefined;
}

/** Bytes of source per thread: a warm compiler needs as long for them as a cold one needs to warm up. */
const BYTES_PER_THREAD = 4_000_000;
/**
 * Bytes of source per thread where threads have no second processor for V8's own threads. Measured on two processors: one
 * thread and two need equally long for so much.
 */
const BYTES_PER_CROWDED_THREAD = 20_000_000;
const BATCH = 16;

/** The thread's program. In the bundle, this file is in a folder beside dist/cli. */
const WORKER = new URL("../cli/cross-worker.js", import.meta.url);

/** The number of threads for so many bytes of source; 1 is the main thread only. */
export function threadsFor(bytes: number, processors: number = availableParallelism()): number {
  const roomy = Math.min(processors >> 1, Math.floor(bytes / BYTES_PER_THREAD) + 1);
  const crowded = Math.min(processors, Math.floor(bytes / BYTES_PER_CROWDED_THREAD) + 1);
  return Math.max(roomy, crowded);
}

/**
 * Runs all jobs on a number of threads, and calls `done` for each when it ends. `program` is for tests, which run from
 * the sources.
 */
export async function runJobs(
  jobs: readonly CrossJob[],
  options: CompileOptions,
  threads: number,
  done: (result: CrossDone) => void,
  program: URL = WORKER,
): Promise<void> {
  for (const folder of new Set(jobs.map((job) => dirname(job.output)))) {
    try {
      makeFolder(folder);
    } catch {
      // The files that it is for tell why.
    }
  }
  if (threads < 2) {
    jobs.forEach((job, index) => done({ index, failure: runJob(job, options) }));
    return;
  }
  let next = 0;
  const takeBatch = (): BatchMessage => {
    const start = next;
    next = Math.min(next + BATCH, jobs.length);
    return { start, jobs: jobs.slice(start, next) };
  };
  await Promise.all(Array.from({ length: threads }, () => runThread(program, options, takeBatch, done)));
}

/** A batch for a thread: consecutive jobs, beginning with number `start`. */
export interface BatchMessage {
  start: number;
  jobs: readonly CrossJob[];
}

function runThread(
  program: URL,
  options: CompileOptions,
  takeBatch: () => BatchMessage,
  done: (result: CrossDone) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: options });
    const feed = (): void => {
      const batch = takeBatch();
      if (batch.jobs.length > 0) worker.postMessage(batch);
      else void worker.terminate().then(() => resolve());
    };
    worker.on("message", (results: CrossDone[]) => {
      for (const result of results) done(result);
      feed();
    });
    worker.on("error", reject);
    feed();
  });
}

/** Bytes of all sources. */
export function totalBytes(jobs: readonly CrossJob[]): number {
  return jobs.reduce((sum, job) => sum + (statSync(job.input, { throwIfNoEntry: false })?.size ?? 0), 0);
}
