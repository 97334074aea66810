// The types of `*.py` imports, of the virtual module and of the dev server's event, in a TypeScript project that also checks the
// declarations of its packages.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeProject } from "./support/project.ts";

const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

const IMPORTS = `
import url, { arch, module, path, sha256, size } from "./device/blink.py";
import bytes from "./device/blink.py?bytes";
import manifest from "virtual:micropython/manifest";
export const text: string = url + module + path + sha256 + size.toFixed();
export const content: Uint8Array = bytes;
export const known: "armv6m" | "x64" | null | string = arch;
export const names: string[] = manifest.modules.map((one) => one.name);
// @ts-expect-error bytes are not a string
export const wrong: string = bytes;
// @ts-expect-error a manifest has no such list
export const none: unknown = manifest.things;
`;

const EVENT = `
import.meta.hot?.on("micropython:update", ({ module, path, url, size }) => {
  const changed: [string | null, string, string | null, number] = [module, path, url, size];
  console.log(changed);
});
// @ts-expect-error the event has no such member
import.meta.hot?.on("micropython:update", ({ file }) => console.log(file));
// @ts-expect-error the address is null where a file is gone
import.meta.hot?.on("micropython:update", ({ url }) => fetch(url));
import.meta.hot?.on("vite:beforeUpdate", ({ updates }) => console.log(updates.length));
export {};
`;

const CONFIG = `
import { defineConfig } from "vite";
import micropython from "unplugin-micropython/vite";
export default defineConfig({
  plugins: [micropython({ entries: "firmware/**/*.py", overrides: [{ include: "drivers/**", optimize: 3 }] })],
});
// @ts-expect-error there is no such option
micropython({ entrys: "firmware" });
`;

const MODULES = { bundler: "esnext", node16: "node16" };

interface Types {
  files: Record<string, string>;
  packages: readonly string[];
  skipLibCheck?: boolean;
}

/** What TypeScript has to say of a project in which these packages are installed beside ours, and no others. */
function check(resolution: keyof typeof MODULES, { files, packages, skipLibCheck = false }: Types): string {
  const project = makeProject({
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: MODULES[resolution],
        moduleResolution: resolution,
        strict: true,
        noEmit: true,
        skipLibCheck,
        lib: ["es2022", "dom"],
        types: ["unplugin-micropython/client", ...(packages.includes("vite") ? ["vite/client"] : [])],
      },
      files: Object.keys(files),
    }),
    ...files,
  });
  // A copy: behind a link there would be all that is installed here.
  const ours = `${project.root}/node_modules/unplugin-micropython`;
  mkdirSync(ours, { recursive: true });
  const declarations = (path: string): boolean => !/\.(?:js|map)$/.test(path);
  for (const name of ["package.json", "client.d.ts", "client-events.d.ts"])
    cpSync(`${ROOT}/${name}`, `${ours}/${name}`);
  cpSync(`${ROOT}/dist`, `${ours}/dist`, { recursive: true, filter: declarations });
  for (const name of packages) symlinkSync(`${ROOT}/node_modules/${name}`, `${project.root}/node_modules/${name}`);
  return spawnSync(process.execPath, [`${ROOT}/node_modules/typescript/bin/tsc`, "-p", "."], {
    cwd: project.root,
    encoding: "utf8",
  }).stdout;
}

describe.each(["bundler", "node16"] as const)("moduleResolution %s", (resolution) => {
  test("imports of Python are typed, whatever is not installed", () => {
    expect(check(resolution, { files: { "main.ts": IMPORTS }, packages: [] })).toBe("");
  });

  test("Vite's users have the event and the plugin typed", () => {
    const files = { "main.ts": IMPORTS, "event.ts": EVENT, "vite.config.ts": CONFIG };
    // Vite's own declarations do not stand the check without Node's types and more.
    expect(check(resolution, { files, packages: ["vite"], skipLibCheck: true })).toBe("");
  });
});
