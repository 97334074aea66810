// Options in a file, micropython.config.*, that bundlers' configurations and `mpy` share.

import type { MicroPythonOptions } from "./types.ts";

/**
 * Returns the options unchanged. Editors complete and check them by its type.
 *
 * ```js
 * export default defineConfig({ board: "RPI_PICO_W", entries: "firmware/main.py" });
 * ```
 */
export function defineConfig(options: MicroPythonOptions): MicroPythonOptions {
  return options;
}
