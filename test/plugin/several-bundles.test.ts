// Several bundles of one project: webpack's configurations, Vite's environments and workers. The flash is the union of their imports,
// and the same in every build.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Manifest, MicroPythonOptions } from "../../src/index.ts";
import { pluginFor, runCompiler } from "./support/bundlers.ts";
import type { CompilerLike } from "./support/bundlers.ts";
import { makeProject } from "./support/project.ts";
import type { TestProject } from "./support/project.ts";

const FILES = {
  "src/page.js": `import url from "../firmware/app/page.py";\nimport manifest from "virtual:micropython/manifest";\nglobalThis.page = [url, manifest];\n`,
  "src/server.js": `import url from "../firmware/app/server.py";\nimport manifest from "virtual:micropython/manifest";\nglobalThis.server = [url, manifest];\n`,
  "firmware/app/__init__.py": "",
  "firmware/app/page.py": "from . import pins\n",
  "firmware/app/pins.py": "LED = 25\n",
  "firmware/app/server.py": "PORT = 80\n",
  "firmware/app/work.py": "TASK = 1\n",
};
const UNION = ["/app/__init__.mpy", "/app/page.mpy", "/app/pins.mpy", "/app/server.mpy"];

function paths(text: string | Buffer): string[] {
  return (JSON.parse(text.toString()) as Manifest).modules.map(({ path }) => path);
}

