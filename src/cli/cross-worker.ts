// A worker thread of mpy-cross: compiles the batches that cross-workers.ts sends.

import { parentPort, workerData } from "node:worker_threads";
import type { CompileOptions } from "../compiler/options.ts";
import { runJob } from "./cross-compile.ts";
import type { BatchMessage, CrossDone } from "./cross-workers.ts";

const options = workerData as CompileOptions;

parentPort!.on("message", ({ start, jobs }: BatchMessage) => {
  parentPort!.postMessage(jobs.map((job, at): CrossDone => ({ index: start + at, failure: runJob(job, options) })));
});
