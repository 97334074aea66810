// Device tests through Vitest, as a user runs them: Vitest as a process on a project whose tests are Python.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { makeProject } from "../plugin/support/project.ts";
import type { TestProject } from "../plugin/support/project.ts";
import micropythonTests from "../../src/vitest/index.ts";
import type { DeviceTestOptions } from "../../src/vitest/index.ts";
import { startTarget } from "../../src/vitest/target/start.ts";

const CALC = `def add(a, b):
    return a + b


def fail(x):
    raise ValueError("bad %d" % x)
`;

const TEST_CALC = `import unittest
from app.calc import add, fail
from helpers import LIMIT

order = []


class Base(unittest.TestCase):
    def test_inherited(self):
        self.assertTrue(True)


class TestCalc(Base):
    @classmethod
    def setUpClass(cls):
        order.append("class")

    def setUp(self):
        order.append("up")
        self.addCleanup(order.append, "clean")

    def tearDown(self):
        order.append("down")

    def test_a_order(self):
        self.assertEqual(order, ["class", "up"])

    def test_b_order(self):
        self.assertEqual(order[1:], ["up", "down", "clean", "up"])

    def test_compares(self):
        print("hello from the device")
        print("no end of line", end="")
        self.assertEqual(add(2, 3), 6)

    @unittest.skip("no network here")
    def test_decorated_skip(self):
        fail(1)

    def test_skip_inside(self):
        self.skipTest("not today")

    def test_error(self):
        fail(LIMIT)

    @unittest.expectedFailure
    def test_expected_failure(self):
        self.assertTrue(False)

    def test_subtests(self):
        for n in range(4):
            with self.subTest(n=n):
                self.assertLess(n, 2)

    def test_the_assertions(self):
        self.assertNotEqual(1, 2)
        self.assertLessEqual(1, 1)
        self.assertGreater(2, 1)
        self.assertGreaterEqual(2, 2)
        self.assertAlmostEqual(1.0, 1.00000001)
        self.assertAlmostEqual(1, 2, delta=1)
        self.assertNotAlmostEqual(1.0, 1.1)
        self.assertIs(None, None)
        self.assertIsNot([], [])
        self.assertIsNone(None)
        self.assertIsNotNone(0)
        self.assertFalse(0)
        self.assertIn(1, [1])
        self.assertNotIn(1, [2])
        self.assertIsInstance(1, int)
        self.assertNotIsInstance(1, str)
        self.assertRaises(ValueError, fail, 1)
        with self.assertRaises((KeyError, ValueError)) as context:
            fail(2)
        self.assertEqual(context.exception.args, ("bad 2",))
        with self.assertRaisesRegex(ValueError, "bad [0-9]"):
            fail(2)

    def test_raises_nothing(self):
        with self.assertRaises(ValueError):
            pass


@unittest.skipIf(True, "whole class")
class TestSkipped(unittest.TestCase):
    def test_it(self):
        fail(1)


def test_plain():
    assert add(1, 2) == 4, "sum"


def test_plain_without_words():
    assert add(1, 2) == 4
`;

const TEST_HANG = `def test_hang():
    while True:
        pass


def test_after():
    assert True
`;

const CONFIG = `import micropythonTests from "unplugin-micropython/vitest";
export default {
  plugins: [micropythonTests({ project: { entries: "firmware", cache: false }, timeout: 3000 })],
};
`;

const VITEST = resolve("node_modules/vitest/vitest.mjs");

function project(files: Record<string, string>): TestProject {
  const made = makeProject({
    "package.json": '{ "type": "module" }',
    "vitest.config.js": CONFIG,
    "firmware/app/calc.py": CALC,
    "tests/helpers.py": "LIMIT = 3\n",
    ...files,
  });
  mkdirSync(join(made.root, "node_modules"));
  for (const name of ["vitest", "vite"])
    symlinkSync(resolve("node_modules", name), join(made.root, "node_modules", name));
  symlinkSync(resolve("."), join(made.root, "node_modules/unplugin-micropython"));
  return made;
}

