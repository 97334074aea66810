// Errors in a source as a user sees them: place, reason and code frame, on every bundler, for Python that JavaScript imports and for
// Python that only the options name.

import { describe, expect, test } from "vitest";
import { BUNDLERS } from "./support/bundlers.ts";
import { makeProject } from "./support/project.ts";

const BAD = "import time\n\ndef f(:\n    pass\n";

async function failureOf(work: Promise<void>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the build did not fail");
}

describe.each(Object.keys(BUNDLERS))("%s", (bundler) => {
  const build = BUNDLERS[bundler]!;

  test("a mistake in imported Python ends the build with place and frame", async () => {
    const project = makeProject({
      "src/main.js": 'import url from "../firmware/net.py";\nglobalThis.result = url;\n',
      "firmware/net.py": BAD,
    });
    const message = await failureOf(build({ root: project.root, options: { sourceRoots: "firmware" } }));
    expect(message).toContain("firmware/net.py:3");
    expect(message).toContain("SyntaxError: invalid syntax");
    if (bundler !== "esbuild") expect(message).toContain("def f(:");
    expect(message).not.toMatch(/^\s+at .*node_modules/m);
    expect(project.list("dist/flash")).toEqual([]);
  });

  test("so does a mistake in an entry, and every wrong file is named", async () => {
    const project = makeProject({
      "src/main.js": "globalThis.result = 1;\n",
      "firmware/one.py": BAD,
      "firmware/two.py": "x = = 1\n",
      "firmware/fine.py": "x = 1\n",
    });
    const message = await failureOf(build({ root: project.root, options: { entries: "firmware/**/*.py" } }));
    expect(message).toContain("firmware/one.py:3");
    expect(message).toContain("firmware/two.py:1");
    expect(message).not.toContain("fine.py");
    expect(project.list("dist/flash")).toEqual([]);
  });

  test("two sources for one path on the device are both named", async () => {
    const project = makeProject({
      "src/main.js": "globalThis.result = 1;\n",
      "one/util.py": "x = 1\n",
      "two/util.py": "x = 2\n",
    });
    const options = { entries: "*/util.py", sourceRoots: ["one", "two"] };
    const message = await failureOf(build({ root: project.root, options }));
    expect(message).toContain("one/util.py and two/util.py both claim /util.mpy");
  });
});

test("Rollup keeps the place as data", async () => {
  const project = makeProject({ "firmware/net.py": BAD });
  const work = BUNDLERS["rollup"]!({ root: project.root, options: { entries: "firmware/*.py" }, javascript: false });
  await expect(work).rejects.toMatchObject({
    id: `${project.root}/firmware/net.py`,
    loc: { file: `${project.root}/firmware/net.py`, line: 3 },
  });
});

test("esbuild gets each mistake once, however often the file is named", async () => {
  const project = makeProject({
    "src/main.js": `
import url from "../firmware/net.py";
import bytes from "../firmware/net.py?bytes";
import manifest from "virtual:micropython/manifest";
globalThis.result = { url, bytes, manifest };
`,
    "firmware/net.py": BAD,
  });
  const text = "SyntaxError: invalid syntax";
  for (const options of [{ entries: "firmware/*.py" }, { sourceRoots: "firmware" }]) {
    const work = BUNDLERS["esbuild"]!({ root: project.root, options });
    await expect(work).rejects.toMatchObject({ errors: [{ text, location: { file: "firmware/net.py", line: 3 } }] });
  }
});

test("esbuild's own errors are reported alone", async () => {
  const project = makeProject({
    "src/main.js": 'import manifest from "virtual:micropython/manifest";\nexport default manifest +;\n',
    "firmware/net.py": "SPEED = 1\n",
  });
  const work = BUNDLERS["esbuild"]!({ root: project.root, options: { entries: "firmware/*.py" } });
  await expect(work).rejects.toMatchObject({ errors: [{ location: { file: "src/main.js", line: 2 } }] });
});

test("esbuild gets the place and the line as data", async () => {
  const project = makeProject({ "firmware/net.py": BAD });
  const work = BUNDLERS["esbuild"]!({ root: project.root, options: { entries: "firmware/*.py" }, javascript: false });
  await expect(work).rejects.toMatchObject({
    errors: [
      { text: "SyntaxError: invalid syntax", location: { file: "firmware/net.py", line: 3, lineText: "def f(:" } },
    ],
  });
});
