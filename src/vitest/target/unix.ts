// MicroPython's unix port as a process, with the files in a temporary folder. It reads pieces of code from its standard input.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { within } from "./target.ts";
import type { RunResult, Target } from "./target.ts";
import { targetEnded, targetNotStarted } from "../messages.ts";

/** After each piece: 0x04, its traceback, 0x04, as in the raw REPL. */
const LOOP = `import sys
def _serve():
    read = sys.stdin.read
    while True:
        size = sys.stdin.readline()
        if not size:
            break
        code = read(int(size))
        error = None
        try:
            exec(code, {"__name__": "__main__"})
        except BaseException as raised:
            error = raised
        sys.stdout.write("\\x04")
        if error is not None:
            sys.print_exception(error, sys.stdout)
        sys.stdout.write("\\x04")
_serve()
`;

export async function startUnix(binary: string, files: ReadonlyMap<string, Uint8Array>): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "micropython-tests-"));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const child = spawn(binary, ["-c", LOOP], {
    cwd: folder,
    env: { ...process.env, MICROPYPATH: `:${folder}:${folder}/lib:.frozen` },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let heard = "";
  let complaints = "";
  let onData: () => void = () => {};
  let onFailure: (error: Error) => void = () => {};
  child.stdout.setEncoding("utf8").on("data", (data: string) => {
    heard += data;
    onData();
  });
  child.stderr.setEncoding("utf8").on("data", (data: string) => (complaints += data));
  child.stdin.on("error", () => {});
  child.on("error", ({ message }) => onFailure(new Error(targetNotStarted(binary, message))));
  child.on("close", (code, signal) => onFailure(new Error(targetEnded(code ?? signal, complaints))));

  const target: Target = {
    async run(code, onOutput, timeoutMs): Promise<RunResult> {
      const ended = new Promise<string>((resolve, reject) => {
        onFailure = reject;
        onData = () => {
          const [output, error, rest] = heard.split("\x04");
          if (rest !== undefined) {
            heard = rest;
            if (output !== "") onOutput(output!);
            resolve(error!);
          } else if (error === undefined && output!.includes("\n")) {
            const end = output!.lastIndexOf("\n") + 1;
            heard = output!.slice(end);
            onOutput(output!.slice(0, end));
          }
        };
      });
      child.stdin.write(`${[...code].length}\n${code}`);
      return { error: await within(ended, timeoutMs, () => child.kill("SIGKILL")) };
    },
    close() {
      onFailure = () => {};
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
  return target;
}
