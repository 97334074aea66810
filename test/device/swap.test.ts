// Modules replaced on a running board: the plan for each change, and that a swapped board behaves like a freshly started one.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { DeployedSwap } from "../../src/device/swap/deployed-swap.ts";
import { planSwap } from "../../src/device/swap/plan.ts";
import type { SwapModule, SwapPlan } from "../../src/device/swap/plan.ts";
import { swapCode, swapResult, swapText } from "../../src/device/swap/swap.ts";
import { readOutline } from "../../src/project/outline.ts";
import { moduleName } from "../../src/project/placement.ts";
import { Board } from "../../src/device/board.ts";
import { Swapper } from "../../src/device/swap/swapper.ts";
import { TestBoard } from "../support/board/board.ts";
import { runOnDevice } from "../support/micropython.ts";

type Sources = Readonly<Record<string, string>>;

/** A project of these files; their paths on the device are those of the sources. */
function project(sources: Sources): SwapModule[] {
  return Object.entries(sources).map(([source, text]) => ({
    name: moduleName(source),
    path: source === "main.py" ? "/main.py" : `/${source.replace(/py$/, "mpy")}`,
    source,
    sha256: text,
    outline: readOutline(new TextEncoder().encode(text)),
  }));
}

/** "swap a, b", or the reasons for a reset. */
function planned(before: Sources, after: Sources): string {
  const plan = planSwap(project(before), project({ ...before, ...after }));
  if (plan.kind === "swap") return `swap ${plan.modules.map(({ name }) => name).join(", ")}`;
  return plan.kind === "nothing"
    ? "nothing"
    : plan.reasons.map(({ place, reason }) => `${place}: ${reason}`).join("\n");
}

const one = (before: string, after: string): string => planned({ "m.py": before }, { "m.py": after });

const SWAPS: Record<string, [string, string]> = {
  "a function": ["def f(): return 1\n", "def f(): return 2\n"],
  "a comment": ["def f(): return 1\n", "# x\ndef f(): return 1\n"],
  "a constant": ["A = 1\nB = [A]\n", "A = 2\nB = [A]\n"],
  "a method": ["class A:\n    def f(self): return 1\n", "class A:\n    def f(self): return 2\n"],
  "a new function and class": ["A = 1\n", "A = 1\ndef f(): pass\nclass B: pass\n"],
  imports: ["import os\n", "import os, sys\ntry:\n    import a\nexcept ImportError:\n    a = None\n"],
  "native code": ["@micropython.native\ndef f(): return 1\n", "@micropython.native\ndef f(): return 2\n"],
  "the body of a main guard": ["if __name__ == '__main__':\n    f()\n", "if __name__ == '__main__':\n    g()\n"],
  "a coroutine that did not change": [
    "async def run(): pass\ndef f(): return 1\n",
    "async def run(): pass\ndef f(): return 2\n",
  ],
  "anything, with the hook": ["led = f(1)\n", "led = f(2)\ndef __hot__(old): pass\n"],
  "a coroutine, with the hook": ["async def run(): f(1)\n", "async def run(): f(2)\ndef __hot__(old): pass\n"],
};

