// Runs in Vitest's worker: asks the device for the tests of a file, and defines tests of Vitest with failures that
// point to the Python sources.

import { readFileSync } from "node:fs";
import { TracebackMapper } from "../device/mapped-traceback.ts";
import type { MappedFrame } from "../device/mapped-traceback.ts";
import { parseTraceback } from "../device/traceback.ts";
import { absolutePath } from "../node/files.ts";
import { readOutline } from "../project/outline.ts";
import { problemPlace, ProjectError } from "../project/problem.ts";
import type { TestRequest } from "./options.ts";
import { DeviceFailure, TestSession } from "./session.ts";
import type { Failure } from "./session.ts";
import { TargetTimeout } from "./target/target.ts";

/** The used part of Vitest's test context. */
interface TestContext {
  skip(note?: string): never;
}

/** The used part of Vitest. The test file passes its own copy. */
export interface VitestApi {
  describe(name: string, define: () => void): void;
  test(name: string, run: (context: TestContext) => Promise<void>, timeoutMs: number): void;
  beforeAll(run: () => Promise<void>, timeoutMs: number): void;
  afterAll(run: () => Promise<void>, timeoutMs: number): void;
}

/** Extra time beyond a test's own limit, to start a fresh interpreter after a test that hung. */
const MARGIN_MS = 60_000;

/** Defines the tests of a file. */
export async function collect(api: VitestApi, request: TestRequest): Promise<void> {
  const session = await placed(() => new TestSession(request, print), request);
  const errors = new PythonErrors(session, request.file);
  const limit = request.timeout * 5 + MARGIN_MS;
  const device = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => Promise.reject(errors.of(error)));
  const names = await device(() => session.tests());
  api.afterAll(() => session.close(), limit);
  const test = (name: string, title: string): void =>
    api.test(
      title,
      async (context) => {
        const { skipped, failures } = await device(() => session.run(name)).catch((error: unknown) => {
          throw error instanceof TargetTimeout ? errors.atTest(error, name) : error;
        });
        const thrown = failures.map((failure) => errors.ofFailure(failure));
        // Vitest takes a list as several errors of one test.
        // eslint-disable-next-line no-throw-literal, typescript/only-throw-error -- see above
        if (thrown.length > 0) throw thrown.length === 1 ? thrown[0] : thrown;
        if (skipped !== undefined) context.skip(skipped);
      },
      limit,
    );
  // A script of assertions passes if its import succeeds.
  if (names.length === 0) api.test(session.built.module, () => Promise.resolve(), limit);
  const classes = new Set(names.filter((name) => name.includes(".")).map((name) => name.split(".")[0]!));
  for (const name of names) if (!name.includes(".")) test(name, name);
  for (const one of classes) {
    api.describe(one, () => {
      api.beforeAll(() => device(() => session.enter(one)), limit);
      api.afterAll(() => device(() => session.leave(one)), limit);
      for (const name of names) if (name.startsWith(`${one}.`)) test(name, name.slice(one.length + 1));
    });
  }
}

/** Prints the device's output as the test's output. */
function print(text: string): void {
  console.log(text.endsWith("\n") ? text.slice(0, -1) : text);
}

/** Adds a stack that leads to the source to errors of a build. */
async function placed<T>(make: () => T, { root }: TestRequest): Promise<T> {
  try {
    return make();
  } catch (error) {
    if (error instanceof ProjectError && error.problem.file !== undefined) {
      const { summary, file, line = 1, column = 1 } = error.problem;
      error.message = problemPlace(error.problem) === "" ? summary : `${problemPlace(error.problem)}: ${summary}`;
      error.stack = `${error.name}: ${error.message}\n    at ${absolutePath(root, file)}:${line}:${column}`;
    }
    throw error;
  }
}

/** Makes JavaScript errors from Python exceptions. */
class PythonErrors {
  private readonly root: string;
  /** The test file: absolute. */
  private readonly file: string;
  private readonly mapper: TracebackMapper;

  constructor({ built }: TestSession, file: string) {
    this.root = built.root;
    this.file = file;
    this.mapper = new TracebackMapper({ modules: built.modules, read: (source) => this.read(source) });
  }

  /** The errors of a failed test; exceptions of the device have their places. */
  of(error: unknown): unknown {
    return error instanceof DeviceFailure ? this.error(error.traceback) : error;
  }

  /** An error without a line of Python. It points to the test's definition. */
  atTest(error: Error, name: string): Error {
    const { file } = this;
    const [last, ...outer] = name.split(".").reverse();
    const source = this.read(file);
    const functions = source ? readOutline(source).functions : [];
    const defined = functions.find((one) => one.name === last && one.inside.join(".") === outer.join("."));
    const place = defined ? `\n    at ${last} (${file}:${defined.line}:${outer.length * 4 + 1})` : "";
    error.stack = `${error.name}: ${error.message}${place}`;
    return error;
  }

  ofFailure({ label, traceback, compared }: Failure): Error {
    const error = this.error(traceback, label);
    if (compared) {
      const [actual, expected] = compared;
      Object.assign(error, { actual, expected });
    }
    return error;
  }

  private error(text: string, label = ""): Error {
    const traceback = parseTraceback(text);
    if (traceback === undefined) return new Error(text.trim());
    const { frames, exception, message } = this.mapper.map(traceback);
    const own = frames.filter(({ source, sourceLine }) => source !== undefined && sourceLine !== undefined);
    const innermost = own.at(-1);
    // A plain `assert` has no message, so its source line is the message.
    const said = message === "" && innermost ? this.line(innermost) : message;
    const error = new Error(label === "" ? said : `${said} ${label}`);
    error.name = exception;
    const stack = own.reverse().map((frame) => `    at ${frame.function ?? "<module>"} (${this.place(frame)})`);
    error.stack = [`${exception}: ${error.message}`, ...stack].join("\n");
    return error;
  }

  private place(frame: MappedFrame): string {
    const text = this.sourceLine(frame);
    const column = text.length - text.trimStart().length + 1;
    return `${absolutePath(this.root, frame.source!)}:${frame.sourceLine}:${column}`;
  }

  private line(frame: MappedFrame): string {
    return this.sourceLine(frame).trim();
  }

  private sourceLine({ source, sourceLine }: MappedFrame): string {
    const bytes = this.read(source!);
    if (bytes === undefined) return "";
    return new TextDecoder().decode(bytes).split(/\r\n|\r|\n/)[sourceLine! - 1] ?? "";
  }

  private read(source: string): Uint8Array | undefined {
    try {
      return readFileSync(absolutePath(this.root, source));
    } catch {
      return undefined;
    }
  }
}
