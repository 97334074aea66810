// The built commands mpy install and mpy vendor, as processes against a local server: versions, the lock file, builds without the
// network, and hostile answers. test/node/mip-fetch.test.ts has the refusals of fetching itself.

import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sha256 } from "../../src/node/files.ts";
import { projectFolder } from "../node/project-folder.ts";
import { answeringServer } from "../support/answering-server.ts";
import type { Answer, AnsweringServer } from "../support/answering-server.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));

let server: AnsweringServer;

beforeAll(async () => {
  server = await answeringServer();
});

afterAll(() => server.close());

beforeEach(() => {
  server.asked = [];
  server.routes = {};
  publish("wire", "1.0", "wire.py", "version = 1\n");
  publish("wire", "2.0", "wire.py", "version = 2\n");
  publish("wire", "latest", "wire.py", "version = 2\n", { version: "2.0" });
  publish("net", "latest", "net/__init__.py", "import wire\n", { version: "0.3", deps: [["wire", "1.0"]] });
});

/** Puts a package of one file into the index. */
function publish(name: string, version: string, path: string, text: string, more: object = {}): void {
  const hash = sha256(text).slice(0, 8);
  server.routes[`/package/py/${name}/${version}.json`] = JSON.stringify({
    v: 1,
    version,
    hashes: [[path, hash]],
    ...more,
  });
  server.routes[`/file/${hash.slice(0, 2)}/${hash}`] = text;
}

interface Ran {
  code: number;
  output: string;
}

/** The server is in this process: the command must not block it. */
function mpy(root: string, ...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, CI: "true", NO_COLOR: "1" } };
    execFile(process.execPath, [PROGRAM, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

const config = (...libraries: object[]): Record<string, string> => ({
  "main.py": "import net\nimport wire\n",
  "micropython.config.json": JSON.stringify({ entries: "main.py", libraries, cache: false }),
});
const lockOf = (root: string): string => readFileSync(`${root}/micropython.lock.json`, "utf8");
const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length + 1))
    .sort();

test("install writes packages and the lock file; a build needs no network; vendor brings the same again", async () => {
  const root = projectFolder(config({ mip: "net" }, { mip: "wire", version: "1.0" }));
  const installed = await mpy(root, "install", "net", "wire@1.0", "--index", server.origin);
  expect(installed).toEqual({
    code: 0,
    output: expect.stringContaining("net 0.3: 2 files\nwire 1.0: 1 file\n") as string,
  });
  expect(lockOf(root)).toContain(sha256("version = 1\n"));
  expect(lockOf(root)).not.toContain(sha256("version = 2\n"));

  const requests = server.asked.length;
  const lock = lockOf(root);
  const built = await mpy(root, "build", "-o", "out");
  expect([built.code, server.asked.length, lockOf(root)]).toEqual([0, requests, lock]);
  const modules = filesIn(`${root}/out`).filter((file) => file.endsWith("mpy"));
  expect(modules).toEqual(["flash/lib/net/__init__.mpy", "flash/lib/wire.mpy"]);

  const before = filesIn(`${root}/mip_packages`).map((file) => [
    file,
    readFileSync(`${root}/mip_packages/${file}`, "utf8"),
  ]);
  rmSync(`${root}/mip_packages`, { recursive: true });
  expect((await mpy(root, "build", "-o", "out")).code).toBe(1);
  const vendored = await mpy(root, "vendor", "--index", server.origin);
  expect(vendored).toMatchObject({ code: 0, output: expect.stringContaining("mip_packages: 2 packages") as string });
  expect(
    filesIn(`${root}/mip_packages`).map((file) => [file, readFileSync(`${root}/mip_packages/${file}`, "utf8")]),
  ).toEqual(before);
});

test("install takes the newest version unasked; vendor takes no other than the lock file's", async () => {
  const root = projectFolder(config({ mip: "wire" }));
  expect(await mpy(root, "install", "wire", "--index", server.origin, "--json")).toMatchObject({ code: 0 });
  expect(lockOf(root)).toContain(sha256("version = 2\n"));
  publish("wire", "latest", "wire.py", "version = 3\n", { version: "3.0" });
  rmSync(`${root}/mip_packages`, { recursive: true });
  const refused = await mpy(root, "vendor", "--index", server.origin);
  expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/wire\.py[^]*lock/) as string });
  expect(existsSync(`${root}/mip_packages`)).toBe(false);
  expect((await mpy(root, "install", "wire", "--index", server.origin)).code).toBe(0);
  expect(lockOf(root)).toContain(sha256("version = 3\n"));
});

const said = (value: object | string): Record<string, Answer> => ({
  "/package/py/p/latest.json": typeof value === "string" ? value : JSON.stringify({ v: 1, version: "1", ...value }),
});
const endless: Answer = (_, response) => {
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
};
const large: Answer = (_, response) => {
  const block = Buffer.alloc(1 << 20, " ");
  const more = (): void => void response.write(block, () => setImmediate(more));
  more();
  response.on("error", () => undefined);
};

test.each<[string, Record<string, Answer>, string, string?]>([
  ["a path that leads out", said({ urls: [["../../out.py", "x.py"]] }), "leads out of its folder"],
  ["another content", { ...said({ hashes: [["x.py", "01234567"]] }), "/file/01/01234567": "x" }, "was altered"],
  ["no JSON", said("<html>"), "latest.json"],
  ["no such package", {}, "the index has no package"],
  ["an answer without end", { "/package/py/p/latest.json": large }, "has more than 8388608 bytes", "60"],
  ["a slow answer", { "/package/py/p/latest.json": endless }, "took over 1 s", "1"],
])("a hostile index: %s", async (_case, answers, message, seconds = "30") => {
  server.routes = answers;
  const root = projectFolder({ "project/main.py": "" });
  const { code, output } = await mpy(`${root}/project`, "install", "p", "--index", server.origin, "--timeout", seconds);
  expect([code, output]).toEqual([1, expect.stringContaining(message)]);
  expect(output).not.toMatch(/^ {4}at /m);
  expect(filesIn(root)).toEqual(["project/main.py"]);
});
