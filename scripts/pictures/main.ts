// `npm run pictures`: takes the pictures of README and site: a build in a terminal, its size report, the page of the playground, the
// Lab, and an overview of the first three. Needs Chromium, and the site as built by `npm run site`.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { createServer } from "vite";
import { buildWith } from "../../playground/build.ts";
import { runFlash } from "../../playground/device.ts";
import { BROWSER } from "../../test/support/browser.ts";
import { overviewPage } from "./overview.ts";
import { withServer } from "./serve.ts";
import { terminalPage } from "./terminal.ts";

const OUT = "site/public/pictures";
const SITE = "site/.vitepress/dist";
const SIZE = { width: 1280, height: 800 };
const SCHEMES = ["light", "dark"] as const;

const root = process.cwd();
const playground = join(root, "playground");

async function main(): Promise<void> {
  if (!existsSync(SITE)) throw new Error(`${SITE} does not exist: run \`npm run site\` first`);
  mkdirSync(OUT, { recursive: true });
  process.env["NODE_ENV"] = "production";
  const output = await buildWith("vite", playground);
  const browser = await chromium.launch(BROWSER);
  try {
    const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 1 });
    const mpy = join(root, "dist/cli/mpy.js");
    await page.setContent(terminalPage("mpy build", mpy, ["build", "--out", "dist/mpy"], playground));
    await page.locator("body").screenshot({ path: join(OUT, "terminal.png") });
    await withPlayground(output, (address, lines) => {
      return inBothSchemes(page, address, "playground", () => showOutput(page, lines));
    });
    await withServer(output, (address) => inBothSchemes(page, `${address}/flash-report.html`, "report"));
    await withServer(SITE, (address) => inBothSchemes(page, `${address}/lab`, "lab", useLab));
    await page.setContent(overviewPage(OUT));
    await page.locator("body").screenshot({ path: join(OUT, "overview.png") });
  } finally {
    await browser.close();
  }
}

/** Runs the program of a build on MicroPython, and serves the page while `use` gets its address and the output. */
async function withPlayground(
  output: string,
  use: (address: string, lines: readonly string[]) => Promise<void>,
): Promise<void> {
  const lines: string[] = [];
  await runFlash(readFileSync(join(output, "flash.bin")), "done", (line) => lines.push(line));
  const server = await createServer({ configFile: join(playground, "vite.config.js"), logLevel: "warn" });
  try {
    await server.listen();
    await use(server.resolvedUrls!.local[0]!, lines);
  } finally {
    await server.close();
  }
}

/** Shows output in the playground's page, as if a board at the serial port had printed it. */
async function showOutput(page: Page, lines: readonly string[]): Promise<void> {
  await page.locator("#flash tr").first().waitFor();
  await page.evaluate(`import("/web/live.js").then(({ LiveView }) => {
    const log = new LiveView().feed(${JSON.stringify(`${lines.join("\n")}\n`)});
    document.querySelector("#output").textContent = log;
    document.querySelector("#state").textContent = "MicroPython in WebAssembly: running";
  })`);
}

async function inBothSchemes(
  page: Page,
  address: string,
  name: string,
  prepare?: (page: Page) => Promise<void>,
): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    await prepare?.(page);
    await page.screenshot({ path: join(OUT, `${name}-${colorScheme}.png`) });
  }
}

/** A program with machine code and a warning, and the cursor in a line of it. */
const LAB_PROGRAM = `import time
from micropython import const


@micropython.native
def blink(pin, count):
    for i in range(count):
        pin.toggle()
        time.sleep_ms(const(500))
`;

async function useLab(page: Page): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(LAB_PROGRAM);
  await page.getByLabel("Architecture").selectOption("armv7emsp");
  await page.locator(".lab-code", { hasText: "call_method_n_kw" }).first().waitFor();
  await page.locator(".lab-warning").first().waitFor();
  await page.locator(".cm-line", { hasText: "pin.toggle()" }).click();
  await page.locator(".lab-listing .lab-marked", { hasText: "pin.toggle()" }).waitFor();
}

try {
  await main();
} catch (error) {
  console.error(`pictures: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
