// Worker threads for a comparison. Each takes the next task when it is done with one; a watchdog ends a thread whose
// compile does not come back, counts that program as a difference (`!!HANG`), and gives the rest of the task to a new one.

import { Worker } from "node:worker_threads";
import { noCounts } from "./work.ts";
import type { Task, TaskResult, WorkerSetup } from "./work.ts";

/** No compile may take longer than this; the largest test file takes well under a second. */
const HANG_MS = 20_000;
const WATCH_MS = 500;

/** What the pool is told of a run. */
export interface PoolOptions {
  /** Threads. */
  jobs: number;
  /** Everything but the progress that each thread gets for its own. */
  setup: Omit<WorkerSetup, "progress">;
  /** The next task, or undefined when there is none left. */
  next: () => Task | undefined;
  /** Takes each result as it comes. */
  onResult: (result: TaskResult) => void;
}

/** Runs all tasks; rejects if a worker throws. */
export async function runPool(options: PoolOptions): Promise<void> {
  const spill: Task[] = [];
  const next = (): Task | undefined => spill.pop() ?? options.next();
  await Promise.all(Array.from({ length: options.jobs }, () => runThread(options, next, spill)));
}

/** One thread after another, until no task is left. */
async function runThread(options: PoolOptions, next: () => Task | undefined, spill: Task[]): Promise<void> {
  let task = next();
  while (task) {
    const hung = await runUntilHang(options, task, next);
    if (!hung) return;
    options.onResult(hung.result);
    if (hung.rest.programs.length > 0) spill.push(hung.rest);
    task = next();
  }
}

interface Hang {
  result: TaskResult;
  rest: Task;
}

function runUntilHang(options: PoolOptions, first: Task, next: () => Task | undefined): Promise<Hang | undefined> {
  const progress = new Int32Array(new SharedArrayBuffer(8)).fill(-1);
  const setup: WorkerSetup = { ...options.setup, progress: progress.buffer as SharedArrayBuffer };
  const worker = new Worker(new URL("./worker.mjs", import.meta.url), { workerData: setup });
  return new Promise((resolve, reject) => {
    let task = first;
    let seen = "";
    let since = Date.now();
    const watch = setInterval(() => {
      const state = `${progress[0]} ${progress[1]}`;
      if (state !== seen || progress[1] === -1) {
        seen = state;
        since = Date.now();
      } else if (Date.now() - since > HANG_MS) {
        finish(hangOf(task, progress, options.setup.sets));
      }
    }, WATCH_MS);
    const finish = (hang?: Hang): void => {
      clearInterval(watch);
      worker.removeAllListeners();
      void worker.terminate().then(() => resolve(hang));
    };
    worker.on("error", (error) => {
      clearInterval(watch);
      reject(error);
    });
    worker.on("message", (result: TaskResult) => {
      options.onResult(result);
      const following = next();
      if (!following) return finish();
      task = following;
      worker.postMessage(task);
    });
    worker.postMessage(task);
  });
}

/** The program that hangs counts as one difference; those before it in the task are compared again with the rest. */
function hangOf(task: Task, progress: Int32Array, sets: readonly string[]): Hang {
  const at = Math.max(progress[0]!, 0);
  const setAt = Math.max(progress[1]!, 0);
  const program = task.programs[at]!;
  const counts = sets.map(noCounts);
  counts[setAt]!.differs++;
  const theirs = program.known?.[setAt] ?? "!not asked@-";
  const difference = { program, set: sets[setAt]!, ours: "!!HANG@-", theirs };
  return {
    result: { counts, differences: [difference], fresh: [] },
    rest: { programs: task.programs.toSpliced(at, 1) },
  };
}
