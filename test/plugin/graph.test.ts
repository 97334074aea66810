// The import graph on the bundlers: newly reachable modules ship and are watched, others are removed, and a missing module is an error
// until it exists. The output of a project with a library runs on a device.

import { describe, expect, onTestFinished, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import type { Manifest, MicroPythonOptions } from "../../src/index.ts";
import { runOnDevice } from "../support/micropython.ts";
import { BUNDLERS, pluginFor } from "./support/bundlers.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";
import { startWatching, WATCHERS } from "./support/watchers.ts";

const OPTIONS: MicroPythonOptions = { entries: "firmware/main.py", libraries: "vendor" };

function makeFirmware(files: Record<string, string> = {}): TestProject {
  return makeProject({
    "src/main.js": 'import manifest from "virtual:micropython/manifest";\nglobalThis.result = manifest;\n',
    "firmware/main.py": "import app\n",
    "firmware/app.py": "print('app')\n",
    "firmware/unused.py": "",
    "vendor/mqtt/__init__.py": "",
    "vendor/mqtt/simple.py": "print('simple')\n",
    "vendor/other.py": "",
    ...files,
  });
}

function readManifest(project: TestProject): Manifest | undefined {
  if (!project.list("dist/flash").includes("manifest.json")) return undefined;
  const text = project.read("dist/flash/manifest.json").toString();
  // Bundlers write in place, so a reader may come in the middle of it.
  return text.endsWith("}\n") ? (JSON.parse(text) as Manifest) : undefined;
}

function shipped(project: TestProject): string {
  const modules =
    readManifest(project)
      ?.modules.map((module) => module.path)
      .join(" ") ?? "";
  const files = project.list("dist/flash").filter((path) => path !== "manifest.json");
  return files.map((path) => `/${path}`).join(" ") === modules ? modules : `not yet: ${modules}`;
}

const ALONE = "/app.mpy /main.py";
const WITH_LIBRARY = "/app.mpy /lib/mqtt/__init__.mpy /lib/mqtt/simple.mpy /main.py";

describe.each(WATCHERS)("watching with %s", (bundler) => {
  test("modules follow the imports, and a missing one repairs the build when it is added", async () => {
    const project = makeFirmware();
    const watching = await startWatching(bundler, { root: project.root, options: OPTIONS });
    const write = (path: string, text: string) => () => project.write(path, text);
    const ships = (modules: string) => () => shipped(project) === modules;
    await watching.after(() => undefined, ships(ALONE));

    await watching.after(write("firmware/app.py", "import mqtt.simple\n"), ships(WITH_LIBRARY));
    const changed = "print('changed')\n";
    await watching.after(write("vendor/mqtt/simple.py", changed), () => {
      const { mpy } = compile(changed, { filename: "mqtt/simple.py" });
      return ships(WITH_LIBRARY)() && project.read("dist/flash/lib/mqtt/simple.mpy").equals(mpy);
    });

    await watching.after(write("vendor/mqtt/simple.py", "\nimport tls_helper\n"), ({ error }) => {
      return error.includes("vendor/mqtt/simple.py:2") && error.includes('no module named "tls_helper"');
    });
    expect(shipped(project)).toBe(WITH_LIBRARY);
    await watching.after(
      write("vendor/tls_helper.py", ""),
      ({ error }) => error === "" && ships(`${WITH_LIBRARY.replace("/main.py", "/lib/tls_helper.mpy /main.py")}`)(),
    );

    await watching.after(write("firmware/app.py", "print('app')\n"), ships(ALONE));
  });

  test("a package in node_modules is watched", async () => {
    const folder = "node_modules/micropython-blink";
    const project = makeFirmware({
      "firmware/app.py": "import blink\n",
      [`${folder}/package.json`]: '{ "name": "micropython-blink", "version": "1.0.0" }',
      [`${folder}/blink.py`]: "RATE = 1\n",
    });
    const options: MicroPythonOptions = { entries: "firmware/main.py", libraries: { npm: "micropython-blink" } };
    const watching = await startWatching(bundler, { root: project.root, options });
    const holds = (source: string) => () => {
      if (shipped(project) !== "/app.mpy /lib/blink.mpy /main.py") return false;
      return project.read("dist/flash/lib/blink.mpy").equals(compile(source, { filename: "blink.py" }).mpy);
    };
    await watching.after(() => undefined, holds("RATE = 1\n"));
    await watching.after(() => project.write(`${folder}/blink.py`, "RATE = 2\n"), holds("RATE = 2\n"));
    const field = '{ "name": "micropython-blink", "version": "1.1.0", "micropython": { "root": "src" } }';
    const move = (): void => {
      project.write(`${folder}/src/blink.py`, "RATE = 3\n");
      project.write(`${folder}/package.json`, field);
    };
    await watching.after(move, holds("RATE = 3\n"));
  });

  test("a library's description is watched, and the folders that it names", async () => {
    const project = makeFirmware({
      "board/manifest.py": 'module("one.py")\n',
      "board/one.py": "",
      "board/pkg/two.py": "",
    });
    const options: MicroPythonOptions = { entries: "firmware/main.py", libraries: { manifest: "board/manifest.py" } };
    const watching = await startWatching(bundler, { root: project.root, options });
    const write = (path: string, text: string) => () => project.write(path, text);
    const ships = (modules: string) => () => shipped(project) === modules;
    await watching.after(() => undefined, ships("/app.mpy /lib/one.mpy /main.py"));
    const listed = 'module("one.py")\npackage("pkg")\n';
    await watching.after(write("board/manifest.py", listed), ships("/app.mpy /lib/one.mpy /lib/pkg/two.mpy /main.py"));
    const all = "/app.mpy /lib/one.mpy /lib/pkg/three.mpy /lib/pkg/two.mpy /main.py";
    await watching.after(write("board/pkg/three.py", ""), ships(all));
    const says = (text: string) => (round: { error: string }) => round.error.includes(text);
    await watching.after(write("board/manifest.py", "modul('one.py')\n"), says("modul"));
    expect(shipped(project)).toBe(all);
    await watching.after(write("board/manifest.py", listed), ({ error }) => error === "" && ships(all)());
  });
});

describe.each(Object.keys(BUNDLERS))("%s", (bundler) => {
  test("ships what is imported, and it runs", async () => {
    const project = makeFirmware({
      "firmware/app.py":
        "from mqtt import simple\ntry:\n    import nowhere\nexcept ImportError:\n    print('without')\n",
      "vendor/mqtt/simple.py": "from . import wire\nimport time\n\nprint('simple', wire.SIZE)\n",
      "vendor/mqtt/wire.py": "SIZE = 4\n",
    });
    await BUNDLERS[bundler]!({ root: project.root, options: OPTIONS });
    const manifest = readManifest(project)!;
    expect(manifest.graph).toEqual({
      entries: ["/main.py"],
      imports: {
        "/app.mpy": ["/lib/mqtt/__init__.mpy", "/lib/mqtt/simple.mpy"],
        "/lib/mqtt/simple.mpy": ["/lib/mqtt/__init__.mpy", "/lib/mqtt/wire.mpy", "time"],
        "/lib/mqtt/wire.mpy": ["/lib/mqtt/__init__.mpy"],
        "/main.py": ["/app.mpy"],
      },
      builtins: ["time"],
      cycles: [],
      hidden: [],
      unresolved: [{ name: "nowhere", from: "/app.mpy", line: 3, optional: true }],
    });
    const files = manifest.modules.map(({ path, asset }) => ({ path, bytes: project.read(`dist/${asset}`) }));
    const [result] = await runOnDevice(files, ['import sys\nsys.path[:] = ["", ".frozen", "/lib"]\nimport main']);
    expect(result).toEqual({ output: "simple 4\nwithout\n", error: null });
  });
});

test("Vite's dev server serves a library's module as soon as it is imported, and reports its changes", async () => {
  const { createServer } = await import("vite");
  const micropython = await pluginFor("vite");
  const project = makeFirmware({
    "index.html": '<script type="module" src="/src/main.js"></script>',
    "node_modules/micropython-blink/package.json": '{ "name": "micropython-blink", "version": "1.0.0" }',
    "node_modules/micropython-blink/blink.py": "RATE = 1\n",
  });
  const server = await createServer({
    root: project.root,
    configFile: false,
    logLevel: "silent",
    server: { port: 0, host: "127.0.0.1" },
    plugins: [micropython({ ...OPTIONS, libraries: ["vendor", { npm: "micropython-blink" }] })],
  });
  onTestFinished(() => server.close());
  await server.listen();
  const { port } = server.httpServer!.address() as { port: number };
  const get = async (path: string): Promise<Buffer | number> => {
    const response = await fetch(`http://127.0.0.1:${port}/flash/${path}`);
    return response.ok ? Buffer.from(await response.arrayBuffer()) : response.status;
  };
  const until = async (change: () => void, path: string, source: string | undefined): Promise<void> => {
    const expected =
      source && Buffer.from(compile(source, { filename: path.replace(/^lib\//, "").replace(/mpy$/, "py") }).mpy);
    for (let tries = 0; tries < 200; tries++) {
      if (tries % 40 === 0) change();
      const got = await get(path);
      if (expected ? Buffer.isBuffer(got) && got.equals(expected) : got === 404) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`/flash/${path} does not become what it should be`);
  };
  expect(await get("lib/blink.mpy")).toBe(404);
  await until(() => project.write("firmware/app.py", "import blink\n"), "lib/blink.mpy", "RATE = 1\n");
  const blink = "node_modules/micropython-blink/blink.py";
  await until(() => project.write(blink, "RATE = 2\n"), "lib/blink.mpy", "RATE = 2\n");
  await until(() => project.write("firmware/app.py", ""), "lib/blink.mpy", undefined);
});
