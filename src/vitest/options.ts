// What a user may say of tests on a device, and what it comes to.

import { wrongOption } from "../options/option-error.ts";
import type { MicroPythonOptions } from "../options/types.ts";

/** Options of the plugin for Vitest. */
export interface DeviceTestOptions {
  /**
   * The options of the project whose modules the tests import: those that `micropython()` takes. Paths count from Vitest's root.
   * @default none: tests import what lies beside them
   */
  project?: MicroPythonOptions;
  /**
   * What the tests run on: `"webassembly"`; `"unix:PATH"`, MicroPython's unix port at PATH or, for `"unix:micropython"`, in the
   * search path; or the port of a board (`"auto"`, `"/dev/ttyACM0"`, `"COM3"`, `"socket://…"`, `"rfc2217://…"`, `"ws://…"`). The
   * variable MICROPYTHON_TARGET says it, too.
   * @default "webassembly"
   */
  target?: string;
  /**
   * How long one test may take, in milliseconds. Then the interpreter is stopped, and the next test has a fresh one.
   * @default 5000
   */
  timeout?: number;
}

/** What a test file is run with; it goes to Vitest's workers as JSON. */
export interface TestRequest {
  /** The test file: absolute, forward slashes. */
  readonly file: string;
  /** Vitest's root. */
  readonly root: string;
  readonly project: MicroPythonOptions;
  readonly target: string;
  /** Milliseconds. */
  readonly timeout: number;
}

const DEFAULT_TIMEOUT_MS = 5000;
const KNOWN: Record<keyof DeviceTestOptions, true> = { project: true, target: true, timeout: true };

/** Decides all options. @throws ProjectError */
export function resolveTestOptions(
  user: DeviceTestOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Pick<TestRequest, "project" | "target" | "timeout"> {
  const stray = Object.keys(user).find((name) => !Object.hasOwn(KNOWN, name));
  if (stray !== undefined) {
    const hint = `Options are ${Object.keys(KNOWN).join(", ")}; those of the project go into project.`;
    throw wrongOption(stray, "there is no such option", hint);
  }
  const { project = {}, timeout = DEFAULT_TIMEOUT_MS } = user;
  const target = environment["MICROPYTHON_TARGET"] || (user.target ?? "webassembly");
  if (typeof target !== "string" || target === "" || target === "unix:") {
    throw wrongOption(
      "target",
      `${JSON.stringify(target)} is no target`,
      'Such as "webassembly", "unix:micropython" or "auto".',
    );
  }
  if (typeof timeout !== "number" || !(timeout > 0)) {
    throw wrongOption("timeout", `${String(timeout)} is no time`, "Give milliseconds, such as 5000.");
  }
  return { project, target, timeout };
}

/** Whether a target is a board behind a port: then one test file runs at a time. */
export function isPort(target: string): boolean {
  return target !== "webassembly" && !target.startsWith("unix:");
}
