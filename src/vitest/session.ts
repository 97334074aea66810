// A test file on a device: its tests and their results, with a fresh interpreter after a test that hung.

import type { TestRequest } from "./options.ts";
import { startTarget } from "./target/start.ts";
import { TargetTimeout } from "./target/target.ts";
import type { Target } from "./target/target.ts";
import { testFiles } from "./test-files.ts";
import type { TestFiles } from "./test-files.ts";

/** A message of the runner on the device: a word with its text (python/device_tests.py). */
interface RunnerMessage {
  readonly word: string;
  readonly text: string;
}

/** A failure of a test, or of one of its subtests. */
export interface Failure {
  /** The subtest's label; "" for the test itself. */
  readonly label: string;
  readonly traceback: string;
  /** The two compared values, as Python's repr writes them. */
  readonly compared: readonly [string, string] | undefined;
}

/** The result of a test. */
export interface Outcome {
  /** Why the test was skipped. */
  readonly skipped: string | undefined;
  readonly failures: readonly Failure[];
}

/** The time limit for importing a module and preparing a class, as a multiple of a test's limit. */
const PREPARING = 4;

/** Runs the tests of a file on a device one by one. After a test that hung it starts a fresh interpreter. */
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

  /** Starts the device, and returns the names of the tests: "Class.method", "function". @throws DeviceFailure */
  async tests(): Promise<string[]> {
    const messages = await this.load();
    return messages.filter(({ word }) => word === "test").map(({ text }) => text);
  }

  /** Runs a test. @throws DeviceFailure if setUpClass fails */
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
    const messages = await this.call(`run(${name.split(".").map(python).join(", ")})`, this.request.timeout);
    const failures: Failure[] = [];
    let compared: [string, string] | undefined;
    for (const { word, text } of messages) {
      const [first, second] = text.split("\x1d") as [string, string];
      if (word === "compared") compared = [first, second];
      if (word !== "failure") continue;
      failures.push({ label: first, traceback: second, compared });
      compared = undefined;
    }
    return { skipped: messages.find(({ word }) => word === "skip")?.text, failures };
  }

  async close(): Promise<void> {
    await this.target?.close();
    this.target = undefined;
  }

  /** Starts a new device if the last one was stopped. */
  private async fresh(): Promise<void> {
    if (this.target !== undefined) return;
    await this.load();
    for (const name of this.entered) await this.call(`enter(${python(name)})`);
  }

  private async load(): Promise<RunnerMessage[]> {
    this.target = await startTarget(this.request.target, this.built.files);
    return this.call(`load(${python(this.built.module)})`);
  }

  private async call(code: string, timeoutMs: number = this.request.timeout * PREPARING): Promise<RunnerMessage[]> {
    const messages: RunnerMessage[] = [];
    const reader = new MessageReader(messages, this.onOutput);
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
    return messages;
  }
}

/** An exception on the device outside a test. */
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

/** Separates the runner's messages from the output. */
class MessageReader {
  private readonly messages: RunnerMessage[];
  private readonly onOutput: (text: string) => void;
  private held = "";

  constructor(messages: RunnerMessage[], onOutput: (text: string) => void) {
    this.messages = messages;
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
      this.messages.push({ word: word!, text: rest.join(" ") });
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
