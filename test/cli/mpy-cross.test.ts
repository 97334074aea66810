// The built mpy-cross as a build system calls it. Output and exit codes are those of the reference for the same arguments (recorded
// from its binary); several inputs are our addition.

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { CompileOptions } from "../../src/compiler/index.ts";
import { runJobs, threadsFor } from "../../src/cli/cross-workers.ts";
import type { CrossDone } from "../../src/cli/cross-workers.ts";
import type { TestProject } from "../plugin/support/project.ts";
import { makeProject } from "../plugin/support/project.ts";

const PROGRAM_URL = new URL("../../dist/cli/mpy-cross.cjs", import.meta.url);
const PROGRAM: string = fileURLToPath(PROGRAM_URL);
const OK = "def f(x):\n    assert x\n    return x + 1\n";

interface Ran {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

function run(project: TestProject, args: string[], input = ""): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: project.root, input });
  return { code: status, stdout, stderr: stderr.toString() };
}

function mpy(source: string, filename: string, options: CompileOptions = {}): Buffer {
  return Buffer.from(compile(source, { filename, ...options }).mpy);
}

describe("one file, as the reference", () => {
  test("goes beside its source, silently", () => {
    const project = makeProject({ "a/ok.py": OK });
    expect(run(project, ["a/ok.py"])).toEqual({ code: 0, stdout: Buffer.alloc(0), stderr: "" });
    expect(project.read("a/ok.mpy")).toEqual(mpy(OK, "a/ok.py"));
  });

  test.each<[string, string[], CompileOptions & { name?: string }]>([
    ["-o", ["-o", "out.mpy", "ok.py"], {}],
    ["-s", ["-s", "app/x.py", "-o", "out.mpy", "ok.py"], { name: "app/x.py" }],
    ["-s with backslashes", ["-s", "app\\x.py", "-o", "out.mpy", "ok.py"], { name: "app/x.py" }],
    ["-O3", ["-O3", "-o", "out.mpy", "ok.py"], { optimize: 3 }],
    ["-OO", ["-OO", "-o", "out.mpy", "ok.py"], { optimize: 2 }],
    ["-O", ["-O", "-o", "out.mpy", "ok.py"], { optimize: 1 }],
    ["-O9", ["-O9", "-o", "out.mpy", "ok.py"], { optimize: 3 }],
    ["-v, more than once", ["-v", "-v", "-o", "out.mpy", "ok.py"], {}],
    ["-X no-source-lines", ["-X", "no-source-lines", "-o", "out.mpy", "ok.py"], { sourceLines: false }],
    ["-X twice, the last wins", ["-X", "no-source-lines", "-X", "source-lines", "-o", "out.mpy", "ok.py"], {}],
    ["-X heapsize", ["-X", "heapsize=64kw", "-o", "out.mpy", "ok.py"], {}],
    ["-X emit=bytecode", ["-X", "emit=bytecode", "-o", "out.mpy", "ok.py"], {}],
    ["--firmware", ["--firmware", "1.22.2", "-o", "out.mpy", "ok.py"], { firmware: "1.22.2" }],
    [
      "--firmware= and --exact",
      ["--firmware=circuitpython 9.2.9", "--exact", "-o", "out.mpy", "ok.py"],
      { firmware: "circuitpython 9.2.9", exact: true },
    ],
    ["-march on bytecode", ["-march=armv6m", "-o", "out.mpy", "ok.py"], { arch: "armv6m" }],
    [
      "-march-flags",
      ["-march=rv32imc", "-march-flags=zba,zcmp", "-o", "out.mpy", "ok.py"],
      { arch: "rv32imc", archFlags: 3 },
    ],
    [
      "-march-flags=0b10",
      ["-march=rv32imc", "-march-flags=0b10", "-o", "out.mpy", "ok.py"],
      { arch: "rv32imc", archFlags: 2 },
    ],
    ["-march-flags without -march", ["-march-flags=9", "-o", "out.mpy", "ok.py"], {}],
    ["-msmall-int-bits=0x1f", ["-msmall-int-bits=0x1f", "-o", "out.mpy", "ok.py"], {}],
    ["-msmall-int-bits=15", ["-msmall-int-bits=15", "-o", "out.mpy", "ok.py"], { smallIntBits: 15 }],
  ])("%s", (_case, args, { name, ...options }) => {
    const project = makeProject({ "ok.py": OK });
    expect(run(project, args)).toEqual({ code: 0, stdout: Buffer.alloc(0), stderr: "" });
    expect(project.read("out.mpy")).toEqual(mpy(OK, name ?? "ok.py", options));
  });

  test("reads standard input and writes standard output", () => {
    const project = makeProject({ "ok.py": OK });
    expect(run(project, ["-"], OK)).toEqual({ code: 0, stdout: mpy(OK, "<stdin>"), stderr: "" });
    expect(run(project, ["-o", "-", "ok.py"])).toEqual({ code: 0, stdout: mpy(OK, "ok.py"), stderr: "" });
    expect(run(project, ["-s", "x.py", "-o", "out.mpy", "-"], OK).code).toBe(0);
    expect(project.read("out.mpy")).toEqual(mpy(OK, "x.py"));
  });

  test("a name of any kind loses its last two characters", () => {
    const project = makeProject({ "script.txt": OK, x: OK });
    run(project, ["script.txt"]);
    run(project, ["x"]);
    expect(project.list(".")).toEqual(["mpy", "script.tmpy", "script.txt", "x"]);
  });
});

