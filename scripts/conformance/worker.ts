// A thread of a comparison: takes tasks as messages, answers each with its result.

import { parentPort, workerData } from "node:worker_threads";
import { Comparer } from "./work.ts";
import type { Task, WorkerSetup } from "./work.ts";

const comparer = new Comparer(workerData as WorkerSetup);
parentPort!.on("message", (task: Task) => parentPort!.postMessage(comparer.run(task)));
