// The report of a real build: the page in a real browser (Debian's chromium, as .ci/run installs it), and the record of the
// last build that the table compares with.

import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import type { MicroPythonOptions } from "../../src/index.ts";
import { BUNDLERS, pluginFor } from "./support/bundlers.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";

const BROWSER = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FILES = {
  "src/main.js": "globalThis.result = 1;\n",
  "firmware/main.py": "import app.net\n",
  "firmware/app/net.py": `class Net:
    def send(self, data):
        for part in data:
            self.write(part, "a text of some length", len(part))

    def close(self):
        self.write(b"")


def connect(host, port=80):
    return Net()
`,
  "firmware/app/table.bin": new Uint8Array(400),
};
const OPTIONS: MicroPythonOptions = {
  entries: "firmware/**/*.py",
  data: "firmware/**/*.bin",
  flash: { filesystem: "romfs", size: "16K", mount: "/", web: true },
  report: true,
};

/** Opens the page; anything that it complains about or asks the network for fails the test. */
async function openReport(project: TestProject): Promise<{ page: Page; complaints: string[] }> {
  // Chromium's own sandbox needs rights that containers do not give to root.
  const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) complaints.push(request.url());
  });
  await page.goto(pathToFileURL(`${project.root}/dist/flash-report.html`).href);
  return { page, complaints };
}

/** Rectangles of what a selector finds, in pixels of the page. */
function boxes(page: Page, selector: string): Promise<{ title: string; x: number; y: number; w: number; h: number }[]> {
  return page.locator(selector).evaluateAll((found) =>
    found.map((element) => {
      const { x, y, width: w, height: h } = element.getBoundingClientRect();
      return { title: element.getAttribute("title") ?? "", x, y, w, h };
    }),
  );
}