interface Assertion {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

function run(root: string): { tests: Map<string, Assertion>; output: string } {
  const args = [VITEST, "run", "--reporter=json", "--outputFile=result.json", "--reporter=default"];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  const output = stdout + stderr;
  const read = JSON.parse(readFileSync(join(root, "result.json"), "utf8")) as {
    testResults: { assertionResults: Assertion[] }[];
  };
  const all = read.testResults.flatMap(({ assertionResults }) => assertionResults);
  return { tests: new Map(all.map((one) => [one.fullName, one])), output };
}

test("every test is a test of Vitest with its result, place and output", () => {
  const { root } = project({
    "tests/test_calc.py": TEST_CALC,
    "tests/test_hang.py": TEST_HANG,
    "tests/test_script.py": "from app.calc import add\n\nassert add(1, 1) == 2\n",
    "tests/test_syntax.py": "def test_a(:\n    pass\n",
    "tests/test_import.py": "import app.calc\nimport app.none\n",
  });
  const { tests, output } = run(root);
  expect(Object.fromEntries([...tests].map(([name, { status }]) => [name, status]))).toEqual({
    "Base test_inherited": "passed",
    "TestCalc test_a_order": "passed",
    "TestCalc test_b_order": "passed",
    "TestCalc test_compares": "failed",
    "TestCalc test_decorated_skip": "skipped",
    "TestCalc test_error": "failed",
    "TestCalc test_expected_failure": "passed",
    "TestCalc test_inherited": "passed",
    "TestCalc test_raises_nothing": "failed",
    "TestCalc test_skip_inside": "skipped",
    "TestCalc test_subtests": "failed",
    "TestCalc test_the_assertions": "passed",
    "TestSkipped test_it": "skipped",
    test_plain: "failed",
    test_plain_without_words: "failed",
    test_script: "passed",
    test_hang: "failed",
    test_after: "passed",
  });
  const failures = (name: string): string[] =>
    tests.get(name)!.failureMessages.map((message) => message.replaceAll(`${root}/`, ""));
  const line = (text: string): number => TEST_CALC.split("\n").findIndex((one) => one.includes(text)) + 1;
  expect(failures("TestCalc test_error")).toEqual([
    `ValueError: bad 3\n    at fail (firmware/app/calc.py:6:5)\n    at test_error (tests/test_calc.py:${line("fail(LIMIT)")}:9)`,
  ]);
  const sub = `at test_subtests (tests/test_calc.py:${line("self.assertLess(n, 2)")}:17)`;
  expect(failures("TestCalc test_subtests")).toEqual([
    `AssertionError: 2 is not less than 2 (n=2)\n    ${sub}`,
    `AssertionError: 3 is not less than 2 (n=3)\n    ${sub}`,
  ]);
  expect(failures("TestCalc test_raises_nothing")[0]).toContain("AssertionError: ValueError not raised\n");
  expect(failures("test_plain")[0]).toContain("AssertionError: sum\n");
  expect(failures("test_plain_without_words")[0]).toContain("AssertionError: assert add(1, 2) == 4\n");
  // A test that hangs is stopped, and those after it run.
  expect(failures("test_hang")[0]).toBe(
    "TargetTimeout: it took longer than 3000 ms (option timeout), and the interpreter was stopped\n" +
      "    at test_hang (tests/test_hang.py:1:1)",
  );
  expect(output).toContain("hello from the device\n");
  expect(output).toContain("\nno end of line\n");
  expect(output).toContain("[no network here]");
  expect(output).toMatch(/Expected: +"6"\nReceived: +"5"/);
  expect(output).toContain('6|     raise ValueError("bad %d" % x)');
  expect(output).toMatch(/test_syntax.py:1:12: SyntaxError: invalid syntax\s*> 1 \| def test_a\(:/);
  expect(output).toMatch(/ImportError: no module named 'app.none'[\s\S]*tests\/test_import.py:2:1/);
}, 200_000);

describe("options", () => {
  const config = (options: DeviceTestOptions, user: object = {}): unknown => {
    const { config: hook } = micropythonTests(options) as unknown as { config: (config: object) => unknown };
    return hook(user);
  };

  test("Python tests join JavaScript's; one board runs one file at a time", () => {
    const both = ["**/*.{test,spec}.?(c|m)[jt]s?(x)", "**/test_*.py"];
    expect(config({})).toEqual({ test: { include: both } });
    expect(config({ target: "unix:micropython" })).toEqual({ test: { include: both } });
    expect(config({ target: "/dev/ttyACM0" }, { test: { include: ["a"] } })).toEqual({
      test: { include: ["**/test_*.py"], fileParallelism: false },
    });
  });

  test.each([
    [{ entries: "x" }, "option entries of unplugin-micropython: there is no such option"],
    [{ target: "" }, 'option target of unplugin-micropython: "" is not a target'],
    [{ timeout: 0 }, "option timeout of unplugin-micropython: 0 is not a time"],
  ])("%o: %s", (options, message) => {
    expect(() => micropythonTests(options as DeviceTestOptions)).toThrow(message);
  });

  test("a missing binary is named", async () => {
    const target = await startTarget("unix:./none", new Map());
    await expect(target.run("", () => {}, 5000)).rejects.toThrow(
      'target "unix:./none" does not start: spawn ./none ENOENT',
    );
    await target.close();
  });
});

test("watch mode runs the tests that import a changed module", async () => {
  const { root, write } = project({
    "firmware/app/deep.py": "import app.calc\n\ndef twice(x):\n    return app.calc.add(x, x)\n",
    "tests/test_deep.py": "from app.deep import twice\n\ndef test_deep():\n    assert twice(2) == 4\n",
    "tests/test_alone.py": "def test_alone():\n    assert True\n",
  });
  const child = spawn(process.execPath, [VITEST, "--watch", "--reporter=verbose"], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  child.stdout.on("data", (data) => (output += String(data)));
  child.stderr.on("data", (data) => (output += String(data)));
  await expect.poll(() => output, { timeout: 150_000 }).toMatch(/Tests +2 passed/);
  output = "";
  write("firmware/app/calc.py", CALC.replace("a + b", "a + b + 1"));
  await expect.poll(() => output, { timeout: 150_000 }).toMatch(/Tests +1 failed/);
  expect(output).toContain("assert twice(2) == 4");
  expect(output).not.toContain("test_alone");
}, 320_000);
