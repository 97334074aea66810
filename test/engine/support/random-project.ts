// Random sources that import each other, and all parts of a snapshot, for comparisons.

import { expect } from "vitest";
import type { Random } from "../../../scripts/generator/random.ts";
import type { FlashSnapshot } from "../../../src/engine/snapshot.ts";
import { problemText } from "../../../src/project/problem.ts";

/** A statement that imports something that may be there. */
function statement(random: Random): string {
  const module = random.pick(["a", "a.b", "c", "m", "n", "a.m", "a.b.o", "c.n", "time", "json", "nowhere"]);
  const plain = random.pick([
    `import ${module}`,
    `from ${module} import ${random.pick(["m", "n", "*", "b"])}`,
    `from . import ${random.pick(["m", "n"])}`,
    `from .${random.pick(["m", "o", "b"])} import x`,
    `from .. import n`,
  ]);
  return random.oneIn(3) ? `try:\n    ${plain}\nexcept ImportError:\n    pass` : plain;
}

/** A module; one in 40 is broken. */
export function source(random: Random): string {
  if (random.oneIn(40)) return "def broken(:\n";
  const lines = ["x = 1", ...random.list(0, 3, () => statement(random))];
  if (random.oneIn(3)) lines.unshift("");
  return `${lines.join("\n")}\nprint(${random.below(1000)})\n`;
}

/** The outcome of a build, with its bytes. */
export function said(snapshot: FlashSnapshot): unknown {
  const { files, images, manifestBytes, graph, problems, warnings } = snapshot;
  const manifestText = new TextDecoder().decode(manifestBytes);
  expect(manifestText).toBe(`${JSON.stringify(snapshot.manifest, null, 2)}\n`);
  const bytes = [...files, ...images].map((file) => [file.asset, Buffer.from(file.bytes).toString("hex")]);
  // As text: what mpy graph --json writes has to be the same in all bytes.
  return { bytes, manifestText, graph: JSON.stringify(graph), problems: problems.map(problemText), warnings };
}
