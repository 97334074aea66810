// Frameworks that build client and server in one go: the flash is the union of what both import, it lies where the
// framework serves it, and the addresses that both hand out lead there. Each is the newest release, on the Node that it asks for.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { Manifest } from "../../src/index.ts";
import { freePort } from "../support/free-port.ts";
import { nodeOf, toolProject } from "./support/toolbox.ts";
import type { Packages } from "./support/toolbox.ts";

const PYTHON = {
  "firmware/app/__init__.py": "",
  "firmware/app/page.py": "from . import pins\n",
  "firmware/app/pins.py": "LED = 25\n",
  "firmware/app/server.py": "PORT = 80\n",
};
const UNION = ["/app/__init__.mpy", "/app/page.mpy", "/app/pins.mpy", "/app/server.mpy"];
const VITE_CONFIG = (imports: string, plugins: string): string =>
  `import micropython from "unplugin-micropython/vite";\n${imports}\nexport default { plugins: [micropython({ cache: false }), ${plugins}] };\n`;

interface Framework {
  readonly packages: Packages;
  readonly files: Readonly<Record<string, string>>;
  readonly build: string;
  /** Its dev server, where that is tried, too; the port is added. */
  readonly dev?: string;
  /** The folder that is served. */
  readonly public: string;
  /** Where it has the flash. */
  readonly flash: string;
  /** What addresses call that folder, "" for its root. */
  readonly base?: string;
  /** A page that is rendered at build time, with an address and the manifest of the server. */
  readonly page?: string;
}

const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  SvelteKit: {
    packages: {
      "@sveltejs/kit": "^3",
      "@sveltejs/adapter-static": "latest",
      "@sveltejs/vite-plugin-svelte": "latest",
      svelte: "^5",
      vite: "^8",
    },
    files: {
      "vite.config.js": VITE_CONFIG(
        `import { sveltekit } from "@sveltejs/kit/vite";\nimport adapter from "@sveltejs/adapter-static";`,
        "sveltekit({ adapter: adapter() })",
      ),
      "src/app.html": `<!doctype html><html><head>%sveltekit.head%</head><body><div>%sveltekit.body%</div></body></html>\n`,
      "src/routes/+layout.js": "export const prerender = true;\n",
      "src/routes/+page.server.js": `import server from "../../firmware/app/server.py";
import manifest from "virtual:micropython/manifest";
export const load = () => ({ server, modules: manifest.modules.map((one) => one.path).join(" ") });
`,
      "src/routes/+page.svelte": `<script>
import url from "../../firmware/app/page.py";
let { data } = $props();
</script>
<a href={url}>page</a><a href={data.server}>server</a><p>{data.modules}</p>
`,
    },
    build: "vite build",
    dev: "vite dev --host 127.0.0.1 --port",
    public: "build",
    flash: "flash",
    page: "index.html",
  },
  "React Router": {
    packages: {
      "@react-router/dev": "^8",
      "@react-router/node": "^8",
      "react-router": "^8",
      react: "^19",
      "react-dom": "^19",
      isbot: "^5",
      vite: "^8",
    },
    files: {
      "vite.config.js": VITE_CONFIG(`import { reactRouter } from "@react-router/dev/vite";`, "reactRouter()"),
      "react-router.config.js": `export default { appDirectory: "app", prerender: ["/"] };\n`,
      "app/root.jsx": `import { Outlet, Scripts } from "react-router";
export default function Root() {
  return <html><head /><body><Outlet /><Scripts /></body></html>;
}
`,
      "app/routes.js": `import { index } from "@react-router/dev/routes";\nexport default [index("home.jsx")];\n`,
      "app/home.jsx": `import url from "../firmware/app/page.py";
import server from "../firmware/app/server.py";
import manifest from "virtual:micropython/manifest";
export const loader = () => ({ server, modules: manifest.modules.map((one) => one.path).join(" ") });
export default function Home({ loaderData }) {
  return <main><a href={url}>page</a><a href={loaderData.server}>server</a><p>{loaderData.modules}</p></main>;
}
`,
    },
    build: "react-router build",
    public: "build/client",
    flash: "flash",
    page: "index.html",
  },
  Astro: {
    packages: { astro: "^7" },
    files: {
      "astro.config.mjs": `import micropython from "unplugin-micropython/vite";
export default { vite: { plugins: [micropython({ cache: false })] } };
`,
      "src/pages/index.astro": `---
import server from "../../firmware/app/server.py";
import manifest from "virtual:micropython/manifest";
const modules = manifest.modules.map((one) => one.path).join(" ");
---
<a href={server}>server</a><p>{modules}</p>
<script>
import url from "../../firmware/app/page.py";
document.body.dataset.url = url;
</script>
`,
    },
    build: "astro build",
    dev: "astro dev --host 127.0.0.1 --port",
    public: "dist",
    flash: "flash",
    page: "index.html",
  },
  "Astro without a script": {
    packages: { astro: "^7" },
    files: {
      "astro.config.mjs": `import micropython from "unplugin-micropython/vite";
export default { vite: { plugins: [micropython({ cache: false })] } };
`,
      "src/pages/index.astro": `---
import server from "../../firmware/app/server.py";
import page from "../../firmware/app/page.py";
import manifest from "virtual:micropython/manifest";
const modules = manifest.modules.map((one) => one.path).join(" ");
---
<a href={server}>server</a><a href={page}>page</a><p>{modules}</p>
`,
    },
    build: "astro build",
    public: "dist",
    flash: "flash",
    page: "index.html",
  },
  Nuxt: {
    packages: { nuxt: "^4", vue: "^3", "vue-router": "latest" },
    files: {
      "nuxt.config.mjs": `import micropython from "unplugin-micropython/vite";
export default { compatibilityDate: "2026-01-01", vite: { plugins: [micropython({ cache: false })] }, nitro: { prerender: { routes: ["/home"] } } };
`,
      "app/app.vue": `<script setup>
import url from "../firmware/app/page.py";
import manifest from "virtual:micropython/manifest";
const server = useState("server", () => "");
const modules = useState("modules", () => "");
if (import.meta.server) {
  server.value = (await import("../firmware/app/server.py")).default;
  modules.value = manifest.modules.map((one) => one.path).join(" ");
}
</script>
<template><main><a :href="url">page</a><a :href="server">server</a><p>{{ modules }}</p></main></template>
`,
    },
    build: "nuxt build",
    public: ".output/public",
    flash: "_nuxt/flash",
    page: "home/index.html",
  },
  "Next.js with webpack": {
    packages: { next: "^16", react: "^19", "react-dom": "^19" },
    files: {
      "next.config.mjs": `import micropython from "unplugin-micropython/webpack";
export default { webpack: (config) => (config.plugins.push(micropython({ cache: false })), config) };
`,
      "app/layout.jsx": `export default function Layout({ children }) {
  return <html><body>{children}</body></html>;
}
`,
      "app/page.jsx": `import server from "../firmware/app/server.py";
import manifest from "virtual:micropython/manifest";
import Link from "./link.jsx";
export default function Page() {
  return <main><Link /><a href={server}>server</a><p>{manifest.modules.map((one) => one.path).join(" ")}</p></main>;
}
`,
      "app/link.jsx": `"use client";
import url from "../firmware/app/page.py";
export default function Link() {
  return <a href={url}>page</a>;
}
`,
    },
    build: "next build --webpack",
    public: ".next",
    flash: "static/flash",
    base: "_next/",
    page: "server/app/index.html",
  },
};

