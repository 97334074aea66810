// The messages of this folder: wrong options of test runs, and targets that do not run tests.

/** What is wrong with an option, and what to write instead. */
type OptionFault = readonly [reason: string, hint: string];

export function unknownTestOption(known: readonly string[]): OptionFault {
  return ["there is no such option", `Options are ${known.join(", ")}. The options of the project belong in project.`];
}

export function wrongTarget(target: unknown): OptionFault {
  return [`${JSON.stringify(target)} is not a target`, 'Such as "webassembly", "unix:micropython" or "auto".'];
}

export function wrongTimeout(timeout: unknown): OptionFault {
  return [`${String(timeout)} is not a time`, "Give milliseconds, such as 5000."];
}

export const PASSWORD_NEEDED = "the board needs a password. Set MPY_PASSWORD.";

/** `binary` is the unix port of MicroPython that the target names. */
export function targetNotStarted(binary: string, reason: string): string {
  return `target "unix:${binary}" does not start: ${reason}`;
}

/** `how` is an exit code or a signal, `errors` is the standard error. */
export function targetEnded(how: string | number | null, errors: string): string {
  return `MicroPython ended with ${how}. ${errors}`.trim();
}

export const INTERPRETER_ENDED = "the WebAssembly interpreter ended";
