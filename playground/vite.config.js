import { defineConfig } from "vite";
import micropython from "unplugin-micropython/vite";
import options from "./micropython.config.js";

export default defineConfig({
  root: import.meta.dirname,
  build: { outDir: "dist/vite", emptyOutDir: true },
  plugins: [micropython(options)],
});
