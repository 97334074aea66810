// A MicroPython that tests run on.

/** What one piece of code came to. */
export interface RunResult {
  /** The traceback; "" where it came to its end. */
  readonly error: string;
}

/** An interpreter with files. */
export interface Target {
  /** Runs code at the top level. Output comes as text, as soon as it is there. @throws TargetTimeout */
  run(code: string, onOutput: (text: string) => void, timeoutMs: number): Promise<RunResult>;
  close(): Promise<void>;
}

/** The code took too long. The interpreter has been stopped and serves no more. */
export class TargetTimeout extends Error {
  constructor(timeoutMs: number) {
    super(`it took longer than ${timeoutMs} ms (option timeout), and the interpreter was stopped`);
    this.name = "TargetTimeout";
  }
}

/** The promise, or a failure when the time is over; `stop` ends what is too slow. */
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
