import { resolve } from "node:path";
import micropython from "unplugin-micropython/rollup";
import options from "./micropython.config.js";

export default {
  input: resolve(import.meta.dirname, "web/main.js"),
  output: { dir: resolve(import.meta.dirname, "dist/rollup"), format: "es" },
  plugins: [micropython(options)],
};
