import { defineConfig, type UserConfig } from "vitest/config";

const config: UserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["./test/support/build.ts"],
    reporters: ["default", "./test/reporter.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

export default config;
