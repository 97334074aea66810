// RAM of a program's modules after their import, in MicroPython's WebAssembly build, whose objects have the size of those on
// 32-bit boards. Modules of the hardware are stubs.

import { compile } from "../src/compiler/index.ts";
import type { ProgramModule } from "../src/optimize/index.ts";
import { readMpyHeader } from "../src/mpy/index.ts";
import { runOnDevice } from "../test/support/micropython.ts";

/** Puts an object into the place of each module that is not there: it can be called, looked into and computed with. */
const STUBS = `
import sys, gc
class Stub:
    def __init__(self, *a, **k): pass
    def __call__(self, *a, **k): return Stub()
    def __getattr__(self, name):
        if name[:2] == "__": raise AttributeError(name)
        return Stub()
    def __getitem__(self, key): return 0
    def _number(self, other=0): return 1
    __or__ = __ror__ = __and__ = __add__ = __radd__ = __sub__ = __mul__ = __rmul__ = __lshift__ = __floordiv__ = _number
    def __len__(self): return 1
def stub(names):
    for name in names:
        try: __import__(name)
        except Exception: sys.modules[name] = Stub()
`;

const IMPORT = `
def load(names):
    for name in names:
        try: __import__(name)
        except Exception as error: print(name, repr(error))
`;

/** The program itself, which is not imported. */
export const MAIN = "main.py";

const list = (names: readonly string[]): string => `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;

/**
 * Bytes of the heap that the modules of a program take, all but main.py; undefined where one of them cannot be imported without the
 * hardware.
 *
 * @param outside modules that are the firmware's; {@link outsideModules} finds them
 */
export async function ramOnImport(
  files: ReadonlyMap<ProgramModule, Uint8Array>,
  outside: readonly string[],
): Promise<number | undefined> {
  // Machine code does not run there, and programs run for ever.
  const modules = [...files].filter(([{ path }, mpy]) => path !== MAIN && readMpyHeader(mpy).arch === 0);
  const device = modules.map(([{ path }, bytes]) => ({ path: `/${path.replace(/\.py$/, ".mpy")}`, bytes }));
  const names = modules.map(([module]) => module.names[0]!);
  // The heap is collected when a step is done.
  const steps = [STUBS, `sys.path[:] = ["/"]\nstub(${list(outside)})`, IMPORT, "gc.collect()", "print(gc.mem_alloc())"];
  const results = await runOnDevice(device, [
    ...steps,
    `load(${list(names)})`,
    "gc.collect()",
    "print(gc.mem_alloc())",
  ]);
  const failed = results.find(({ error }) => error !== null);
  if (failed !== undefined) throw new Error(failed.error!);
  if (results[5]!.output !== "") return undefined;
  return Number(results[7]!.output) - Number(results[4]!.output);
}

/** Names that a program imports and does not have. */
export function outsideModules(modules: readonly ProgramModule[]): string[] {
  const own = new Set(modules.flatMap(({ names }) => names.map((name) => name.split(".")[0]!)));
  const outside = new Set<string>();
  for (const one of modules) {
    for (const { module, level } of compile(one.source, { arch: "armv6m" }).imports) {
      const parts = module.split(".");
      if (level > 0 || own.has(parts[0]!)) continue;
      parts.forEach((_, at) => outside.add(parts.slice(0, at + 1).join(".")));
    }
  }
  return [...outside];
}
