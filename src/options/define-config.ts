// The options in a file of their own, micropython.config.*, that bundlers' configurations and `mpy` share.

import type { MicroPythonOptions } from "./types.ts";

/**
 * The options as they are: for editors, which complete and check them.
 *
 * ```js
 * export default defineConfig({ board: "RPI_PICO_W", entries: "firmware/main.py" });
 * ```
 */
export function defineConfig(options: MicroPythonOptions): MicroPythonOptions {
  return options;
}
