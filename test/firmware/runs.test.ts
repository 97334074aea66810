// Code for a release runs on the WebAssembly MicroPython of that release, and prints what its source prints.

import { describe, expect, test } from "vitest";
import { compile, type CompileOptions } from "../../src/compiler/index.ts";
import { findRelease } from "../../src/firmware/index.ts";
import { runOnDevice } from "../support/micropython.ts";

/** The releases with a WebAssembly build on npm; package.json has each under an alias. */
const RELEASES = ["1.23.0", "1.24.1", "1.25.0", "1.26.0", "1.27.0", "1.28.0"];

/** Constructs whose code changed between releases, without what old compilers make wrongly. */
const SOURCE = `
import sys
LONG = 1 << 70
NUMBERS = (0.98, 1e23, -0.0, 5.63e25, LONG, 3.5j)
def outer(*args, key=2, **more):
    total = 0
    def inner(x):
        nonlocal total
        total += x * key
        return total
    return [inner(y := a) for a in args], y, sorted(more)
def cleanup(log):
    for i in range(3):
        try:
            if i == 1:
                return i
            continue
        finally:
            log.append(i)
class Manager:
    async def __aenter__(self):
        return "entered"
    async def __aexit__(self, *exc):
        print("left", exc[0])
    def __aiter__(self):
        self.n = 0
        return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2:
            raise StopAsyncIteration
        return self.n
async def main():
    async with Manager() as m:
        async for i in Manager():
            print(m, i)
    return "done"
def drive(task):
    try:
        while True:
            task.send(None)
    except StopIteration as stop:
        return stop.value
log = []
print(outer(1, 2, 3, key=4, b=1, a=2), cleanup(log), log)
print(drive(main()), f"{LONG:x} {NUMBERS!r} {len(log):>3}")
print(*(i for i in range(4) if i % 2), {"a": 1, "b": 2}["b"], not (1, 2))
try:
    raise ValueError("x" * 3)
except (KeyError, ValueError) as e:
    print(type(e).__name__, e, sys.implementation.version[:2])
`;

const VARIANTS: readonly Partial<CompileOptions>[] = [{}, { optimize: 3 }, { exact: true }];

describe.each(RELEASES)("MicroPython %s", (firmware) => {
  test("imports its own modules", async () => {
    const modules = VARIANTS.map((options, at) => {
      const { mpy } = compile(SOURCE, { filename: `m${at}.py`, firmware, ...options });
      return { path: `/m${at}.mpy`, bytes: mpy };
    });
    const steps = [SOURCE, ...modules.map((_, at) => `import m${at}`)];
    const [own, ...ours] = await runOnDevice(modules, steps, 0, undefined, `micropython-${firmware}`);
    const [major, minor] = findRelease(firmware)!.base;
    expect(own).toEqual({ output: expect.stringContaining(`ValueError xxx (${major}, ${minor})`), error: null });
    for (const result of ours) expect(result).toEqual(own);
  });
});
