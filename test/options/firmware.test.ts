// The option `firmware`: modules of the firmware are neither missing nor shipped, and code is made for it.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import type { FlashSnapshot } from "../../src/engine/snapshot.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { makeProject } from "../plugin/support/project.ts";

function living(
  files: Record<string, string | Uint8Array>,
  options: MicroPythonOptions,
): { take: () => FlashSnapshot; root: string } {
  const { root } = makeProject(files);
  const given = { entries: "f/main.py", cache: false, ...options };
  const build = new FlashBuild(resolveOptions(given, { root, mode: "production" }));
  return { root, take: () => build.snapshot(NO_IMPORTS) };
}

const missing = (source: string, options: MicroPythonOptions): string[] =>
  living({ "f/main.py": source }, options)
    .take()
    .problems.map(({ summary }) => summary);

const paths = ({ files }: FlashSnapshot): string[] => files.map(({ path }) => path).sort();

describe("modules", () => {
  test.each<[string, string[], string[]]>([
    ["lvgl", ["lvgl"], []],
    ["lvgl.fonts.small", ["lvgl"], []],
    ["lvglx", ["lvgl"], ["lvglx"]],
    ["startup.wifi", ["startup.*"], []],
    ["startup.wifi.ap", ["startup.*"], []],
    ["startup", ["startup.*"], []],
    ["starter", ["startup.*"], ["starter"]],
    ["my_driver", ["my_*", "your_*"], []],
  ])("import %s with %j", (name, modules, expected) => {
    expect(missing(`import ${name}\n`, { firmware: { modules } })).toEqual(
      expected.map((one) => `no module named "${one}"`),
    );
  });
});

test("a folder of programs does not hide a module of the firmware that has its name, a package does", () => {
  const files = { "f/main.py": "from encoder import Encoder\n", "f/encoder/demo.py": "from encoder import Encoder\n" };
  const given = { entries: "f/**/*.py", firmware: { modules: ["encoder"] } };
  expect(living(files, given).take().problems).toEqual([]);
  const package_ = living(
    { ...files, "f/encoder/__init__.py": "Encoder = 1\n" },
    { ...given, entries: "f/main.py" },
  ).take();
  expect(paths(package_)).toEqual(["/encoder/__init__.mpy", "/main.py"]);
  expect(living(files, { entries: "f/main.py" }).take().problems).toHaveLength(1);
});

describe("unresolved", () => {
  const SOURCE = "import startup.wifi\nimport other\nimport third\n";

  test("by pattern, where later ones win and others are errors", () => {
    const unresolved = { "*": "warn", "startup.*": "ignore", third: "error" } as const;
    const { problems, warnings } = living({ "f/main.py": SOURCE }, { unresolved }).take();
    expect(problems.map(({ summary }) => summary)).toEqual(['no module named "third"']);
    // "import startup.wifi" fails at startup already.
    expect(warnings).toEqual([expect.stringContaining('"startup"'), expect.stringContaining('"other"')]);
    // Two, and the line that counts them.
    expect(missing(SOURCE, { unresolved: { startup: "ignore" } })).toHaveLength(3);
  });
});

