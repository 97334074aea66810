// The compiler for pages in a browser: the first compilation of a page, and one after each keystroke.

import { buildSync } from "esbuild";
import { chromium } from "playwright-core";
import { BROWSER, isBrowserMissing } from "../test/support/browser.ts";
import { generatedCorpus } from "./corpus.ts";
import { median, milliseconds, printTable } from "./table.ts";

/** Fresh pages; the median counts. */
const PAGES = 9;
const KEYSTROKES = 200;
const MODULE_BYTES = 5000;

/** What a page measures, in milliseconds. */
interface Times {
  readonly first: number;
  readonly keystrokes: readonly number[];
}

/** Prints the times of both compilers for pages. */
export async function benchBrowser(): Promise<void> {
  if (isBrowserMissing) {
    console.log("There is no Chromium: the times in a browser are left out\n");
    return;
  }
  const module = fiveKilobytes();
  const browser = await chromium.launch(BROWSER);
  try {
    const rows = [];
    for (const [name, entry] of [
      ["compiler/bytecode", "dist/compiler/bytecode.js"],
      ["compiler", "dist/compiler/index.js"],
    ] as const) {
      const script = bundle(entry);
      const times: Times[] = [];
      for (let round = 0; round < PAGES; round++) {
        // A context of its own, so that no compiled code is left from the page before.
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.addScriptTag({ content: script });
        times.push(await page.evaluate(measure, { module, count: KEYSTROKES }));
        await context.close();
      }
      const keystrokes = times.map((one) => median(one.keystrokes));
      const last = times.map((one) => median(one.keystrokes.slice(-20)));
      rows.push([name, median(times.map(({ first }) => first)), median(keystrokes), median(last)] as const);
    }
    printTable(
      `browser: a module of ${module.length} bytes in Chromium ${browser.version()}; medians of ${PAGES} pages`,
      [
        ["package", "first compilation", `a keystroke, of ${KEYSTROKES}`, "the last 20"],
        ...rows.map(([name, ...figures]) => [name, ...figures.map(milliseconds)]),
      ],
    );
  } finally {
    await browser.close();
  }
}

/** Runs in the page: a user types a comment at the end of the module's first function. */
function measure({ module, count }: { module: string; count: number }): Times {
  const { compile } = (globalThis as unknown as { compiler: { compile: (source: string) => unknown } }).compiler;
  const time = (source: string): number => {
    const started = performance.now();
    compile(source);
    return performance.now() - started;
  };
  const first = time(module);
  const place = module.indexOf("\n", module.indexOf("return"));
  const keystrokes = Array.from({ length: count }, (_, typed) => {
    return time(`${module.slice(0, place)}  # ${"x".repeat(typed)}${module.slice(place)}`);
  });
  return { first, keystrokes };
}

function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "compiler",
    write: false,
    logLevel: "error",
    define: { CODE_HASH: '"bench"' },
  });
  return outputFiles[0]!.text;
}

/** Whole functions and methods of a generated module, of 5 kB together. */
function fiveKilobytes(): string {
  const text = new TextDecoder().decode(generatedCorpus(1)[0]!.bytes);
  return text.slice(0, text.lastIndexOf("\n\n", MODULE_BYTES) + 1);
}
