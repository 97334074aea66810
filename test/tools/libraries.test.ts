// Bundles that are no pages: libraries, the main process of Electron, packages with declarations. An address works there when the code
// runs where it was built to, or the build says what to write instead. And projects where several tools build side by side.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Manifest } from "../../src/index.ts";
import { nodeOf, toolProject } from "./support/toolbox.ts";
import type { ToolProject } from "./support/toolbox.ts";

const PYTHON = {
  "firmware/app/__init__.py": "",
  "firmware/app/net.py": "from . import pins\n",
  "firmware/app/pins.py": "LED = 25\n",
  "firmware/app/server.py": "PORT = 80\n",
};
const NET = ["/app/__init__.mpy", "/app/net.mpy", "/app/pins.mpy"];
const UNION = [...NET, "/app/server.mpy"];

const SOURCE = `import url, { size } from "../firmware/app/net.py";
import bytes from "../firmware/app/net.py?bytes";
import manifest from "virtual:micropython/manifest";
export const found = { url, size, length: bytes.length, modules: manifest.modules.map((one) => one.path).join(" ") };
`;

function modulesOf(project: ToolProject, path: string): string[] {
  return (JSON.parse(project.read(path)) as Manifest).modules.map((one) => one.path);
}

/** What a script of an output exports as `found`, in Node. */
function runIn(project: ToolProject, script: string): { url: string; size: number; length: number; modules: string } {
  const program = `import(${JSON.stringify(join(project.root, script))}).then((all) => console.log(JSON.stringify(all.found ?? all.default.found)))`;
  return JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })) as never;
}

/** Holds that a script has an address that leads to the file, the bytes and the manifest. */
function expectWorking(project: ToolProject, script: string): void {
  const { url, size, length, modules } = runIn(project, script);
  expect(url).toMatch(/^file:/);
  const file = fileURLToPath(url);
  expect(file.startsWith(project.root)).toBe(true);
  expect(project.has(file.slice(project.root.length + 1))).toBe(true);
  expect(length).toBe(size);
  expect(modules).toBe(NET.join(" "));
}

describe("Vite's library mode", () => {
  const build = async (project: ToolProject, formats: string): Promise<string> => {
    project.write(
      "vite.config.js",
      `import micropython from "unplugin-micropython/vite";
export default {
  plugins: [micropython({ cache: false })],
  build: { lib: { entry: "src/index.js", formats: ${formats}, name: "Lib", fileName: "index" } },
};
`,
    );
    return project.run("vite build");
  };

  test.for(["^6", "^7", "^8"])("Vite %s: an address beside an ES module", async (version, context) => {
    const project = await toolProject(context, { vite: version }, { ...PYTHON, "src/index.js": SOURCE });
    await build(project, '["es"]');
    expect(modulesOf(project, "dist/flash/manifest.json")).toEqual(NET);
    expectWorking(project, "dist/index.js");
  });

  test.for(["^6", "^7", "^8"])("Vite %s: an address beside CommonJS and UMD", async (version, context) => {
    const project = await toolProject(context, { vite: version }, { ...PYTHON, "src/index.js": SOURCE });
    await build(project, '["cjs", "umd"]');
    for (const script of ["index.cjs", "index.umd.cjs"]) expectWorking(project, `dist/${script}`);
  });
});

