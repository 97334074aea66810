// `npx vitest run --root playground` runs test_*.py of the firmware on MicroPython; with MICROPYTHON_TARGET=auto, on a board.

import micropythonTests from "unplugin-micropython/vitest";
import options from "./micropython.config.js";

export default { plugins: [micropythonTests({ project: options })] };
