// The options of device tests.

import { wrongOption } from "../options/messages.ts";
import type { MicroPythonOptions } from "../options/types.ts";
import { unknownTestOption, wrongTarget, wrongTimeout } from "./messages.ts";

/** Options of the plugin for Vitest. */
export interface DeviceTestOptions {
  /**
   * The options of the project whose modules the tests import, as for `micropython()`. Paths are relative to Vitest's
   * root.
   * @default none: tests import modules in their own folder
   */
  project?: MicroPythonOptions;
  /**
   * What the tests run on: `"webassembly"`; `"unix:PATH"`, MicroPython's unix port at PATH or, for
   * `"unix:micropython"`, in the search path; or the port of a board (`"auto"`, `"/dev/ttyACM0"`, `"COM3"`,
   * `"socket://…"`, `"rfc2217://…"`, `"ws://…"`). The environment variable MICROPYTHON_TARGET overrides it.
   * @default "webassembly"
   */
  target?: string;
  /**
   * Time limit of one test, in milliseconds. After that the interpreter is stopped, and the next test gets a fresh one.
   * @default 5000
   */
  timeout?: number;
}

/** The settings of a test file's run. Vitest's workers get them as JSON. */
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

/** Resolves all options. @throws ProjectError */
export function resolveTestOptions(
  user: DeviceTestOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Pick<TestRequest, "project" | "target" | "timeout"> {
  const stray = Object.keys(user).find((name) => !Object.hasOwn(KNOWN, name));
  if (stray !== undefined) throw wrongOption(stray, ...unknownTestOption(Object.keys(KNOWN)));
  const { project = {}, timeout = DEFAULT_TIMEOUT_MS } = user;
  const target = environment["MICROPYTHON_TARGET"] || (user.target ?? "webassembly");
  if (typeof target !== "string" || target === "" || target === "unix:") {
    throw wrongOption("target", ...wrongTarget(target));
  }
  if (typeof timeout !== "number" || !(timeout > 0)) throw wrongOption("timeout", ...wrongTimeout(timeout));
  return { project, target, timeout };
}

/** Whether a target is a board at a port. Then one test file runs at a time. */
export function isPort(target: string): boolean {
  return target !== "webassembly" && !target.startsWith("unix:");
}
