// The compile worker as a function. Answers that a newer question has overtaken are dropped.

import type { CompileAnswer, CompileRequest, LabSettings } from "./messages.ts";

/** Compiles in a worker. */
export class LabCompiler {
  private readonly worker = new Worker(new URL("./worker/compile.worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<number, (answer: CompileAnswer) => void>();
  private last = 0;

  constructor() {
    this.worker.addEventListener("message", ({ data }: MessageEvent<CompileAnswer>) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    });
  }

  compile(source: string, settings: LabSettings): Promise<CompileAnswer> {
    const id = ++this.last;
    // Vue's proxies cannot be cloned.
    const request: CompileRequest = { id, source, settings: { ...settings } };
    this.worker.postMessage(request);
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  dispose(): void {
    this.worker.terminate();
  }
}
