// Runs Python on a real MicroPython (its WebAssembly build) with a given filesystem: the check that what we make is what a
// device takes.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A file of the device. */
export interface DeviceFile {
  /** Absolute path on the device. */
  path: string;
  bytes: Uint8Array;
}

/** What one step printed, and the traceback if it ended with one. */
export interface StepResult {
  output: string;
  error: string | null;
}

const BESIDE: string = fileURLToPath(new URL("micropython-host.mjs", import.meta.url));
/** A script's bundle lies elsewhere, but scripts start in the project's root. */
const HOST: string = existsSync(BESIDE) ? BESIDE : resolve("test/support/micropython-host.mjs");
/** A busy machine starts it slowly; the limit of a test is 60 s. */
const LIMIT_MS = 50_000;

/**
 * Runs the steps, each a piece of Python, one after the other on one device. With `waitMs`, asynchronous tasks get that long
 * at the end, and one result more holds what they printed. `preload` is a module that the device's process loads first. A device
 * that hangs is killed. `runtime` is the package of another release.
 */
export function runOnDevice(
  files: readonly DeviceFile[],
  steps: readonly string[],
  waitMs = 0,
  preload?: string,
  runtime: string = "@micropython/micropython-webassembly-pyscript",
): Promise<StepResult[]> {
  return new Promise((resolve, reject) => {
    const preloaded = preload === undefined ? [] : ["--import", preload];
    const child = spawn(process.execPath, [...preloaded, HOST], { stdio: ["pipe", "pipe", "pipe"], timeout: LIMIT_MS });
    let output = "";
    let complaints = "";
    child.stdout.on("data", (data) => (output += String(data)));
    child.stderr.on("data", (data) => (complaints += String(data)));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(JSON.parse(output) as StepResult[]);
      else reject(new Error(`MicroPython ended with ${code ?? signal}\n${complaints}`));
    });
    const encoded = files.map(({ path, bytes }) => ({ path, base64: Buffer.from(bytes).toString("base64") }));
    child.stdin.end(JSON.stringify({ files: encoded, steps, waitMs, runtime }));
  });
}
