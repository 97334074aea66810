// Vite's dev server and the image: it is served from memory and follows the sources. If it does not fit, there is an error and the
// last good image stays.

import { expect, onTestFinished, test } from "vitest";
import { readImage } from "../../src/flash/index.ts";
import type { Manifest } from "../../src/index.ts";
import { pluginFor } from "./support/bundlers.ts";
import { makeProject } from "./support/project.ts";

test("the image is served and follows the sources while they fit", async () => {
  const { createServer } = await import("vite");
  const micropython = await pluginFor("vite");
  const project = makeProject({ "index.html": "<p>page</p>", "firmware/a.py": "A = 1\n" });
  const errors: string[] = [];
  const server = await createServer({
    root: project.root,
    configFile: false,
    customLogger: {
      info: () => undefined,
      warn: () => undefined,
      warnOnce: () => undefined,
      error: (text) => void errors.push(text),
      clearScreen: () => undefined,
      hasErrorLogged: () => false,
      hasWarned: false,
    },
    server: { port: 0, host: "127.0.0.1" },
    // The page is the server's own here, so nothing of it goes onto the flash.
    plugins: [micropython({ entries: "firmware/*.py", flash: { filesystem: "romfs", size: 4096, web: true } })],
  });
  onTestFinished(() => server.close());
  await server.listen();
  const origin = `http://127.0.0.1:${(server.httpServer!.address() as { port: number }).port}`;
  const sizeOnFlash = async (): Promise<number> => {
    const image = new Uint8Array(await (await fetch(`${origin}/flash.bin`)).arrayBuffer());
    return readImage(image).files.find((file) => file.path === "/a.mpy")!.bytes.length;
  };

  const manifest = (await (await fetch(`${origin}/flash/manifest.json`)).json()) as Manifest;
  expect(manifest.flash).toMatchObject({ filesystem: "romfs", capacity: 4096 });
  expect(manifest.modules).toMatchObject([{ path: "/a.mpy", size: await sizeOnFlash() }]);
  expect(manifest.files).toEqual([]);

  project.write("firmware/a.py", `A = ${JSON.stringify("x".repeat(2000))}\n`);
  expect(await sizeOnFlash()).toBeGreaterThan(2000);

  const good = await sizeOnFlash();
  await expect
    .poll(
      () => {
        project.write("firmware/a.py", `A = ${JSON.stringify("x".repeat(5000))}\n`);
        return errors.join("\n");
      },
      { timeout: 20_000, interval: 500 },
    )
    .toMatch(/one file does not fit the ROMFS filesystem of 4096 bytes: 9\d\d bytes are missing/);
  expect(await sizeOnFlash()).toBe(good);
});
