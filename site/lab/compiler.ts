// The functions of the compile worker.

import type {
  CompileAnswer,
  CompileRequest,
  LabProblem,
  LabSettings,
  WarningsAnswer,
  WorkerAnswer,
} from "./messages.ts";

/** Compiles in a worker. */
export class LabCompiler {
  private readonly worker = new Worker(new URL("./worker/compile.worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<number, (answer: WorkerAnswer) => void>();
  private last = 0;

  constructor() {
    this.worker.addEventListener("message", ({ data }: MessageEvent<WorkerAnswer>) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    });
  }

  compile(source: string, settings: LabSettings): Promise<CompileAnswer> {
    return this.ask("compile", source, settings) as Promise<CompileAnswer>;
  }

  /** Warnings of a program that compiles. */
  async warnings(source: string, settings: LabSettings): Promise<readonly LabProblem[]> {
    return ((await this.ask("warnings", source, settings)) as WarningsAnswer).problems;
  }

  private ask(task: CompileRequest["task"], source: string, settings: LabSettings): Promise<WorkerAnswer> {
    const id = ++this.last;
    // Vue's proxies cannot be cloned.
    const request: CompileRequest = { id, task, source, settings: { ...settings } };
    this.worker.postMessage(request);
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  dispose(): void {
    this.worker.terminate();
  }
}
