// Many jobs of mpy-cross over worker threads. A thread starts with a cold compiler and takes about a second of processor time
// to warm it up, so all but large projects stay on the main thread. Files are handed out in batches, because their sizes differ and a message has a price.

import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { CompileOptions } from "../compiler/options.ts";
import { makeFolder } from "../node/write.ts";
import { runJob } from "./cross-compile.ts";
import type { CrossFailure, CrossJob } from "./cross-compile.ts";

/** A job that is done: which one, and what went wrong if anything. */
export interface CrossDone {
  readonly index: number;
  readonly failure: CrossFailure | undefined;
}

/** Bytes of source for which one more thread pays: a warm compiler takes as long for them as a cold one to warm up. */
const BYTES_PER_THREAD = 4_000_000;
const BATCH = 16;

/** The thread's program. This file is in a folder beside dist/cli once it is bundled. */
const WORKER = new URL("../cli/cross-worker.js", import.meta.url);

/** How many threads pay for these jobs; 1 is the main thread alone. */
export function threadsFor(jobs: readonly CrossJob[]): number {
  return Math.min(availableParallelism(), Math.floor(totalBytes(jobs) / BYTES_PER_THREAD) + 1);
}

/**
 * Runs all jobs on so many threads and calls `done` for each, in the order in which they end. `program` is for tests, which
 * run from the sources.
 */
export async function runJobs(
  jobs: readonly CrossJob[],
  options: CompileOptions,
  threads: number,
  done: (result: CrossDone) => void,
  program: URL = WORKER,
): Promise<void> {
  for (const folder of new Set(jobs.map((job) => dirname(job.output)))) makeFolder(folder);
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

/** Work for a thread: consecutive jobs, the first of them number `start`. */
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

function totalBytes(jobs: readonly CrossJob[]): number {
  return jobs.reduce((sum, job) => sum + (statSync(job.input, { throwIfNoEntry: false })?.size ?? 0), 0);
}