const RESETS: Record<string, [string, string, string]> = {
  "code that runs on import": ["f(1)\n", "f(2)\n", "m.py:1: it has side effects on import"],
  "a call in a value": ["A = 1\n", "A = f()\n", "m.py:1: it calls something on import"],
  "a decorator": [
    "@app.route\ndef f(): return 1\n",
    "@app.route\ndef f(): return 2\n",
    "m.py:2: the decorator of f runs on import",
  ],
  "other bases": ["class A: pass\n", "class A(B): pass\n", "m.py:1: the bases of A changed"],
  "a special method": [
    "class A: pass\n",
    "class A:\n    def __getattr__(self, n): return n\n",
    "m.py:1: A gains or loses a method that a class must have when it is created",
  ],
  "a class that is gone": ["class A: pass\n", "", "m.py: A was removed"],
  "a changed coroutine": [
    "async def run(): f(1)\n",
    "async def run(): f(2)\n",
    "m.py:1: run is a coroutine or generator, which may be running",
  ],
  "a callback": [
    "def tick(t): f(1)\ndef start(): Timer(tick)\n",
    "def tick(t): f(2)\ndef start(): Timer(tick)\n",
    "m.py:1: tick is passed as a value in m.py, which would keep the old code",
  ],
  "a bound method": [
    "class A:\n    def go(self): f(1)\n    def on(self): Timer(self.go)\n",
    "class A:\n    def go(self): f(2)\n    def on(self): Timer(self.go)\n",
    "m.py:2: go is passed as a value in m.py, which would keep the old code",
  ],
  "a closure": [
    "def f():\n    return lambda: 1\n",
    "def f():\n    return lambda: 2\n",
    "m.py:1: a function inside f changed, and running code may keep it",
  ],
  "a variable of two": [
    "n = 0\nasync def run():\n    global n\n    n += 1\ndef f(): return 1\n",
    "n = 0\nasync def run():\n    global n\n    n += 1\ndef f(): return 2\n",
    "m.py:2: run may be kept by running code, and would not see assignments to n",
  ],
  "a class in a value": [
    "class A: pass\nT = 1\n",
    "class A: pass\nT = {1: A}\n",
    "m.py:2: it keeps A in another value",
  ],
  "a list in a default": [
    "a = []\ndef f(x=1): pass\n",
    "a = []\ndef f(x=a): pass\n",
    "m.py:2: it keeps a in another value",
  ],
  "a new class of an old base": [
    "class A: pass\n",
    "class A: pass\nclass B(A): pass\n",
    "m.py:2: B is new and derives from A",
  ],
};

describe("the plan", () => {
  test.each(Object.entries(SWAPS))("swaps %s", (_, [before, after]) => {
    expect(one(before, after)).toBe("swap m");
  });

  test.each(Object.entries(RESETS))("resets for %s", (_, [before, after, reason]) => {
    expect(one(before, after)).toBe(reason);
  });

  test("of several modules: in the order of imports, with what others have of them", () => {
    const base = {
      "main.py": "import app.ui\n",
      "app/__init__.py": "",
      "app/ui.py": "from .config import LIMIT\nfrom . import net\n\ndef show(): return LIMIT\n",
      "app/net.py": "from app import config as c\n\ndef get(): return c.LIMIT\n",
      "app/config.py": "LIMIT = 1\n",
    };
    expect(planned(base, {})).toBe("nothing");
    expect(planned(base, { "app/net.py": `${base["app/net.py"]}\n`, "app/config.py": "LIMIT = 2\n" })).toBe(
      "swap app.config, app.net",
    );
    expect(planned(base, { "main.py": "" })).toBe("main.py: the board runs it at boot");
    expect(planned(base, { "app/extra.py": "A = 1\n" })).toBe("nothing");
    const user = (line: string): string => planned({ ...base, "x.py": line }, { "app/config.py": "LIMIT = 2\n" });
    expect(user("from app.config import LIMIT\nX = LIMIT + 1\n")).toBe(
      "x.py:2: a value that it computes on import comes from app.config, which changed",
    );
    expect(user("import app.config\ndef f(n=app.config.LIMIT): pass\n")).toContain("x.py:2: a value that it computes");
    expect(user("from app.config import *\n")).toBe("x.py: it imports * from app.config");
    const plan = planSwap(project(base), project({ ...base, "app/config.py": "LIMIT = 2\n" })) as SwapPlan & {
      kind: "swap";
    };
    expect(plan.modules[0]).toMatchObject({ name: "app.config", keep: [], copies: [["app.ui", "LIMIT", "LIMIT"]] });
    expect(planSwap(project(base), project({ "main.py": base["main.py"] })).kind).toBe("reset");
  });

  test("values stay whose initial value is the same, directly and in what it is made of", () => {
    const plan = planSwap(
      project({ "m.py": "A = 1\nB = A + 1\nC = 5\nD = C\nL = []\nclass K:\n    n = 0\n    m = A\n" }),
      project({ "m.py": "A = 2\nB = A + 1\nC = 5\nD = C\nL = []\nclass K:\n    n = 0\n    m = A\n" }),
    ) as SwapPlan & { kind: "swap" };
    expect(plan.modules[0]).toMatchObject({ keep: ["C", "D", "L"], classes: { K: { keep: ["n"], lost: [] } } });
  });
});

