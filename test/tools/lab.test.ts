// The site, built and opened in Chromium: the Lab compiles, compares, runs and stops programs. axe finds nothing serious on the Lab, the
// other pages, the size report and the playground's page.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";

import { buildWith } from "../../playground/build.ts";
import { EXAMPLES } from "../../site/lab/examples.ts";
import { findHints } from "../../src/compiler/index.ts";
import { TestBoard } from "../support/board/board.ts";
import { emulateSerial, wireTo } from "../support/board/page-serial.ts";
import { BROWSER, isBrowserMissing, needsBrowser } from "../support/browser.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const DIST = join(root, "site/.vitepress/dist");
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

let server: Server;
let browser: Browser;
let address = "";
/** Bytes on the wire, compressed as a server would. */
let sent = 0;

describe("the site", () => {
  beforeEach((context) => needsBrowser(context));
  beforeAll(async () => {
    if (isBrowserMissing) return;
    const { status, stdout, stderr } = spawnSync("npm", ["run", "site"], {
      cwd: root,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the site does not build\n${stdout}${stderr}`);
    server = createServer((request, response) => {
      const path = decodeURIComponent((request.url ?? "/").split(/[?#]/)[0]!);
      const file = [path, `${path}.html`, `${path}index.html`]
        .map((one) => join(DIST, one))
        .find((one) => extname(one) !== "" && existsSync(one));
      if (file === undefined) return void response.writeHead(404).end();
      const body = gzipSync(readFileSync(file));
      sent += body.length;
      response
        .writeHead(200, {
          "content-type": TYPES[extname(file)] ?? "application/octet-stream",
          "content-encoding": "gzip",
        })
        .end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      ...BROWSER,
      args: [...BROWSER.args, "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function open(
    hash = "",
    options: Parameters<Browser["newPage"]>[0] = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage(options);
    onTestFinished(() => page.close());
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(request.url()));
    await page.goto(`${address}/lab${hash}`);
    await page.locator(".lab-listing, .lab-difference").first().waitFor();
    return { page, complaints };
  }

  async function type(page: Page, program: string): Promise<void> {
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(program);
  }

  test("shows code and mistakes while the user types", async () => {
    sent = 0;
    const { page, complaints } = await open();
    expect(sent).toBeLessThan(300_000);
    await type(page, "def double(x):\n    return x * 2\n");
    // The first program has no multiplication.
    await page.locator(".lab-code", { hasText: "BINARY_OP __mul__" }).waitFor();
    expect(await page.locator(".lab-listing section").count()).toBe(2);
    await type(page, "def double(x):\n    return x *\n");
    await page.locator(".lab-error", { hasText: "Line 2, column 15 error: SyntaxError: invalid syntax" }).waitFor();
    // The last code stays.
    expect(await page.locator(".lab-listing section").count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  test("warns while the user types of faults at run time", async () => {
    sent = 0;
    const { page, complaints } = await open();
    await type(page, "from micropython import const\n\nprint(const(2))\ntime.sleep(1)\n");
    const warnings = page.locator(".lab-warning");
    await warnings.nth(1).waitFor();
    expect(await warnings.allInnerTexts()).toEqual([
      expect.stringMatching(/^Line 3, column 7 warning: const\(…\) has no effect here/),
      expect.stringMatching(/^Line 4, column 1 warning: time is used, but nothing imports it/),
    ]);
    for (const { source } of EXAMPLES) expect(findHints(source, { modules: new Set(["time", "sys"]) })).toEqual([]);
    expect(await page.locator(".lab-underline-warning").allInnerTexts()).toEqual(["const", "time.sleep"]);
    // Warnings need no more of the compiler than the page has.
    expect(sent).toBeLessThan(300_000);
    await page.getByRole("button", { name: "Line 3, column 7" }).click();
    await page.keyboard.insertText("1 or ");
    await page.locator(".cm-line", { hasText: "print(1 or const(2))" }).waitFor();
    await type(page, "x = 1\n");
    await warnings.waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  test.each(["bytecode, -O0", "bytecode, -O3", "machine code"])(
    "%s: lines lead to their code and back",
    async (code) => {
      const { page, complaints } = await open();
      await type(page, "def double(x):\n    y = x * 2\n    return y\n");
      if (code === "bytecode, -O3") await page.getByLabel("Level").selectOption("3");
      if (code === "machine code") await page.getByRole("combobox", { name: "Code" }).selectOption("native");
      const listing = page.getByRole("region", { name: "double" });
      const heads = listing.locator(".lab-source");
      await heads.filter({ hasText: "y = x * 2" }).waitFor();
      await page.locator(".lab-note", { hasText: code === "machine code" ? "armv7emsp" : "any board" }).waitFor();
      const lines = code === "machine code" ? ["1", "2", "3", "1"] : ["2", "3"];
      expect(await heads.locator(".lab-number").allInnerTexts()).toEqual(lines);
      // From the line to its code …
      await page.locator(".cm-line", { hasText: "return y" }).click();
      await listing.locator(".lab-marked .lab-source", { hasText: "return y" }).waitFor();
      // … and from the code to its line.
      await heads.filter({ hasText: "y = x * 2" }).getByRole("button").focus();
      await page.locator(".cm-line.lab-marked", { hasText: "y = x * 2" }).waitFor();
      expect(complaints).toEqual([]);
    },
  );

  test("makes machine code, and compares two settings", async () => {
    const { page, complaints } = await open();
    await page.getByRole("combobox", { name: "Code" }).selectOption("native");
    await page.locator(".lab-note", { hasText: "armv7emsp" }).waitFor();
    await page
      .locator(".lab-code", { hasText: "bx" })
      .or(page.locator(".lab-code", { hasText: "pop" }))
      .first()
      .waitFor();
    await page.getByRole("combobox", { name: "Code" }).selectOption("bytecode");
    await page.getByLabel("Architecture").selectOption("");
    await page.getByRole("tab", { name: "Compare" }).click();
    await page.getByText("+ -O3").waitFor();
    await page.getByRole("tab", { name: "Sizes" }).click();
    expect(await page.locator(".lab-sizes tbody th").allInnerTexts()).toContain("Average.add");
    expect(complaints).toEqual([]);
  });

  test("runs a program, and stops one that never ends", async () => {
    const { page, complaints } = await open();
    await page.getByRole("button", { name: "Run" }).click();
    await page.locator(".lab-output", { hasText: "20.75" }).waitFor();
    await type(page, "while True:\n    pass\n");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped.").waitFor();
    await type(page, "1 / 0\n");
    await page.getByRole("button", { name: "Run" }).click();
    await page.locator(".lab-error", { hasText: "ZeroDivisionError" }).waitFor();
    expect(complaints).toEqual([]);
  });

  test("runs a program on a board at the serial port", async () => {
    const double = await TestBoard.start();
    onTestFinished(() => double.end());
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.addInitScript(emulateSerial, await wireTo(double));
    await page.goto(`${address}/lab`);
    await page.locator(".lab-listing").waitFor();
    await type(page, "import sys\nprint('on', sys.platform)\n");
    await page.locator(".lab-names code", { hasText: "platform" }).waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Send to board" }).click();
    await page.locator(".lab-output", { hasText: "on webassembly" }).waitFor();
    await expect.poll(() => page.title()).toBe("port closed");
  });

  test("compiles for the firmware that was chosen", async () => {
    const { page } = await open();
    await type(page, "x = 1\nprint(t'{x}')\n");
    await page.locator(".lab-code", { hasText: "__template__" }).first().waitFor();
    await page.getByRole("combobox", { name: "Firmware" }).selectOption("1.22");
    await page.locator(".lab-error", { hasText: "Line 2" }).waitFor();
  });

  test("a link holds program and settings; a broken one opens the Lab as it is", async () => {
    const { page } = await open();
    await type(page, "linked = 1\n");
    await page.getByLabel("Level").selectOption("3");
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("status").filter({ hasText: /link/i }).waitFor();
    const { hash } = new URL(page.url());
    const { page: other } = await open(hash);
    expect(await other.locator(".cm-content").innerText()).toContain("linked = 1");
    expect(await other.getByLabel("Level").inputValue()).toBe("3");
    const { page: broken, complaints } = await open("#not-a-program");
    expect(await broken.locator(".cm-content").innerText()).toContain("What does MicroPython make of this?");
    expect(complaints).toEqual([]);
  });

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 390],
  ] as const)("is accessible: %s, %i pixels wide", async (colorScheme, width) => {
    const { page } = await open("", { colorScheme, viewport: { width, height: 844 } });
    for (const tab of ["Code", "Sizes", "Compare", "Output"]) {
      await page.getByRole("tab", { name: tab }).click();
      expect(await seriousFaults(page, ".lab"), tab).toEqual([]);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  test("search needs no other server", async () => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const outside: string[] = [];
    page.on("request", (request) => void (request.url().startsWith(address) || outside.push(request.url())));
    await page.goto(`${address}/guide/first-project`);
    await page.locator("#VPContent h1").waitFor();
    await page.locator(".VPNavBarSearch button").first().click();
    await page.locator("#localsearch-input").fill("littlefs");
    await page.locator(".VPLocalSearchBox .results a").first().waitFor();
    expect(outside).toEqual([]);
  });

  describe.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)("other pages are accessible: %s, %i pixels wide", (colorScheme, width) => {
    test.each(["/", "/guide/first-project", "/reference/options", "/reference/figures"])("%s", async (path) => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
      onTestFinished(() => page.close());
      await page.goto(`${address}${path}`);
      expect(await seriousFaults(page, ".VPContent")).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    });

    test.each(["index.html", "flash-report.html"])("of the playground: %s", async (name) => {
      const output = await buildWith("vite", join(root, "playground"));
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
      onTestFinished(() => page.close());
      await page.route("http://playground/**", (route) => {
        return route.fulfill({ path: join(output, new URL(route.request().url()).pathname) });
      });
      await page.goto(`http://playground/${name}`);
      await page.locator("#flash tr, #files tbody tr").first().waitFor();
      expect(await seriousFaults(page, "html")).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    });
  });
});

/** What axe finds serious or critical in a part of a page. */
async function seriousFaults(page: Page, part: string): Promise<unknown> {
  await page.evaluate(readFileSync(join(root, "site/node_modules/axe-core/axe.min.js"), "utf8"));
  return page.evaluate(`axe.run(${JSON.stringify(part)}).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 120)))`);
}