describe.each(Object.entries(FRAMEWORKS))("%s", (_, framework) => {
  test("writes one flash of what client and server import", async (context) => {
    const node = await nodeOf(context, "^22");
    const project = await toolProject(context, framework.packages, { ...PYTHON, ...framework.files });
    const log = await project.run(framework.build, { node });
    const at = (path: string): string => `${framework.public}/${path}`;

    const { modules } = JSON.parse(project.read(at(`${framework.flash}/manifest.json`))) as Manifest;
    expect(
      modules.map(({ path }) => path),
      log,
    ).toEqual(UNION);
    for (const path of UNION) expect(project.has(at(`${framework.flash}${path}`)), path).toBe(true);

    const page = project.read(at(framework.page!));
    const addresses = [...page.matchAll(/href="([^"]*\.mpy)"/g)].map(([, address]) => address!.replace(/^\.?\//, ""));
    expect(addresses.length).toBeGreaterThan(0);
    const { base = "" } = framework;
    for (const address of addresses) {
      expect(address.startsWith(base), address).toBe(true);
      expect(project.has(at(address.slice(base.length))), address).toBe(true);
    }
    expect(page).toContain(UNION.join(" "));
  });
});

const WITH_SERVER = Object.entries(FRAMEWORKS).filter(([, { dev }]) => dev !== undefined);

describe.each(WITH_SERVER)("%s's dev server", (_, framework) => {
  test("imports of server code follow changes of the Python", async (context) => {
    const node = await nodeOf(context, "^22");
    const project = await toolProject(context, framework.packages, { ...PYTHON, ...framework.files });
    const port = await freePort();
    const server = project.start(`${framework.dev} ${port}`, { node });
    const text = async (path: string): Promise<string> => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { Accept: "text/html" } });
      return answer.ok ? await answer.text() : `${answer.status}: ${server.printed}`;
    };
    // As a browser does, which loads the scripts, too.
    const visit = async (): Promise<string> => {
      const html = await text("/");
      const scripts = [...html.matchAll(/<script[^>]* src="(\/src\/[^"]*)"/g)];
      for (const [, script] of scripts) await text(script!.replaceAll("&amp;", "&"));
      return html;
    };
    const page = (): Promise<string> => visit().catch((error: Error) => `${error.message}: ${server.printed}`);
    const patience = { timeout: 60_000, interval: 300 };
    const paths = ["__init__", "page", "pins", "server"].map((name) => `/app/${name}.mpy`);
    await expect.poll(page, patience).toContain(paths.join(" "));

    // The manifest, the address that server code hands out and what lies behind it.
    const source = "from . import more\n";
    project.write("firmware/app/more.py", "MORE = 1\n");
    project.write("firmware/app/server.py", source);
    await expect.poll(page, patience).toContain([paths[0], "/app/more.mpy", ...paths.slice(1)].join(" "));
    const expected = Buffer.from(compile(source, { filename: "app/server.py" }).mpy).toString("hex");
    const served = async (): Promise<string> => {
      const address = /href="([^"]*server\.mpy[^"]*)"/.exec(await page())?.[1]?.replaceAll("&amp;", "&");
      if (address === undefined) return "no address";
      const answer = await fetch(new URL(address, `http://127.0.0.1:${port}/`));
      return Buffer.from(await answer.arrayBuffer()).toString("hex");
    };
    await expect.poll(served, patience).toBe(expected);
    project.write("firmware/app/server.py", "PORT = 81\n");
    await expect.poll(page, patience).toContain(paths.join(" "));
  });
});