describe("what the reference refuses", () => {
  test.each<[string, string[], string]>([
    ["no input", [], "no input file\n"],
    ["a value where the input would be", ["-o", "ok.py"], "no input file\n"],
    ["a missing file", ["gone.py"], `OSError: (2, "can't open gone.py")\n`],
    ["a missing file that looks like an option", ["--", "-x.py"], `OSError: (2, "can't open -x.py")\n`],
    ["an output in a missing folder", ["-o", "gone/x.mpy", "ok.py"], `OSError: (2, "can't open gone/x.mpy")\n`],
    [
      "a mistake",
      ["bad.py"],
      'Traceback (most recent call last):\n  File "bad.py", line 2\nSyntaxError: invalid syntax\n',
    ],
    [
      "a mistake of the parser under another name",
      ["-s", "app.py", "bad.py"],
      'Traceback (most recent call last):\n  File "bad.py", line 2\nSyntaxError: invalid syntax\n',
    ],
    [
      "a mistake of the compiler under another name",
      ["-s", "app.py", "scope.py"],
      'Traceback (most recent call last):\n  File "app.py", line 3, in f\nSyntaxError: no binding for nonlocal found\n',
    ],
    ["native code without an architecture", ["-X", "emit=native", "ok.py"], "arch not specified\n"],
    ["flags that are none", ["-march=rv32imc", "-march-flags=4", "ok.py"], "unrecognised arch flags\n"],
    ["flags by a wrong name", ["-march=rv32imc", "-march-flags=zbb", "ok.py"], "unrecognised arch flags\n"],
    ["no flags at all", ["-march=rv32imc", "-march-flags=", "ok.py"], "unrecognised arch flags\n"],
    ["flags of an architecture without any", ["-march=armv6m", "-march-flags=0", "ok.py"], "unrecognised arch flags\n"],
  ])("%s", (_case, args, stderr) => {
    const wrong = { "bad.py": "x = 1\ny = = 2\n", "scope.py": "\ndef f():\n    nonlocal x\n" };
    const project = makeProject({ "ok.py": OK, ...wrong });
    expect(run(project, args)).toEqual({ code: 1, stdout: Buffer.alloc(0), stderr });
    expect(project.list(".")).toEqual(["bad.py", "ok.py", "scope.py"]);
  });

  test.each<[string, string[]]>([
    ["-h", ["-h"]],
    ["an unknown option", ["--fast", "ok.py"]],
    ["-X alone", ["-X"]],
    ["an unknown -X", ["-X", "emit=c", "ok.py"]],
    ["-o alone", ["-o"]],
    ["-s alone", ["ok.py", "-s"]],
    ["an unknown architecture", ["-march=z80", "ok.py"]],
    ["bits that are no number", ["-msmall-int-bits=many", "ok.py"]],
  ])("usage: %s", (_case, args) => {
    const { code, stdout, stderr } = run(makeProject({ "ok.py": OK }), args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.toString()).toMatch(/^usage: mpy-cross \[<opts>\] \[-X <implopt>\] \[--\] <input filename>\n/);
  });

  test("--version wins over what stands after it, and looks as scripts expect", () => {
    const { code, stdout } = run(makeProject({}), ["--version", "--nonsense"]);
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(/^MicroPython v1\.\d+.* on \d{4}-\d\d-\d\d .*; mpy-cross emitting mpy v6\.3\n$/);
  });

  test("the last good output stays", () => {
    const project = makeProject({ "m.py": OK });
    run(project, ["m.py"]);
    project.write("m.py", "x = = 1\n");
    expect(run(project, ["m.py"]).code).toBe(1);
    expect(project.read("m.mpy")).toEqual(mpy(OK, "m.py"));
  });

  test("a link is written through, and other folders stay", () => {
    const project = makeProject({ "m.py": OK, "real/m.mpy": "old" });
    symlinkSync("real/m.mpy", join(project.root, "m.mpy"));
    run(project, ["m.py"]);
    expect(project.read("real/m.mpy")).toEqual(mpy(OK, "m.py"));
    mkdirSync(join(project.root, "folder"));
    expect(run(project, ["-o", "folder", "m.py"])).toMatchObject({
      code: 1,
      stderr: `OSError: (21, "can't open folder")\n`,
    });
  });

  test("a file that may not be read", (context) => {
    context.skip(process.getuid?.() === 0, "root may read everything");
    const project = makeProject({ "m.py": OK });
    chmodSync(join(project.root, "m.py"), 0);
    expect(run(project, ["m.py"])).toMatchObject({ code: 1, stderr: `OSError: (13, "can't open m.py")\n` });
  });
});

