// Code for the URL of a file beside the script, by the output's format. Rolldown has none for CommonJS, UMD and the
// platform "browser". Vite's uses `base`, which a library does not know.

import { urlPath } from "./python-module.ts";

/** Code for the URL of `path`, which is relative to the script; undefined for a format that the bundler handles. */
export function fileUrlCode(path: string, format: string): string | undefined {
  return CODES[format]?.(path);
}

const CODES: Readonly<Record<string, (path: string) => string>> = {
  es: (path) => `new URL(${JSON.stringify(urlPath(path))}, import.meta.url).href`,
  cjs: (path) => `(typeof document === "undefined" ? ${inNode(path)} : ${inPage(path)})`,
  umd: inNodeOrBrowser,
  iife: inNodeOrBrowser,
};

// This avoids `require("url")`, which a bundler that processes the output would resolve.
function inNode(path: string): string {
  return `require("u" + "rl").pathToFileURL(__dirname + ${JSON.stringify(`/${path}`)}).href`;
}

function inPage(path: string): string {
  const script = `document.currentScript && document.currentScript.tagName.toUpperCase() === "SCRIPT" && document.currentScript.src`;
  return `new URL(${JSON.stringify(urlPath(path))}, ${script} || document.baseURI).href`;
}

function inNodeOrBrowser(path: string): string {
  const inWorker = `new URL(${JSON.stringify(urlPath(path))}, location.href).href`;
  const outside = `typeof location === "undefined" ? ${inNode(path)} : ${inWorker}`;
  return `(typeof document === "undefined" ? (${outside}) : ${inPage(path)})`;
}