// In CI the browser must be there: then the test fails without it.
describe.skipIf(!existsSync(BROWSER) && !process.env["CI"])("the page in a browser", () => {
  test("shows flash, modules and functions in proportion, and opens a module", async () => {
    const project = makeProject(FILES);
    await BUNDLERS["vite"]!({ root: project.root, options: OPTIONS });
    const { page, complaints } = await openReport(project);

    const files = await boxes(page, "#map > .file");
    expect(files.map((file) => file.title.split(",")[0]).sort()).toEqual([
      "/app/net.mpy",
      "/app/table.bin",
      "/main.py",
      expect.stringMatching(/^\/www\/main\.js/),
    ]);
    const map = (await boxes(page, "#map"))[0]!;
    const total = files.reduce((sum, file) => sum + bytesIn(file.title), 0);
    for (const { title, w, h } of files) {
      const expected = (map.w * map.h * bytesIn(title)) / total;
      expect(Math.abs(w * h - expected), title).toBeLessThan(map.w * map.h * 0.005);
    }
    for (const one of files) {
      for (const other of files) {
        const apart =
          one.x + one.w <= other.x + 1 ||
          other.x + other.w <= one.x + 1 ||
          one.y + one.h <= other.y + 1 ||
          other.y + other.h <= one.y + 1;
        expect(one === other || apart, `${one.title} over ${other.title}`).toBe(true);
      }
    }

    // A click opens a module: it fills the map, its functions lie inside, in proportion.
    await page.locator('.file[title^="/app/net.mpy"] .name').click();
    const open = (await boxes(page, ".file.open"))[0]!;
    expect(Math.abs(open.w - map.w)).toBeLessThan(1);
    expect(await page.locator("#map > .file:visible").count()).toBe(1);
    const parts = await boxes(page, ".file.open .part");
    expect(parts.map((part) => part.title.split(",")[0])).toEqual(
      expect.arrayContaining(["<module>", "Net", "Net.send", "Net.close", "connect", "file header"]),
    );
    expect(parts.reduce((sum, part) => sum + bytesIn(part.title), 0)).toBe(bytesIn(open.title));
    const send = parts.find((part) => part.title.startsWith("Net.send"))!;
    const area = parts.reduce((sum, part) => sum + part.w * part.h, 0);
    expect((send.w * send.h) / area).toBeCloseTo(bytesIn(send.title) / bytesIn(open.title), 1);

    // Keys: Escape closes, Enter on a focused module opens; so does the button.
    await page.keyboard.press("Escape");
    expect(await page.locator("#map > .file:visible").count()).toBe(4);
    await page.locator('.file[title^="/app/net.mpy"]').focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".file.open").count()).toBe(1);
    await page.getByRole("button", { name: "Whole flash" }).click();
    expect(await page.locator(".file.open").count()).toBe(0);

    // The same as a table.
    await page.locator("details", { hasText: "/app/net.mpy" }).locator("summary").click();
    // Browsers tell of an opened element a moment later.
    await page.locator("details[open] tbody tr").first().waitFor();
    expect(await page.locator("details[open] tbody tr").count()).toBe(parts.length);
    expect(await page.locator("meter").getAttribute("max")).toBe("16384");
    expect(complaints).toEqual([]);
  });

  test("modules lead to what they import and what imports them, on a telephone too", async () => {
    const project = makeProject({ ...FILES, "firmware/app/__init__.py": "" });
    const options = { ...OPTIONS, budgets: [{ include: "app/*.py", max: "1K" }, { total: "16K" }] };
    await BUNDLERS["esbuild"]!({ root: project.root, options });
    const { page, complaints } = await openReport(project);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.locator(".budget").count()).toBe(2);
    await page.locator("svg.graph a", { hasText: "app.net" }).click();
    await page.getByText("imported by: main line 1").waitFor();
    await page.locator("details[open]").getByRole("link", { name: "main" }).click();
    await page.getByText("imports: app line 1, app.net line 1").waitFor();
    await page.getByLabel("Find a module").fill("NET");
    expect(await page.locator("#modules summary:visible").allInnerTexts()).toEqual([
      expect.stringMatching(/^app\.net \d+ bytes, imports 1, imported by 1$/),
    ]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(complaints).toEqual([]);
  });

  test("a file too small to show its functions beside the others shows them when it is opened", async () => {
    const project = makeProject({ ...FILES, "firmware/app/table.bin": new Uint8Array(200_000) });
    await BUNDLERS["esbuild"]!({ root: project.root, options: { ...OPTIONS, flash: {} } });
    const { page, complaints } = await openReport(project);
    expect(await page.locator(".part").count()).toBe(0);
    await page.locator('.file[title^="/app/net.mpy"]').focus();
    await page.keyboard.press("Enter");
    expect(await page.locator('.file.open .part[title^="Net.send,"]:visible').count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});

function bytesIn(title: string): number {
  return Number(/, (\d+) bytes/.exec(title)![1]);
}

describe("the last build", () => {
  const records = (project: TestProject): string[] =>
    project.list("node_modules/.cache/unplugin-micropython").filter((file) => file.startsWith("sizes-"));

  /** What Rollup logs for the build of a project. */
  async function logOf(project: TestProject, options: MicroPythonOptions = OPTIONS): Promise<string> {
    const { rollup } = await import("rollup");
    const micropython = await pluginFor("rollup");
    const logs: string[] = [];
    const bundle = await rollup({
      input: `${project.root}/src/main.js`,
      plugins: [micropython({ root: project.root, ...options })],
      onLog: (_level, log) => void logs.push(log.message),
    });
    await bundle.write({ dir: `${project.root}/dist` });
    await bundle.close();
    return logs.join("\n");
  }

  test("is compared with, from a record outside of the output", async () => {
    const project = makeProject({ ...FILES, "node_modules/.keep": "" });
    expect(await logOf(project)).not.toContain("change");
    project.write("firmware/app/table.bin", new Uint8Array(1600));
    const log = await logOf(project);
    expect(log).toMatch(/^\/app\/table\.bin +1 600 +\d+\.\d % +\+1 200$/m);
    expect(log).toMatch(/^romfs: [\d ]+ of 16 384 bytes used \(\d+\.\d %\), [\d ]+ left; flash\.bin$/m);
    expect(records(project)).toHaveLength(1);
    expect(project.list("dist").filter((path) => path.includes("sizes"))).toEqual([]);
  });

  test("a damaged record is as none", async () => {
    const project = makeProject({ ...FILES, "node_modules/.keep": "" });
    await logOf(project);
    const [record] = records(project);
    project.write(`node_modules/.cache/unplugin-micropython/${record}`, '{"sizes": {"/a": "x"');
    expect(await logOf(project)).not.toContain("change");
    expect(await logOf(project)).toContain("change");
  });

  test("report: false leaves the table and the page out", async () => {
    const project = makeProject(FILES);
    expect(await logOf(project, { ...OPTIONS, report: false })).toMatch(/^\S+ \S+ 2 Python modules, .* compiled 2$/);
    expect(project.list("dist")).not.toContain("flash-report.html");
  });
});
