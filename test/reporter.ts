// The last lines of a test run: what was skipped and why, what failed, a line each, and in words that a script can read
// `N passed, N failed`. A file that could not be loaded, a hook of a suite that failed and an error outside any test count as
// failures too.

import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** So many skipped tests are named. */
const MOST_SKIPPED = 60;
/** So much is shown of an error. */
const MOST_CHARACTERS = 300;

/** A vitest reporter; stands after the default one in the configuration. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    let passed = 0;
    const failed: string[] = [];
    const skipped: string[] = [];
    const fail = (where: string, errors: readonly SerializedError[]): void => {
      for (const error of errors) failed.push(`failed: ${where}: ${firstLine(error)}`);
    };
    for (const module of modules) {
      fail(module.relativeModuleId, module.errors());
      for (const suite of module.children.allSuites())
        fail(`${module.relativeModuleId} > ${suite.fullName}`, suite.errors());
      for (const test of module.children.allTests()) {
        const result = test.result();
        const { state } = result;
        if (state === "skipped") skipped.push(`${test.fullName}: ${result.note ?? "what it needs is not here"}`);
        if (state === "passed") passed++;
        // A test fails once, however many errors it has.
        if (state === "failed")
          fail(`${module.relativeModuleId} > ${test.fullName}`, [result.errors[0] ?? { message: "no reason given" }]);
      }
    }
    fail("outside any test", unhandled);
    // With a filter of names most tests are.
    if (skipped.length > 0 && skipped.length <= MOST_SKIPPED) console.log(`skipped:\n  ${skipped.join("\n  ")}`);
    for (const line of failed) console.log(line);
    console.log(`${passed} passed, ${failed.length} failed`);
  }
}

function firstLine(error: SerializedError): string {
  return (error.message.split("\n", 1)[0] ?? "").slice(0, MOST_CHARACTERS);
}