describe("several inputs", () => {
  const FILES = { "src/main.py": OK, "src/app/net.py": OK, "src/app/__init__.py": "", "src/app/data.json": "{}" };

  test("a folder keeps its shape, and is the root of the names", () => {
    const project = makeProject(FILES);
    expect(run(project, ["-o", "build", "src/"])).toEqual({ code: 0, stdout: Buffer.alloc(0), stderr: "" });
    expect(project.list("build")).toEqual(["app/__init__.mpy", "app/net.mpy", "main.mpy"]);
    expect(project.read("build/app/net.mpy")).toEqual(mpy(OK, "app/net.py"));
  });

  test("without -o results are beside their sources", () => {
    const project = makeProject(FILES);
    run(project, ["-O2", "src"]);
    expect(project.read("src/app/net.mpy")).toEqual(mpy(OK, "app/net.py", { optimize: 2 }));
  });

  test("files keep their place below the folder that they share, and their names as given", () => {
    const project = makeProject(FILES);
    expect(run(project, ["-o", "build", "src/main.py", "src/app/net.py"]).code).toBe(0);
    expect(project.list("build")).toEqual(["app/net.mpy", "main.mpy"]);
    expect(project.read("build/app/net.mpy")).toEqual(mpy(OK, "src/app/net.py"));
  });

  test("a mistake in one does not affect the others, and mistakes are in the order of the inputs", () => {
    const project = makeProject({ ...FILES, "src/a.py": "x = = 1\n", "src/z.py": "def f(:\n" });
    const { code, stderr } = run(project, ["-o", "build", "src"]);
    expect(code).toBe(1);
    expect(stderr.match(/File "[^"]+"/g)).toEqual(['File "src/a.py"', 'File "src/z.py"']);
    expect(project.list("build")).toEqual(["app/__init__.mpy", "app/net.mpy", "main.mpy"]);
  });

  test("a file in the place of a folder is an error of what should be in it", () => {
    const project = makeProject({ ...FILES, "build/app": "" });
    const { code, stderr } = run(project, ["-o", "build", "src"]);
    expect([code, stderr.match(/^OSError: .*/gm)]).toEqual([
      1,
      ["__init__", "net"].map((name) => `OSError: (20, "can't open build/app/${name}.mpy")`),
    ]);
    expect(project.list("build")).toEqual(["app", "main.mpy"]);
  });

  test.each<[string, string[], string]>([
    [
      "two results for one place",
      ["-o", "b", "one", "two"],
      "one/x.py and two/x.py would both be written to b/x.mpy\n",
    ],
    ["-s", ["-s", "n", "one/x.py", "two/x.py"], "-s names one source and cannot be used with several\n"],
    ["standard input among them", ["one/x.py", "-"], "standard input cannot be one of several inputs\n"],
    ["a folder without Python", ["-o", "b", "empty"], "no .py file in empty\n"],
  ])("refused: %s", (_case, args, stderr) => {
    const project = makeProject({ "one/x.py": OK, "two/x.py": OK, "empty/readme.txt": "" });
    expect(run(project, args)).toEqual({ code: 1, stdout: Buffer.alloc(0), stderr });
    expect(existsSync(join(project.root, "b"))).toBe(false);
  });

  test.each([
    [1, 100e6, 1],
    [2, 5e6, 1],
    [2, 50e6, 2],
    [8, 3e6, 1],
    [8, 9e6, 3],
    [8, 40e6, 4],
    [8, 150e6, 8],
  ])("%i processors compile %i bytes in %i threads", (processors, bytes, threads) => {
    expect(threadsFor(bytes, processors)).toBe(threads);
  });

  test("threads give the same results as one", async () => {
    const files = Array.from(
      { length: 40 },
      (_, n) => [`m${n}.py`, n === 7 ? "x = = 1\n" : `N = ${n}\n${OK}`] as const,
    );
    const project = makeProject(Object.fromEntries(files));
    const jobs = files.map(([name]) => ({
      input: join(project.root, name),
      output: join(project.root, "build", name.replace(/py$/, "mpy")),
      sourceName: name,
      listing: false,
    }));
    const failed: number[] = [];
    let ended = 0;
    const done = ({ index, failure }: CrossDone): void => {
      ended++;
      if (failure) failed.push(index);
    };
    await runJobs(jobs, {}, 3, done, new URL("cross-worker.js", PROGRAM_URL));
    expect({ ended, failed }).toEqual({ ended: 40, failed: [7] });
    expect(project.list("build")).toHaveLength(39);
    for (const [name, source] of files) {
      if (name !== "m7.py") expect(project.read(`build/${name.replace(/py$/, "mpy")}`)).toEqual(mpy(source, name));
    }
  });
});
