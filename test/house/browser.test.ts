// The rooms for browsers run in one: each is bundled, contains no room outside of its walls, and works in a context without Node.

import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { BuildResult } from "esbuild";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";

const ROOMS: Record<string, readonly string[]> = {
  compiler: ["bytes", "diagnostics", "numbers", "firmware", "mpy", "compiler"],
  mpy: ["bytes", "diagnostics", "firmware", "mpy"],
  flash: ["bytes", "diagnostics", "flash"],
  device: ["bytes", "diagnostics", "numbers", "firmware", "mpy", "compiler", "project", "device"],
};

const SOURCE = "import machine\n\ndef blink(pin, times=3):\n    for _ in range(times):\n        pin.toggle()\n";

function bundle(room: string): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    entryPoints: [`src/${room}/index.ts`],
    bundle: true,
    platform: "browser",
    format: "iife",
    globalName: "room",
    target: "es2022",
    // an optional package that is loaded when asked for; it names node:fs for when it runs there
    external: ["@alexaltea/capstone-js"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
}

describe.each(Object.entries(ROOMS))("%s in a browser", (room, allowed) => {
  test("bundles without Node's modules and stays within its walls", async () => {
    const result = await bundle(room);
    expect(result.warnings).toEqual([]);
    const own = Object.keys(result.metafile.inputs).filter((path) => path.startsWith("src/"));
    const rooms = [...new Set(own.map((path) => path.split("/")[1]!))];
    expect(rooms.filter((name) => !allowed.includes(name))).toEqual([]);
  });
});

test("the compiler for pages is at most 40 kB, compressed, and works where there is no process, Buffer or require", async () => {
  const { outputFiles } = await build({
    entryPoints: ["dist/compiler/bytecode.js"],
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    globalName: "room",
    target: "es2022",
    write: false,
  });
  const { contents, text } = outputFiles[0]!;
  expect(gzipSync(contents, { level: 9 }).length).toBeLessThanOrEqual(40_000);
  const script = `${text}\nArray.from(room.compile(source, { filename: "blink.py" }).mpy)`;
  const made: unknown = runInNewContext(script, { TextEncoder, TextDecoder, source: SOURCE });
  expect(made).toEqual(Array.from(compile(SOURCE, { filename: "blink.py" }).mpy));
});

test("the compiler's bundle compiles where there is no process, Buffer or require", async () => {
  const result = await bundle("compiler");
  const context = { TextEncoder, TextDecoder, source: SOURCE };
  const script = `${result.outputFiles[0]!.text}\nArray.from(room.compile(source, { filename: "blink.py" }).mpy)`;
  const made: unknown = runInNewContext(script, context);
  expect(made).toEqual(Array.from(compile(SOURCE, { filename: "blink.py" }).mpy));
});
