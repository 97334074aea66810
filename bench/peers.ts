// The compilers to compare with: a native mpy-cross, by its CPU time, and the WebAssembly build from npm.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Source } from "./corpus.ts";

/** A native mpy-cross. */
export class NativePeer {
  private readonly binary: string;
  private readonly folder: string;

  constructor(binary: string) {
    this.binary = binary;
    this.folder = mkdtempSync(join(tmpdir(), "bench-"));
    process.on("exit", () => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** Seconds of CPU for compiling each source once, one process each, less what starting the processes costs. */
  cpuSeconds(sources: readonly Source[], options: readonly string[]): number {
    const nothing: Source = { name: "nothing.py", bytes: new Uint8Array(0) };
    const idle = this.cpuOfRuns(
      Array.from({ length: sources.length }, () => nothing),
      options,
    );
    return Math.max(this.cpuOfRuns(sources, options) - idle, 0);
  }

  /** Milliseconds from asking for a process to its end. */
  startMilliseconds(source: Source): number {
    const file = this.write([source])[0]!;
    const before = performance.now();
    execFileSync(this.binary, ["-o", join(this.folder, "out.mpy"), file]);
    return performance.now() - before;
  }

  private write(sources: readonly Source[]): string[] {
    mkdirSync(this.folder, { recursive: true });
    return sources.map(({ bytes }, at) => {
      const file = join(this.folder, `${at}.py`);
      writeFileSync(file, bytes);
      return file;
    });
  }

  /** A shell runs them all and tells what its children used (`times`): second line, user and system. */
  private cpuOfRuns(sources: readonly Source[], options: readonly string[]): number {
    const files = this.write(sources);
    // heap for the largest; a program that is refused has been compiled as far as it goes
    const command = `${[this.binary, "-X", "heapsize=1024m", ...options].join(" ")} -o /dev/null`;
    const script = `${files.map((file) => `${command} ${file} 2>/dev/null`).join("\n")}\ntimes\n`;
    const said = spawnSync("sh", { input: script, encoding: "utf8" }).stdout;
    const used = [
      ...said
        .trim()
        .split("\n")
        .at(-1)!
        .matchAll(/(\d+)m([\d.]+)s/g),
    ];
    return used.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  }
}

interface PybricksResult {
  status: number;
  mpy?: Uint8Array;
}

/** Events to which each call of it adds listeners for good. */
const LEAKING = ["uncaughtException", "unhandledRejection"];

type PybricksCompile = (name: string, contents: string, options?: string[]) => Promise<PybricksResult>;

/** `@pybricks/mpy-cross-v6`, MicroPython 1.19's compiler; it fails on Node 18 and later unless `fetch` is hidden, and leaks listeners. */
export class PybricksPeer {
  private readonly compileOne: PybricksCompile;

  constructor() {
    const require = createRequire(join(process.cwd(), "package.json"));
    this.compileOne = (require("@pybricks/mpy-cross-v6") as { compile: PybricksCompile }).compile;
  }

  /** Compiles one source; resolves to its exit status. */
  async compile(name: string, text: string): Promise<number> {
    const { fetch } = globalThis;
    const listeners = new Set(LEAKING.flatMap((event) => process.rawListeners(event)));
    Reflect.deleteProperty(globalThis, "fetch");
    try {
      return (await this.compileOne(name, text)).status;
    } finally {
      globalThis.fetch = fetch;
      for (const event of LEAKING) {
        for (const listener of process.rawListeners(event)) {
          if (!listeners.has(listener)) process.removeListener(event, listener as () => void);
        }
      }
    }
  }
}