/** Steps of a device that runs `before`, is swapped to `after`, and the plan. */
function swapSteps(before: Sources, after: Sources): { steps: string[]; plan: SwapPlan } {
  const plan = planSwap(project(before), project({ ...before, ...after }));
  const write = Object.entries(after).map(([path, text]) => {
    const mpy = compile(text, { filename: path }).mpy;
    return `with open(${JSON.stringify(`/${path.replace(/py$/, "mpy")}`)}, "wb") as f: f.write(bytes([${[...mpy].join(",")}]))`;
  });
  return { steps: [write.join("\n"), plan.kind === "swap" ? swapCode(plan.modules) : ""], plan };
}

function filesOf(sources: Sources): { path: string; bytes: Uint8Array }[] {
  return Object.entries(sources).map(([path, text]) => ({
    path: `/${path.replace(/py$/, "mpy")}`,
    bytes: compile(text, { filename: path }).mpy,
  }));
}

const START = 'import sys\nsys.path[:] = ["/"]\n';

const M = `LIMIT = 3
count = 0
seen = []


class Sensor:
    scale = 1

    def read(self):
        return 10 * self.scale


class Fast(Sensor):
    def read(self):
        return super().read() + 1


def step():
    global count
    count += 1
    seen.append(count)
    return "v1 %d" % count
`;
const M2 = M.replace("LIMIT = 3", "LIMIT = 5")
  .replace("10 *", "20 *")
  .replace("scale = 1", "scale = 2")
  .replace("v1", "v2");
const USER = `import pack.m
from pack.m import step, Sensor, Fast as Quick, LIMIT
s = Sensor()
q = Quick()


def go():
    return step(), pack.m.step(), s.read(), q.read(), isinstance(s, pack.m.Sensor), Sensor is pack.m.Sensor, LIMIT
`;
const PACK = { "pack/__init__.py": "NAME = 'p'\n", "pack/m.py": M, "user.py": USER };

