// A board made of MicroPython's WebAssembly build: it mounts the image of a build's flash at "/", runs boot.py and main.py as a board
// does, and answers requests for the page. It runs in a worker, because a program may hang and MicroPython keeps its state in globals.

import { Worker } from "node:worker_threads";

/** Maximum run time of the program, in milliseconds. */
const LIMIT_MS = 20_000;

/** An answer of the board's web server. */
export interface Answer {
  /** "HTTP/1.1 200 OK" and the headers, one a line. */
  head: string[];
  body: Buffer;
}

/** Requests each path from the web server on the flash. @throws Error as {@link runFlash} */
export async function askFlash(image: Uint8Array, paths: readonly string[]): Promise<Answer[]> {
  const lines: string[] = [];
  const program = `
from binascii import b2a_base64
from greenhouse.web import Site
for path in ${JSON.stringify(paths)}:
    print(b2a_base64(Site().respond("GET " + path + " HTTP/1.1")).decode().strip())
print("end")`;
  await runImage(image, [program], "end", (line) => lines.push(line));
  return lines.slice(0, -1).map((line) => {
    const bytes = Buffer.from(line, "base64");
    const end = bytes.indexOf("\r\n\r\n");
    return { head: bytes.subarray(0, end).toString().split("\r\n"), body: bytes.subarray(end + 4) };
  });
}

/**
 * Runs the flash in `image` until it prints the line `last`. `print` gets every line.
 * @throws Error if the program ends with a traceback or takes too long
 */
export function runFlash(image: Uint8Array, last: string, print: (line: string) => void): Promise<void> {
  return runImage(image, ['exec(open("/boot.py").read())', 'exec(open("/main.py").read())'], last, print);
}

function runImage(
  image: Uint8Array,
  programs: readonly string[],
  last: string,
  print: (line: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(BOARD, { eval: true, workerData: { image, programs } });
    const end = (error?: Error): void => {
      clearTimeout(limit);
      void worker.terminate();
      if (error) reject(error);
      else resolve();
    };
    const limit = setTimeout(() => end(new Error(`the device did not print "${last}"`)), LIMIT_MS);
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
const MOUNT = \`
import vfs
with open("/image", "rb") as file:
    image = file.read()
vfs.umount("/")
vfs.mount(vfs.VfsRom(image), "/")
\`;
import("@micropython/micropython-webassembly-pyscript").then(async ({ loadMicroPython }) => {
  const stdout = (line) => parentPort.postMessage({ line });
  const python = await loadMicroPython({ stdout, linebuffer: true });
  python.FS.writeFile("/image", workerData.image);
  try {
    python.runPython(MOUNT);
    for (const program of workerData.programs) python.runPython(program);
  } catch (error) {
    parentPort.postMessage({ failure: error.message });
  }
});
`;
