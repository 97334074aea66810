import { resolve } from "node:path";
import micropython from "unplugin-micropython/webpack";
import options from "./micropython.config.js";

export default {
  context: import.meta.dirname,
  mode: "production",
  entry: "./web/main.js",
  output: { path: resolve(import.meta.dirname, "dist/webpack"), filename: "main.js", clean: true },
  plugins: [micropython(options)],
};
