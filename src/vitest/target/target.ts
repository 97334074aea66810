// A MicroPython that tests run on.

/** The result of one piece of code. */
export interface RunResult {
  /** The traceback; "" if the code ended normally. */
  readonly error: string;
}

/** An interpreter with files. */
export interface Target {
  /** Runs code at the top level. Output is passed on as soon as it arrives. @throws TargetTimeout */
  run(code: string, onOutput: (text: string) => void, timeoutMs: number): Promise<RunResult>;
  close(): Promise<void>;
}

/** The error of code that took too long. The interpreter has been stopped. */
export class TargetTimeout extends Error {
  constructor(timeoutMs: number) {
    super(`it took longer than ${timeoutMs} ms (option timeout), and the interpreter was stopped`);
    this.name = "TargetTimeout";
  }
}

/** The promise with a time limit; `stop` is called when the time is over. */
export async function within<T>(promise: Promise<T>, timeoutMs: number, stop: () => unknown): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      stop();
      reject(new TargetTimeout(timeoutMs));
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
