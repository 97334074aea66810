// MicroPython's WebAssembly build as a board: its standard input blocks on a ring of shared memory, as a UART's does, and it
// boots, resets and loses power as a board does, with its files kept. Raw paste is framed here, because this build cannot wait
// for a character in the middle of its own.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";

const { shared, files: firstFiles, heap, paste: hasPaste, prompt, crlf, room } = workerData;
const HEAD = 0;
const TAIL = 1;
const INTERRUPT = 2;
const POWER = 3;
const WANT_FILES = 4;
const control = new Int32Array(shared, 0, 8);
const ring = new Uint8Array(shared, 32);
const ROOT = "/flash";
const WINDOW = 128;
const SOFT_REBOOT = "MPY: soft reboot\r\n";

const module = createRequire(import.meta.url).resolve("@micropython/micropython-webassembly-pyscript/micropython.mjs");
const { loadMicroPython } = await import(pathToFileURL(module).href);

class PowerOff extends Error {}

let python;
/** Files at the moment of the power cut: what the dying program does afterwards does not count. */
let saved;
let output = [];
let lastByte = 0;
let skip = 0;
let muted = false;
let quiet = true;

function flush() {
  if (output.length === 0) return;
  parentPort.postMessage({ data: Uint8Array.from(output) });
  output = [];
}

function put(text) {
  for (const char of text) output.push(typeof char === "number" ? char : char.charCodeAt(0));
}

function printed(byte) {
  if (muted) return;
  if (skip > 0) {
    skip--;
    return;
  }
  if (crlf && byte === 10 && lastByte !== 13) output.push(13);
  output.push((lastByte = byte));
  if (byte === 10 || byte === 4 || byte === 6 || output.length > 255) flush();
}

/** Looks at what happens outside: called wherever the interpreter calls out. */
function poll() {
  if (Atomics.load(control, POWER) !== 0) {
    saved ??= tree();
    throw new PowerOff();
  }
  const placed = receiveMessageOnPort(parentPort)?.message;
  if (placed) {
    const wasQuiet = quiet;
    quiet = true;
    python.FS.writeFile(ROOT + placed.path, placed.bytes);
    quiet = wasQuiet;
  }
  if (Atomics.exchange(control, WANT_FILES, 0)) parentPort.postMessage({ files: tree() });
  if (Atomics.exchange(control, INTERRUPT, 0) && python._module._mp_hal_get_interrupt_char() === 3)
    python._module._mp_sched_keyboard_interrupt();
}

function read() {
  flush();
  for (;;) {
    poll();
    const head = Atomics.load(control, HEAD);
    const tail = Atomics.load(control, TAIL);
    if (head !== tail) {
      const byte = ring[tail % ring.length];
      Atomics.store(control, TAIL, tail + 1);
      return byte;
    }
    // With a limit, because what poll() looks at wakes nobody that waits for bytes.
    Atomics.wait(control, HEAD, head, 20);
  }
}

function tree() {
  const found = new Map();
  const wasQuiet = quiet;
  quiet = true; // reading files asks for the time, too
  const walk = (folder) => {
    for (const name of python.FS.readdir(folder)) {
      if (name === "." || name === "..") continue;
      const path = `${folder}/${name}`;
      if (python.FS.isDir(python.FS.stat(path).mode)) {
        found.set(path.slice(ROOT.length), null);
        walk(path);
      } else found.set(path.slice(ROOT.length), python.FS.readFile(path).slice());
    }
  };
  walk(ROOT);
  quiet = wasQuiet;
  return found;
}

// What this build's ticks_ms calls: sleep() spins on it.
const now = Date.now;
Date.now = () => {
  if (!quiet) poll();
  return now();
};

async function boot(files) {
  quiet = true;
  python = await loadMicroPython({
    url: module.replace(/mjs$/, "wasm"),
    heapsize: heap,
    linebuffer: false,
    stdin: read,
    stdout: (bytes) => {
      printed(bytes[0]);
      if (!quiet) poll();
    },
    stderr: (bytes) => output.push(bytes[0]),
  });
  const { FS } = python;
  FS.mkdir(ROOT);
  for (const [path, bytes] of files) {
    const parts = path.split("/").slice(1);
    const folders = bytes === null ? parts : parts.slice(0, -1);
    let folder = ROOT;
    for (const part of folders) {
      folder += `/${part}`;
      if (!FS.analyzePath(folder).exists) FS.mkdir(folder);
    }
    if (bytes !== null) FS.writeFile(ROOT + path, bytes);
  }
  python.runPython(`import sys,os\nos.chdir('${ROOT}')\nsys.path[:]=['','${ROOT}','${ROOT}/lib']`);
  if (prompt !== undefined) python.runPython(`import sys\nsys.ps1=${JSON.stringify(prompt)}`);
  if (room !== undefined) limitRoom(FS);
  quiet = false;
}