describe("a manifest of what is frozen", () => {
  const FILES = {
    "f/main.py": "import net.wifi\nimport tool\nimport own\n",
    "f/own.py": "x = 1\n",
    "boards/manifest.py": 'package("net", base_path="$(LIB)")\nmodule("tool.py", base_path="$(LIB)")\n',
    "vendor/net/__init__.py": "",
    "vendor/net/wifi.py": "import deep\n",
    "vendor/tool.py": "",
  };
  const FIRMWARE = { manifest: "boards/manifest.py", variables: { LIB: "vendor" } };

  test("is known, and does not ship", () => {
    const snapshot = living(FILES, { firmware: FIRMWARE }).take();
    expect(snapshot.problems).toEqual([]);
    expect(paths(snapshot)).toEqual(["/main.py", "/own.mpy"]);
    expect(snapshot.manifest.graph?.builtins).toEqual(expect.arrayContaining(["net.wifi", "tool"]));
  });

  test("comes before /lib, and after the device's root, as the device has it", () => {
    const files = { ...FILES, "lib/tool.py": "", "f/net/__init__.py": "", "f/net/wifi.py": "" };
    const snapshot = living(files, { firmware: FIRMWARE, libraries: "lib" }).take();
    expect(paths(snapshot)).toEqual(["/main.py", "/net/__init__.mpy", "/net/wifi.mpy", "/own.mpy"]);
  });

  test("is read again when it changes", () => {
    const project = makeProject(FILES);
    const options = { entries: "f/main.py", cache: false, firmware: FIRMWARE };
    const build = new FlashBuild(resolveOptions(options, { root: project.root, mode: "production" }));
    expect(build.snapshot(NO_IMPORTS).problems).toEqual([]);
    project.write("boards/manifest.py", 'package("net", base_path="$(LIB)")\n');
    expect(build.snapshot(NO_IMPORTS).problems).toMatchObject([{ summary: 'no module named "tool"' }]);
  });

  test("errors have their place", () => {
    const { problems } = living({ ...FILES, "boards/manifest.py": "modul()\n" }, { firmware: FIRMWARE }).take();
    expect(problems[0]).toMatchObject({ displayFile: expect.stringContaining("boards/manifest.py") as string });
  });
});

describe("a release", () => {
  const SOURCE = "async def f():\n    await g()\n";

  test.each(["1.22.2", "circuitpython 9.2.9"])("%s: code is made for it", (firmware) => {
    const { files } = living({ "f/main.py": "import a\n", "f/a.py": SOURCE }, { firmware }).take();
    const bytes = [...files.find(({ path }) => path === "/a.mpy")!.bytes];
    expect(bytes).toEqual([...compile(SOURCE, { filename: "a.py", firmware }).mpy]);
  });

  test("exact: the bytes of its own compiler", () => {
    const firmware = { version: "1.20.0", exact: true };
    const source = "print(f'{1}')\nx = 1.1\n";
    const { files } = living({ "f/main.py": "import a\n", "f/a.py": source }, { firmware }).take();
    const bytes = [...files.find(({ path }) => path === "/a.mpy")!.bytes];
    expect(bytes).toEqual([...compile(source, { filename: "a.py", firmware: "1.20.0", exact: true }).mpy]);
  });

  test.each<[MicroPythonOptions["firmware"], RegExp]>([
    ["2.x", /option firmware .*"2\.x" is an unknown release[^]*Such as "1\.24\.1"/],
    [{ version: "1.2O" }, /option firmware\.version .*an unknown release/],
    [{ exact: true }, /option firmware\.exact .*none is given/],
    [
      { version: "circuitpython 9.0.5", exact: true },
      /option firmware\.exact .*circuitpython 9\.0\.5 writes are not known[^]*9\.2\.9/,
    ],
    [{ variables: { A: "b" } }, /option firmware\.variables .*none is given/],
  ])("%j is refused by name", (firmware, message) => {
    expect(() => missing("", { firmware })).toThrow(message);
  });
});

