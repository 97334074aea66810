// The browser for tests of pages: what CHROMIUM names, else Chromium or Chrome of the system, else on Linux the one of npm's
// @sparticuz/chromium, which is installed outside of the checkout. CHROMIUM=npm asks for that one.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestContext } from "vitest";
import { install } from "../tools/support/toolbox.ts";

/** How playwright starts a browser. */
export interface BrowserLaunch {
  readonly executablePath: string;
  readonly args: string[];
}

const SYSTEM: readonly string[] = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The last release that runs on Node 20. */
const NPM_CHROMIUM = "143.0.0";

// Chromium's own sandbox needs rights that containers do not give to root.
const ARGS = ["--no-sandbox"];

const found = await findBrowser();

/** The browser; only where {@link needsBrowser} let the test go on. */
export const BROWSER: BrowserLaunch = typeof found === "string" ? { executablePath: "", args: ARGS } : found;

/** Whether tests that need a browser are skipped. In CI it must be there: then they fail without it. */
export const isBrowserMissing: boolean = typeof found === "string" && !process.env["CI"];

/** Skips a test where there is no browser, with the reason. */
export function needsBrowser(context: TestContext): void {
  if (isBrowserMissing) context.skip(found as string);
}

/** A browser, or why there is none. */
async function findBrowser(): Promise<BrowserLaunch | string> {
  const named = process.env["CHROMIUM"];
  const wantsNpm = named === "npm";
  const path = named !== undefined && !wantsNpm ? named : SYSTEM.find((one) => existsSync(one));
  if (path !== undefined && !wantsNpm) {
    return existsSync(path) ? { executablePath: path, args: ARGS } : `CHROMIUM: there is no ${path}`;
  }
  if (process.platform !== "linux" || process.arch !== "x64")
    return "there is no Chromium or Chrome; CHROMIUM=path names one";
  try {
    return await npmChromium();
  } catch (error) {
    return `there is no Chromium, and npm's cannot be had: ${(error as Error).message.split("\n")[0]}`;
  }
}

async function npmChromium(): Promise<BrowserLaunch> {
  const tools = await install({ "@sparticuz/chromium": NPM_CHROMIUM });
  const { resolve } = createRequire(join(tools, "package.json"));
  const loaded = (await import(pathToFileURL(resolve("@sparticuz/chromium")).href)) as {
    default: { args: string[]; executablePath(): Promise<string> };
  };
  return { executablePath: await loaded.default.executablePath(), args: [...loaded.default.args, ...ARGS] };
}
