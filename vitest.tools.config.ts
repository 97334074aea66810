// The second test command: whole tools and pages, which take longer than a test of ours may.

import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/tools/**/*.test.ts"],
    globalSetup: ["./test/support/build.ts"],
    reporters: ["default", "./test/reporter.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});

export default config;
