// Vite's dev server and a page in a real browser (Debian's chromium, as .ci/run installs it): a saved Python file reaches the modules
// that import it, a mistake opens the overlay with its frame, and a repair closes it.

import { chromium } from "playwright-core";
import { BROWSER, needsBrowser } from "../support/browser.ts";
import type { Page } from "playwright-core";
import { createServer } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { pluginFor } from "./support/bundlers.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";

const FILES = {
  "index.html": '<pre id="out"></pre><script type="module" src="/src/main.js"></script>',
  "src/main.js": `
import { line } from "./view.js";
window.events = [];
import.meta.hot.on("micropython:update", (update) => window.events.push(update.path));
const show = async (lineOf) => (document.querySelector("#out").textContent = await lineOf());
show(line);
import.meta.hot.accept("./view.js", (view) => show(view.line));
`,
  // It has no idea of hot updates, as a component of a framework has none.
  "src/view.js": `
import url, { module, size } from "../firmware/app/net.py";
import manifest from "virtual:micropython/manifest";
export async function line() {
  const bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
  return [module, size, bytes, manifest.modules.length].join(" ");
}
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
  const browser = await chromium.launch(BROWSER);
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

test("a page follows its Python", async (context) => {
  needsBrowser(context);
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
  await saveUntil(project, "firmware/app/net.py", "SPEED = 1\n\ndef f(:\n    pass\n", hasOverlay);
  const part = (name: string): Promise<string> =>
    overlay.evaluate((element, of) => element.shadowRoot?.querySelector(of)?.textContent ?? "", name);
  expect(await part(".message-body")).toBe("firmware/app/net.py:3:7: SyntaxError: invalid syntax");
  expect(await part(".frame")).toBe("1 | SPEED = 1\n2 |\n3 | def f(:\n  |       ^\n4 |     pass");
  expect(await shows(line("SPEED = 200000\n", 2))).toBe(true);

  await saveUntil(project, "firmware/app/net.py", "SPEED = 3\n", async () => !(await hasOverlay()));
  await expect.poll(() => page.textContent("#out")).toBe(line("SPEED = 3\n", 2));
  expect(await page.evaluate("window.stillHere")).toBe(true);

  // Deleted, and there again.
  project.remove("firmware/app/net.py");
  await expect.poll(hasOverlay).toBe(true);
  expect(await part(".message-body")).toBe("src/view.js: imports firmware/app/net.py, which does not exist");
  await saveUntil(project, "firmware/app/net.py", "SPEED = 4\n", () => shows(line("SPEED = 4\n", 2)));

  // Where nobody accepts it the page loads again.
  project.write("src/main.js", FILES["src/main.js"].replace(/import.meta.hot.accept.*/, ""));
  await expect.poll(() => page.evaluate("window.stillHere")).toBe(undefined);
  await saveUntil(project, "firmware/app/net.py", "SPEED = 500000\n", () => shows(line("SPEED = 500000\n", 2)));

  // A page that is opened on a mistake is well when it is repaired.
  await saveUntil(project, "firmware/app/net.py", "SPEED = = 1\n", hasOverlay);
  await page.reload();
  await expect.poll(hasOverlay).toBe(true);
  await saveUntil(project, "firmware/app/net.py", "SPEED = 6\n", () => shows(line("SPEED = 6\n", 2)));
  expect(await hasOverlay()).toBe(false);
});