test("Vite 8.0.0 has no address in CommonJS, and the build says what to write", async (context) => {
  const config = `import micropython from "unplugin-micropython/vite";
export default {
  plugins: [micropython({ cache: false })],
  build: { lib: { entry: "src/index.js", formats: ["cjs"], fileName: "index" } },
};
`;
  const files = { ...PYTHON, "src/index.js": SOURCE, "vite.config.js": config };
  const project = await toolProject(context, { vite: "8.0.0" }, files);
  const refused = await project.run("vite build").catch((error: { stderr: string }) => error.stderr);
  expect(refused).toContain('Import the bytes ("firmware/app/net.py?bytes")');
  project.write("src/index.js", SOURCE.replace(/net\.py"/, 'net.py?bytes"').replace("{ url,", "{ url: url.length,"));
  await project.run("vite build");
  expect(runIn(project, "dist/index.cjs").length).toBeGreaterThan(0);
});

test("electron-vite: the main process has the address of a file that is there, as ES module and as CommonJS", async (context) => {
  const lib = '{ lib: { entry: "src/index.js" } }';
  for (const [type, build] of [
    ["module", lib],
    ["commonjs", lib],
    ["module", '{ rollupOptions: { input: "src/index.js" } }'],
  ]) {
    const project = await toolProject(
      context,
      { "electron-vite": "^6", vite: "^8" },
      {
        ...PYTHON,
        "src/index.js": SOURCE,
        "package.json": JSON.stringify({ name: "app", private: true, type, main: "out/main/index.js" }),
        "electron.vite.config.mjs": `import micropython from "unplugin-micropython/vite";
export default { main: { plugins: [micropython({ cache: false })], build: ${build} } };
`,
      },
    );
    await project.run("electron-vite build", { env: { ELECTRON_MAJOR_VER: "40" } });
    expect(modulesOf(project, "out/main/flash/manifest.json")).toEqual(NET);
    expectWorking(project, "out/main/index.js");
  }
});

describe("tsdown with declarations", () => {
  const files = {
    ...PYTHON,
    "src/index.ts": SOURCE,
    "src/types.d.ts": '/// <reference types="unplugin-micropython/client" />\n',
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        module: "preserve",
        target: "es2022",
        moduleResolution: "bundler",
        strict: true,
        skipLibCheck: true,
      },
      include: ["src"],
    }),
  };
  const config = (format: string, dts: string): string => `import micropython from "unplugin-micropython/rolldown";
export default { entry: "src/index.ts", format: ${format}, dts: ${dts}, plugins: [micropython({ cache: false })] };
`;
  const packages = { tsdown: "^0.23", typescript: "^5.9" };

  test.for([
    ["ES", '["esm"]', "true", ["dist/index.mjs"]],
    ["CommonJS", '["cjs"]', "true", ["dist/index.cjs"]],
    ["both", '["esm", "cjs"]', "true", ["dist/index.mjs", "dist/index.cjs"]],
    ["both, from one declaration", '["esm", "cjs"]', "{ cjsReexport: true }", ["dist/index.mjs", "dist/index.cjs"]],
  ] as const)("%s", async ([, format, dts, scripts], context) => {
    const node = await nodeOf(context, "^22");
    const project = await toolProject(context, packages, { ...files, "tsdown.config.mjs": config(format, dts) });
    const log = await project.run("tsdown", { node });
    expect(modulesOf(project, "dist/flash/manifest.json"), log).toEqual(NET);
    for (const script of scripts) expectWorking(project, script);
    expect(readdirSync(join(project.root, "dist")).filter((name) => /\.d\.[cm]?ts$/.test(name))).toHaveLength(
      scripts.length,
    );
  });
});

test("Rsbuild's environments share one flash", async (context) => {
  const page = SOURCE.replace("export const found", "globalThis.found");
  const project = await toolProject(
    context,
    { "@rsbuild/core": "^2.3" },
    {
      ...PYTHON,
      "src/index.js": page,
      "src/server.js": page.replaceAll("net.py", "server.py"),
      "rsbuild.config.mjs": `import micropython from "unplugin-micropython/rsbuild";
export default {
  plugins: [micropython({ cache: false })],
  environments: {
    web: { source: { entry: { index: "./src/index.js" } } },
    node: { source: { entry: { server: "./src/server.js" } }, output: { target: "node", distPath: { root: "dist/server" } } },
  },
};
`,
    },
  );
  await project.run("rsbuild build");
  expect(modulesOf(project, "dist/flash/manifest.json")).toEqual(UNION);
  expect(project.read("dist/server/server.js")).toContain("/app/pins.mpy");
});

test("Next.js with Turbopack serves a flash that `mpy build` made beside it", async (context) => {
  const node = await nodeOf(context, "^22");
  const project = await toolProject(
    context,
    { next: "^16", react: "^19", "react-dom": "^19" },
    {
      ...PYTHON,
      "micropython.config.json": JSON.stringify({ sourceRoots: "firmware", entries: "firmware/app/{net,server}.py" }),
      "next.config.mjs": `export default { output: "export", turbopack: { root: "../.." } };\n`,
      "app/layout.jsx": `export default function Layout({ children }) {
  return <html><body>{children}</body></html>;
}
`,
      "app/page.jsx": `"use client";
import { useEffect, useState } from "react";
export default function Page() {
  const [names, setNames] = useState("");
  useEffect(() => {
    fetch("/flash/manifest.json").then((answer) => answer.json()).then(({ modules }) => setNames(modules.map((one) => one.name).join(" ")));
  }, []);
  return <p>{names}</p>;
}
`,
    },
  );
  const mpy = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));
  execFileSync(process.execPath, [mpy, "build", "-o", "public"], { cwd: project.root });
  const log = await project.run("next build", { node });
  expect(log).toContain("Turbopack");
  expect(modulesOf(project, "out/flash/manifest.json")).toEqual(UNION);
  for (const path of UNION) expect(project.has(`out/flash${path}`)).toBe(true);
});