describe("on a device", () => {
  test("importers, objects and state go on with the new code", async () => {
    const { steps, plan } = swapSteps(PACK, { "pack/m.py": M2, "pack/__init__.py": "NAME = 'q'\n" });
    const go = "import user\nprint(user.go(), user.pack.m.seen, user.pack.NAME)";
    const results = await runOnDevice(filesOf(PACK), [START + go, ...steps, go]);
    expect(results.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(results[0]!.output).toBe("('v1 1', 'v1 2', 10, 11, True, True, 3) [1, 2] p\n");
    const result = swapResult(results[2]!.output, (plan as SwapPlan & { kind: "swap" }).modules);
    expect(swapText(result)).toEqual(["swapped pack, pack.m; kept count, seen of pack.m"]);
    expect(results[3]!.output).toBe("('v2 3', 'v2 4', 40, 41, True, True, 5) [1, 2, 3, 4] q\n");
  });

  test("a new module that fails on import leaves all as it was", async () => {
    const broken = `${M2}\nBAD = missing\n`;
    const { steps, plan } = swapSteps(PACK, { "pack/m.py": broken, "pack/__init__.py": "NAME = 'q'\n" });
    const go = "import user\nimport pack.m\nprint(user.go(), pack.m is user.pack.m, pack.NAME, pack is user.pack)";
    const results = await runOnDevice(filesOf(PACK), [START + go, ...steps, go]);
    const result = swapResult(results[2]!.output, (plan as SwapPlan & { kind: "swap" }).modules);
    expect(result).toMatchObject({ kind: "failed", module: "pack.m", traceback: { exception: "NameError" } });
    expect(results[3]!.output).toBe("('v1 3', 'v1 4', 10, 11, True, True, 3) True p True\n");
  });

  test("the hook takes over values, or refuses", async () => {
    const v1 = "jobs = list()\ndef run(n):\n    jobs.append(n)\n    return jobs\n";
    const hook = (body: string): string => `${v1.replace("append(n)", "append(n + 1)")}def __hot__(old):\n${body}`;
    const go = "import m\nfrom m import run\nprint(run(1))";
    for (const [body, expected] of [
      ["    global jobs\n    jobs = old.jobs\n", "[1, 2]\n"],
      ["    pass\n", "[2]\n"],
      ["    return False\n", "[1, 1]\n"],
    ] as const) {
      const { steps, plan } = swapSteps({ "m.py": v1 }, { "m.py": hook(body) });
      const results = await runOnDevice(filesOf({ "m.py": v1 }), [START + go, ...steps, go]);
      expect(results[3]!.output).toBe(expected);
      const result = swapResult(results[2]!.output, (plan as SwapPlan & { kind: "swap" }).modules);
      expect(result.kind).toBe(body.includes("False") ? "refused" : "swapped");
    }
  });
});

// Random edits of a random module with an importer. Each case has modules of its own names, so that one device serves all.

const number = fc.integer({ min: 0, max: 9 });
const value = fc.oneof(
  number.map(String),
  number.map((n) => `[${n}]`),
  fc.constantFrom("A + 1", "B", "[B]", "(A, B)", "f", "K", "g(1)"),
);
const body = fc.oneof(
  number.map((n) => `return ${n}`),
  fc.constantFrom(
    "return A",
    "return g(0) if A else B",
    "return K().h()",
    "return K.x",
    "return len(C)",
    "C.append(1)\n    return len(C)",
    "global A\n    A += 1\n    return A",
    "return (lambda: A)()",
    "return f",
    "return list(gen())",
    "return list(K().items())",
  ),
);
const method = fc.oneof(
  number.map((n) => `return ${n}`),
  fc.constantFrom("return self.x", "return A", "return g(2)", "return self.h"),
);
interface Shape {
  a: string;
  b: string;
  c: string;
  f: string;
  g: string;
  h: string;
  x: string;
  base: string;
  extra: string;
  gen: string;
}
const shape: fc.Arbitrary<Shape> = fc.record({
  a: number.map(String),
  b: value,
  c: fc.constantFrom("[]", "[1]", "[1, 2]"),
  f: body,
  g: body,
  h: method,
  x: fc.oneof(number.map(String), fc.constantFrom("A", "B")),
  base: fc.constantFrom("", "", "", "(Base)"),
  extra: fc.constantFrom("", "", "", "print('on import')\n", "def more(): return 7\n", "class More: pass\n", "D = C\n"),
  gen: fc.constantFrom("yield A", "yield A", "yield A", "yield 1"),
});
/** A version and the next: a few parts change. */
const edit = fc
  .tuple(
    shape,
    shape,
    fc.uniqueArray(
      fc.constantFrom(
        ...(Object.keys({ a: 0, b: 0, c: 0, f: 0, g: 0, h: 0, x: 0, base: 0, extra: 0, gen: 0 }) as (keyof Shape)[]),
      ),
      { maxLength: 3 },
    ),
  )
  .map(
    ([before, other, parts]) =>
      [before, { ...before, ...Object.fromEntries(parts.map((part) => [part, other[part]])) }] as const,
  );

function source({ a, b, c, f, g, h, x, base, extra, gen }: Shape): string {
  return `A = ${a}
C = ${c}


class Base:
    def items(self):
        return [1]


class K${base}:
    x = ${x}

    def h(self):
        ${h}

    def items(self):
        return [self.x]


def g(n):
    return ${g.startsWith("return ") && !g.includes("g(") && !g.includes("\n") ? g.slice(7) : "n + A"}


def gen():
    ${gen}


def f():
    ${f}


B = ${b}
${extra}`;
}
const importer = (m: string): string => `import ${m}
from ${m} import f, g, K, A
k = K()


def probe():
    out = []
    for call in ("f()", "g(3)", "K().h()", "k.h()", "k.x", "k.items()", "A", "${m}.f()", "${m}.A", "${m}.B", "${m}.C", "isinstance(k, ${m}.K)", "list(${m}.gen())", "${m}.f is f"):
        try:
            got = eval(call, globals())
            out.append("fn" if callable(got) else repr(got))
        except Exception as e:
            out.append(repr(e))
    return out
`;

test("after a swap the board behaves as after a fresh start", async () => {
  const cases = fc.sample(edit, { numRuns: 250, seed: 20261 });
  const before: Record<string, string> = {};
  const fresh: Record<string, string> = {};
  const swapped: string[] = [];
  const freshSteps: string[] = [];
  let resets = 0;
  const wanted: string[] = [];
  cases.forEach(([old, next], n) => {
    const [m, u] = [`m${n}`, `u${n}`];
    const sources = { [`${m}.py`]: source(old), [`${u}.py`]: importer(m) };
    const changed = { [`${m}.py`]: source(next) };
    const { steps, plan } = swapSteps(sources, changed);
    if (plan.kind !== "swap") {
      resets += plan.kind === "reset" ? 1 : 0;
      return;
    }
    Object.assign(before, sources);
    Object.assign(fresh, { ...sources, ...changed });
    swapped.push(`import ${u}`, ...steps, `print(${u}.probe())`);
    freshSteps.push(`import ${u}\nprint(${u}.probe())`);
    wanted.push(`${source(old)}\n-----\n${source(next)}`);
  });
  const [swaps, starts] = await Promise.all([
    runOnDevice(filesOf(before), [START, ...swapped]),
    runOnDevice(filesOf(fresh), [START, ...freshSteps]),
  ]);
  freshSteps.forEach((_, n) => {
    const got = swaps[4 + 4 * n]!;
    const expected = starts[1 + n]!;
    // What failed before it was changed is not there to be swapped.
    if (swaps[1 + 4 * n]!.error !== null) return;
    if (expected.error !== null) {
      expect(swaps[3 + 4 * n]!.output, wanted[n]!).toMatch(/^failed /);
      return;
    }
    expect([got.error, got.output], wanted[n]!).toEqual([expected.error, expected.output]);
    expect(swaps[3 + 4 * n]!.output).toMatch(/^kept /);
  });
  // Neither side is empty.
  expect([freshSteps.length > 60, resets > 60], `${freshSteps.length} swaps, ${resets} resets`).toEqual([true, true]);
});

// asyncio as the interpreter's own looks from outside: this build cannot run it.
const ASYNCIO = {
  "/lib/asyncio/__init__.py": "from .core import *\n",
  "/lib/asyncio/core.py": `import time
class Queue:
    def __init__(self): self.map = {}
    def peek(self): return _tasks[0] if _tasks else None
    def wait_io_event(self):
        for _ in range(10): time.sleep(0.001)
_tasks = []
_task_queue = _io_queue = Queue()
def run_forever():
    while True:
        for task in _tasks: task()
        _io_queue.wait_io_event()
def run(task):
    _tasks.append(task)
    run_forever()
class Loop: pass
def get_event_loop():
    loop = Loop()
    loop.run_forever = run_forever
    return loop
`,
};

describe("a program that runs", () => {
  const text = (word: string): string =>
    `n = 0\ndef work():\n    global n\n    n += 1\n    if n % 5 == 0: print("${word}", n)\n`;
  const main = "import asyncio, job\nasyncio.run(lambda: job.work())\n";
  const modules = (word: string): SwapModule[] => {
    const outline = readOutline(new TextEncoder().encode(text(word)));
    return [{ name: "job", path: "/job.py", source: "job.py", sha256: word, outline }];
  };

  async function run(program: string, change: (board: Board, swapper: Swapper) => Promise<void>): Promise<void> {
    const double = await TestBoard.start({ files: { ...ASYNCIO, "/job.py": text("old"), "/main.py": program } });
    const board = new Board(double.port());
    const swapper = new Swapper();
    let heard = "";
    board.onOutput((bytes) => {
      heard += new TextDecoder().decode(bytes);
      swapper.heard(bytes);
    });
    swapper.started(modules("old"));
    try {
      await expect.poll(() => heard, { timeout: 30_000 }).toContain("old 10");
      await board.exec(`f=open("job.py","w")\nf.write(${JSON.stringify(text("new"))})\nf.close()`);
      await change(board, swapper);
    } finally {
      await double.end();
    }
  }

  test("goes on with the new code where it waited in asyncio's loop", async () => {
    await run(main, async (board, swapper) => {
      let after = "";
      board.onOutput((bytes) => (after += new TextDecoder().decode(bytes)));
      expect(await swapper.swap(board, modules("new"))).toEqual({
        swapped: true,
        report: ["swapped job; kept n of job", "the program keeps running"],
      });
      await expect.poll(() => after, { timeout: 30_000 }).toMatch(/new \d\d/);
      expect(after).not.toContain("old");
    });
  });

  test("what main.py imports follows again and again: the board runs it as __main__", async () => {
    const program =
      "import asyncio, job\nfrom job import WORD\nn = 0\ndef tick():\n    global n\n    n += 1\n" +
      "    if n % 10 == 0:\n        job.work()\n        print('seen', WORD)\nasyncio.run(tick)\n";
    const job = (word: string): string => `WORD = "${word}"\ndef work():\n    print("${word}")\n`;
    const double = await TestBoard.start({ files: { ...ASYNCIO, "/job.py": job("one"), "/main.py": program } });
    const board = new Board(double.port());
    const both = (word: string): SwapModule[] => project({ "main.py": program, "job.py": job(word) });
    const swapper = new Swapper();
    let heard = "";
    board.onOutput((bytes) => {
      heard += new TextDecoder().decode(bytes);
      swapper.heard(bytes);
    });
    swapper.started(both("one"));
    try {
      await expect.poll(() => heard, { timeout: 30_000 }).toContain("seen one");
      for (const word of ["two", "three", "four"]) {
        await board.exec(`f=open("job.py","w")\nf.write(${JSON.stringify(job(word))})\nf.close()`);
        heard = "";
        expect((await swapper.swap(board, both(word))).report).toEqual(["swapped job", "the program keeps running"]);
        await expect.poll(() => heard, { timeout: 30_000 }).toContain(`${word}\r\nseen ${word}`);
      }
    } finally {
      await double.end();
    }
  });

  test("what was optimised as one program is never swapped", async () => {
    const refused: string[] = [];
    const swap = new DeployedSwap((text) => refused.push(text));
    const deployed = (word: string): void =>
      swap.deploy([{ path: "/job.mpy", bytes: new Uint8Array(), sha256: word }], {
        isOptimized: true,
        modules: [{ name: "job", path: "/job.mpy", source: "job.py" }],
        read: () => new TextEncoder().encode(text(word)),
      });
    deployed("old");
    swap.started();
    deployed("new");
    const untouched = { run: expect.unreachable, send: expect.unreachable } as never;
    expect(await swap.swap(untouched)).toBeUndefined();
    expect(refused).toEqual(['not swapped: optimize: "size" makes the modules of a program depend on each other']);
  });

  test("starts anew where it was stopped elsewhere, where its loop is empty, and where other files changed", async () => {
    const blocking =
      "import time, job\ndef loop():\n    while True:\n        job.work()\n        time.sleep(0.01)\nloop()\n";
    await run(blocking, async (board, swapper) => {
      expect(await swapper.swap(board, modules("new"))).toEqual({
        swapped: false,
        report: ["not swapped: the program was stopped in loop and cannot go on"],
      });
    });
    await run(main, async (board, swapper) => {
      await board.exec("import asyncio.core as c\nc._tasks.clear()");
      expect((await swapper.swap(board, modules("new"))).report[0]).toBe(
        "not swapped: the program was stopped, and asyncio's loop has no tasks left",
      );
      expect((await swapper.swap(board, modules("old"), ["/data.json"])).report).toEqual([
        "not swapped: /data.json changed, which is not a module",
      ]);
      expect((await new Swapper().swap(board, modules("new"))).report[0]).toContain("are not known");
    });
  });
});
