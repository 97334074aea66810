// A board for tests: a unix MicroPython behind a pseudo-terminal that hands on every byte, started again when it ends, as after a
// soft reset. It has asyncio and a standard input that can be polled, which the WebAssembly build has not.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { PortEvents } from "../../../src/device/port.ts";
import type { Port } from "../../../src/device/port.ts";

/** Starts one whose files lie in `folder`; `binary` is the unix port. It ends when the port is closed. */
export function unixBoard(binary: string, folder: string): Port {
  const events = new PortEvents();
  let child: ChildProcess;
  let isClosed = false;
  const start = (): void => {
    // A Ctrl-C before the interpreter takes it must not end the shell.
    const command = `trap "" INT; stty raw isig -echo; exec ${binary} -X heapsize=1M`;
    child = spawn("script", ["-qfec", command, "/dev/null"], {
      cwd: folder,
      stdio: ["pipe", "pipe", "ignore"],
    });
    // What is sent to an interpreter that has just ended is lost, as on a board.
    child.stdin!.on("error", () => {});
    child.stdout!.on("data", (bytes: Buffer) => events.data(new Uint8Array(bytes)));
    child.once("exit", () => {
      if (isClosed) return;
      events.data(new TextEncoder().encode("MPY: soft reboot\r\n"));
      start();
    });
  };
  start();
  return {
    name: "unix",
    write: (bytes) => new Promise((resolve) => child.stdin!.write(bytes, () => resolve())),
    onData: (listener) => events.onData(listener),
    onClose: (listener) => events.onClose(listener),
    close: async () => {
      isClosed = true;
      child.kill();
      events.close();
    },
  };
}
