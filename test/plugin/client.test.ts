// The types of `*.py` imports and of the virtual module, as a TypeScript project sees them.

import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeProject } from "./support/project.ts";

const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

test("imports of Python are typed", () => {
  const project = makeProject({
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "esnext",
        moduleResolution: "bundler",
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        lib: ["es2022", "dom"],
        types: ["unplugin-micropython/client", "vite/client"],
      },
      files: ["main.ts", "vite.config.ts"],
    }),
    "main.ts": `
import url, { arch, module, path, sha256, size } from "./device/blink.py";
import bytes from "./device/blink.py?bytes";
import manifest from "virtual:micropython/manifest";
const text: string = url + module + path + sha256 + size.toFixed();
const content: Uint8Array = bytes;
const known: "armv6m" | "x64" | null | string = arch;
const names: string[] = manifest.modules.map((one) => one.name);
import.meta.hot?.on("micropython:update", ({ module, path, url }) => {
  const changed: [string | null, string, string | null] = [module, path, url];
  console.log(changed, text, content, known, names);
});
// @ts-expect-error bytes are not a string
const wrong: string = bytes;
`,
    "vite.config.ts": `
import { defineConfig } from "vite";
import micropython from "unplugin-micropython/vite";
export default defineConfig({
  plugins: [micropython({ entries: "firmware/**/*.py", overrides: [{ include: "drivers/**", optimize: 3 }] })],
});
`,
  });
  project.write("node_modules/.keep", "");
  symlinkSync(ROOT, `${project.root}/node_modules/unplugin-micropython`);
  symlinkSync(`${ROOT}/node_modules/vite`, `${project.root}/node_modules/vite`);
  const { stdout } = spawnSync(process.execPath, [`${ROOT}/node_modules/typescript/bin/tsc`, "-p", "."], {
    cwd: project.root,
    encoding: "utf8",
  });
  expect(stdout).toBe("");
});
