// `npm run playground`: every bundler makes the same flash, and MicroPython runs it to its end.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

test("builds with all its bundlers, lists the flash and runs on MicroPython", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", "playground/main.ts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect(stderr).not.toContain("Error");
  expect(status).toBe(0);
  for (const bundler of ["rollup", "webpack"]) {
    expect(stdout).toMatch(new RegExp(`^${bundler} +built in \\d+ ms, same firmware as vite$`, "m"));
  }
  expect(stdout).toMatch(/^\/greenhouse\/app\.mpy +bytecode +firmware\/greenhouse\/app\.py +\d+ +\d+\.\d %$/m);
  expect(stdout).toMatch(/^\/main\.py +source +firmware\/main\.py/m);
  const said = stdout.slice(stdout.indexOf("Output of MicroPython:"));
  expect(said).toContain("  boot: ready\n  greenhouse 1.4.0\n");
  expect(said).toContain("  sensor: checksum 0x26 is not 0x73\n");
  expect(said).toContain("  fan switched 2 pump switched 6 failures 1\n");
  expect(said).toContain("  done\n");

  // The board serves the page from the image.
  const answers = stdout.slice(stdout.indexOf("Answers of its web server:"));
  expect(answers).toMatch(/^ {2}\/: 200 OK, \d+ bytes, gzip, as built$/m);
  expect(answers).toMatch(/^ {2}\/index\.html: 200 OK, \d+ bytes, gzip, as built$/m);
  expect(answers).toMatch(/^ {2}\/assets\/index-[\w-]+\.js: 200 OK, \d+ bytes, gzip, as built$/m);
  expect(answers).toMatch(/^ {2}\/flash\/blink\.mpy: 200 OK, \d+ bytes, as built$/m);
  expect(answers).toMatch(/^ {2}\/no-such-file: 404 Not Found, 0 bytes$/m);

  // The Python tests.
  expect(answers.slice(answers.indexOf("Its tests"))).toMatch(/test_is_on[^]*4 passed/);

  // The page that the bundler built.
  const page = readFileSync(join(ROOT, "playground/dist/vite/index.html"), "utf8");
  const script = /src="\/(assets\/[^"]+\.js)"/.exec(page)?.[1];
  expect(script).toBeDefined();
  const code = readFileSync(join(ROOT, "playground/dist/vite", script!), "utf8");
  expect(code).toContain("/flash/blink.mpy");
  expect(code).toContain("/greenhouse/app.mpy");
  expect(existsSync(join(ROOT, "playground/dist/vite/flash/blink.mpy"))).toBe(true);
});
