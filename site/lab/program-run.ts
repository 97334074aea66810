// Runs a program on MicroPython in a worker of its own, so that it can be stopped.

import type { RunMessage } from "./worker/run.worker.ts";

/** Starts a program. Returns the function that stops it. */
export function runProgram(mpy: Uint8Array, onMessage: (message: RunMessage) => void): () => void {
  const worker = new Worker(new URL("./worker/run.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<RunMessage>) => {
    onMessage(data);
    if (data.kind === "ended") worker.terminate();
  });
  worker.addEventListener("error", (event) => {
    onMessage({ kind: "ended", error: `MicroPython cannot be loaded: ${event.message}` });
  });
  worker.postMessage(mpy);
  return () => worker.terminate();
}
