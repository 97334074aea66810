// A test file on a device: its tests, what they came to, and a fresh interpreter after one that hung.

import type { TestRequest } from "./options.ts";
import { startTarget } from "./target/start.ts";
import { TargetTimeout } from "./target/target.ts";
import type { Target } from "./target/target.ts";
import { testFiles } from "./test-files.ts";
import type { TestFiles } from "./test-files.ts";

/** What the runner on the device told: words with their texts (python/device_tests.py). */
interface Told {
  readonly word: string;
  readonly text: string;
}

/** A failure of a test, or of one of its subtests. */
export interface Failure {
  /** Of the subtest; "" for the test itself. */
  readonly label: string;
  readonly traceback: string;
  /** What a comparison compared, as Python writes it. */
  readonly compared: readonly [string, string] | undefined;
}

/** What a test came to. */
export interface Outcome {
  /** Why it was skipped. */
  readonly skipped: string | undefined;
  readonly failures: readonly Failure[];
}

/** How long a module may take to be imported and a class to be prepared, in tests' time limits. */
const PREPARING = 4;

/** A test file on a device: runs its tests one by one, and starts a fresh interpreter after one that hung. */
export class TestSession {
  readonly built: TestFiles;
  private readonly request: TestRequest;
  private readonly onOutput: (text: string) => void;
  private target: Target | undefined;
  /** Classes that were entered. */
  private readonly entered = new Set<string>();

  constructor(request: TestRequest, onOutput: (text: string) => void) {
    this.request = request;
    this.onOutput = onOutput;
    this.built = testFiles(request);
  }

  /** Starts the device and gives the names of the tests: "Class.method", "function". @throws DeviceFailure */
  async tests(): Promise<string[]> {
    const told = await this.load();
    return told.filter(({ word }) => word === "test").map(({ text }) => text);
  }

  /** @throws DeviceFailure where setUpClass fails */
  async enter(name: string): Promise<void> {
    await this.fresh();
    await this.call(`enter(${python(name)})`);
    this.entered.add(name);
  }

  async leave(name: string): Promise<void> {
    if (!this.entered.delete(name) || this.target === undefined) return;
    await this.call(`leave(${python(name)})`);
  }

  async run(name: string): Promise<Outcome> {
    await this.fresh();
    const told = await this.call(`run(${name.split(".").map(python).join(", ")})`, this.request.timeout);
    const failures: Failure[] = [];
    let compared: [string, string] | undefined;
    for (const { word, text } of told) {
      const [first, second] = text.split("\x1d") as [string, string];
      if (word === "compared") compared = [first, second];
      if (word !== "failure") continue;
      failures.push({ label: first, traceback: second, compared });
      compared = undefined;
    }
    return { skipped: told.find(({ word }) => word === "skip")?.text, failures };
  }

  async close(): Promise<void> {
    await this.target?.close();
    this.target = undefined;
  }

  /** A device that is ready: another one where the last was stopped. */
  private async fresh(): Promise<void> {
    if (this.target !== undefined) return;
    await this.load();
    for (const name of this.entered) await this.call(`enter(${python(name)})`);
  }

  private async load(): Promise<Told[]> {
    this.target = await startTarget(this.request.target, this.built.files);
    return this.call(`load(${python(this.built.module)})`);
  }

  private async call(code: string, timeoutMs: number = this.request.timeout * PREPARING): Promise<Told[]> {
    const told: Told[] = [];
    const reader = new ToldReader(told, this.onOutput);
    let error: string;
    try {
      ({ error } = await this.target!.run(
        `import device_tests\ndevice_tests.${code}`,
        (text) => reader.push(text),
        timeoutMs,
      ));
    } catch (failure) {
      reader.end();
      const stopped = this.target;
      this.target = undefined;
      await stopped?.close();
      throw failure instanceof TargetTimeout ? failure : new Error((failure as Error).message, { cause: failure });
    }
    reader.end();
    if (error !== "") throw new DeviceFailure(error);
    return told;
  }
}

/** An exception on the device outside of a test. */
export class DeviceFailure extends Error {
  readonly traceback: string;

  constructor(traceback: string) {
    super(traceback);
    this.traceback = traceback;
  }
}

function python(text: string): string {
  return JSON.stringify(text);
}

/** Takes what the runner tells out of the output. */
class ToldReader {
  private readonly told: Told[];
  private readonly onOutput: (text: string) => void;
  private held = "";

  constructor(told: Told[], onOutput: (text: string) => void) {
    this.told = told;
    this.onOutput = onOutput;
  }

  push(text: string): void {
    this.held += text.replaceAll("\r\n", "\n");
    for (;;) {
      const start = this.held.indexOf("\x1e");
      const end = this.held.indexOf("\x1f", start);
      if (start < 0 || end < 0) break;
      this.print(this.held.slice(0, start));
      const [word, ...rest] = this.held.slice(start + 1, end).split(" ");
      this.told.push({ word: word!, text: rest.join(" ") });
      this.held = this.held.slice(end + 1);
    }
    const whole = this.held.includes("\x1e") ? 0 : this.held.lastIndexOf("\n") + 1;
    this.print(this.held.slice(0, whole));
    this.held = this.held.slice(whole);
  }

  end(): void {
    this.print(this.held);
    this.held = "";
  }

  private print(text: string): void {
    if (text !== "") this.onOutput(text);
  }
}
