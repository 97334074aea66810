// The page beside the firmware: shows the files on the flash, runs the program on a board over WebSerial and shows its
// output, and tries one module in the page.

import manifest from "virtual:micropython/manifest";
import url, { module, path, size } from "./blink.py";
import { LiveView } from "./live.js";

/** One line for each file of the flash. */
export function rows() {
  return [...manifest.modules, ...manifest.files].map((entry) => [entry.path, entry.source, entry.size]);
}

/** The module that the page sends to a board. */
export const blink = { url, module, path, size };

if (typeof document !== "undefined" && document.querySelector) {
  showFlash();
  showBoard();
}

/** Digits in groups of three, as in the size table of a build: "8 723". */
function number(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A path that may be broken after its slashes. */
function pathParts(path) {
  return path.split(/(?<=\/)/).flatMap((part) => [part, document.createElement("wbr")]);
}

/** Shows the flash as a map, in which the width of a file is its size, and as a table. */
function showFlash() {
  const map = document.querySelector("#map");
  const table = document.querySelector("#flash");
  const entries = [
    ...manifest.modules.map((entry) => ({ ...entry, kind: entry.format === "mpy" ? "bytecode" : "source" })),
    ...manifest.files.map((entry) => ({ ...entry, kind: "data" })),
  ].sort((a, b) => b.size - a.size);
  for (const entry of entries) {
    const box = document.createElement("span");
    box.className = entry.kind;
    box.style.flexGrow = entry.size;
    box.title = `${entry.path}, ${entry.kind}, ${number(entry.size)} bytes`;
    map.append(box);
    const row = table.insertRow();
    row.insertCell().append(...pathParts(entry.path));
    row.insertCell().append(...pathParts(entry.source));
    const cell = row.insertCell();
    cell.className = "size";
    cell.textContent = number(entry.size);
  }
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  document.querySelector("#total").textContent = `${entries.length} files, ${number(total)} bytes`;
}

function showBoard() {
  const [deploy, send, stop] = ["#deploy", "#send", "#stop"].map((id) => document.querySelector(id));
  const state = document.querySelector("#state");
  const output = document.querySelector("#output");
  /** The board whose output is shown. */
  let running;

  async function connect() {
    // Loaded on demand, to keep the page small.
    const { connect: open, describeBoard } = await import("unplugin-micropython/device");
    const board = await open(await navigator.serial.requestPort());
    return { board, name: describeBoard(await board.facts()) };
  }

  /** Sends changed files, restarts the program and shows its output until the board is disconnected. */
  async function run({ board, name }) {
    state.textContent = `${name}: sending …`;
    const { written, same } = await board.sync(manifest);
    output.textContent = "";
    const live = new LiveView();
    const printed = board.output;
    await board.restart();
    state.textContent = `${name}: sent ${written.length} files, ${same} unchanged, running`;
    await printed.pipeTo(
      new WritableStream({
        write(text) {
          output.append(live.feed(text));
          output.scrollTop = output.scrollHeight;
        },
      }),
    );
  }

  function showButtons() {
    deploy.disabled = send.disabled = running !== undefined;
    stop.hidden = running === undefined;
  }

  /** Runs an action with a board, shows its error, and closes the port at the end. */
  async function withBoard(action) {
    try {
      running = await connect();
      showButtons();
      await action(running);
    } catch (error) {
      state.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      await running?.board.close();
      running = undefined;
      showButtons();
    }
  }

  deploy.addEventListener("click", () => withBoard(run));
  stop.addEventListener("click", async () => {
    await running?.board.close();
    state.textContent = "Disconnected.";
  });
  send.addEventListener("click", () =>
    withBoard(async ({ board, name }) => {
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      await board.files.write(path, bytes);
      state.textContent = `${name}: wrote ${path}, ${bytes.length} bytes`;
    }),
  );
  if (!("serial" in navigator)) {
    deploy.disabled = send.disabled = true;
    state.textContent =
      "This browser has no WebSerial, or this page is not on https: open it in Chrome or Edge on your computer.";
  }
}

// The dev server reports every change of the flash.
import.meta.hot?.on("micropython:update", (update) => console.info("changed on the flash:", update.path));