describe("CircuitPython", () => {
  const MAIN = "import board, digitalio, neopixel_write\nimport adafruit_one, adafruit_two.part\n";
  const bundle = (firmware: string): Record<string, string | Uint8Array> => ({
    "f/code.py": MAIN,
    "lib/adafruit_one.mpy": compile("import ulab.numpy\n", { filename: "adafruit_one.py", firmware }).mpy,
    "lib/adafruit_two/__init__.mpy": compile("", { filename: "adafruit_two/__init__.py", firmware }).mpy,
    "lib/adafruit_two/part.mpy": compile("async def f(x):\n await x\n", { filename: "adafruit_two/part.py", firmware })
      .mpy,
    "lib/adafruit_unused.mpy": compile("", { filename: "adafruit_unused.py", firmware }).mpy,
  });
  const options = { entries: "f/code.py", libraries: "lib" };

  test("code.py ships as source, and of an unpacked bundle what is imported", () => {
    const snapshot = living(bundle("circuitpython 10"), { ...options, firmware: "circuitpython 10" }).take();
    expect(snapshot.problems).toEqual([]);
    expect(paths(snapshot)).toEqual([
      "/code.py",
      "/lib/adafruit_one.mpy",
      "/lib/adafruit_two/__init__.mpy",
      "/lib/adafruit_two/part.mpy",
    ]);
  });

  test("a bundle of another major version, or of MicroPython's files, is reported", () => {
    const summaries = (files: Record<string, string | Uint8Array>, firmware: string): string[] =>
      living(files, { ...options, firmware })
        .take()
        .problems.map(({ summary }) => summary);
    expect(summaries(bundle("1.27"), "circuitpython 10")[0]).toContain("the file is for MicroPython");
    expect(summaries(bundle("circuitpython 10"), "1.27")[0]).toContain("the file is for CircuitPython");
  });

  const modules = (names: string, firmware: string, port?: string): string[] =>
    missing(`import ${names}\n`, { firmware, ...(port !== undefined && { target: { port } }) });

  test.each([
    ["board, busio, storage, supervisor, _asyncio, ulab.numpy", "circuitpython 9.2.9", undefined, []],
    ["rp2pio", "circuitpython 10", "rp2", []],
    ["rp2pio", "circuitpython 10", "raspberrypi", []],
    ["esp32", "circuitpython 10", "esp32", ["esp32"]],
    ["machine", "circuitpython 10", undefined, ["machine"]],
    ["digitalio", "1.27", undefined, ["digitalio"]],
  ])("import %s on %s, port %s", (names, firmware, port, absent) => {
    expect(modules(names, firmware, port)).toEqual(absent.map((name) => expect.stringContaining(`"${name}"`)));
  });

  describe("a board", () => {
    const options = { firmware: "circuitpython 10", board: "adafruit_trinkey_neopixel_m0" } as const;
    const library = {
      "lib/neopixel.py": "",
      "lib/adafruit_register/i2c_bit.py": "",
      "lib/adafruit_register/i2c_bits.py": "",
    };
    const take = (source: string, more: MicroPythonOptions, files: Record<string, string> = library): FlashSnapshot =>
      living({ "f/code.py": source, ...files }, { entries: "f/code.py", libraries: "lib", ...more }).take();

    test("has the libraries that are frozen into it: they do not ship", () => {
      const board = "circuitplayground_express_crickit";
      const source = "import neopixel, adafruit_seesaw.pwmout, adafruit_crickit\n";
      const snapshot = take(source, { firmware: "circuitpython 9", board });
      expect(snapshot.problems).toEqual([]);
      expect(paths(snapshot)).toEqual(["/code.py"]);
    });

    test("a file at the root comes before them", () => {
      const given = { entries: "f/code.py", firmware: "circuitpython 10", board: "circuitplayground_express" } as const;
      const files = { "f/code.py": "import neopixel\n", "f/neopixel.py": "" };
      expect(paths(living(files, given).take())).toEqual(["/code.py", "/neopixel.mpy"]);
    });

    test("without one, a library counts", () => {
      const snapshot = take("import neopixel\n", { firmware: "circuitpython 10", target: { port: "atmel-samd" } });
      expect(paths(snapshot)).toEqual(["/code.py", "/lib/neopixel.mpy"]);
    });

    test("that does not freeze modules of other boards", () => {
      const [problem] = take(
        "import neopixel\n",
        { firmware: "circuitpython 10", board: "pewpew_m4" },
        { "lib/a.py": "" },
      ).problems;
      expect(problem!.summary).toMatch(
        /^no module named "neopixel": it is frozen in some boards of port atmel-samd only \(.* and \d+ more\), not in pewpew_m4$/,
      );
      expect(problem!.hint).toContain('libraries: [{ circup: "neopixel", bundle: "…" }]');
      expect(problem!.hint).not.toContain("mpy install");
    });

    test("determines the port", () => {
      const files = { "f/code.py": "import rp2pio, espnow\n" };
      const [problem] = living(files, {
        entries: "f/code.py",
        firmware: "circuitpython 10",
        board: "raspberry_pi_pico_w",
      }).take().problems;
      expect(problem!.summary).toBe(
        'no module named "espnow": it is a module of port espressif, and the target is raspberrypi',
      );
    });

    test("of CircuitPython for MicroPython is refused", () => {
      expect(() => living({}, { board: "raspberry_pi_pico" })).toThrow(
        /option board .*"raspberry_pi_pico" is a board of CircuitPython, and the firmware is not[^]*circuitpython 10/,
      );
      expect(() => living({}, { ...options, board: "raspbery_pi_pico" })).toThrow(/Nearest: raspberry_pi_pico/);
    });
  });

  describe("a bundle", () => {
    const mpy = (filename: string, source = ""): Uint8Array =>
      compile(source, { filename, firmware: "circuitpython 10" }).mpy;
    const BUNDLE = "vendor/adafruit-circuitpython-bundle-10.x-mpy-20260101";
    const files = {
      "f/code.py": "import adafruit_hid.keyboard\n",
      [`${BUNDLE}/lib/adafruit_hid/__init__.mpy`]: mpy("adafruit_hid/__init__.py", "import adafruit_ticks\n"),
      [`${BUNDLE}/lib/adafruit_hid/keyboard.mpy`]: mpy("adafruit_hid/keyboard.py"),
      [`${BUNDLE}/lib/adafruit_hid/mouse.mpy`]: mpy("adafruit_hid/mouse.py"),
      [`${BUNDLE}/lib/adafruit_ticks.mpy`]: mpy("adafruit_ticks.py"),
      [`${BUNDLE}/lib/adafruit_sdcard.mpy`]: mpy("adafruit_sdcard.py"),
      [`${BUNDLE}/lib/neopixel.mpy`]: mpy("neopixel.py"),
      [`${BUNDLE}/examples/neopixel.py`]: "",
    };
    const take = (libraries: MicroPythonOptions["libraries"], firmware = "circuitpython 10"): FlashSnapshot =>
      living(files, { entries: "f/code.py", libraries, firmware }).take();

    test.each([
      [["adafruit_hid"], ["adafruit_hid/__init__", "adafruit_hid/keyboard", "adafruit_hid/mouse", "adafruit_ticks"]],
      ["neopixel", ["adafruit_hid/__init__", "adafruit_hid/keyboard", "adafruit_ticks", "neopixel"]],
      [
        "adafruit-circuitpython-neopixel",
        ["adafruit_hid/__init__", "adafruit_hid/keyboard", "adafruit_ticks", "neopixel"],
      ],
      [
        "Adafruit_CircuitPython_SD",
        ["adafruit_hid/__init__", "adafruit_hid/keyboard", "adafruit_sdcard", "adafruit_ticks"],
      ],
    ])("%s ships whole, of all else what is imported", (circup, expected) => {
      const snapshot = take({ circup, bundle: BUNDLE });
      expect(snapshot.problems).toEqual([]);
      expect(paths(snapshot)).toEqual(["/code.py", ...expected.map((one) => `/lib/${one}.mpy`)].sort());
    });

    test.each<[string, MicroPythonOptions["libraries"], string, RegExp]>([
      [
        "of another major version",
        { circup: "neopixel", bundle: BUNDLE },
        "circuitpython 9.2",
        /is a bundle for CircuitPython 10, and the firmware is CircuitPython 9[^]*9\.x-mpy/,
      ],
      [
        "of another major version, by its folder",
        `${BUNDLE}/lib`,
        "circuitpython 9",
        /is a bundle for CircuitPython 10/,
      ],
      [
        "that is none",
        { circup: "neopixel", bundle: "vendor" },
        "circuitpython 10",
        /"vendor" is no bundle: it has no folder lib[^]*Unpack/,
      ],
      [
        "without the library",
        { circup: "neopixl", bundle: BUNDLE },
        "circuitpython 10",
        /has no library "neopixl"[^]*Nearest: neopixel/,
      ],
    ])("%s is refused", (_, libraries, firmware, message) => {
      const [problem] = take(libraries, firmware).problems;
      expect(`${problem!.summary}\n${problem!.hint}`).toMatch(message);
    });
  });

  test("a wrong name of a port", () => {
    expect(() => modules("board", "circuitpython 10", "rasberrypi")).toThrow(
      /CircuitPython has no port[^]*raspberrypi/,
    );
  });
});
