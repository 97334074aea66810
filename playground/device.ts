// A board made of MicroPython's WebAssembly build: the flash of a build on its filesystem, boot.py and main.py run as a board
// runs them. In a worker, because a program may hang and MicroPython keeps its state in globals.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Manifest } from "../src/project/manifest.ts";

/** How long the program may run, in milliseconds. */
const LIMIT_MS = 20_000;

/**
 * Starts the flash that was built into `output`, hands on every line that the device prints, and ends when one of them is
 * `last`. @throws Error if the device stops with a traceback or says nothing for too long
 */
export function runFlash(
  output: string,
  manifest: Manifest,
  last: string,
  print: (line: string) => void,
): Promise<void> {
  const entries = [...manifest.modules, ...manifest.files];
  const files = entries.map(({ path, asset }) => ({ path, bytes: readFileSync(join(output, asset)) }));
  return new Promise((resolve, reject) => {
    const worker = new Worker(BOARD, { eval: true, workerData: { files, boot: ["/boot.py", "/main.py"] } });
    const end = (error?: Error): void => {
      clearTimeout(limit);
      void worker.terminate();
      if (error) reject(error);
      else resolve();
    };
    const limit = setTimeout(() => end(new Error(`the device did not come to "${last}"`)), LIMIT_MS);
    worker.on("message", ({ line, failure }: { line?: string; failure?: string }) => {
      if (failure !== undefined) return end(new Error(failure));
      print(line ?? "");
      if (line === last) end();
    });
    worker.on("error", end);
  });
}

const BOARD = `
const { parentPort, workerData } = require("node:worker_threads");
import("@micropython/micropython-webassembly-pyscript").then(async ({ loadMicroPython }) => {
  const stdout = (line) => parentPort.postMessage({ line });
  const python = await loadMicroPython({ stdout, linebuffer: true });
  for (const { path, bytes } of workerData.files) {
    const folders = path.split("/").slice(1, -1);
    folders.reduce((parent, name) => {
      const folder = parent + "/" + name;
      if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
      return folder;
    }, "");
    python.FS.writeFile(path, bytes);
  }
  try {
    for (const path of workerData.boot) python.runPython(python.FS.readFile(path, { encoding: "utf8" }));
  } catch (error) {
    parentPort.postMessage({ failure: error.message });
  }
});
`;
