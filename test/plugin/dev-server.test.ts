// Vite's dev server: the flash is served from memory, changes reach the page, mistakes reach the overlay.

import { expect, onTestFinished, test } from "vitest";
import type { ViteDevServer } from "vite";
import { compile } from "../../src/compiler/index.ts";
import type { Manifest, MicroPythonOptions } from "../../src/index.ts";
import { pluginFor } from "./support/bundlers.ts";
import type { TestProject } from "./support/project.ts";
import { makeProject } from "./support/project.ts";

// Payloads of Vite's own and of custom events: as free in shape as those.
type Message = { type: string; event?: string; data?: any; err?: any; updates?: { path: string }[] };

interface Running {
  server: ViteDevServer;
  origin: string;
  /** Messages that the page would get, in order. */
  messages: Message[];
  /** Lines of the terminal. */
  printed: string[];
  /** Makes a change and waits for what comes of it. */
  after(change: () => void, test: (message: Message) => boolean): Promise<Message>;
}

async function serve(project: TestProject, base = "/", more: Partial<MicroPythonOptions> = {}): Promise<Running> {
  const { createLogger, createServer } = await import("vite");
  const micropython = await pluginFor("vite");
  const printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const customLogger = { ...createLogger("silent"), info: print, warn: print, error: print };
  const server = await createServer({
    root: project.root,
    base,
    configFile: false,
    customLogger,
    server: { port: 0, host: "127.0.0.1" },
    plugins: [micropython({ entries: "firmware/**/*.py", ...more })],
  });
  onTestFinished(() => server.close());
  const messages: Running["messages"] = [];
  const hot = server.environments.client.hot;
  const hotSend = hot.send.bind(hot);
  hot.send = ((...parts: Parameters<typeof hotSend>) => {
    messages.push(parts[0] as never);
    hotSend(...parts);
  }) as typeof hotSend;
  await server.listen();
  const address = server.httpServer!.address() as { port: number };
  let seen = 0;
  return {
    server,
    origin: `http://127.0.0.1:${address.port}`,
    messages,
    printed,
    async after(change, matches) {
      // On a busy machine the watcher may still be at its first look around, so the change is made again now and then.
      for (let tries = 0; tries < 10; tries++) {
        change();
        for (let waits = 0; waits < 100; waits++) {
          while (seen < messages.length) {
            const message = messages[seen++]!;
            if (matches(message)) return message;
          }
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
      throw new Error(`waited in vain for the effect of: ${change.toString()}`);
    },
  };
}

function makeFirmware(): TestProject {
  return makeProject({
    "index.html": '<script type="module" src="/src/main.js"></script>',
    "src/main.js": `
import url, { size } from "../firmware/app/net.py";
import bytes from "../firmware/app/net.py?bytes";
import manifest from "virtual:micropython/manifest";
export { url, size, bytes, manifest };
`,
    "firmware/app/net.py": "SPEED = 1\n",
    "firmware/app/other.py": "OTHER = 1\n",
  });
}

function isUpdate(module: string, size?: number): (message: Message) => boolean {
  return ({ event, data }) => {
    if (event !== "micropython:update" || data.module !== module) return false;
    return size === undefined || data.size === size;
  };
}

test("modules and manifest are served, below the base", async () => {
  const project = makeFirmware();
  const { server, origin } = await serve(project, "/ide/");
  const page = await server.ssrLoadModule("/src/main.js");
  const expected = compile("SPEED = 1\n", { filename: "app/net.py" }).mpy;
  expect(page["url"]).toMatch(/^\/ide\/flash\/app\/net\.mpy\?v=[0-9a-f]{8}$/);
  expect([...page["bytes"]]).toEqual([...expected]);

  const response = await fetch(origin + page["url"]);
  expect(response.headers.get("content-type")).toBe("application/octet-stream");
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([...expected]);
  const manifest = (await (await fetch(`${origin}/ide/flash/manifest.json`)).json()) as Manifest;
  expect(manifest).toEqual(page["manifest"]);
  expect(manifest.modules.map((one) => one.name)).toEqual(["app.net", "app.other"]);
  expect((await fetch(`${origin}/ide/flash/missing.mpy`)).status).toBe(404);
});

test("a change reaches the page as an event, and JavaScript that accepts the module as a hot update", async () => {
  const project = makeFirmware();
  const accepting = 'import.meta.hot.accept("../firmware/app/net.py", () => undefined);\n';
  project.write(
    "src/main.js",
    project
      .read("src/main.js")
      .toString()
      .replace(/.*manifest".*\n|, manifest/g, "") + accepting,
  );
  const running = await serve(project);
  // The page has loaded its modules.
  await running.server.transformRequest("/src/main.js");
  await running.server.transformRequest("/firmware/app/net.py");
  await running.server.transformRequest("/firmware/app/net.py?bytes");

  const bytes = compile("SPEED = 2000\n", { filename: "app/net.py" }).mpy;
  const update = await running.after(
    () => project.write("firmware/app/net.py", "SPEED = 2000\n"),
    isUpdate("app.net", bytes.length),
  );
  expect(update.data).toMatchObject({ module: "app.net", path: "/app/net.mpy" });
  const served = await (await fetch(running.origin + update.data.url)).arrayBuffer();
  expect([...new Uint8Array(served)]).toEqual([...bytes]);
  const accepted = await running.after(
    () => undefined,
    (one) => one.type === "update",
  );
  expect(accepted.updates).toMatchObject([{ path: "/src/main.js", acceptedPath: "/firmware/app/net.py" }]);
  // Nobody accepts the bytes.
  await running.after(
    () => undefined,
    (one) => one.type === "full-reload",
  );
});

test("JavaScript of the server has the new values and the new manifest", async () => {
  const project = makeFirmware();
  const running = await serve(project);
  const before = await running.server.ssrLoadModule("/src/main.js");
  await running.after(() => project.write("firmware/app/net.py", "SPEED = 2000\n"), isUpdate("app.net"));
  const after = await running.server.ssrLoadModule("/src/main.js");
  const bytes = compile("SPEED = 2000\n", { filename: "app/net.py" }).mpy;
  expect(after["url"]).not.toBe(before["url"]);
  expect(after["size"]).toBe(bytes.length);
  expect([...after["bytes"]]).toEqual([...bytes]);
  expect(after["manifest"]).toEqual(await (await fetch(`${running.origin}/flash/manifest.json`)).json());
  expect(after["manifest"]).not.toEqual(before["manifest"]);
  await running.after(() => project.write("firmware/fresh.py", "NEW = 1\n"), isUpdate("fresh"));
  const { manifest } = (await running.server.ssrLoadModule("/src/main.js")) as { manifest: Manifest };
  expect(manifest.modules.map((one) => one.name)).toContain("fresh");
});

test("what is imported as bytes is not on the flash, and follows no imports, also when it has changed", async () => {
  const project = makeProject({
    "src/main.js": 'import bytes from "../firmware/net.py?bytes";\nexport { bytes };\n',
    "firmware/net.py": "import helper\n",
    "firmware/helper.py": "HELP = 1\n",
    "firmware/main.py": "",
  });
  const running = await serve(project, "/", { entries: "firmware/main.py" });
  const paths = async (): Promise<string[]> => {
    await running.server.transformRequest("/src/main.js");
    await running.server.transformRequest("/firmware/net.py?bytes");
    const manifest = (await (await fetch(`${running.origin}/flash/manifest.json`)).json()) as Manifest;
    return manifest.files.map((one) => one.path).concat(manifest.modules.map((one) => one.path));
  };
  expect(await paths()).toEqual(["/main.py"]);
  await running.after(
    () => project.write("firmware/net.py", "import helper, nowhere\n"),
    (one) => one.type === "full-reload",
  );
  expect(await paths()).toEqual(["/main.py"]);
  expect(running.messages.filter((one) => one.event === "micropython:update")).toEqual([]);
});

test("a removed import leaves the flash", async () => {
  const project = makeProject({
    "src/main.js": 'import "./more.js";\n',
    "src/more.js": 'import "../firmware/net.py";\n',
    "firmware/net.py": "SPEED = 1\n",
    "firmware/main.py": "",
  });
  const running = await serve(project, "/", { entries: "firmware/main.py" });
  for (const path of ["/src/main.js", "/src/more.js", "/firmware/net.py?import"]) await fetch(running.origin + path);
  await running
    .after(
      () => undefined,
      () => true,
    )
    .catch(() => undefined);
  const names = async (): Promise<string[]> => {
    const manifest = (await (await fetch(`${running.origin}/flash/manifest.json`)).json()) as Manifest;
    return manifest.modules.map((one) => one.name);
  };
  expect(await names()).toEqual(["main", "net"]);
  project.write("src/main.js", "export {};\n");
  await expect
    .poll(async () => {
      await fetch(`${running.origin}/src/main.js`);
      return names();
    })
    .toEqual(["main"]);
});

test("the flash is for GET and HEAD, below a base with a space and an umlaut, whatever the names of files", async () => {
  const project = makeFirmware();
  project.write("firmware/data/50%.txt", "half");
  project.write("firmware/data/a#b?c d.txt", "odd");
  const { server, origin } = await serve(project, "/mein gerät/", { data: "firmware/data/*" });
  const { url, bytes } = await server.ssrLoadModule("/src/main.js");
  const response = await fetch(origin + url);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([...bytes]);
  const head = await fetch(origin + url, { method: "HEAD" });
  expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, `${bytes.length}`, ""]);
  for (const method of ["POST", "PUT", "DELETE"]) {
    const refused = await fetch(origin + url, { method });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  }
  for (const [path, text] of [
    ["50%25.txt", "half"],
    ["a%23b%3Fc%20d.txt", "odd"],
  ]) {
    expect(await (await fetch(`${origin}/mein%20ger%C3%A4t/flash/data/${path}`)).text()).toBe(text);
  }
});

test("entries that no page imports are watched too: changed, added and deleted", async () => {
  const project = makeFirmware();
  const running = await serve(project);
  await running.after(() => project.write("firmware/app/other.py", "OTHER = 2\n"), isUpdate("app.other"));
  await running.after(() => project.write("firmware/app/fresh.py", "NEW = 1\n"), isUpdate("app.fresh"));
  const gone = await running.after(() => project.remove("firmware/app/fresh.py"), isUpdate("app.fresh", 0));
  expect(gone.data).toEqual({ module: "app.fresh", path: "/app/fresh.mpy", url: null, size: 0, sha256: "" });
});

test("a mistake reaches the overlay with its frame; the last good module is served until it is repaired", async () => {
  const project = makeFirmware();
  const running = await serve(project);
  const { err } = await running.after(
    () => project.write("firmware/app/other.py", "OTHER = 1\n\ndef f(:\n    pass\n"),
    (message) => message.type === "error",
  );
  expect(err.message).toBe("firmware/app/other.py:3:7: SyntaxError: invalid syntax");
  expect(err.frame).toBe("1 | OTHER = 1\n2 |\n3 | def f(:\n  |       ^\n4 |     pass");
  expect(err.loc).toMatchObject({ file: `${project.root}/firmware/app/other.py`, line: 3 });
  const good = await (await fetch(`${running.origin}/flash/app/other.mpy`)).arrayBuffer();
  expect([...new Uint8Array(good)]).toEqual([...compile("OTHER = 1\n", { filename: "app/other.py" }).mpy]);

  const repair = (): void => project.write("firmware/app/other.py", "OTHER = 3\n");
  await running.after(repair, (message) => message.type === "update");
  await running.after(() => undefined, isUpdate("app.other"));
});

test("a mistake in a module that JavaScript imports is printed once, and everything follows its repair", async () => {
  const project = makeFirmware();
  project.write("firmware/app/net.py", "SPEED = = 1\n");
  const running = await serve(project);
  await fetch(`${running.origin}/src/main.js`);
  const code = await (await fetch(`${running.origin}/firmware/app/net.py?import`)).text();
  expect(code).toContain("throw new Error");
  expect(running.printed.filter((text) => text.includes("invalid syntax"))).toHaveLength(1);
  await expect(running.server.ssrLoadModule("/src/main.js")).rejects.toThrow("firmware/app/net.py:1:9");
  await running.after(
    () => project.write("firmware/app/net.py", "SPEED = 2000\n"),
    (message) => message.type === "full-reload",
  );
  const { size } = await running.server.ssrLoadModule("/src/main.js");
  expect(size).toBe(compile("SPEED = 2000\n", { filename: "app/net.py" }).mpy.length);
});

test("a file that JavaScript imports and that is deleted reaches the overlay", async () => {
  const project = makeFirmware();
  const running = await serve(project);
  await fetch(`${running.origin}/src/main.js`);
  await fetch(`${running.origin}/firmware/app/net.py?import`);
  const { err } = await running.after(
    () => project.remove("firmware/app/net.py"),
    (message) => message.type === "error",
  );
  expect(err.message).toBe("src/main.js: imports firmware/app/net.py, which does not exist");
  await running.after(
    () => project.write("firmware/app/net.py", "SPEED = 1\n"),
    (message) => message.type === "update",
  );
});

test("so does an unresolved import, until the module exists", async () => {
  const project = makeFirmware();
  const running = await serve(project);
  const { err } = await running.after(
    () => project.write("firmware/app/other.py", "import machine, helpr\n"),
    (message) => message.type === "error",
  );
  expect(err.message).toContain('firmware/app/other.py:1:17: no module named "helpr"');
  expect(err.frame).toContain("import machine, helpr");
  // In the order of paths.
  await running.after(() => project.write("firmware/helpr.py", "HELP = 1\n"), isUpdate("app.other"));
  await running.after(() => undefined, isUpdate("helpr"));
});

test("a server that watches nothing starts no watcher of ours", async () => {
  const { createServer } = await import("vite");
  const micropython = await pluginFor("vite");
  const project = makeFirmware();
  const before = watchedFolders();
  const server = await createServer({
    root: project.root,
    configFile: false,
    logLevel: "silent",
    server: { middlewareMode: true, watch: null },
    plugins: [micropython({ entries: "firmware/**/*.py" })],
  });
  const manifest = (await server.ssrLoadModule("virtual:micropython/manifest"))["default"] as Manifest;
  expect(manifest.modules).toHaveLength(2);
  expect(watchedFolders()).toBeLessThanOrEqual(before);
  await server.close();
});

function watchedFolders(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "FSEventWrap").length;
}

