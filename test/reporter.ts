// The last lines of a test run: what was skipped and why, and in words that a script can read `N passed, N failed`. A file that could not be loaded, a hook
// of a suite that failed and an error outside any test count as failures too.

import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** So many skipped tests are named. */
const MOST_SKIPPED = 60;

/** A vitest reporter; stands after the default one in the configuration. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    let passed = 0;
    let failed = unhandled.length;
    const skipped: string[] = [];
    for (const module of modules) {
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        const { state } = result;
        if (state === "skipped") skipped.push(`${test.fullName}: ${result.note ?? "what it needs is not here"}`);
        if (state === "passed") passed++;
        if (state === "failed") failed++;
      }
    }
    // With a filter of names most tests are.
    if (skipped.length > 0 && skipped.length <= MOST_SKIPPED) console.log(`skipped:\n  ${skipped.join("\n  ")}`);
    console.log(`${passed} passed, ${failed} failed`);
  }
}
