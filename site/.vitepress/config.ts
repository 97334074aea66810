// The site: guide, reference and the Lab. The Lab imports the package's own sources, so that it always shows what is in this
// checkout.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const source = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

export default defineConfig({
  title: "unplugin-micropython",
  description: "MicroPython in your bundler: compiles, lays out the flash, and gets it onto the board",
  cleanUrls: true,
  lastUpdated: false,
  srcExclude: ["README.md", "node_modules/**"],
  head: [["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }]],
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Guide", link: "/guide/first-project", activeMatch: "^/guide/" },
      { text: "Reference", link: "/reference/options", activeMatch: "^/reference/" },
      { text: "Lab", link: "/lab" },
    ],
    outline: [2, 3],
  },
  vite: {
    resolve: {
      alias: [{ find: /^unplugin-micropython\/(compiler|mpy|flash|device)$/, replacement: source("$1/index.ts") }],
    },
    worker: { format: "es" },
    // Chunks of the Lab that are loaded on demand (MicroPython, the disassembler) are large and meant to be.
    build: { chunkSizeWarningLimit: 4096, target: "es2022" },
    server: { fs: { allow: [fileURLToPath(new URL("../..", import.meta.url))] } },
  },
});