test("Python that only unused entries and workers import leaves the flash, and comes back", async () => {
  const module = (name: string): string => `import url from "../firmware/app/${name}.py";\nself.url = url;\n`;
  const start = 'new Worker(new URL("./worker.js", import.meta.url), { type: "module" });\n';
  const wrapped = 'import Work from "./wrapped.js?worker";\nnew Work();\n';
  const html = (...scripts: string[]): string =>
    scripts.map((name) => `<script type="module" src="/src/${name}.js"></script>\n`).join("");
  const project = makeProject({
    "index.html": html("main", "second"),
    "src/main.js": start + wrapped + module("main"),
    "src/worker.js": `new Worker(new URL("./nested.js", import.meta.url), { type: "module" });\n${module("worker")}`,
    ...Object.fromEntries(["second", "wrapped", "nested"].map((name) => [`src/${name}.js`, module(name)])),
    ...Object.fromEntries(
      ["main", "second", "worker", "wrapped", "nested"].map((name) => [
        `firmware/app/${name}.py`,
        `NAME = "${name}"\n`,
      ]),
    ),
  });
  const { server, origin } = await serve(project, "/ide/", { entries: [] });
  const load = async (address: string, seen = new Set<string>()): Promise<void> => {
    if (seen.has(address)) return;
    seen.add(address);
    const code = await (await fetch(new URL(address, origin), { headers: { Accept: "*/*" } })).text();
    for (const [, found] of code.matchAll(/"(\/ide\/(?:src|firmware)[^"]*\.(?:js|py)[^"]*)"/g))
      await load(found!, seen);
  };
  // As a browser does: the page, its scripts and what they import, their workers.
  const loadPage = async (): Promise<void> => {
    const page = await (await fetch(`${origin}/ide/`, { headers: { Accept: "text/html" } })).text();
    const seen = new Set<string>();
    for (const [, script] of page.matchAll(/src="(\/ide\/src[^"]*)"/g)) await load(script!, seen);
  };
  const shipped = async (): Promise<string> => {
    await loadPage();
    const { modules } = (await (await fetch(`${origin}/ide/flash/manifest.json`)).json()) as Manifest;
    return modules.map(({ name }) => name.replace("app.", "")).join(" ");
  };
  // Vite's watcher may miss a save on a busy machine.
  const becomes = async (expected: string, change: () => void = () => undefined): Promise<void> => {
    for (let tries = 0; tries < 200; tries++) {
      if (tries % 20 === 0) change();
      if ((await shipped()) === expected) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await shipped()).toBe(expected);
  };
  const saves = (path: string, text: string) => () => project.write(path, text);
  await becomes("main nested second worker wrapped");
  await becomes("main second wrapped", saves("src/main.js", wrapped + module("main")));
  await becomes("main second", saves("src/main.js", module("main")));
  await becomes("main nested second worker", saves("src/main.js", start + module("main")));
  await becomes("main nested worker", saves("index.html", html("main")));
  await becomes("second", saves("index.html", html("second")));
  await becomes("main nested second worker", saves("index.html", html("second", "main")));
  // An entry that no page was seen to name.
  project.write("src/alone.js", module("wrapped"));
  await server.transformRequest("/src/alone.js");
  await becomes("main nested second worker wrapped");
  await becomes("main nested second worker", () => project.remove("src/alone.js"));
});
