// Vite's dev server and a page in a real browser (Debian's chromium, as .ci/run installs it): a saved Python file changes what
// the page knows without a reload, a mistake brings up the overlay with its frame, and repairing it takes the overlay away.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Page } from "playwright-core";
import { createServer } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { pluginFor } from "./support/bundlers.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";

const BROWSER = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

const FILES = {
  "index.html": '<pre id="out"></pre><script type="module" src="/src/main.js"></script>',
  "src/main.js": `
import url, { module, size } from "../firmware/app/net.py";
import manifest from "virtual:micropython/manifest";
const out = document.querySelector("#out");
window.events = [];
async function show() {
  const bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
  out.textContent = [module, size, bytes, manifest.modules.length].join(" ");
}
import.meta.hot.on("micropython:update", (update) => window.events.push(update.path));
setInterval(show, 50);
`,
  "firmware/app/net.py": "SPEED = 1\n",
};

async function openPage(project: TestProject): Promise<Page> {
  const micropython = await pluginFor("vite");
  const server = await createServer({
    root: project.root,
    configFile: false,
    logLevel: "silent",
    server: { port: 0, host: "127.0.0.1" },
    plugins: [micropython({ entries: "firmware/**/*.py" })],
  });
  onTestFinished(() => server.close());
  await server.listen();
  const { port } = server.httpServer!.address() as { port: number };
  // Chromium's own sandbox needs rights that containers do not give to root.
  const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  return page;
}

function sizeOf(source: string): number {
  return compile(source, { filename: "app/net.py" }).mpy.length;
}

/** Saves until the page shows it: a watcher that is still at its first look around misses a change. */
async function saveUntil(
  project: TestProject,
  path: string,
  source: string,
  seen: () => Promise<boolean>,
): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    project.write(path, source);
    for (let waits = 0; waits < 40; waits++) {
      if (await seen()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`the page did not notice ${path}: ${source}`);
}

test.skipIf(!existsSync(BROWSER))("a page follows its Python", async () => {
  const project = makeProject(FILES);
  const page = await openPage(project);
  const shows = async (text: string): Promise<boolean> => (await page.textContent("#out")) === text;
  const line = (source: string, modules: number): string => `app.net ${sizeOf(source)} ${sizeOf(source)} ${modules}`;
  await expect.poll(() => page.textContent("#out")).toBe(line("SPEED = 1\n", 1));
  await page.evaluate("window.stillHere = true");

  await saveUntil(project, "firmware/app/net.py", "SPEED = 200000\n", () => shows(line("SPEED = 200000\n", 1)));
  expect(await page.evaluate("window.events")).toContain("/app/net.mpy");
  await saveUntil(project, "firmware/app/new.py", "X = 1\n", () => shows(line("SPEED = 200000\n", 2)));
  expect(await page.evaluate("window.stillHere")).toBe(true);

  const overlay = page.locator("vite-error-overlay");
  const hasOverlay = async (): Promise<boolean> => (await overlay.count()) > 0;
  await saveUntil(project, "firmware/app/net.py", "SPEED = 1\ndef f(:\n", hasOverlay);
  const text = await overlay.evaluate((element) => element.shadowRoot?.textContent ?? "");
  expect(text).toContain("SyntaxError: invalid syntax");
  expect(text).toContain("firmware/app/net.py:2");
  expect(text).toContain("def f(:");
  expect(await shows(line("SPEED = 200000\n", 2))).toBe(true);

  await saveUntil(project, "firmware/app/net.py", "SPEED = 3\n", async () => !(await hasOverlay()));
  await expect.poll(() => page.textContent("#out")).toBe(line("SPEED = 3\n", 2));
});
