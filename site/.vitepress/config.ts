// The site: guide, reference and the Lab. The Lab imports the sources of this checkout.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import type { MarkdownRenderer } from "vitepress";

const source = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** Addresses of the pages of docs/ on the site. */
const PAGES: Readonly<Record<string, string>> = {
  "guide.md": "/guide/plugin",
  "libraries.md": "/guide/libraries",
  "device-tests.md": "/guide/tests",
  "cache.md": "/guide/cache",
  "size.md": "/guide/size",
  "migration.md": "/guide/migration",
  "board.md": "/guide/board",
  "web-page.md": "/guide/web-page",
  "ci.md": "/guide/ci",
  "how-it-works.md": "/guide/how-it-works",
  "options.md": "/reference/options",
  "mpy.md": "/reference/mpy",
};

/** Rewrites the links of included pages. Links to other files of the repository become plain text, because these are not on the site. */
function docsLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.after("inline", "docs-links", (state) => {
    // Links between the pages of types are right.
    if ((state.env as { relativePath?: string }).relativePath?.startsWith("reference/api/")) return;
    for (const token of state.tokens) {
      let isText = false;
      for (const child of token.children ?? []) {
        const href = child.type === "link_open" ? child.attrGet("href") : null;
        if (href !== null && !/^(https?:|#|\/)/.test(href)) {
          const [file = "", anchor] = href.split("#");
          const page = PAGES[file.replace(/^(\.\/|docs\/|\.\.\/docs\/)/, "")];
          isText = page === undefined;
          child.attrSet("href", anchor === undefined ? (page ?? "") : `${page}#${anchor}`);
        }
        const isLink = child.type === "link_open" || child.type === "link_close";
        if (!isText || !isLink) continue;
        isText = child.type === "link_open";
        Object.assign(child, { type: "text", tag: "", content: "", nesting: 0 });
      }
    }
  });
}

export default defineConfig({
  title: "unplugin-micropython",
  description: "MicroPython in your bundler: compiles, lays out the flash, and gets it onto the board",
  cleanUrls: true,
  lastUpdated: false,
  // Pages are not prefetched, so that the Lab loads quickly on slow connections.
  router: { prefetchLinks: false },
  markdown: {
    config: (markdown) => markdown.use(docsLinks),
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  srcExclude: ["README.md", "node_modules/**"],
  head: [["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }]],
  themeConfig: {
    logo: "/icon.svg",
    search: { provider: "local" },
    nav: [
      { text: "Guide", link: "/guide/first-project", activeMatch: "^/guide/" },
      { text: "Reference", link: "/reference/options", activeMatch: "^/reference/" },
      { text: "Lab", link: "/lab" },
    ],
    sidebar: {
      "/guide/": [
        {
          text: "Start",
          items: [
            { text: "First project", link: "/guide/first-project" },
            { text: "Coming from other tools", link: "/guide/migration" },
          ],
        },
        {
          text: "The project",
          items: [
            { text: "The plugin", link: "/guide/plugin" },
            { text: "Libraries", link: "/guide/libraries" },
            { text: "Smaller code", link: "/guide/size" },
            { text: "A web page on the board", link: "/guide/web-page" },
          ],
        },
        {
          text: "The board",
          items: [
            { text: "The loop to the board", link: "/guide/board" },
            { text: "Tests on the device", link: "/guide/tests" },
          ],
        },
        {
          text: "Builds",
          items: [
            { text: "CI", link: "/guide/ci" },
            { text: "The cache", link: "/guide/cache" },
            { text: "How it works", link: "/guide/how-it-works" },
          ],
        },
      ],
      "/reference/": [
        {
          text: "Reference",
          items: [
            { text: "Options", link: "/reference/options" },
            { text: "mpy", link: "/reference/mpy" },
            { text: "Conformance and speed", link: "/reference/figures" },
          ],
        },
        {
          text: "Types",
          items: [
            { text: "Plugin and options", link: "/reference/api/plugin" },
            { text: "Compiler", link: "/reference/api/compiler" },
            { text: "The .mpy file", link: "/reference/api/mpy" },
            { text: "Flash images", link: "/reference/api/flash" },
            { text: "Boards", link: "/reference/api/device" },
            { text: "Tests", link: "/reference/api/vitest" },
          ],
        },
      ],
    },
    outline: [2, 3],
  },
  vite: {
    resolve: {
      alias: [
        { find: "unplugin-micropython/compiler/bytecode", replacement: source("compiler/bytecode.ts") },
        { find: /^unplugin-micropython\/(compiler|mpy|flash|device)$/, replacement: source("$1/index.ts") },
      ],
    },
    worker: { format: "es" },
    // The Lab loads large chunks on demand: MicroPython and the disassembler.
    build: { chunkSizeWarningLimit: 4096, target: "es2022" },
    server: { fs: { allow: [fileURLToPath(new URL("../..", import.meta.url))] } },
  },
});
