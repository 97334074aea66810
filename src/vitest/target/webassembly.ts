// MicroPython's WebAssembly build in a worker thread. Its state is global, and only a thread can be stopped when a
// program hangs.

import { Worker } from "node:worker_threads";
import { within } from "./target.ts";
import type { RunResult, Target } from "./target.ts";
import { INTERPRETER_ENDED } from "../messages.ts";

/** The worker's program, which is a separate entry in dist. */
const WORKER: URL = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "../vitest/target/worker.js",
  import.meta.url,
);
/** How long the interpreter may take to start, in milliseconds. */
const START_MS = 20_000;

/** A message of the worker. */
type Message = { readonly output: string } | { readonly error: string } | { readonly ready: true };

export async function startWebAssembly(files: ReadonlyMap<string, Uint8Array>): Promise<Target> {
  const worker = new Worker(WORKER, { workerData: { files } });
  let onOutput: (text: string) => void = () => {};
  let onEnd: (error: string) => void = () => {};
  let onFailure: (error: Error) => void = () => {};
  worker.on("error", (error) => onFailure(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", () => onFailure(new Error(INTERPRETER_ENDED)));
  worker.on("message", (message: Message) => {
    if ("output" in message) onOutput(message.output);
    else onEnd("error" in message ? message.error : "");
  });
  const next = (timeoutMs: number): Promise<string> => {
    const ended = new Promise<string>((resolve, reject) => {
      onEnd = resolve;
      onFailure = reject;
    });
    return within(ended, timeoutMs, () => worker.terminate());
  };
  await next(START_MS);
  return {
    async run(code, output, timeoutMs): Promise<RunResult> {
      onOutput = output;
      const ended = next(timeoutMs);
      worker.postMessage(code);
      return { error: await ended };
    },
    async close() {
      onFailure = () => {};
      await worker.terminate();
    },
  };
}
