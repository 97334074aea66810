// The thread of a WebAssembly interpreter: runs pieces of code one after the other.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

/** The used part of the interpreter, which has no types. */
interface Interpreter {
  readonly FS: {
    analyzePath(path: string): { readonly exists: boolean };
    mkdir(path: string): void;
    writeFile(path: string, content: Uint8Array): void;
  };
  runPython(code: string): void;
}
interface InterpreterModule {
  loadMicroPython(options: {
    heapsize: number;
    linebuffer: boolean;
    stdout: (bytes: Uint8Array) => void;
    stderr: (bytes: Uint8Array) => void;
  }): Promise<Interpreter>;
}

/** Heap size in bytes: more than a board has, so that tests do not fail for lack of memory. */
const HEAP_SIZE = 8 * 1024 * 1024;
const ROOT = "/flash";

const port = parentPort!;
const { files } = workerData as { files: ReadonlyMap<string, Uint8Array> };
const path = createRequire(import.meta.url).resolve("@micropython/micropython-webassembly-pyscript/micropython.mjs");
const { loadMicroPython } = (await import(pathToFileURL(path).href)) as InterpreterModule;

const decoder = new TextDecoder();
let printed = "";

function flush(): void {
  if (printed !== "") port.postMessage({ output: printed });
  printed = "";
}

function print(bytes: Uint8Array): void {
  printed += decoder.decode(bytes, { stream: true });
  if (printed.endsWith("\n")) flush();
}

const python = await loadMicroPython({ heapsize: HEAP_SIZE, linebuffer: false, stdout: print, stderr: print });
python.FS.mkdir(ROOT);
for (const [path, content] of files) {
  let folder = ROOT;
  for (const part of path.split("/").slice(1, -1)) {
    folder += `/${part}`;
    if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
  }
  python.FS.writeFile(ROOT + path, content);
}
python.runPython(`import os, sys\nos.chdir("${ROOT}")\nsys.path[:] = ["", "${ROOT}", "${ROOT}/lib"]`);

port.on("message", (code: string) => {
  let error = "";
  try {
    python.runPython(code);
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message : String(thrown);
  }
  flush();
  port.postMessage({ error });
});
port.postMessage({ ready: true });
