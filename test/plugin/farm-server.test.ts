// Farm's dev server as a process: it reports a mistake and goes on, and serves the flash from memory.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { freePort } from "../support/free-port.ts";
import { makeProject } from "./support/project.ts";

const PROGRAM: string = fileURLToPath(new URL("support/farm-server.mjs", import.meta.url));

test("Farm's dev server goes on after a mistake, even at its start", async () => {
  const project = makeProject({
    "src/main.js": 'import url from "../firmware/net.py";\nglobalThis.result = url;\n',
    "firmware/net.py": "def f(:\n",
    "firmware/other.py": "OTHER = 0\n",
  });
  const port = await freePort();
  // In CI Farm colours what it prints, the port of its address among it.
  const env = { ...process.env, NO_COLOR: "1", CI: undefined };
  const server = spawn(process.execPath, [PROGRAM, project.root, String(port)], { cwd: project.root, env });
  onTestFinished(() => void server.kill());
  let printed = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (data: Buffer) => (printed += data.toString()));
  const flash = async (name = "net"): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${port}/flash/${name}.mpy`);
    return response.ok ? Buffer.from(await response.arrayBuffer()).toString("hex") : String(response.status);
  };
  const of = (source: string, name = "net"): string =>
    Buffer.from(compile(source, { filename: `${name}.py` }).mpy).toString("hex");
  // Farm does not say when its watcher has looked around.
  const save = async (source: string, isDone: () => unknown, name = "net"): Promise<void> => {
    for (let tries = 0; tries < 100; tries++) {
      if (tries % 20 === 0) project.write(`firmware/${name}.py`, source);
      if (await isDone()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`waited in vain for the effect of ${source}; printed: ${printed}`);
  };
  const servesFlashOf = (source: string, name?: string) => async () => (await flash(name)) === of(source, name);

  await expect.poll(() => printed, { timeout: 40_000 }).toContain(`:${port}/`);
  expect(printed).toContain("firmware/net.py:1:7: SyntaxError: invalid syntax");
  expect(await flash()).toBe("404");
  await save("SPEED = 1\n", servesFlashOf("SPEED = 1\n"));
  await save("SPEED = = 2\n", () => printed.includes("firmware/net.py:1:9: SyntaxError: invalid syntax"));
  expect(await flash()).toBe(of("SPEED = 1\n"));
  await save("SPEED = 3\n", servesFlashOf("SPEED = 3\n"));
  // No JavaScript imports it.
  await save("x = = 1\n", () => printed.includes("firmware/other.py:1:5: SyntaxError: invalid syntax"), "other");
  await save("OTHER = 1\n", servesFlashOf("OTHER = 1\n", "other"), "other");
  expect((await fetch(`http://127.0.0.1:${port}/flash/net.mpy`, { method: "POST" })).status).toBe(405);
  expect(printed).not.toContain("panicked");
  expect(printed.match(/net\.py:1:9/g)).toHaveLength(1);
  expect(server.exitCode).toBe(null);
});
