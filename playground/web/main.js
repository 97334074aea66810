// The page beside the firmware: shows what lies on the flash, and tries one module on a board over WebSerial.

import manifest from "virtual:micropython/manifest";
import url, { module, path, size } from "./blink.py";

/** One line for each file of the flash. */
export function rows() {
  return [...manifest.modules, ...manifest.files].map((entry) => [entry.path, entry.source, entry.size]);
}

/** What the page knows of the module that it sends. */
export const blink = { url, module, path, size };

if (typeof document !== "undefined" && document.querySelector) {
  const table = document.querySelector("#flash");
  const state = document.querySelector("#state");
  for (const [where, source, bytes] of rows()) {
    const row = table.insertRow();
    row.insertCell().textContent = where;
    row.insertCell().textContent = source;
    const cell = row.insertCell();
    cell.className = "size";
    cell.textContent = `${bytes} B`;
  }
  document.querySelector("#send").addEventListener("click", async () => {
    let board;
    try {
      const { connect, describeBoard } = await import("unplugin-micropython/device");
      board = await connect(await navigator.serial.requestPort());
      const name = describeBoard(await board.facts());
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      await board.files.write(path, bytes);
      state.textContent = `${name}: wrote ${path}, ${bytes.length} bytes`;
    } catch (error) {
      state.textContent = String(error);
    } finally {
      await board?.close();
    }
  });
}

// The dev server tells of every change; a page for development could send it on to the board right away.
import.meta.hot?.on("micropython:update", (update) => console.info("changed on the flash:", update.path));
