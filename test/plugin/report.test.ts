// The report of a real build: the page in a real browser (Debian's chromium, as .ci/run installs it), and the last build's sizes for
// comparison.

import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { BROWSER, needsBrowser } from "../support/browser.ts";
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { MicroPythonOptions } from "../../src/index.ts";
import { BUNDLERS, pluginFor } from "./support/bundlers.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";

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
  const browser = await chromium.launch(BROWSER);
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

interface Box {
  title: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Rectangles of what a selector finds, in pixels of the page. */
function boxes(page: Page, selector: string): Promise<Box[]> {
  return page.locator(selector).evaluateAll((found) =>
    found.map((element) => {
      const { x, y, width: w, height: h } = element.getBoundingClientRect();
      return { title: element.getAttribute("title") ?? "", x, y, w, h };
    }),
  );
}

describe("the page in a browser", () => {
  beforeEach(needsBrowser);

  test("draws folders, files and functions in proportion, and zooms", async () => {
    const project = makeProject(FILES);
    await BUNDLERS["vite"]!({ root: project.root, options: OPTIONS });
    const { page, complaints } = await openReport(project);

    const map = (await boxes(page, "#map"))[0]!;
    const all = await boxes(page, "#map > .box");
    const named = (name: string): Box => all.find(({ title }) => title.startsWith(`${name},`))!;
    const top = all.filter(({ title }) => /^\/[^/ ]+,/.test(title));
    expect(top.map(({ title }) => title.split(",")[0]).sort()).toEqual(["/app", "/main.py", "/www"]);
    const total = top.reduce((sum, { title }) => sum + bytesIn(title), 0);
    for (const { title, w, h } of top) {
      const expected = (map.w * map.h * bytesIn(title)) / total;
      expect(Math.abs(w * h - expected), title).toBeLessThan(map.w * map.h * 0.02);
    }
    for (const one of top) {
      for (const other of top) {
        const isApart =
          one.x + one.w <= other.x + 1 ||
          other.x + other.w <= one.x + 1 ||
          one.y + one.h <= other.y + 1 ||
          other.y + other.h <= one.y + 1;
        expect(one === other || isApart, `${one.title} over ${other.title}`).toBe(true);
      }
    }
    const [folder, file] = [named("/app"), named("/app/net.mpy")];
    expect(file.x >= folder.x && file.x + file.w <= folder.x + folder.w).toBe(true);

    // A click on the file shows its functions; they are all of it. A click on a function shows what its bytes are for.
    await page.locator('.box[title^="/app/net.mpy,"]').click({ position: { x: 5, y: 5 } });
    expect(await page.locator("#path").innerText()).toMatch(/flash\s+app\s+net\.mpy, \d+ bytes/);
    const parts = (await boxes(page, "#map > .box")).filter(
      ({ title }) => !/ (code|lines|overhead|qstrs|constants),/.test(title),
    );
    expect(parts.map(({ title }) => /^\/app\/net\.mpy (.*?),/.exec(title)![1])).toEqual(
      expect.arrayContaining(["<module>", "Net", "Net.send", "Net.close", "connect", "file header"]),
    );
    expect(parts.reduce((sum, { title }) => sum + bytesIn(title), 0)).toBe(bytesIn(file.title));
    await page.locator('.box[title^="/app/net.mpy Net.send,"]').click({ position: { x: 5, y: 5 } });
    expect(await page.locator('.box[title*="Net.send code,"]').count()).toBe(1);

    // Escape goes up one step; the path leads to any.
    await page.keyboard.press("Escape");
    expect(await page.locator("#path").innerText()).toContain("net.mpy,");
    await page.locator("#path").getByRole("button", { name: "flash" }).click();
    expect((await boxes(page, "#map > .box")).length).toBe(all.length);
    // With the keyboard alone.
    await page.locator('.box[title^="/app/net.mpy,"]').focus();
    await page.keyboard.press("Enter");
    expect(await page.locator('.box[title^="/app/net.mpy connect,"]').count()).toBe(1);
    expect(await page.locator("meter").getAttribute("max")).toBe("16384");
    expect(await page.title()).toMatch(/^Size report of .+ UTC$/);
    expect(complaints).toEqual([]);
  });

  test("lists files in a table: sorted, searched, opened, on a phone too", async () => {
    const project = makeProject({ ...FILES, "firmware/app/__init__.py": "" });
    const options = { ...OPTIONS, budgets: [{ include: "app/*.py", max: "1K" }, { total: "16K" }] };
    await BUNDLERS["esbuild"]!({ root: project.root, options });
    const { page, complaints } = await openReport(project);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.locator(".budget").count()).toBe(2);
    const paths = (): Promise<string[]> => page.locator("#files > tbody > tr > th code").allInnerTexts();
    const sizes = (await page.locator("#files > tbody > tr > .size").allInnerTexts()).map(bytesOf);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    await page.getByRole("button", { name: "file", exact: true }).click();
    expect(await paths()).toEqual([...(await paths())].sort());
    expect(await page.locator("th.path").getAttribute("aria-sort")).toBe("ascending");

    await page.getByLabel("Find a file or a function").fill("SEND");
    expect(await paths()).toEqual(["/app/net.mpy"]);
    await page.locator("#files .link").first().click();
    expect(await page.locator(".details tbody th").allInnerTexts()).toContain("Net.send");
    await page.getByText("imported by: main line 1").waitFor();
    // A module leads to those that import it, though the search hides them.
    await page.locator(".details").getByRole("button", { name: "main" }).click();
    await page.getByText("imports: app line 1, app.net line 1").waitFor();
    await page.locator("svg.graph a", { hasText: "app.net" }).click();
    await page.getByText("imported by: main line 1").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(complaints).toEqual([]);
  });
});

const bytesOf = (text: string): number => Number(text.replace(/\D/g, ""));

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

  test("a damaged record is ignored", async () => {
    const project = makeProject({ ...FILES, "node_modules/.keep": "" });
    await logOf(project);
    const [record] = records(project);
    project.write(`node_modules/.cache/unplugin-micropython/${record}`, '{"sizes": {"/a": "x"');
    project.write("firmware/main.py", `${FILES["firmware/main.py"]}x = 1\n`);
    expect(await logOf(project)).not.toContain("change");
    project.write("firmware/main.py", FILES["firmware/main.py"]);
    expect(await logOf(project)).toContain("change");
  });

  test("report: false leaves the table and the page out", async () => {
    const project = makeProject(FILES);
    expect(await logOf(project, { ...OPTIONS, report: false })).toMatch(/^\S+ \S+ 2 Python modules, .* compiled 2$/);
    expect(project.list("dist")).not.toContain("flash-report.html");
  });
});
