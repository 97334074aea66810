// Vite's dev server: the flash is served from memory, changes reach the page, mistakes reach the overlay.

import { expect, onTestFinished, test } from "vitest";
import type { ViteDevServer } from "vite";
import { compile } from "../../src/compiler/index.ts";
import type { Manifest } from "../../src/index.ts";
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
  /** Makes a change and waits for what comes of it. */
  after(change: () => void, test: (message: Message) => boolean): Promise<Message>;
}

async function serve(project: TestProject, base = "/"): Promise<Running> {
  const { createServer } = await import("vite");
  const micropython = await pluginFor("vite");
  const server = await createServer({
    root: project.root,
    base,
    configFile: false,
    logLevel: "silent",
    server: { port: 0, host: "127.0.0.1" },
    plugins: [micropython({ entries: "firmware/**/*.py" })],
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

test("a change reaches the page as an event and as a hot update", async () => {
  const project = makeFirmware();
  const running = await serve(project);
  // The page has loaded its modules.
  await running.server.transformRequest("/src/main.js");
  await running.server.transformRequest("/firmware/app/net.py");
  const code = await (await fetch(`${running.origin}/firmware/app/net.py?import`)).text();
  expect(code).toContain("import.meta.hot.accept");

  const bytes = compile("SPEED = 2000\n", { filename: "app/net.py" }).mpy;
  const update = await running.after(
    () => project.write("firmware/app/net.py", "SPEED = 2000\n"),
    isUpdate("app.net", bytes.length),
  );
  expect(update.data).toMatchObject({ module: "app.net", path: "/app/net.mpy" });
  const served = await (await fetch(running.origin + update.data.url)).arrayBuffer();
  expect([...new Uint8Array(served)]).toEqual([...bytes]);
  expect(running.messages.some((one) => one.updates?.some(({ path }) => path === "/firmware/app/net.py"))).toBe(true);
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
    () => project.write("firmware/app/other.py", "OTHER = 1\ndef f(:\n"),
    (message) => message.type === "error",
  );
  expect(err.message).toContain("firmware/app/other.py:2");
  expect(err.frame).toContain("def f(:");
  expect(err.loc).toMatchObject({ file: `${project.root}/firmware/app/other.py`, line: 2 });
  const good = await (await fetch(`${running.origin}/flash/app/other.mpy`)).arrayBuffer();
  expect([...new Uint8Array(good)]).toEqual([...compile("OTHER = 1\n", { filename: "app/other.py" }).mpy]);

  const repair = (): void => project.write("firmware/app/other.py", "OTHER = 3\n");
  await running.after(repair, (message) => message.type === "update");
  await running.after(() => undefined, isUpdate("app.other"));
});

test("so does an import of what nothing provides, until the module is there", async () => {
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
