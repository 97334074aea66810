// The tables of built-in modules: those of the WebAssembly port are compared with a running MicroPython, names and precedence; the
// rules for ports, boards and releases with their sources.

import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import { beforeAll, describe, expect, test } from "vitest";
import { BOARD_MODULES } from "../../src/project/builtins/board-modules.ts";
import { knownBuiltins, KNOWN_PORTS } from "../../src/project/builtins/builtins.ts";
import { words } from "../../src/project/builtins/ports.ts";
import { boardOf } from "../../src/project/targets.ts";

interface Interpreter {
  FS: {
    writeFile: (path: string, text: string) => void;
    unlink: (path: string) => void;
    mkdir: (path: string) => void;
  };
  runPython: (source: string) => unknown;
}

describe("the WebAssembly port", () => {
  const builtins = knownBuiltins({ port: "webassembly" });
  let interpreter: Interpreter;
  let output: string[] = [];

  beforeAll(async () => {
    const options = { stdout: (line: string) => output.push(line), linebuffer: true };
    interpreter = (await loadMicroPython(options)) as Interpreter;
    interpreter.FS.mkdir("/lib");
  });

  function run(source: string): string[] {
    output = [];
    interpreter.runPython(source);
    return output;
  }

  test("has every module that is listed for it", () => {
    const missing = builtins.names().filter((name) => {
      return run(`try:\n    __import__(${JSON.stringify(name)})\nexcept ImportError:\n    print("missing")`).length > 0;
    });
    expect(missing).toEqual([]);
  });

  test("has no others", () => {
    const listed = run("help('modules')").slice(0, -1).join(" ").split(/\s+/).filter(Boolean);
    expect(listed.length).toBeGreaterThan(60);
    const names = listed.map((path) => path.replace(/\/__init__$/, "").replaceAll("/", "."));
    expect(names.filter((name) => !builtins.has(name))).toEqual([]);
  });

  test("prefers files of the same name as the table says", () => {
    const precedence = (name: string): string | undefined => {
      const winsAt = (path: string): boolean => {
        interpreter.FS.writeFile(path, "own_file = 1");
        const lines = run(`
import sys
sys.modules.pop("${name}", None)
print(hasattr(__import__("${name}"), "own_file"))
sys.modules.pop("${name}", None)`);
        interpreter.FS.unlink(path);
        return lines[0] === "True";
      };
      if (!winsAt(`/${name}.py`)) return "fixed";
      return winsAt(`/lib/${name}.py`) ? "extensible" : "frozen";
    };
    const names = [...builtins.names(), "utime", "usys", "umath", "ucollections"].filter((name) => !name.includes("."));
    const found = Object.fromEntries(
      names.filter((name) => builtins.has(name)).map((name) => [name, precedence(name)]),
    );
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, builtins.kindOf(name)])));
  });
});

