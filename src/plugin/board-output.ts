// The board's output in the terminal and in the page's console.

import type { HtmlTagDescriptor } from "vite";

/** The prefix of each line of the board's output. */
export const BOARD_PREFIX = "[board]";

/** The event that carries a line of the board to the page. */
export const OUTPUT_EVENT = "micropython:output";

/** A script that writes the board's output to the page's console. */
export function consoleScript(base: string): HtmlTagDescriptor {
  return {
    tag: "script",
    attrs: { type: "module" },
    children:
      `import { createHotContext } from ${JSON.stringify(`${base}@vite/client`)};\n` +
      `createHotContext("/@micropython-board").on(${JSON.stringify(OUTPUT_EVENT)}, (text) => console.info(${JSON.stringify(`${BOARD_PREFIX} `)} + text));`,
    injectTo: "head",
  };
}
