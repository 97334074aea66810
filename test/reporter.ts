// The last line of a test run in words that a script can read: `N passed, N failed`. A file that could not be loaded, a hook
// of a suite that failed and an error outside any test count as failures too.

import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** A vitest reporter; stands after the default one in the configuration. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    let passed = 0;
    let failed = unhandled.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed++;
        if (state === "failed") failed++;
      }
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
}
