// The documents are right: links have targets, commands run, and the package accepts the snippets.

import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "docs/guide.md",
  "docs/mpy.md",
  "docs/cache.md",
  "docs/device-tests.md",
  "docs/libraries.md",
  "docs/options.md",
  "docs/size.md",
  "docs/migration.md",
  "docs/how-it-works.md",
  "docs/board.md",
  "docs/web-page.md",
  "docs/ci.md",
];

interface Block {
  readonly document: string;
  readonly language: string;
  readonly text: string;
}

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const { bin } = JSON.parse(read("package.json")) as { bin: Record<"mpy" | "mpy-cross", string> };

const blocks: Block[] = DOCUMENTS.flatMap((document) =>
  [...read(document).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
    document,
    language: language!,
    text: text!,
  })),
);

const blocksOf = (...languages: string[]): Block[] => blocks.filter(({ language }) => languages.includes(language));

test("the site's home page begins with the commands of README.md", () => {
  const commands = (file: string): string | undefined => /^```sh\n[\s\S]*?^```$/m.exec(read(file))?.[0];
  expect(commands("site/index.md")).toBe(commands("README.md"));
});

describe("README.md", () => {
  const lines = read("README.md").trimEnd().split("\n");

  test("has at most 120 lines, and its picture and the way to a board in the first 20", () => {
    expect(lines.length).toBeLessThanOrEqual(120);
    expect(lines.slice(0, 20).join("\n")).toMatch(/!\[[^]*deploy/);
  });

  test("compares with the figures that were measured", () => {
    type Tables = { readonly tables: readonly { readonly rows: readonly (readonly string[])[] }[] };
    const figures = JSON.parse(read("site/figures.json")) as Record<"warm" | "device", Tables>;
    const figure = (kind: "warm" | "device", compiler: string, column: string): string => {
      const [head, ...rows] = figures[kind].tables[0]!.rows;
      return rows.find(([name]) => name === compiler)![head!.indexOf(column)]!;
    };
    const cells = (title: string): string[] => {
      const row = lines.find((line) => line.startsWith(`| ${title}`))!;
      return row.split("|").map((cell) => cell.trim());
    };
    const speeds = ["ours", "mpy-cross", "@pybricks/mpy-cross-v6"].map((one) => figure("warm", one, "MB/s of CPU"));
    expect(cells("MB/s of CPU")).toEqual(expect.arrayContaining(speeds));
    const times = ["ours", "as mpremote does"].map((one) => figure("device", one, "save to imported"));
    expect(cells("save to imported")).toEqual(expect.arrayContaining(times));
  });
});

describe("links", () => {
  test.each(DOCUMENTS)("of %s lead to files of the project", (document) => {
    const targets = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, target]) => target!);
    const missing = targets.filter((target) => !existsSync(resolve(root, dirname(document), target)));
    expect(missing).toEqual([]);
  });

  test.each(DOCUMENTS)("of %s whose text is a file's name lead to that file", (document) => {
    const links = [...read(document).matchAll(/\[(?:[\w.-]+\/)*([\w-]+\.[a-z]+)\]\((?!https?:|#)([^)#]+)/g)];
    expect(links.filter(([, name, target]) => basename(target!) !== name).map(([link]) => link)).toEqual([]);
  });

  test.each(["README.md", "docs/guide.md"])("of %s lead to its own headings", (document) => {
    const anchors = new Set(
      [...read(document).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
        title!
          .toLowerCase()
          .replace(/[^\w\s-]/g, "")
          .replaceAll(" ", "-"),
      ),
    );
    const linked = [...read(document).matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!);
    expect(linked.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });
});

describe("snippets", () => {
  test("are JSON where they say so", () => {
    for (const { text } of blocksOf("json")) expect(() => JSON.parse(text) as unknown).not.toThrow();
  });

  test.each(blocksOf("js", "ts"))("$document: $text", async ({ text }) => {
    const fragments = text.startsWith("flash:")
      ? text
          .trim()
          .split("\n")
          .map((line) => `({ ${line} })`)
      : [text];
    for (const fragment of fragments) await transform(fragment, { loader: "ts", format: "esm" });
    for (const [, specifier] of text.matchAll(/from "(unplugin-micropython[^"]*)"/g)) {
      const { exports } = JSON.parse(read("package.json")) as { exports: Record<string, unknown> };
      expect(Object.keys(exports)).toContain(specifier!.replace("unplugin-micropython", "."));
    }
  });

  const optionSnippets = blocksOf("js").flatMap(({ text }) => {
    if (text.startsWith("flash:"))
      return text
        .trim()
        .split("\n")
        .map((line) => `{ ${line} }`);
    return [...text.matchAll(/micropython\((\{.*?\})\)(?=[;,\]\s])/gs)].map(([, options]) => options!);
  });

  test.each(optionSnippets)("options that the plugin takes: %s", (text) => {
    // eslint-disable-next-line no-new-func -- the snippet is our own document's
    const options = new Function(`return (${text});`)() as MicroPythonOptions;
    expect(() => resolveOptions(options, { root, mode: "production" })).not.toThrow();
  });
});

describe("commands", () => {
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "docs-"));
    const write = (file: string, text: string): void => {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    };
    write("firmware/app/net.py", "def connect():\n    return 1\n");
    write("micropython.config.json", '{ "entries": "firmware", "optimize": "size" }');
    write("dsp.py", "def mean(a, b):\n    return (a + b) // 2\n");
    write("blink.py", "print('blink')\n");
    write("manifest.py", 'metadata(version="1.0")\nmodule("app.py")\nmodule("blink.py", "$(PORT_DIR)", opt=3)\n');
    write("app.py", "import blink\n\ndef run():\n    return blink\n");
    write("native.py", "@micropython.native\ndef f(x):\n    return x + 1\n");
    mkdirSync(join(folder, "node_modules"));
    write("board.log", "boot\n");
    write("part.py", "print('part')\n");
    write("build/genhdr/qstrdefs.preprocessed.h", "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (1))\nQ(app)\n");
    for (const [command, script] of Object.entries(bin)) {
      write(`bin/${command}`, `#!/bin/sh\nexec node "${join(root, script)}" "$@"\n`);
      chmodSync(join(folder, "bin", command), 0o755);
    }
    execFileSync(join(folder, "bin/mpy-cross"), ["app.py"], { cwd: folder });
    execFileSync(join(folder, "bin/mpy-cross"), ["-march=armv7emsp", "native.py"], { cwd: folder });
    execFileSync(join(folder, "bin/mpy-cross"), ["part.py"], { cwd: folder });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // The commands of docs/board.md talk to a board in guides.test.ts. Installing, and the whole of `npm ci && npm run playground`, are what CI and test/playground do; a new project is that of
  // test/tools/init; what mpy fetches from the network, test/node/mip-fetch; short runs of the fuzzers and of random saves are in the rooms' own tests.
  const elsewhere =
    /^(npm (create|install|ci|test|run (build|deploy))\b|npx mpy (install|vendor|devices|deploy|dev|run)\b|cd greenhouse$|node --(max-old-space-size|expose-gc))/;
  const lines = blocksOf("sh").flatMap(({ document, text }) =>
    text
      .split("\n")
      .filter((line) => line.trim() !== "" && !elsewhere.test(line))
      .map((line) => ({ document, line })),
  );

  test.each(lines)("$document: $line", ({ line }) => {
    const command = line
      .replace(/\s+#.*$/, "")
      .replaceAll("npx mpy", "mpy")
      .replace("npm run conformance --", `cd "${root}" && node scripts/run.mjs scripts/conformance/main.ts`)
      .replace("path/to/mpy-cross", join(folder, "bin/mpy-cross"))
      .replace("path/to/folder", join(folder, "firmware"))
      .replace("--generate 1000", "--generate 3");
    const path = `${join(folder, "bin")}:${process.env["PATH"]}`;
    const run = spawnSync("sh", ["-c", command], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PATH: path },
    });
    // a progress line is for slow machines
    expect(run.stderr.replace(/^(.*\bwarn\b.*|… \d+ of .*)$/gm, "").trim(), run.stdout).toBe("");
    expect(run.status).toBe(0);
  });
});
