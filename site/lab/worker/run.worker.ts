// Runs a compiled program on MicroPython's WebAssembly build. The page stops a program by ending this worker.

import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import wasm from "@micropython/micropython-webassembly-pyscript/micropython.wasm?url";

/** What the page is told. */
export type RunMessage =
  | { readonly kind: "output"; readonly text: string }
  | { readonly kind: "ended"; readonly error: string | undefined };

const post = (message: RunMessage): void => postMessage(message);

/** Output goes to the page in pieces, since a message for each byte of a loop that prints would block it. */
const POST_EVERY_MS = 30;
const LONGEST_PIECE = 16 * 1024;
/** Bytes after which a program is ended: more than anyone reads. */
const LONGEST_OUTPUT = 1_000_000;

const decoder = new TextDecoder();
let pending = "";
let printed = 0;
let lastPost = 0;

function flush(): void {
  if (pending !== "") post({ kind: "output", text: pending });
  pending = "";
  lastPost = performance.now();
}

function onOutput(data: Uint8Array): void {
  printed += data.length;
  if (printed > LONGEST_OUTPUT) {
    flush();
    post({ kind: "ended", error: `The program printed more than ${LONGEST_OUTPUT} bytes.` });
    close();
    throw new Error("too much output");
  }
  pending += decoder.decode(data, { stream: true });
  if (pending.length > LONGEST_PIECE || performance.now() - lastPost > POST_EVERY_MS) flush();
}

addEventListener("message", ({ data }: MessageEvent<Uint8Array>) => {
  void run(data);
});

async function run(mpy: Uint8Array): Promise<void> {
  let error: string | undefined;
  try {
    const python = await loadMicroPython({ url: wasm, heapsize: 4 * 1024 * 1024, linebuffer: false, stdout: onOutput });
    python.FS.writeFile("/program.mpy", mpy);
    await python.runPythonAsync("import program");
  } catch (caught) {
    error = caught instanceof Error ? caught.message : String(caught);
  }
  flush();
  post({ kind: "ended", error });
}
