// The project of the project benchmarks: a given number of modules of 2 to 8 kB (5 on average), in packages four deep, with absolute
// and relative imports, all reachable from main.py. It is made from a seed: the same everywhere.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Random } from "../scripts/generator/random.ts";
import { ModuleWriter } from "./corpus.ts";

/** Modules in one package, and packages in one package. */
const PER_FOLDER = 10;

/** A generated project on disk. */
export interface GeneratedProject {
  /** Paths of all modules below the root, with "firmware/" in front. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/** Writes a project of `count` modules, packages' `__init__.py`s among them, and `firmware/main.py` below `root`. */
export function writeProject(root: string, count: number): GeneratedProject {
  const files: string[] = [];
  const made = new Set<string>();
  let bytes = 0;
  const write = (relative: string, text: string): void => {
    const path = join(root, "firmware", relative);
    const folder = dirname(path);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    writeFileSync(path, text);
    files.push(`firmware/${relative}`);
    bytes += text.length;
  };
  const packages = new Map<string, string[]>();
  const names: string[] = [];
  for (let at = 0; names.length + packages.size < count; at++) {
    const parts = packageOf(Math.floor(at / PER_FOLDER));
    for (let depth = 1; depth <= parts.length; depth++) {
      const name = parts.slice(0, depth).join(".");
      if (packages.has(name)) continue;
      packages.set(name, []);
      if (depth > 1) packages.get(parts.slice(0, depth - 1).join("."))!.push(parts[depth - 1]!);
    }
    const folder = parts.join(".");
    packages.get(folder)!.push(`mod${at}`);
    names.push(`${folder}.mod${at}`);
  }
  names.forEach((name, at) => {
    const random = new Random(5000 + at);
    const siblings = packages.get(name.slice(0, name.lastIndexOf(".")))!;
    const imports = [
      `from ${random.pick(names).replace(/\.(\w+)$/, " import $1 as other")}`,
      `from . import ${random.pick(siblings)} as near`,
      `from .${random.pick(siblings)} import *`,
      `from .. import ${siblings[0]} as above`,
    ].slice(0, random.between(1, 3));
    write(`${name.replaceAll(".", "/")}.py`, new ModuleWriter(random).write(random.between(500, 4300), imports));
  });
  for (const [name, children] of packages) {
    write(`${name.replaceAll(".", "/")}/__init__.py`, children.map((child) => `from . import ${child}\n`).join(""));
  }
  const tops = [...packages.keys()].filter((name) => !name.includes("."));
  write("main.py", tops.map((name) => `import ${name}\n`).join(""));
  return { files, bytes };
}

/** The package of the so-manieth folder: four deep, ten in each. */
function packageOf(folder: number): string[] {
  const digits = [1000, 100, 10, 1].map((unit) => Math.floor(folder / unit) % PER_FOLDER);
  return digits.map((digit, depth) => `${"pqrs"[depth]}${digit}`);
}