/** A flash of `room` bytes. 28 is MicroPython's ENOSPC. */
function limitRoom(FS) {
  const used = () => [...tree().values()].reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
  python.registerJsModule("board_room", { free: () => Math.max(0, room - used()) });
  python.runPython("import os,board_room\nos.statvfs=lambda p:(1,1,0,board_room.free(),board_room.free(),0,0,0,0,255)");
  const write = FS.write;
  FS.write = (stream, buffer, offset, length, ...rest) => {
    if (stream.path?.startsWith(`${ROOT}/`) && used() + length > room) throw new FS.ErrnoError(28);
    return write.call(FS, stream, buffer, offset, length, ...rest);
  };
}

/** Runs a file of the flash as a board does at its start. */
function runFile(name) {
  if (!python.FS.analyzePath(`${ROOT}/${name}`).exists) return;
  const code = `exec(compile(open('${ROOT}/${name}').read(),'${name}','exec'),globals())`;
  try {
    python.runPython("import micropython\nmicropython.kbd_intr(3)");
    python.runPython(code);
  } catch (error) {
    if (error instanceof PowerOff) throw error;
    put(
      String(error.message)
        .trimEnd()
        .replace(/^ {2}File "<stdin>", line 1, in <module>\n/m, "")
        .replaceAll("\n", "\r\n"),
    );
    put("\r\n");
  }
  python.runPython("import micropython\nmicropython.kbd_intr(-1)");
  flush();
}

/** Raw paste, as do_reader_stdin in MicroPython's pyexec.c frames it. */
function paste() {
  put([0x52, 1, WINDOW & 255, WINDOW >> 8, 1]);
  const code = [];
  let left = WINDOW;
  for (;;) {
    const byte = read();
    if (byte === 3) {
      Atomics.store(control, INTERRUPT, 0);
      put([4, 4]);
      put('Traceback (most recent call last):\r\n  File "<stdin>", line 1\r\nKeyboardInterrupt: \r\n');
      put([4]);
      put(">");
      return 0;
    }
    if (byte === 4) break;
    if (--left === 0) {
      put([1]);
      left = WINDOW;
    }
    code.push(byte);
  }
  put([4]);
  flush();
  for (const byte of code) python.replProcessChar(byte);
  skip = 2; // the "OK" of the plain raw REPL
  return python.replProcessChar(4);
}

let raw = false;

/** Reads and does what the host sends, until a soft reset. */
function session() {
  let question = 0;
  let isEmpty = true;
  for (;;) {
    const byte = read();
    Atomics.store(control, INTERRUPT, 0);
    let reset = 0;
    // The question has to be the whole line.
    if (raw && hasPaste && isEmpty && byte === [5, 0x41, 1][question]) {
      if (++question === 3) {
        question = 0;
        reset = paste();
      }
    } else {
      if (question > 0) python.replProcessChar(3);
      question = 0;
      if (byte === 1) raw = true;
      if (byte === 2) raw = false;
      // Firmware before raw paste takes this for a part of the line, which the next Ctrl-A throws away.
      isEmpty = byte < 5;
      if (raw && byte === 5) continue;
      reset = python.replProcessChar(byte);
    }
    flush();
    if (reset) return;
  }
}

async function run() {
  let files = new Map(firstFiles);
  let cold = true;
  for (;;) {
    await boot(files);
    try {
      if (!cold) {
        put(SOFT_REBOOT);
        flush();
      }
      runFile("boot.py");
      if (!raw) runFile("main.py");
      muted = raw;
      python.replInit();
      if (raw) python.replProcessChar(1);
      muted = false;
      if (raw) put("raw REPL; CTRL-B to exit\r\n>");
      flush();
      if (cold) parentPort.postMessage({ ready: true });
      cold = false;
      session();
    } catch (error) {
      if (!(error instanceof PowerOff) && saved === undefined) throw error;
    }
    files = saved ?? tree();
    if (saved !== undefined) {
      saved = undefined;
      output = [];
      skip = 0;
      raw = false;
      muted = false;
      parentPort.postMessage({ off: true });
      while (Atomics.load(control, POWER) !== 0) Atomics.wait(control, POWER, 1);
      Atomics.store(control, TAIL, Atomics.load(control, HEAD));
      cold = true;
    }
  }
}
await run();
