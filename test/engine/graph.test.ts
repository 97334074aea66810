// The import graph in a build: which files of a project and its libraries ship, and the messages about imports that cannot work.

import { symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { problemText } from "../../src/project/problem.ts";
import { runOnDevice } from "../support/micropython.ts";
import type { TestProject } from "../plugin/support/project.ts";
import { makeProject } from "../plugin/support/project.ts";

function start(project: TestProject, options: MicroPythonOptions): (byUrl?: string[]) => FlashSnapshot {
  const build = new FlashBuild(
    resolveOptions({ cache: false, ...options }, { root: project.root, mode: "production" }),
  );
  return (byUrl = []) => build.snapshot({ ...NO_IMPORTS, byUrl: byUrl.map((path) => `${project.root}/${path}`) });
}

/** Paths on the device of a good build; else what is wrong. */
function paths(snapshot: FlashSnapshot): string[] {
  return snapshot.problems.length > 0 ? snapshot.problems.map(problemText) : snapshot.files.map((file) => file.path);
}

describe("what ships", () => {
  const FILES = {
    "f/main.py": "import app.net\n",
    "f/app/__init__.py": "",
    "f/app/net.py": "from . import wire\nfrom mqtt import simple\n",
    "f/app/wire.py": "",
    "f/app/unused.py": "",
    "lib/mqtt/simple.py": "",
    "lib/mqtt/robust.py": "",
    "lib/other.py": "",
  };

  test("the imports of the entries, from source roots and libraries", () => {
    const take = start(makeProject(FILES), { entries: "f/main.py", libraries: "lib" });
    const expected = ["/app/__init__.mpy", "/app/net.mpy", "/app/wire.mpy", "/lib/mqtt/simple.mpy", "/main.py"];
    expect(paths(take())).toEqual(expected);
  });

  test("without treeshake all Python of both", () => {
    const snapshot = start(makeProject(FILES), { entries: "f/main.py", libraries: "lib", treeshake: false })();
    expect(paths(snapshot)).toHaveLength(8);
    expect(snapshot.graph.modules.filter((module) => module.entry === "tree")).toHaveLength(7);
  });

  test("a library as a whole, at its own place", () => {
    const libraries = [{ path: "lib", to: "/vendor", all: true }];
    expect(paths(start(makeProject(FILES), { entries: "f/app/wire.py", libraries })())).toEqual([
      "/vendor/mqtt/robust.mpy",
      "/vendor/mqtt/simple.mpy",
      "/vendor/other.mpy",
      "/wire.mpy",
    ]);
  });

  test.each([
    ["a module that is no package", "import lib.loader\nprint(lib.loader.Lock)", "lib/loader.py"],
    ["a module that is taken out of its package", "from lib import loader\nprint(loader.Lock)", "lib/loader.py"],
    [
      "a package that is taken out of its package",
      "from lib import loader\nprint(loader.Lock)",
      "lib/loader/__init__.py",
    ],
  ])("of a lazy module: %s", (_, main, loader) => {
    const level = loader.endsWith("__init__.py") ? 2 : 1;
    const files = {
      "f/main.py": main,
      [`f/${loader}`]: `_t = {"Lock": "lock"}\ndef __getattr__(x):\n  return __import__(_t[x], None, None, True, ${level})\n`,
      "f/lib/lock.py": "",
      "f/lib/unused.py": "",
    };
    const take = start(makeProject(files), { entries: "f/main.py" });
    expect(paths(take())).toContain("/lib/lock.mpy");
    expect(paths(take())).not.toContain("/lib/unused.mpy");
  });

  describe("of a lazy package", () => {
    const LOADER = "def __getattr__(x):\n  return getattr(__import__(_t[x], None, None, True, 1), x)\n";
    const LAZY = {
      "lib/tools/__init__.py": `_t = {"Queue": "queue", "Lock": "lock"}\n${LOADER}`,
      "lib/tools/queue.py": "from . import Lock\n",
      "lib/tools/lock.py": "",
      "lib/tools/other.py": "",
      "lib/unused.py": "",
    };
    const shipped = (main: string, files: Record<string, string> = LAZY): string[] => {
      const take = start(makeProject({ "f/main.py": main, ...files }), { entries: "f/main.py", libraries: "lib" });
      return paths(take()).filter((path) => path !== "/main.py");
    };
    const named = (...names: string[]): string[] => names.map((name) => `/lib/tools/${name}.mpy`);

    test.each([
      ["from tools import Lock", named("__init__", "lock")],
      ["from tools import Queue", named("__init__", "lock", "queue")],
      ["from tools import nothing", named("__init__")],
      ["from tools.lock import x", named("__init__", "lock")],
      ["import tools", named("__init__", "lock", "queue")],
      ["from tools import *", named("__init__", "lock", "queue")],
      ["import tools.other", named("__init__", "lock", "other", "queue")],
      ['__import__("tools")', named("__init__", "lock", "queue")],
    ])("%s", (main, expected) => {
      expect(shipped(`${main}\n`)).toEqual(expected);
    });

    test("all modules, with a warning, where the name is computed", () => {
      const files = { ...LAZY, "lib/tools/__init__.py": "def load(x):\n  return __import__('tools.' + x)\n" };
      const project = makeProject({ "f/main.py": "import tools\n", ...files });
      const snapshot = start(project, { entries: "f/main.py", libraries: "lib" })();
      expect(paths(snapshot)).toEqual([...named("__init__", "lock", "other", "queue"), "/main.py"]);
      expect(snapshot.warnings).toEqual([
        "lib/tools/__init__.py:2: the name of this __import__ is computed, so the whole package /lib/tools ships",
      ]);
    });

    test("those that strings name, with a warning, where the optimiser runs", () => {
      const files = {
        ...LAZY,
        "lib/tools/__init__.py": "def load(x):\n  return __import__('tools.' + x)\nload('lock')\n",
      };
      const project = makeProject({ "f/main.py": "import tools\n", ...files });
      const snapshot = start(project, { entries: "f/main.py", libraries: "lib", optimize: "size" })();
      expect(paths(snapshot)).toEqual([...named("__init__", "lock"), "/main.py"]);
      expect(snapshot.warnings).toEqual([
        "lib/tools/__init__.py:2: the name of this __import__ is computed, so all modules of the package /lib/tools ship " +
          "that strings of the program name",
      ]);
    });

    test.each<[string, string, string[], string | undefined]>([
      [
        "a package inside",
        "__import__('tools.pages.' + x)",
        ["pages/a", "pages/b"],
        "so the whole package /lib/tools/pages ships",
      ],
      [
        "the package of a level",
        "__import__(x, None, None, True, 1)",
        ["other", "pages/a", "pages/b"],
        "so the whole package /lib/tools ships",
      ],
      [
        "a package of a level",
        "__import__(f'pages.{x}', None, None, True, 1)",
        ["pages/a", "pages/b"],
        "so the whole package /lib/tools/pages ships",
      ],
      [
        "a path",
        "__import__('/lib/tools/pages/' + x)",
        ["pages/a", "pages/b"],
        "so the whole package /lib/tools/pages ships",
      ],
      ["another package", "__import__('plugins.' + x)", [], undefined],
    ])("the modules of %s that a computed name begins with", (_case, call, expected, warning) => {
      const files = {
        "f/main.py": "import tools\n",
        "lib/tools/__init__.py": `def load(x):\n  return ${call}\n`,
        "lib/tools/other.py": "",
        "lib/tools/pages/a.py": "",
        "lib/tools/pages/b.py": "",
      };
      const snapshot = start(makeProject(files), { entries: "f/main.py", libraries: "lib" })();
      expect(paths(snapshot)).toEqual([...named("__init__", ...expected), "/main.py"]);
      const told = `lib/tools/__init__.py:2: the name of this __import__ is computed, ${warning}`;
      // In a library, the firmware may have the package.
      expect(snapshot.warnings).toEqual(warning === undefined ? [] : [told]);
    });

    test("a warning for a computed name of a package that is not there", () => {
      const project = makeProject({ "f/main.py": "def load(x):\n  return __import__(f'plugins.{x}')\n" });
      expect(start(project, { entries: "f/main.py" })().warnings).toEqual([
        'f/main.py:2: the name of this __import__ is computed, and its package "plugins" is missing: list its modules under entries',
      ]);
    });

    test("one warning for all computed names of a package", () => {
      const files = {
        "f/main.py": "import tools.one, tools.two\n",
        "lib/tools/one.py": "def load(x):\n  __import__('tools.' + x)\n",
        "lib/tools/two.py": "def load(x):\n  __import__(x)\n\n  __import__(x)\n",
      };
      const snapshot = start(makeProject(files), { entries: "f/main.py", libraries: "lib" })();
      expect(snapshot.warnings).toEqual([
        "lib/tools/one.py:2: the name of this __import__ is computed, so the whole package /lib/tools ships " +
          "(also lib/tools/two.py:2, lib/tools/two.py:4)",
      ]);
    });

    test("a module of /lib that computes a relative name is in a package only if somebody imports lib as one", () => {
      const files = { "lib/tool.py": LOADER, "lib/other.py": "" };
      expect(shipped("import tool\n", files)).toEqual(["/lib/tool.mpy"]);
      expect(shipped("import tool\nimport lib.tool\n", files)).toEqual(["/lib/other.mpy", "/lib/tool.mpy"]);
    });

    test("a module of the table that is missing is told where it is asked for by name", () => {
      const files = { "lib/tools/__init__.py": LAZY["lib/tools/__init__.py"] };
      expect(shipped("import tools\n", files)).toEqual(named("__init__"));
      expect(shipped("from tools import Lock\n", files)).toEqual([
        expect.stringContaining('lib/tools/__init__.py:3:3: no module named "tools.lock"'),
      ]);
    });
  });

  test("the imports of Python that JavaScript imports; Python as bytes has none", () => {
    const project = makeProject({
      "web/blink.py": "import helper\n",
      "web/helper.py": "",
      "web/other.py": "import helper\n",
    });
    const take = start(project, {});
    expect(paths(take(["web/blink.py"]))).toEqual(["/blink.mpy", "/helper.mpy"]);
    expect(take(["web/blink.py"]).graph.modules[0]).toMatchObject({ path: "/blink.mpy", entry: "javascript" });
    const build = new FlashBuild(resolveOptions({ cache: false }, { root: project.root, mode: "production" }));
    expect(paths(build.snapshot({ byUrl: [], inlined: [`${project.root}/web/other.py`] }))).toEqual([]);
  });

  test("the imports of JavaScript, in any order, independent of earlier ones", () => {
    const files = { "a/one.py": "import two\n", "a/in/three.py": "import two\n", "b/two.py": "", "a/in/two.py": "" };
    const project = makeProject(files);
    const imported = ["a/in/three.py", "a/one.py", "b/two.py"];
    const expected = start(project, {})(imported);
    expect(paths(expected)).toEqual(["/one.mpy", "/three.mpy", "/two.mpy"]);
    expect(expected.graph).toMatchObject({
      modules: [{ source: "a/one.py" }, { source: "a/in/three.py" }, { source: "b/two.py" }],
      hidden: [{ source: "a/in/two.py", by: "b/two.py" }],
    });
    const take = start(project, {});
    expect(paths(take(["b/two.py"]))).toEqual(["/two.mpy"]);
    expect(paths(take(["a/one.py"]))).toEqual([expect.stringContaining('no module named "two"')]);
    expect(paths(take(["a/one.py", "a/in/three.py"]))).toEqual(["/one.mpy", "/three.mpy", "/two.mpy"]);
    expect(take(imported.toReversed()).manifestBytes).toEqual(expected.manifestBytes);
  });

  test("a library's module that JavaScript imports lies where the library does", () => {
    const project = makeProject({ ...FILES, "f/main.py": "import mqtt.simple\n" });
    const take = start(project, { entries: "f/main.py", sourceRoots: "f", libraries: "lib" });
    expect(paths(take(["lib/mqtt/simple.py", "lib/other.py"]))).toEqual([
      "/lib/mqtt/simple.mpy",
      "/lib/other.mpy",
      "/main.py",
    ]);
  });

  test("links are followed, but not in circles", () => {
    const project = makeProject({
      "f/main.py": "import pkg.a\nimport shared.x\n",
      "f/pkg/a.py": "",
      "elsewhere/x.py": "",
    });
    symlinkSync(`${project.root}/f`, `${project.root}/f/pkg/loop`);
    symlinkSync(`${project.root}/elsewhere`, `${project.root}/f/shared`);
    symlinkSync(`${project.root}/elsewhere`, `${project.root}/elsewhere/again`);
    symlinkSync(`${project.root}/f/pkg`, `${project.root}/elsewhere/over`);
    symlinkSync(`${project.root}/nowhere`, `${project.root}/f/nowhere.py`);
    symlinkSync("round.py", `${project.root}/f/round.py`);
    const options = { entries: "f/main.py", treeshake: false };
    expect(start(project, options)().problems.map((problem) => problem.summary)).toEqual(['no module named "shared"']);
    // What a link leads to ships if the options name it.
    const libraries = { path: "elsewhere", to: "/named" };
    const shipped = paths(start(project, { ...options, libraries })());
    expect(shipped.filter((path) => !path.startsWith("/named/"))).toEqual([
      "/main.py",
      "/pkg/a.mpy",
      "/shared/over/a.mpy",
      "/shared/x.mpy",
    ]);
  });

  test("one source at two paths is compiled for each", () => {
    const project = makeProject({ "f/main.py": "", "f/app/a.py": "" });
    const libraries = [{ path: "f/app", to: "/lib", all: true }];
    const take = start(project, { entries: ["f/main.py", "f/app/a.py"], sourceRoots: "f", libraries });
    take();
    expect(take().compiled).toEqual([]);
  });

  test("a folder that is imported as such comes with its modules, because it has to be there", () => {
    const project = makeProject({
      "f/main.py": "import drivers\n",
      "f/drivers/led.py": "",
      "f/drivers/deep/motor.py": "",
    });
    expect(paths(start(project, { entries: "f/main.py" })())).toEqual([
      "/drivers/deep/motor.mpy",
      "/drivers/led.mpy",
      "/main.py",
    ]);
  });

  test("nothing that exclude names, and nothing behind code that the compiler drops", () => {
    const source = "try:\n    import secret\nexcept ImportError:\n    pass\nif __debug__:\n    import debugging\n";
    const project = makeProject({ "f/main.py": source, "f/secret.py": "", "f/debugging.py": "" });
    const options: MicroPythonOptions = { entries: "f/main.py", exclude: "f/secret.py" };
    expect(paths(start(project, options)())).toEqual(["/debugging.mpy", "/main.py"]);
    expect(paths(start(project, { ...options, optimize: 1 })())).toEqual(["/main.py"]);
  });

  describe("of main.py", () => {
    const source = "# the program\nimport a\nif __name__ == '__main__':\n    print(__name__, a.X)\n";
    const FILES = { "f/main.py": source, "f/boot.py": '"""boot"""\n', "f/a.py": "X = 1\n" };
    const text = (snapshot: FlashSnapshot, path: string): string =>
      Buffer.from(snapshot.files.find((file) => file.path === path)!.bytes).toString();

    test("a stub and the compiled program, by entryStub", async () => {
      const snapshot = start(makeProject(FILES), { entries: "f/*.py", entryStub: true })();
      expect(paths(snapshot)).toEqual(["/a.mpy", "/boot.py", "/boot_compiled.mpy", "/main.py", "/main_compiled.mpy"]);
      expect(text(snapshot, "/main.py")).toBe("import main_compiled\n");
      const files = snapshot.files.map(({ path, bytes }) => ({ path, bytes }));
      expect(await runOnDevice(files, [text(snapshot, "/main.py")])).toEqual([{ output: "__main__ 1\n", error: null }]);
    });

    test("without comments, by shipAsSource", () => {
      const snapshot = start(makeProject(FILES), { entries: "f/*.py", shipAsSource: { strip: true } })();
      expect(text(snapshot, "/main.py")).toBe("\nimport a\nif __name__ == '__main__':\n    print(__name__, a.X)\n");
      expect(text(snapshot, "/boot.py")).toBe("0\n");
    });
  });

  test("by a path in place of a name: the file that is there already", () => {
    const files = {
      "f/boot.py": "try:\n    __import__('/boot.py')\n    __import__('/b')\nexcept Exception:\n    pass\n",
      "f/b.py": "",
    };
    const snapshot = start(makeProject(files), { entries: "f/boot.py" })();
    expect(snapshot.problems).toEqual([]);
    expect(paths(snapshot)).toEqual(["/b.mpy", "/boot.py"]);
  });

  describe("of branches for other targets", () => {
    const FILES = {
      "f/main.py": "import net\nfrom flags import TYPE_CHECKING\nif TYPE_CHECKING:\n    import checker\n",
      "f/flags.py": "try:\n    from typing import TYPE_CHECKING\nexcept ImportError:\n    TYPE_CHECKING = False\n",
      "f/checker.py": "",
      "f/net.py":
        "from sys import platform\nRP2 = platform == 'rp2'\nif RP2:\n    import pico\nelse:\n    import esp_only, nowhere\n" +
        "if DEBUG:\n    import debugging\n",
      "f/pico.py": "",
      "f/esp_only.py": "",
      "f/debugging.py": "",
    };
    const entries = "f/main.py";
    const define = { DEBUG: false };

    test("nothing, where the target is known", () => {
      const snapshot = start(makeProject(FILES), { entries, define, board: "RPI_PICO" })();
      expect(paths(snapshot)).toEqual(["/checker.mpy", "/flags.mpy", "/main.py", "/net.mpy", "/pico.mpy"]);
      expect(snapshot.manifest.modules.find(({ name }) => name === "net")?.imports).toEqual(["pico", "sys"]);
    });

    test("all, where it is unknown", () => {
      expect(start(makeProject(FILES), { entries })().problems).toMatchObject([
        { summary: 'no module named "nowhere"', displayFile: "f/net.py" },
      ]);
      const unresolved = { nowhere: "ignore" } as const;
      expect(paths(start(makeProject(FILES), { entries, unresolved })())).toHaveLength(7);
    });

    test("nothing that define rules out", () => {
      const flags = { "sys.platform": '"rp2"' };
      const files = { "f/main.py": "import sys\nP = sys.platform == 'esp32'\nif P:\n    import a\n", "f/a.py": "" };
      const options = { entries, shipAsSource: [], define: flags };
      expect(paths(start(makeProject(files), options)())).toEqual(["/main.mpy"]);
    });

    test.each([0, 1, 2, 3, "size"] as const)("nothing that follows from define, at level %s", (optimize) => {
      const files = {
        "f/main.py": "USE = not QUIET\nif USE:\n    import debugging, nowhere\nelse:\n    import net\n",
        "f/debugging.py": "",
        "f/net.py": "print(1)\n",
      };
      const options = { entries, shipAsSource: [], define: { QUIET: true }, optimize };
      expect(paths(start(makeProject(files), options)())).toEqual(["/main.mpy", "/net.mpy"]);
    });
  });

  test("compiled files of a library as they are, with what their bytecode imports", () => {
    const mpy = compile("from . import wire\nimport nowhere\n", { filename: "mqtt/simple.py" }).mpy;
    const project = makeProject({
      "f/main.py": "import mqtt.simple\n",
      "lib/mqtt/simple.mpy": mpy,
      "lib/mqtt/wire.py": "",
    });
    const snapshot = start(project, { entries: "f/main.py", libraries: "lib" })();
    expect(paths(snapshot)).toEqual(["/lib/mqtt/simple.mpy", "/lib/mqtt/wire.mpy", "/main.py"]);
    expect([...snapshot.files[0]!.bytes]).toEqual([...mpy]);
    expect(snapshot.graph.unresolved).toEqual([
      { name: "nowhere", from: "/lib/mqtt/simple.mpy", line: 2, optional: true },
    ]);
  });

  test("a compiled file that the target does not load is refused", () => {
    const mpy = compile("@micropython.native\ndef f():\n    pass\n", { arch: "xtensawin" }).mpy;
    const project = makeProject({ "f/main.py": "import fast\n", "lib/fast.mpy": mpy });
    const options: MicroPythonOptions = { entries: "f/main.py", libraries: "lib", target: { arch: "armv6m" } };
    expect(start(project, options)().problems).toMatchObject([{ displayFile: "lib/fast.mpy" }]);
  });
});

describe("where modules are found", () => {
  test("the roots come before the libraries, and what is found first hides the rest", () => {
    const files = { "f/main.py": "import mqtt\n", "f/mqtt.py": "", "a/mqtt.py": "", "b/mqtt/__init__.py": "" };
    const snapshot = start(makeProject(files), { entries: "f/main.py", libraries: ["a", "b"] })();
    expect(paths(snapshot)).toEqual(["/main.py", "/mqtt.mpy"]);
    expect(snapshot.manifest.graph!.hidden).toEqual([
      { name: "mqtt", source: "a/mqtt.py", by: "f/mqtt.py" },
      { name: "mqtt", source: "b/mqtt/__init__.py", by: "f/mqtt.py" },
    ]);
  });

  test("libraries with one place on the device lie over each other", () => {
    const files = { "f/main.py": "import mqtt.a, mqtt.b\n", "a/mqtt/a.py": "", "b/mqtt/b.py": "" };
    const snapshot = start(makeProject(files), { entries: "f/main.py", libraries: ["a", "b"] })();
    expect(paths(snapshot)).toEqual(["/lib/mqtt/a.mpy", "/lib/mqtt/b.mpy", "/main.py"]);
  });

  test("a folder lib in the source root is the device's /lib", () => {
    const files = {
      "f/main.py": "import mqtt.simple\nimport lib.mqtt.wire\n",
      "f/lib/mqtt/simple.py": "",
      "f/lib/mqtt/wire.py": "",
    };
    const snapshot = start(makeProject(files), { entries: "f/main.py" })();
    expect(paths(snapshot)).toEqual(["/lib/mqtt/simple.mpy", "/lib/mqtt/wire.mpy", "/main.py"]);
  });

  test("built-in modules: some are always meant, others give way to a file", () => {
    const files = { "f/main.py": "import json, micropython, machine\n", "f/json.py": "", "f/micropython.py": "" };
    const snapshot = start(makeProject(files), { entries: "f/main.py", target: { port: "rp2" } })();
    expect(paths(snapshot)).toEqual(["/json.mpy", "/main.py"]);
    expect(snapshot.graph.builtins).toEqual(["machine", "micropython"]);
    expect(snapshot.graph.hidden).toEqual([
      { name: "micropython", source: "f/micropython.py", tree: "f", by: "micropython", kind: "builtin" },
    ]);
  });

  test("what is frozen comes before /lib", () => {
    const files = { "f/main.py": "import asyncio\n", "lib/asyncio/__init__.py": "" };
    const project = makeProject(files);
    const options: MicroPythonOptions = { entries: "f/main.py", libraries: "lib" };
    expect(paths(start(project, { ...options, target: { port: "rp2" } })())).toEqual(["/main.py"]);
    project.write("f/asyncio.py", "");
    expect(paths(start(project, { ...options, target: { port: "rp2" } })())).toEqual(["/asyncio.mpy", "/main.py"]);
  });

  test("cycles are reported", () => {
    const files = { "f/main.py": "import a\n", "f/a.py": "import b\n", "f/b.py": "import c\n", "f/c.py": "import a\n" };
    const { graph, problems, warnings } = start(makeProject(files), { entries: "f/main.py" })();
    expect(graph.cycles).toEqual([["/a.mpy", "/b.mpy", "/c.mpy"]]);
    expect([...problems, ...warnings]).toEqual([]);
  });

  test.each([
    ["a name that its package defines", "from . import LIMIT\n", true],
    ["all that its package defines", "from . import *\n", true],
    ["its package", "import pkg\n", true],
    ["a module beside it", "from . import b\n", false],
    ["a name of a module beside it", "from .b import x\n", false],
    ["a module beside it by its whole name", "import pkg.b\n", false],
  ])("a module in a package that imports %s", (_, source, isCycle) => {
    const project = makeProject({
      "f/main.py": "import pkg\n",
      "f/pkg/__init__.py": "from . import a\nLIMIT = 1\n",
      "f/pkg/a.py": source,
      "f/pkg/b.py": "x = 1\n",
    });
    const take = start(project, { entries: "f/main.py" });
    const { graph } = take();
    expect(graph.cycles).toEqual(isCycle ? [["/pkg/__init__.mpy", "/pkg/a.mpy"]] : []);
    const toPackage = graph.imports.find(({ from, to }) => from === "/pkg/a.mpy" && to === "/pkg/__init__.mpy");
    expect(toPackage?.line).toBe(isCycle ? 1 : 0);
    // And so it is when only this changes.
    project.write("f/pkg/a.py", isCycle ? "from . import b\n" : "from . import LIMIT\n");
    expect(take().graph.cycles).toHaveLength(isCycle ? 0 : 1);
  });

  test("a change is seen: modules that come, go, and come to be imported", () => {
    const project = makeProject({ "f/main.py": "import a\n", "f/a.py": "" });
    const take = start(project, { entries: "f/main.py", libraries: [] });
    expect(paths(take())).toEqual(["/a.mpy", "/main.py"]);
    project.write("f/a/__init__.py", "import b\n");
    expect(take().problems).toMatchObject([
      { summary: 'no module named "b"', displayFile: "f/a/__init__.py", line: 1 },
    ]);
    project.write("f/b.py", "");
    expect(paths(take())).toEqual(["/a/__init__.mpy", "/b.mpy", "/main.py"]);
    project.remove("f/a");
    expect(paths(take())).toEqual(["/a.mpy", "/main.py"]);
  });
});

describe("imports that cannot work", () => {
  function problemsOf(files: Record<string, string>, options: MicroPythonOptions = {}): string[] {
    return start(makeProject(files), { entries: "f/main.py", ...options })().problems.map(problemText);
  }

  test("have their place, and the nearest names", () => {
    expect(problemsOf({ "f/main.py": "import machine\nimport sensors.bme208\n", "f/sensors/bme280.py": "" })).toEqual([
      `f/main.py:2:16: no module named "sensors.bme208"

  1 | import machine
> 2 | import sensors.bme208
    |                ^^^^^^

Nearest: sensors.bme280.
If the firmware has the module, list it in firmware.modules. If it may be missing, import it in a try with "except ImportError", or end the line with "# micropython: ignore".`,
    ]);
  });

  test.each(["error", "warn"] as const)("advice for any module is given once (%s)", (unresolved) => {
    const files = { "f/main.py": "import zzzzzz\nimport qqqqqq\nimport machien\nimport zzzzzz\n" };
    const { problems, warnings } = start(makeProject(files), { entries: "f/main.py", unresolved })();
    const texts = unresolved === "warn" ? warnings : problems.map(problemText);
    const holding = (text: string): number[] => [...texts.keys()].filter((at) => texts[at]!.includes(text));
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expect(holding("Add the folder or package")).toEqual([0]);
    expect(holding("If the firmware has the module")).toEqual([0]);
    expect(holding("Nearest: machine.")).toEqual([2]);
  });

  test.each<[string, string, Record<string, string>, string]>([
    ["a misspelt built-in module", "import machien\n", {}, "Nearest: machine."],
    ["nothing like it", "import zzzzzz\n", {}, "Add the folder or package with the module to the option libraries."],
    ["dots that lead out", "from . import x\n", {}, "The device counts the dots from the module's own package."],
    ["inside of a module", "import a.b\n", { "f/a.py": "" }, '"a" is a module, not a package'],
    ["a name of a folder", "from a import c\n", { "f/a/b.py": "" }, "Nearest: a.b"],
    [
      "hidden behind a package of the same name",
      "import a.c\n",
      { "f/a/__init__.py": "", "lib/a/c.py": "" },
      'There is lib/a/c.py, but the device uses the first "a" that it finds.',
    ],
    ["a module of another port", "import pyb\n", {}, "it is a module of port stm32, and the target is rp2"],
    [
      "what only type checkers need",
      "from typing import Any\n",
      {},
      "Only type checkers need typing: import it in a try",
    ],
    [
      "what only CPython has",
      "import dataclasses\n",
      {},
      "dataclasses is a module of CPython that MicroPython does not have.",
    ],
    [
      "a package of micropython-lib",
      "import umqtt.robust\n",
      {},
      'in the package umqtt.robust: mpy install umqtt.robust, and libraries: [{ mip: "umqtt.robust" }].',
    ],
    [
      "packages of micropython-lib",
      "import umqtt\n",
      {},
      "micropython-lib has it in the packages umqtt.robust, umqtt.simple: mpy install umqtt.robust",
    ],
    [
      "a file of a package that is imported as if it lay at the top",
      "import app.net\n",
      { "f/app/net.py": "import wire\n", "f/app/wire.py": "" },
      'There is f/app/wire.py: import it as app.wire, or add "f/app" to sourceRoots.',
    ],
    [
      "a file whose folder is no name in Python",
      "__import__('1.drv')\n",
      { "f/1/drv.py": "import wire\n", "f/1/wire.py": "" },
      'There is f/1/wire.py: add "f/1" to sourceRoots.',
    ],
    [
      "a package's folder as a source root",
      "from .wire import x\n",
      { "f/wire.py": "" },
      'There is f/wire.py. For a package, its parent folder must be the source root: sourceRoots: ".".',
    ],
    [
      "a module of CircuitPython",
      "import busio\n",
      {},
      'CircuitPython has a module busio, MicroPython has none. If the board runs CircuitPython, set firmware: "circuitpython 10".',
    ],
    [
      "a file outside of the source roots",
      "import deep.wire\n",
      { "drivers/lib/deep/wire.py": "", "g/lib/deep/wire.py": "", "lib2/x.py": "", "deep/wire.py": "" },
      'There is deep/wire.py, outside the source roots: add "." to sourceRoots.',
    ],
    [
      "an npm package that is installed",
      "import pid\n",
      { "node_modules/micropython-pid/package.json": "{}", "node_modules/micropython-pid/pid.py": "" },
      'The npm package micropython-pid is installed and contains it: libraries: [{ npm: "micropython-pid" }].',
    ],
  ])("advice: %s", (_case, source, files, advice) => {
    const options = { libraries: "lib", target: { port: "rp2" } };
    const [problem, ...others] = problemsOf({ "f/main.py": source, "lib/x.py": "", ...files }, options);
    expect(problem).toContain(advice);
    expect(others).toEqual([]);
  });

  test("are warnings by option, or nothing at all", () => {
    const project = makeProject({ "f/main.py": "import zzzzzz\n" });
    const warned = start(project, { entries: "f/main.py", unresolved: "warn" })();
    expect(warned.problems).toEqual([]);
    expect(warned.warnings).toMatchObject(
      [/^f\/main\.py:1:8: no module named "zzzzzz"/].map((text) => expect.stringMatching(text)),
    );
    const ignored = start(project, { entries: "f/main.py", unresolved: "ignore" })();
    expect([...ignored.problems, ...ignored.warnings]).toEqual([]);
    expect(ignored.graph.unresolved).toEqual([{ name: "zzzzzz", from: "/main.py", line: 1, optional: false }]);
  });

  test("what a handler stands in with is missed only where it would run", () => {
    const told = (source: string): string[] => {
      const snapshot = start(makeProject({ "f/main.py": source }), { entries: "f/main.py", target: { port: "rp2" } })();
      return snapshot.problems.map((problem) => problem.summary);
    };
    const chain = (first: string, second: string): string =>
      `try:\n    import ${first}\nexcept ImportError:\n    try:\n        import ${second}\n    except ImportError:\n        import zz3\n`;
    expect(told(chain("json", "zz2"))).toEqual([]);
    expect(told(chain("zz1", "json"))).toEqual([]);
    expect(told(chain("zz1", "zz2"))).toEqual(['no module named "zz3"']);
  });

  test("another port's module is missed outside of branches only", () => {
    const take = (source: string) =>
      start(makeProject({ "f/main.py": source }), { entries: "f/main.py", target: { port: "rp2" } })();
    const branches = "import sys\nif 'ESP' in sys.version:\n    import esp\nelse:\n    import ZZ\n";
    expect(take(branches).problems.map((problem) => problem.summary)).toEqual(['no module named "ZZ"']);
    expect(take(branches).graph.unresolved).toMatchObject([
      { name: "esp", optional: true },
      { name: "ZZ", optional: false },
    ]);
    expect(take("import esp\n").problems.map((problem) => problem.summary)).toEqual([
      'no module named "esp": it is a module of ports esp32, esp8266, and the target is rp2',
    ]);
  });

  test.each<[string, string, MicroPythonOptions, string[]]>([
    ["matches a glob of entries", "boot a", { entries: "f/*.py" }, ["/main.py"]],
    [
      "is an entry, and so is another of its name",
      "boot",
      { entries: ["f/*.py", "g/*.py"] },
      ["/a.mpy", "/boot.py", "/main.py"],
    ],
    ["is imported from a source root", "a", { entries: "f/main.py" }, ["/main.py"]],
    [
      "lies in a source root that ships as a whole",
      "a",
      { entries: "f/main.py", treeshake: false },
      ["/boot.py", "/main.py"],
    ],
  ])("a file of firmware.manifest does not ship: it %s", (_case, frozen, options, expected) => {
    const manifest = frozen.split(" ").map((name) => `module("${name}.py", base_path="f")\n`);
    const files = {
      "f/main.py": "import a\n",
      "f/a.py": "",
      "f/boot.py": "",
      "g/boot.py": "x = 1\n",
      "m.py": manifest.join(""),
    };
    const snapshot = start(makeProject(files), { firmware: { manifest: "m.py" }, ...options })();
    expect([paths(snapshot), snapshot.warnings]).toEqual([expected, []]);
  });

  test.each<[string, string, MicroPythonOptions, string | undefined]>([
    ["frozen in the board", "import requests\n", { board: "RPI_PICO_W" }, undefined],
    [
      "frozen in other boards only",
      "import requests\n",
      { board: "RPI_PICO" },
      'no module named "requests": it is frozen in some boards of port rp2 only (ARDUINO_NANO_RP2040_CONNECT, CYTRON_NANOXRP_CONTROLLER, RPI_PICO2_W and 14 more), not in RPI_PICO',
    ],
    [
      "a package of which one board has modules",
      "from lora import sx126x\n",
      { board: "ESP32_GENERIC" },
      'no module named "lora": it is frozen in some boards of port esp32 only (LILYGO_T3_S3), not in ESP32_GENERIC',
    ],
    ["in a branch", "if x():\n    import requests\n", { board: "RPI_PICO" }, undefined],
    [
      "of a firmware of one's own",
      "import requests\n",
      { board: "RPI_PICO", firmware: { modules: ["requests"] } },
      undefined,
    ],
    [
      "of a release whose boards are not known",
      "import urequests\n",
      { board: "RPI_PICO", firmware: "1.19" },
      undefined,
    ],
    ["in the board of 1.20", "import urequests, uasyncio.core\n", { board: "RPI_PICO_W", firmware: "1.20" }, undefined],
    [
      "not in the board of 1.20",
      "import urequests\n",
      { board: "RPI_PICO", firmware: "1.20" },
      'no module named "urequests": it is frozen in some boards of port rp2 only (ARDUINO_NANO_RP2040_CONNECT, CYTRON_NANOXRP_CONTROLLER, RPI_PICO2_W and 14 more), not in RPI_PICO',
    ],
    ["in no board of 1.20", "import requests\n", { board: "RPI_PICO", firmware: "1.20" }, 'no module named "requests"'],
    ["in boards up to 1.22", "import cbor2.decoder\n", { board: "ARDUINO_GIGA", firmware: "1.22.2" }, undefined],
    [
      "of an older release with the same boards",
      "import webrepl\n",
      { board: "RPI_PICO", firmware: "1.23" },
      'no module named "webrepl": it is frozen in some boards of port rp2 only (ARDUINO_NANO_RP2040_CONNECT, CYTRON_NANOXRP_CONTROLLER, RPI_PICO2_W and 14 more), not in RPI_PICO',
    ],
    ["formerly frozen", "import onewire\n", { board: "ADAFRUIT_METRO_M4_EXPRESS", firmware: "1.27" }, undefined],
    [
      "not frozen any more",
      "import onewire\n",
      { board: "ADAFRUIT_METRO_M4_EXPRESS", firmware: "1.28" },
      'no module named "onewire"',
    ],
    ["with only a port known", "import requests\n", { target: { port: "rp2" } }, undefined],
    [
      "on another port than the preset's",
      "import requests\n",
      { board: "RPI_PICO", target: { port: "esp32" } },
      undefined,
    ],
    [
      "of CircuitPython",
      "import adafruit_x\n",
      { board: "RPI_PICO", firmware: "circuitpython 9.2.9" },
      'no module named "adafruit_x"',
    ],
  ])("a module of boards: %s", (_case, source, options, summary) => {
    const { problems } = start(makeProject({ "f/main.py": source }), { entries: "f/main.py", ...options })();
    expect(problems.map((problem) => problem.summary)).toEqual(summary === undefined ? [] : [summary]);
    const howTo = expect.stringMatching(/mpy install [^]*firmware\.modules/) as string;
    if (summary?.includes("rp2 only")) expect(problems).toMatchObject([{ hint: howTo }]);
  });

  test("are one problem for each module, with its places, and counted at the end", () => {
    const files = {
      "f/main.py": "import a, b, nowhere\n",
      "f/a.py": "import nowhere\nimport never\n",
      "f/b.py": "\nimport nowhere as n\n",
    };
    const { problems } = start(makeProject(files), { entries: "f/main.py" })();
    expect(problems.map(({ summary }) => summary)).toEqual([
      'no module named "nowhere"',
      'no module named "never"',
      "2 modules are missing, in 4 imports",
    ]);
    expect(problems[2]!.hint).toBe(
      'unresolved: "warn" turns all of them into warnings, unresolved: { "nowhere": "warn" } only one.',
    );
    expect(problems[0]!.hint).toContain("Also imported at f/a.py:1:8, f/b.py:2:8.\n");
    const some = start(makeProject(files), { entries: "f/main.py", unresolved: { "n*": "warn", never: "error" } })();
    expect(some.problems.map(({ summary }) => summary)).toEqual(['no module named "never"']);
    expect(some.warnings).toMatchObject([expect.stringContaining("Also imported at f/a.py:1:8")]);
  });

  test.each<[string, Record<string, string>, MicroPythonOptions["unresolved"], string[], string[]]>([
    [
      "a function of a package without the package's other half",
      {
        "f/main.py": "import ble\n",
        "lib/ble/__init__.py": "from .device import Device\n",
        "lib/ble/device.py":
          "class Device:\n    async def connect(self):\n        from .central import scan\n        import bonds\n",
      },
      undefined,
      [],
      ["ble.central", "bonds"],
    ],
    [
      "a function of a library, where they are errors",
      { "f/main.py": "import ble\n", "lib/ble.py": "def f():\n    import bonds\n" },
      "error",
      ["bonds"],
      [],
    ],
    [
      "a function of a library, where one is an error",
      { "f/main.py": "import ble\n", "lib/ble.py": "def f():\n    import bonds, keys\n" },
      { bonds: "error" },
      ["bonds"],
      ["keys"],
    ],
    [
      "a function of a library, where one is ignored",
      { "f/main.py": "import ble\n", "lib/ble.py": "def f():\n    import bonds, keys\n" },
      { "b*": "ignore" },
      [],
      ["keys"],
    ],
    [
      "a library that is loaded",
      { "f/main.py": "import ble\n", "lib/ble.py": "class C:\n    import bonds\n" },
      undefined,
      ["bonds"],
      [],
    ],
    [
      "a lazy package of a library",
      {
        "f/main.py": "from ble import scan\n",
        "lib/ble.py":
          'T = {"scan": "central"}\ndef __getattr__(x):\n    m = T[x]\n    return getattr(__import__(m), x)\n',
      },
      undefined,
      ["central"],
      [],
    ],
    [
      "a function of one's own",
      { "f/main.py": "def f():\n    import bonds\n", "lib/ble.py": "" },
      undefined,
      ["bonds"],
      [],
    ],
    [
      "both",
      { "f/main.py": "import ble\ndef f():\n    import bonds\n", "lib/ble.py": "def f():\n    import bonds\n" },
      undefined,
      ["bonds"],
      [],
    ],
  ])("imported inside a function only: %s", (_case, files, unresolved, errors, warned) => {
    const options: MicroPythonOptions = { entries: "f/main.py", libraries: "lib", target: { port: "rp2" } };
    const { problems, warnings } = start(makeProject(files), unresolved ? { ...options, unresolved } : options)();
    const inFunctions = warnings.flatMap((text) => [...text.matchAll(/^  (\S+) \(/gm)].map(([, name]) => name));
    expect([problems.map(({ summary }) => /"(.+?)"/.exec(summary)?.[1]), inFunctions]).toEqual([errors, warned]);
    expect(warnings).toHaveLength(Math.min(warned.length, 1));
  });

  test.each<[string, string, string[]]>([
    ["a library's module", "lib/ble.py", []],
    ["a package of a library", "lib/ble/__init__.py", []],
    ["one's own module", "f/ble.py", ["bonds"]],
  ])("in `if __name__ == '__main__':` of %s", (_case, file, expected) => {
    const files = { "f/main.py": "import ble\n", [file]: "if __name__ == '__main__':\n    import keys, bonds\n" };
    const project = makeProject({ ...files, "lib/keys.py": "" });
    const { problems, manifest, graph } = start(project, { entries: "f/main.py", libraries: "lib" })();
    expect(problems.map(({ summary }) => /"(.+?)"/.exec(summary)?.[1])).toEqual(expected);
    const ble = graph.modules.find(({ name }) => name === "ble");
    const ships = graph.modules.some(({ name }) => name === "keys");
    expect([ships, manifest.modules.find(({ path }) => path === ble!.path)?.imports]).toEqual(
      expected.length === 0 ? [false, []] : [true, ["bonds", "keys"]],
    );
  });

  test.each<[string, string, string[]]>([
    ["a target and define", "if RP2 and not DEBUG:\n    import a\nelse:\n    import nowhere\n", []],
    ["a name assigned from both", "USE = RP2 and not DEBUG\nif not USE:\n    import nowhere\n", []],
    ["const() of a defined name", "from micropython import const\n_D = const(DEBUG)\nif _D:\n    import nowhere\n", []],
    ["a local of a defined name", "def f(DEBUG):\n    if DEBUG:\n        import nowhere\n", ["nowhere"]],
    ["what only the device knows", "if RP2 and x():\n    import nowhere\n", ["nowhere"]],
  ])("in a branch that is decided by %s", (_case, branch, expected) => {
    const source = `from sys import platform\nRP2 = platform == "rp2"\n${branch}`;
    const options: MicroPythonOptions = { entries: "f/main.py", board: "RPI_PICO", define: { DEBUG: false } };
    const { problems, files } = start(makeProject({ "f/main.py": source, "f/a.py": "" }), options)();
    expect(problems.map(({ summary }) => /"(.+?)"/.exec(summary)?.[1] ?? summary)).toEqual(expected);
    // main.py ships as source, in which nothing else would define the name.
    if (expected.length > 0) return;
    expect(new TextDecoder().decode(files.find(({ path }) => path === "/main.py")!.bytes)).not.toContain("DEBUG");
  });

  test("the modules that only functions of libraries import are one warning", () => {
    const files = {
      "f/main.py": "import ble\n",
      "lib/ble.py": "import keys\ndef f():\n    import central\ndef g():\n    import central, bonds\n",
      "lib/keys.py": "def f():\n    import central\n",
    };
    const { warnings } = start(makeProject(files), {
      entries: "f/main.py",
      libraries: "lib",
      target: { port: "rp2" },
    })();
    expect(warnings).toEqual([
      `missing modules, each imported inside a function only:
  central (lib/ble.py:3:12, lib/ble.py:5:12, lib/keys.py:2:12)
  bonds (lib/ble.py:5:21)
Only libraries import them, and your program may never call those functions. unresolved: { "central": "ignore" } hides one, "error" makes it an error.`,
    ]);
  });

  test("are none where the line says so", () => {
    const source = "import nowhere  # micropython: ignore\nx = __import__(x)  # micropython: ignore (names below)\n";
    const { problems, warnings } = start(makeProject({ "f/main.py": source }), { entries: "f/main.py" })();
    expect([...problems, ...warnings]).toEqual([]);
    expect(problemsOf({ "f/main.py": "# micropython: ignore\nimport nowhere\n" })).toHaveLength(1);
  });

  test("are none where the firmware is said to have the module, or the program goes on without it", () => {
    const source = "import lvgl.extra\ntry:\n    import zzzzzz\nexcept ImportError:\n    zzzzzz = None\n";
    expect(problemsOf({ "f/main.py": source }, { firmware: { modules: ["lvgl"] } })).toEqual([]);
  });

  test("are not reported for a library that is missing", () => {
    const problems = problemsOf({ "f/main.py": "import mqtt\n" }, { libraries: "nowhere" });
    expect(problems).toEqual([expect.stringContaining('option libraries: there is no folder "nowhere"')]);
  });
});