describe("ports and boards", () => {
  test("a port has what all its boards have, and what some have", () => {
    const pico = knownBuiltins({ port: "rp2" });
    const kinds = ["machine", "_rp2", "rp2", "neopixel", "network", "requests", "pyb", "esp32"].map(pico.kindOf);
    // Only boards with a radio have a network: a network.py may be meant for the others.
    expect(kinds).toEqual([
      "extensible",
      "fixed",
      "frozen",
      "frozen",
      "extensible",
      "extensible",
      undefined,
      undefined,
    ]);
    expect([pico.has("network"), pico.overridable("network"), pico.overridable("_rp2")]).toEqual([true, true, false]);
    expect(knownBuiltins({ port: "ESP32" }).kindOf("network")).toBe("fixed");
  });

  test("a board has what its own manifest freezes, and its port what any of its boards has", () => {
    for (const [port, rows] of Object.entries(BOARD_MODULES)) {
      const whole = knownBuiltins({ port });
      for (const [modules, names] of rows) {
        const boards = [...words(names)];
        expect(boards.filter((one) => boardOf(one)?.port !== port)).toEqual([]);
        const own = knownBuiltins({ port, board: boards[0] });
        const wrong = [...words(modules)].filter((name) => !own.has(name) || !whole.has(name));
        expect([boards[0], ...wrong]).toEqual([boards[0]]);
      }
    }
  });

  test.each([
    ["rp2", "RPI_PICO", "aioble.core", 14],
    ["rp2", "RPI_PICO_W", "aioble.core", 0],
    ["esp32", "UM_TINYPICO", "dotstar", 0],
    ["esp32", "UM_TINYS3", "dotstar", 2],
    ["esp8266", "ESP8266_GENERIC-FLASH_512K", "umqtt", 2],
    ["rp2", "RPI_PICO", "machine", 0],
    ["rp2", "RPI_PICO", "neopixel", 0],
    ["rp2", "RPI_PICO", "nowhere", 0],
    ["rp2", undefined, "requests", 0],
  ])("on %s, %s: boards with %s that it has not: %i", (port, board, name, count) => {
    expect(knownBuiltins({ port, board }).boardsWith(name)).toHaveLength(count);
  });

  test("packages are modules too", () => {
    const esp = knownBuiltins({ port: "esp32" });
    expect(["umqtt", "umqtt.simple", "asyncio.core", "umqtt.other"].map(esp.has)).toEqual([true, true, true, false]);
  });

  test.each([undefined, "teensy"])("port %s: what any has, and as certain only what all have", (port) => {
    const any = knownBuiltins({ port });
    expect(["pyb", "esp32", "network", "sys", "gc"].map(any.kindOf)).toEqual([
      "extensible",
      "extensible",
      "extensible",
      "fixed",
      "fixed",
    ]);
    for (const name of KNOWN_PORTS.flatMap((one) => knownBuiltins({ port: one }).names()))
      expect(any.has(name)).toBe(true);
  });

  test("every port has the modules of all firmware", () => {
    for (const port of KNOWN_PORTS) {
      const { kindOf, names } = knownBuiltins({ port });
      expect([port, ...["sys", "builtins", "usys"].map(kindOf)]).toEqual([port, "fixed", "fixed", "fixed"]);
      expect(names()).toEqual([...new Set(names())].sort());
    }
  });
});

describe("releases", () => {
  const at = (version: string, ...names: string[]): unknown[] =>
    names.map(knownBuiltins({ port: "esp32", version }).kindOf);

  test("modules by release", () => {
    expect(at("1.22.2", "vfs", "tls", "deflate", "ssl")).toEqual([undefined, undefined, "fixed", "extensible"]);
    expect(at("v1.23.0", "vfs", "tls", "ssl", "ussl")).toEqual(["fixed", "fixed", "frozen", undefined]);
    expect([at("1.25.0", "machine"), at("1.26.0", "machine")]).toEqual([["extensible"], ["frozen"]]);
    expect(knownBuiltins({ port: "mimxrt", version: "1.27.0" }).has("string")).toBe(false);
    expect(knownBuiltins({ port: "mimxrt", version: "1.28.0" }).has("string.templatelib")).toBe(true);
  });

  test("up to 1.20 files can replace modules whose names have no u, sys too", () => {
    expect(at("1.20.0", "sys", "usys", "time", "utime")).toEqual(["extensible", "fixed", "extensible", "fixed"]);
    expect(at("1.20.0", "zlib", "uzlib", "asyncio", "uasyncio", "uasyncio.core", "deflate")).toEqual([
      "extensible",
      "fixed",
      undefined,
      "frozen",
      "frozen",
      undefined,
    ]);
    expect(at("1.21.0", "sys", "zlib", "uzlib", "asyncio", "uasyncio")).toEqual([
      "fixed",
      undefined,
      undefined,
      "frozen",
      "frozen",
    ]);
  });

  test("a wrong version is refused", () => {
    expect(() => knownBuiltins({ version: "new" })).toThrow('"new" is not a version of MicroPython');
  });
});
