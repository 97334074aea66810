// ROMFS images on a real MicroPython, in CI: the WebAssembly build from npm mounts them, every file is read back equal, and
// modules are imported from them. One interpreter for all: two in one process would share state.
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { buildImage } from "../../src/flash/index.ts";
import type { FlashTree, RomfsOptions } from "../../src/flash/index.ts";
import { directoriesOf, filesByPath, trees } from "./trees.ts";

interface Interpreter {
  FS: { writeFile: (path: string, bytes: Uint8Array) => void };
  runPython: (source: string) => unknown;
}

const HELPERS = `
import binascii, hashlib, json, os, sys, vfs

def mount():
    with open("/image", "rb") as file:
        vfs.mount(vfs.VfsRom(file.read()), "/volume")

def walk(path, found):
    for name, kind, _, size in os.ilistdir("/volume" + path):
        inner = path + "/" + name
        if kind & 0x4000:
            found["directories"].append(inner)
            walk(inner, found)
            continue
        with open("/volume" + inner, "rb") as file:
            data = file.read()
        assert len(data) == size == os.stat("/volume" + inner)[6]
        found["files"][inner] = binascii.hexlify(hashlib.sha256(data).digest()).decode()

def listing():
    mount()
    found = {"files": {}, "directories": []}
    try:
        walk("", found)
    finally:
        vfs.umount("/volume")
    print(json.dumps(found))
`;

let interpreter: Interpreter;
let output: string[] = [];

beforeAll(async () => {
  interpreter = (await loadMicroPython({
    stdout: (line: string) => output.push(line),
    linebuffer: true,
  })) as Interpreter;
  interpreter.runPython(HELPERS);
});

function run(source: string): string[] {
  output = [];
  interpreter.runPython(source);
  return output;
}

const write = (tree: FlashTree, options: RomfsOptions): void =>
  interpreter.FS.writeFile("/image", buildImage(tree, { filesystem: "romfs", ...options }).image);

const hashes = (tree: FlashTree): Record<string, string> =>
  Object.fromEntries(
    [...filesByPath(tree)].map(([path, bytes]) => [path, createHash("sha256").update(bytes).digest("hex")]),
  );

describe("every file is read back equal", () => {
  test.each([1, 2, 8, 256])("aligned to %d", (align) => {
    const alphabet = [..."abcXYZ019_-. ", "ü", "日", "🙂"];
    fc.assert(
      fc.property(trees({ alphabet, nameMax: 12, sizeMax: 20_000, filesMax: 12 }), (tree) => {
        write(tree, { align });
        const found = JSON.parse(run("listing()").join("")) as { files: Record<string, string>; directories: string[] };
        expect(found.files).toEqual(hashes(tree));
        expect(found.directories.sort()).toEqual(directoriesOf(tree));
      }),
      { numRuns: 25 },
    );
  });
});

describe("modules are imported", () => {
  const greeter = "GREETING = 'hello from flash'\n\ndef greet(name):\n    return GREETING + ', ' + name\n";
  const table =
    "TABLE = tuple(i * i for i in range(10))\n\nclass Square:\n    def __init__(self, side):\n        self.area = TABLE[side]\n";
  const source = (text: string): Uint8Array => new TextEncoder().encode(text);

  const program = `
import sys
mount()
sys.path.append("/volume")
try:
    import lib.greeter, lib.shapes.table
    print(lib.greeter.greet("ROMFS"), lib.shapes.table.Square(7).area, lib.greeter.__file__)
finally:
    sys.path.pop()
    vfs.umount("/volume")
    for name in [name for name in sys.modules if name.startswith("lib")]:
        del sys.modules[name]
`;

  test.each([1, 4])("as source, aligned to %d", (align) => {
    const files = [
      { path: "lib/greeter.py", bytes: source(greeter) },
      { path: "lib/shapes/table.py", bytes: source(table) },
    ];
    write({ files }, { align });
    expect(run(program)).toEqual(["hello from flash, ROMFS 49 /volume/lib/greeter.py"]);
  });

  test.each([1, 4])("as .mpy, aligned to %d", (align) => {
    const files = [
      { path: "lib/greeter.mpy", bytes: compile(greeter, { filename: "lib/greeter.py" }).mpy },
      { path: "lib/shapes/table.mpy", bytes: compile(table, { filename: "lib/shapes/table.py" }).mpy },
    ];
    write({ files }, { align });
    expect(run(program)).toEqual(["hello from flash, ROMFS 49 /volume/lib/greeter.mpy"]);
  });
});
