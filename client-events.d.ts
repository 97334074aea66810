// The event of Vite's dev server: import.meta.hot.on("micropython:update", ({ module, path, url }) => …). A file of its own, because
// only a module adds to the types of another.

import type { MicroPythonUpdate } from "./dist/plugin/micropython-update.js";

// Without Vite there is nothing to add to, and nothing wrong with that.
// @ts-ignore
declare module "vite/types/customEvent.d.ts" {
  interface CustomEventMap {
    "micropython:update": MicroPythonUpdate;
  }
}
