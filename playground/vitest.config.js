// `npx vitest run --root playground`: test_*.py of the firmware, on MicroPython. MICROPYTHON_TARGET=auto runs them on a board.

import micropythonTests from "unplugin-micropython/vitest";
import options from "./micropython.config.js";

export default { plugins: [micropythonTests({ project: options })] };
