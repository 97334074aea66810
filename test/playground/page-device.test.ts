// The playground's page in Chromium, with the serial port of a test board in place of the browser's: its buttons send a module, and the
// whole program, to the board.

import { join } from "node:path";
import { chromium } from "playwright-core";
import { BROWSER, needsBrowser } from "../support/browser.ts";
import { createServer } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { MicroPythonOptions } from "../../src/options/types.ts";
import { pluginFor } from "../plugin/support/bundlers.ts";
import { TestBoard } from "../support/board/board.ts";
import { emulateSerial, wireTo } from "../support/board/page-serial.ts";

test("the page sends a module and the whole program to a board", async (context) => {
  needsBrowser(context);
  const double = await TestBoard.start();
  onTestFinished(() => double.end());
  const wire = await wireTo(double);
  const folder = join(process.cwd(), "playground");
  const { default: options } = (await import("../../playground/micropython.config.js" as string)) as {
    default: MicroPythonOptions;
  };
  const micropython = await pluginFor("vite");
  const server = await createServer({
    root: folder,
    configFile: false,
    plugins: [micropython(options)],
    logLevel: "silent",
    server: { port: 0, host: "127.0.0.1" },
  });
  onTestFinished(() => server.close());
  await server.listen();

  const browser = await chromium.launch(BROWSER);
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.addInitScript(emulateSerial, wire);
  const { port } = server.httpServer!.address() as { port: number };
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.click("#send");
  const { length } = compile("", {}).mpy;
  await expect
    .poll(() => page.textContent("#state"), { timeout: 30_000 })
    .toMatch(/^MicroPython 1\.29\.0 on JS with Emscripten: wrote \/blink\.mpy, \d+ bytes$/);
  expect((await double.files()).get("/blink.mpy")!.length).toBeGreaterThan(length);
  await expect.poll(() => page.title()).toBe("port closed");
  await page.waitForFunction("!document.querySelector('#deploy').disabled");

  // The whole program, and its output.
  expect(await page.locator("#flash tr").count()).toBe(await page.locator("#map span").count());
  await page.click("#deploy");
  // That is boot.py; main.py needs asyncio, which the test's board does not have.
  await expect.poll(() => page.textContent("#output"), { timeout: 30_000 }).toContain("boot: ready");
  await expect.poll(() => page.textContent("#state")).toMatch(/: sent \d+ files, \d+ unchanged, running$/);
  await page.click("#stop");
  await expect.poll(() => page.textContent("#state")).toBe("Disconnected.");

  // Records of the telemetry, in pieces as a port gives them, are values and a chart; other lines are the log.
  const log = await page.evaluate(`import("/web/live.js").then(({ LiveView }) => {
    const live = new LiveView();
    return ${JSON.stringify(PIECES)}.map((piece) => live.feed(piece)).join("");
  })`);
  expect(log).toBe("fan on\nsensor: checksum\n");
  const values = ["temperature", "humidity", "fan", "pump"].map((id) => page.textContent(`#${id}`));
  expect(await Promise.all(values)).toEqual(["26.3 °C", "51 %", "on", "off"]);
  expect(await page.textContent("#range")).toBe("Temperature of the last 2 readings: 25.5 to 26.3 °C");
  expect(await page.getAttribute("#chart polyline", "points")).toBe("0.0,77.3 480.0,42.7");
});

const PIECES = [
  '{"from":"g","kind":"climate","n":0,"humidity":52.4,"temperature":25.5}\r\nfan on\r\n{"from":"g","ki',
  'nd":"climate","n":1,"humidity":51.2,"temperature":26.31}\nsensor: checksum\n{"from":"g","kind":"fan","n":2,"on":true}\n',
  '{"from":"g","kind":"pump","n":3,"on":false}\n',
];
