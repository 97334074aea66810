// The optimiser for size in a build: the content of the flash, what is kept, and rebuilds.

import { describe, expect, test } from "vitest";
import { TracebackMapper } from "../../src/device/mapped-traceback.ts";
import { parseTraceback } from "../../src/device/traceback.ts";
import { tracedProject } from "../../src/engine/deployable.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import { disassemble } from "../../src/mpy/index.ts";
import { removedSizes } from "../../src/optimize/index.ts";
import { explain } from "../../src/cli/mpy/explain.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { optimizedSection, savingLines } from "../../src/project/report/optimized.ts";
import { makeProject } from "../plugin/support/project.ts";
import { runOnDevice } from "../support/micropython.ts";

const FILES = {
  "f/main.py": "import app\napp.run()\n",
  "f/app.py":
    "import sys\nimport config\nfrom drivers import led\ndef run():\n    if config.DEBUG: print('debug')\n    led.on()\ndef unused(): pass\n",
  "f/config.py": "DEBUG = False\n",
  "f/drivers/__init__.py": "",
  "f/drivers/led.py": "def on(): print('on')\ndef blink_unused(): print('blink')\n",
  "f/page.py": "def from_page(): pass\n",
};

function start(options: MicroPythonOptions, files: Record<string, string> = FILES) {
  const project = makeProject(files);
  const all = { sourceRoots: "f", entries: "f/main.py", ...options };
  const build = new FlashBuild(resolveOptions(all, { root: project.root, mode: "production" }));
  return { project, take: (byUrl: string[] = []): FlashSnapshot => build.snapshot({ ...NO_IMPORTS, byUrl }) };
}

const paths = (snapshot: FlashSnapshot): string[] => snapshot.files.map(({ path }) => path);
const stringsOf = (snapshot: FlashSnapshot, path: string): string[] =>
  disassemble(snapshot.files.find((file) => file.path === path)!.bytes).qstrs.map(({ text }) => text);

describe("optimize: size", () => {
  test("unused code and modules are removed; main.py is unchanged", () => {
    const { take } = start({ optimize: "size" });
    const snapshot = take();
    expect(snapshot.problems).toEqual([]);
    expect(paths(snapshot)).toEqual(["/app.mpy", "/drivers/__init__.mpy", "/drivers/led.mpy", "/main.py"]);
    expect(snapshot.manifest.modules.map(({ path }) => path).sort()).toEqual(paths(snapshot));
    expect(stringsOf(snapshot, "/app.mpy")).not.toContain("unused");
    expect(stringsOf(snapshot, "/drivers/led.mpy")).not.toContain("blink_unused");
    for (const { path, size } of snapshot.manifest.modules) {
      expect(size).toBe(snapshot.files.find((file) => file.path === path)!.bytes.length);
    }
  });

  test("changes are seen, and without one the bytes are the same", () => {
    const { take, project } = start({ optimize: "size" });
    const first = take();
    expect(take().files).toEqual(first.files);
    project.write("f/app.py", "import config\ndef run(): print(config.DEBUG, 2)\n");
    expect(paths(take())).toEqual(["/app.mpy", "/main.py"]);
  });

  test("modules that JavaScript imports are unchanged, and keep what they use", () => {
    const { take, project } = start({ optimize: "size" });
    const snapshot = take([`${project.root}/f/page.py`]);
    expect(stringsOf(snapshot, "/page.mpy")).toContain("from_page");
  });

  test("modules in one file", () => {
    const { take } = start({ optimize: "size", flash: { bundle: true } });
    expect(paths(take())).toEqual(["/app.mpy", "/main.py"]);
  });

  test("names are shortened by option", () => {
    const { take } = start(
      { optimize: { level: "size", mangle: { attributes: true, globals: true, keep: ["run"] } } },
      {
        "f/main.py": "import app\napp.run()\n",
        "f/app.py": "class Thing:\n    def long_method_name(self): print(1)\ndef run(): Thing().long_method_name()\n",
      },
    );
    expect(stringsOf(take(), "/app.mpy")).not.toContain("long_method_name");
    expect(stringsOf(take(), "/app.mpy")).toContain("run");
  });

  test("the report says why", () => {
    const report = start({ optimize: "size" }).take().optimized!.report;
    expect(report.removed).toContainEqual(expect.objectContaining({ path: "f/app.py", name: "unused" }));
    expect(report.kept).toContainEqual(
      expect.objectContaining({ path: "f/app.py", name: "run", reason: expect.any(String) as string }),
    );
    expect(report.after).toBeLessThan(report.before);
  });

  test("without it nothing is optimised, and one file needs it", () => {
    expect(start({ optimize: 3 }).take().optimized).toBeUndefined();
    expect(() => start({ flash: { bundle: true } })).toThrow(/flash\.bundle/);
  });
});