/** Manifests that stand in the scripts of a folder. */
function baked(project: TestProject, folder: string): string[][] {
  const scripts = project.list(folder).filter((path) => /\.m?js$/.test(path));
  return scripts.flatMap((path) => {
    const code = project.read(join(folder, path)).toString();
    const literals = [...code.matchAll(/JSON\.parse\(((['"`])(?:\\.|(?!\2).)*\2)\)/g)];
    return literals.map(([, literal]) => paths(new Function(`return ${literal}`)() as string));
  });
}

function hashOf(project: TestProject, folder: string): string {
  const hash = createHash("sha256");
  for (const path of project.list(folder)) hash.update(path).update(readFileSync(join(project.root, folder, path)));
  return hash.digest("hex");
}

describe.each(["webpack", "rspack"])("%s with several configurations", (bundler) => {
  async function build(
    project: TestProject,
    folders: [string, string],
    shared: boolean,
    more: object[] = [],
  ): Promise<void> {
    const micropython = await pluginFor(bundler);
    const { default: webpack } = bundler === "webpack" ? await import("webpack") : { default: undefined };
    const make = (webpack ?? (await import("@rspack/core")).rspack) as unknown as (options: object[]) => CompilerLike;
    const one = micropython();
    const options = (name: string, index: number): object => ({
      name,
      context: project.root,
      mode: "production",
      entry: { [name]: `./src/${name}.js` },
      output: { path: join(project.root, folders[index]!), filename: "[name].[contenthash].js" },
      plugins: [shared ? one : micropython()],
      infrastructureLogging: { level: "none" },
      ...more[index],
    });
    await runCompiler(make([options("page", 0), options("server", 1)]));
  }

  test.each([
    ["one folder", ["dist", "dist"], false],
    ["one folder, one plugin", ["dist", "dist"], true],
    ["two folders", ["dist/page", "dist/server"], false],
  ] as const)("writes the union into %s", async (_, folders, shared) => {
    const project = makeProject(FILES);
    await build(project, [...folders], shared);
    for (const folder of folders) {
      expect(paths(project.read(`${folder}/flash/manifest.json`))).toEqual(UNION);
      expect(project.list(`${folder}/flash`)).toEqual([...UNION.map((path) => path.slice(1)), "manifest.json"].sort());
    }
    expect(baked(project, "dist")).toEqual([UNION, UNION]);
  });

  test("writes the same bytes ten times out of ten", async () => {
    const project = makeProject(FILES);
    const hashes = new Set<string>();
    for (let round = 0; round < 10; round++) {
      project.remove("dist");
      const options = { optimization: { minimize: false } };
      await build(project, ["dist", "dist"], round % 2 === 0, [options, options]);
      hashes.add(hashOf(project, "dist"));
    }
    expect(hashes.size).toBe(1);
  });

  test("a build that waits for another one adds to its flash and to its manifest", async () => {
    const project = makeProject(FILES);
    await build(project, ["dist/page", "dist/server"], false, [{}, { dependencies: ["page"] }]);
    expect(paths(project.read("dist/page/flash/manifest.json"))).toEqual(UNION);
    expect(paths(project.read("dist/server/flash/manifest.json"))).toEqual(UNION);
    expect(baked(project, "dist")).toEqual([UNION, UNION]);
  });

  test("a mistake in one of them ends both, and the last good flash stays", async () => {
    const project = makeProject(FILES);
    await build(project, ["dist", "dist"], false);
    project.write("firmware/app/server.py", "def x(:\n");
    await expect(build(project, ["dist", "dist"], false)).rejects.toThrow("firmware/app/server.py:1");
    expect(paths(project.read("dist/flash/manifest.json"))).toEqual(UNION);
  });
});

describe("vite with several environments", () => {
  async function build(
    project: TestProject,
    order: readonly string[],
    options?: MicroPythonOptions,
  ): Promise<string[]> {
    const { createBuilder, createLogger } = await import("vite");
    const micropython = await pluginFor("vite");
    const warnings: string[] = [];
    const logger = createLogger("silent");
    logger.warn = (text) => void warnings.push(text);
    const environment = (name: string): object => ({
      build: {
        outDir: `dist/${name}`,
        minify: name === "page",
        rollupOptions: { input: join(project.root, `src/${name}.js`) },
      },
    });
    const builder = await createBuilder({
      root: project.root,
      configFile: false,
      customLogger: logger,
      plugins: [micropython(options)],
      environments: { client: environment("page"), ssr: { ...environment("server"), consumer: "server" } },
      builder: {
        async buildApp({ environments, build: buildOne }) {
          for (const name of order) await buildOne(environments[name]!);
        },
      },
    });
    await builder.buildApp();
    return warnings;
  }

  test.each([[["ssr", "client"]], [["client", "ssr"]]])(
    "writes the union into the public output, in the order %j",
    async (order) => {
      const project = makeProject(FILES);
      const warnings = await build(project, order);
      expect(project.list("dist/page/flash")).toEqual([...UNION.map((path) => path.slice(1)), "manifest.json"].sort());
      expect(paths(project.read("dist/page/flash/manifest.json"))).toEqual(UNION);
      expect(project.list("dist/server").filter((path) => path.includes("flash"))).toEqual([]);
      expect(baked(project, "dist")).toEqual([UNION, UNION]);
      const told = warnings.filter((text) => text.includes("List Python that only other bundles import"));
      expect(told).toHaveLength(order[0] === "client" ? 1 : 0);
    },
  );

  test("the image holds the union, too", async () => {
    const project = makeProject(FILES);
    await build(project, ["client", "ssr"], { flash: { image: true, filesystem: "romfs" } });
    const image = project.read("dist/page/flash.bin");
    for (const name of ["page.mpy", "server.mpy"]) expect(image.includes(name)).toBe(true);
  });
});

describe("vite's workers", () => {
  const WORKER = `import url from "../firmware/app/work.py";\nimport bytes from "../firmware/app/page.py?bytes";\nimport manifest from "virtual:micropython/manifest";\npostMessage([url, bytes, manifest]);\n`;
  const PAGE = `${FILES["src/page.js"]}new Worker(new URL("./worker.js", import.meta.url), { type: "module" });\n`;
  const files = { ...FILES, "src/page.js": PAGE, "src/worker.js": WORKER };

  test.each(["iife", "es"] as const)("what a worker (%s) imports is on the flash of the page", async (format) => {
    const { build, createLogger } = await import("vite");
    const micropython = await pluginFor("vite");
    const project = makeProject(files);
    const warnings: string[] = [];
    const customLogger = createLogger("silent");
    customLogger.warn = (text) => void warnings.push(text);
    for (const plugins of [undefined, () => [micropython()]]) {
      project.remove("dist");
      await build({
        root: project.root,
        configFile: false,
        customLogger,
        plugins: [micropython()],
        worker: { format, ...(plugins && { plugins }) },
        build: { rollupOptions: { input: join(project.root, "src/page.js") } },
      });
      const all = ["/app/__init__.mpy", "/app/page.mpy", "/app/pins.mpy", "/app/work.mpy"];
      expect(project.list("dist/flash")).toEqual([...all.map((path) => path.slice(1)), "manifest.json"].sort());
      expect(baked(project, "dist")).toEqual([all, all]);
      // The second build knows beforehand what the page imports.
      const told = plugins === undefined ? [expect.stringContaining("the manifest in it was replaced after")] : [];
      expect(warnings.splice(0)).toEqual(told);
      const worker = project.list("dist/assets").find((path) => path.startsWith("worker-"))!;
      expect(project.read(`dist/assets/${worker}`).toString()).toContain("/flash/app/work.mpy");
    }
  });

  test("the manifest of an inlined worker is complete", async () => {
    const { build } = await import("vite");
    const micropython = await pluginFor("vite");
    const start = 'import Work from "./worker.js?worker&inline";\nnew Work();\n';
    const page = 'import url from "../firmware/app/page.py";\nconsole.log(url);\n';
    const project = makeProject({ ...files, "src/page.js": start + page });
    await build({
      root: project.root,
      configFile: false,
      logLevel: "silent",
      plugins: [micropython()],
      build: { rollupOptions: { input: join(project.root, "src/page.js") } },
    });
    const script = project.list("dist/assets").find((path) => path.startsWith("page-"))!;
    const code = project.read(`dist/assets/${script}`).toString();
    for (const path of ["/app/page.mpy", "/app/pins.mpy", "/app/work.mpy"]) expect(code).toContain(path);
  });
});

describe("esbuild with several builds", () => {
  async function build(project: TestProject, name: string, more: object = {}): Promise<any> {
    const esbuild = await import("esbuild");
    const micropython = await pluginFor("esbuild");
    return await esbuild.build({
      absWorkingDir: project.root,
      entryPoints: [`src/${name}.js`],
      bundle: true,
      format: "esm",
      outdir: "dist",
      entryNames: "[name]-[hash]",
      publicPath: "/",
      logLevel: "silent",
      plugins: [micropython()],
      ...more,
    });
  }

  test.each([
    ["one folder", ["dist", "dist"]],
    ["two folders", ["dist/page", "dist/server"]],
  ])(
    "at the same time or one after the other, into %s: the union, the same bytes ten times out of ten",
    async (_, folders) => {
      const project = makeProject(FILES);
      const hashes = new Set<string>();
      for (let round = 0; round < 10; round++) {
        project.remove("dist");
        const bundles = ["page", "server"].map((name, index) => [name, { outdir: folders[index] }] as const);
        if (round % 3 === 1) bundles.reverse();
        if (round % 2 === 0) await Promise.all(bundles.map(([name, more]) => build(project, name, more)));
        else for (const [name, more] of bundles) await build(project, name, more);
        for (const folder of folders) {
          expect(project.list(`${folder}/flash`)).toEqual(
            [...UNION.map((path) => path.slice(1)), "manifest.json"].sort(),
          );
          expect(paths(project.read(`${folder}/flash/manifest.json`))).toEqual(UNION);
        }
        expect(baked(project, "dist")).toEqual([UNION, UNION]);
        hashes.add(hashOf(project, "dist"));
      }
      expect(hashes.size).toBe(1);
    },
  );

  test("a build that no longer imports a file takes it off the flash of all", async () => {
    const project = makeProject(FILES);
    await build(project, "page", { outdir: "dist/page" });
    await build(project, "server", { outdir: "dist/server" });
    project.write("src/server.js", 'import manifest from "virtual:micropython/manifest";\nconsole.log(manifest);\n');
    project.remove("dist/server");
    await build(project, "server", { outdir: "dist/server" });
    const left = UNION.filter((path) => !path.includes("server"));
    for (const folder of ["dist/page", "dist/server"]) {
      expect(project.list(`${folder}/flash`)).toEqual([...left.map((path) => path.slice(1)), "manifest.json"].sort());
    }
    expect(baked(project, "dist")).toEqual([left, left]);
  });

  test("in memory, the later build has the union, and an outdated name has a warning", async () => {
    const project = makeProject(FILES);
    await build(project, "page", { write: false });
    const { outputFiles, warnings } = await build(project, "server", { write: false });
    const texts = outputFiles.map(({ text }: { text: string }) => text);
    expect(texts.filter((text: string) => UNION.every((path) => text.includes(path)))).toHaveLength(2);
    expect(warnings.map(({ text }: { text: string }) => text)).toEqual([
      expect.stringContaining("the manifest in it was replaced after"),
    ]);
    expect(project.list("dist")).toEqual([]);
  });

  test("watching contexts share one flash, and an ended one leaves it", async () => {
    const project = makeProject(FILES);
    const esbuild = await import("esbuild");
    const micropython = await pluginFor("esbuild");
    const start = (name: string): Promise<any> =>
      esbuild.context({
        absWorkingDir: project.root,
        entryPoints: [`src/${name}.js`],
        bundle: true,
        format: "esm",
        outdir: `dist/${name}`,
        logLevel: "silent",
        plugins: [micropython()],
      });
    const [page, server] = [await start("page"), await start("server")];
    onTestFinished(() => page.dispose());
    await Promise.all([page.watch(), server.watch()]);
    const modulesOf = (name: string): string[] => {
      const path = `dist/${name}/flash/manifest.json`;
      return project.list(`dist/${name}/flash`).includes("manifest.json") ? paths(project.read(path)) : [];
    };
    await expect.poll(() => [modulesOf("page"), modulesOf("server")], { timeout: 20_000 }).toEqual([UNION, UNION]);
    project.write("src/server.js", 'import url from "../firmware/app/work.py";\nconsole.log(url);\n');
    const changed = ["/app/__init__.mpy", "/app/page.mpy", "/app/pins.mpy", "/app/work.mpy"];
    await expect.poll(() => [modulesOf("page"), modulesOf("server")], { timeout: 20_000 }).toEqual([changed, changed]);
    await server.dispose();
    project.write("firmware/app/pins.py", "LED = 26\n");
    await expect.poll(() => modulesOf("page"), { timeout: 20_000 }).toEqual(changed.slice(0, 3));
  });
});

describe("Farm with several builds", () => {
  test("writes the union in any order", async () => {
    const project = makeProject(FILES);
    const { build } = await import("@farmfe/core");
    const micropython = await pluginFor("farm");
    for (const method of ["info", "log"] as const) {
      const quiet = vi.spyOn(console, method).mockImplementation(() => undefined);
      onTestFinished(() => quiet.mockRestore());
    }
    const one = (name: string): Promise<void> =>
      build({
        root: project.root,
        configPath: false as never,
        clearScreen: false,
        compilation: {
          input: { [name]: `./src/${name}.js` },
          output: { path: `dist/${name}`, entryFilename: "[entryName].js", format: "esm" },
          persistentCache: false,
          progress: false,
        },
        plugins: [micropython()],
      } as never);
    const hashes = new Set<string>();
    for (const order of [["page", "server"], ["server", "page"], []]) {
      project.remove("dist");
      if (order.length === 0) await Promise.all(["page", "server"].map(one));
      for (const name of order) await one(name);
      for (const name of ["page", "server"]) {
        const listed = [...UNION.map((path) => path.slice(1)), "manifest.json"].sort();
        expect(project.list(`dist/${name}/flash`)).toEqual(listed);
      }
      expect(baked(project, "dist")).toEqual([UNION, UNION]);
      hashes.add(hashOf(project, "dist"));
    }
    expect(hashes.size).toBe(1);
    project.write("src/server.js", "console.log(1);\n");
    await one("server");
    const left = UNION.filter((path) => !path.includes("server"));
    expect(paths(project.read("dist/page/flash/manifest.json"))).toEqual(left);
    expect(paths(project.read("dist/server/flash/manifest.json"))).toEqual(left);
  });
});