test("define replaces names at every level", () => {
  const { take } = start(
    { define: { "config.DEBUG": true, LEVEL: 3 } },
    {
      "f/main.py": "import app\n",
      "f/app.py": "import config\nif config.DEBUG: shown()\nelse: hidden()\nif LEVEL == 2: never()\n",
      "f/config.py": "DEBUG = False\n",
    },
  );
  const strings = stringsOf(take(), "/app.mpy");
  expect(strings).toContain("shown");
  const code = disassemble(take().files.find(({ path }) => path === "/app.mpy")!.bytes).functions[0]!.instructions;
  expect(code.map(({ meaning }) => meaning)).not.toContain("hidden");
  expect(code.map(({ meaning }) => meaning)).not.toContain("never");
});

describe('optimize: size with sourceLines: "map"', () => {
  const LINES = {
    "f/main.py": "import app\napp.run()\n",
    "f/app.py": [
      "import config",
      "from drivers import motor",
      "def unused():",
      "    return 1",
      "def run():",
      "    if config.DEBUG:",
      "        print('debug')",
      "    other_work(2)",
      "    motor.start_motor(0)",
      "def other_work(n):",
      "    return n",
      "",
    ].join("\n"),
    "f/config.py": "DEBUG = False\n",
    "f/drivers/__init__.py": "",
    "f/drivers/motor.py":
      "def gone(): pass\n\nclass Motor:\n    def spin_up(self, x):\n        y = 1\n        return y // x\n\ndef start_motor(n):\n    Motor().spin_up(n)\n",
  };

  test.each<[string, MicroPythonOptions]>([
    ["alone", { optimize: "size" }],
    ["with other names", { optimize: { level: "size", mangle: { attributes: true, globals: true, names: true } } }],
    ["with modules in one file", { optimize: "size", flash: { bundle: true } }],
  ])("a board's traceback leads to the lines of the sources: %s", async (_, options) => {
    const { take, project } = start({ ...options, sourceLines: "map" }, LINES);
    const snapshot = take();
    expect(snapshot.problems).toEqual([]);
    const files = snapshot.files.filter(({ path }) => path !== "/main.py");
    const [, , result] = await runOnDevice(files, ["import sys\nsys.path.insert(0, '/')", "import app", "app.run()"]);
    const mapper = new TracebackMapper(tracedProject(snapshot, project.root));
    const { frames, codeFrame } = mapper.map(parseTraceback(result!.error!)!);
    expect(frames.slice(1).map((frame) => [frame.source, frame.sourceLine, frame.function])).toEqual([
      ["f/app.py", 9, "run"],
      ["f/drivers/motor.py", 9, "start_motor"],
      ["f/drivers/motor.py", 6, "spin_up"],
    ]);
    expect(codeFrame).toContain("> 6 |         return y // x");
  });
});

test("savings are reported by pass, and for each removed function", () => {
  const { take } = start({ optimize: { level: "size", mangle: { attributes: true } }, flash: { bundle: true } });
  const { optimized } = take();
  const { report } = optimized!;
  expect(report.savings.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(report.before - report.after);
  expect(report.savings[0]!.bytes).toBeGreaterThan(0);

  const [whole, ...passes] = savingLines(report);
  expect(whole).toMatch(/^optimised for size: \d+ bytes of modules became \d+ \(\d+\.\d % less\)$/);
  expect(passes.length).toBe(report.savings.filter(({ bytes }) => bytes !== 0).length);

  const removed = removedSizes(optimized!);
  expect(removed).toContainEqual({
    removal: expect.objectContaining({ path: "f/drivers/led.py", name: "blink_unused" }) as object,
    bytes: expect.any(Number) as number,
  });
  const sizes = removed.map(({ bytes }) => bytes ?? 0);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));

  const section = optimizedSection(optimized);
  expect(section).toContain("blink_unused");
  expect(section).toContain('<th scope="row">unused code');
  expect(optimizedSection(undefined)).toBe("");
});

test("mpy explain finds functions, methods and modules, kept and removed, and says why", () => {
  const files = {
    ...FILES,
    "f/app.py": `${FILES["f/app.py"]}class A:\n    def go(self): pass\n    def stop_it(self): pass\nA().go()\n`,
  };
  const { report } = start({ optimize: "size" }, files).take().optimized!;
  const said = (name: string): string[] =>
    explain(name, report).map((one) => `${one.isKept ? "kept" : "removed"}: ${one.reason}`);
  const dead = "no live code uses its name, and no string contains it";
  expect(said("unused")).toEqual([`removed: ${dead}`]);
  expect(said("stop_it")).toEqual([`removed: ${dead}`]);
  expect(said("A.go")).toEqual(["kept: a statement in f/app.py:11 uses .go"]);
  expect(said("run")).toEqual(["kept: a statement in f/main.py:2 uses app.run"]);
  expect(said("config")).toEqual([
    "removed: no live code uses its name, and no string contains it",
    "removed: no live code imports it",
  ]);
  expect(said("drivers.led")).toEqual(["kept: led in f/app.py:3 imports it"]);
  expect(said("f/app.py")).toEqual(["kept: app in f/main.py:1 imports it"]);
  expect(() => explain("unsed", report)).toThrow("unsed is not defined in the project; nearest: unused");
});
