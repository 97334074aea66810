// MicroPython installs packages from our index over HTTP from a local server: with mip itself (from the npm package polyscript, which
// asks for source), and with a client of our own that asks for the compiled form.

import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/index.ts";
import { writeIndex } from "../../src/node/mip-index.ts";
import { writeFileAtomic } from "../../src/node/write.ts";
import type { PublishedPackage } from "../../src/project/mip/index-files.ts";
import { repositoryFiles } from "../../src/project/mip/repository-files.ts";
import { runOnDevice } from "../support/micropython.ts";
import type { StepResult } from "../support/micropython.ts";

const PRELOAD = new URL("../support/synchronous-http.mjs", import.meta.url).href;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const packageOf = (
  name: string,
  files: Record<string, string>,
  deps: PublishedPackage["deps"] = [],
  version = "1.0",
): PublishedPackage => ({
  name,
  version,
  description: "",
  license: "MIT",
  path: name,
  deps,
  files: Object.entries(files).map(([path, text]) => ({ path, file: path, bytes: bytesOf(text) })),
});

const PACKAGES = [
  packageOf("greet", { "greet/__init__.py": "from .words import HELLO\n", "greet/words.py": "HELLO = 'hello'\n" }),
  packageOf("robot", { "robot.py": "import greet\n\ndef speak(n):\n    return [greet.HELLO] * n\n" }, [
    ["greet", "1.0"],
  ]),
];

const folder = mkdtempSync(join(tmpdir(), "mip-server-"));
let server: Server;
let index = "";
let requests: string[] = [];

beforeAll(async () => {
  const settings = { compile: compiled, hashDigits: 8, updated: 1_700_000_000 };
  writeIndex(folder, PACKAGES, settings);
  const next = { ...packageOf("greet", { "greet/__init__.py": "HELLO = 'good day'\n" }), version: "2.0" };
  writeIndex(folder, [next], settings);
  const handler = createServer((request, response) => {
    requests.push(request.url!);
    try {
      response.end(readFileSync(join(folder, request.url!)));
    } catch {
      response.writeHead(404).end();
    }
  });
  server = handler.listen(0, "127.0.0.1");
  await once(server, "listening");
  index = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function compiled({ bytes, path }: { bytes: Uint8Array; path: string }): Uint8Array {
  return compile(bytes, { filename: path }).mpy;
}

async function device(modules: Record<string, Uint8Array>, ...steps: string[]): Promise<StepResult[]> {
  requests = [];
  const files = Object.entries(modules).map(([name, bytes]) => ({ path: `/lib/${name}`, bytes }));
  return runOnDevice(files, steps, 0, PRELOAD);
}

describe("mip.install", () => {
  const mip = async (...steps: string[]): Promise<StepResult[]> => {
    const carried = pathToFileURL("node_modules/polyscript/esm/python/mip.js").href;
    const { default: source } = (await import(carried)) as { default: Uint8Array };
    return device({ "mip.py": source }, "import mip, os", ...steps);
  };

  test("a package with its dependencies", async () => {
    const results = await mip(
      `mip.install("robot", index="${index}")`,
      "import robot\nprint(robot.speak(2))",
      `mip.install("robot", index="${index}/")`,
    );
    expect(results.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(results[1]!.output).toContain("Installing greet (1.0)");
    expect(results[1]!.output).toMatch(/Done\r?\n$/);
    expect(results[2]!.output.trim()).toBe("['hello', 'hello']");
    // Our hashes are those that mip computes on the device: the second time all is there already.
    expect(results[3]!.output.match(/Exists:/g)).toHaveLength(3);
  });

  test("the latest version, and one by number", async () => {
    const [, , latest, , older] = await mip(
      `mip.install("greet", index="${index}", target="/new")`,
      "print(open('/new/greet/__init__.py').read())",
      `mip.install("greet", index="${index}", target="/old", version="1.0")`,
      "print(sorted(os.listdir('/old/greet')))",
    );
    expect(latest!.output.trim()).toBe("HELLO = 'good day'");
    expect(older!.output.trim()).toBe("['__init__.py', 'words.py']");
  });

  test("a package of a repository, by its address", async () => {
    const files = repositoryFiles(PACKAGES[0]!, { asSource: true, base: `${index}/repository` }, compiled);
    for (const { path, bytes } of files) writeFileAtomic(join(folder, "repository", path), bytes);
    const [, installed, result] = await mip(`mip.install("${index}/repository")`, "import greet\nprint(greet.HELLO)");
    expect(installed!.output).toMatch(/Done\r?\n$/);
    expect(result!.output.trim()).toBe("hello");
  });

  test("a missing package", async () => {
    const [, result] = await mip(`mip.install("none", index="${index}")`);
    expect(result!.output).toContain(`Package not found: ${index}/package/py/none/latest.json`);
  });
});

/** The device's side of the format, for the compiled form: what has to be asked for, checked and written. */
const CLIENT = `
import binascii, hashlib, json, os, sys
from js import XMLHttpRequest

def get(url):
    request = XMLHttpRequest.new()
    request.open("GET", url, False)
    request.send()
    assert request.status == 200, url
    return binascii.a2b_base64(request.base64.encode())

def install(name, index, version="latest"):
    form = sys.implementation._mpy & 0xFF
    package = json.loads(get("%s/package/%d/%s/%s.json" % (index, form, name, version)))
    for path, digest in package["hashes"]:
        data = get("%s/file/%s/%s" % (index, digest[:2], digest))
        assert binascii.hexlify(hashlib.sha256(data).digest()).decode().startswith(digest), path
        folder = "/lib"
        for part in path.split("/")[:-1]:
            folder += "/" + part
            try:
                os.mkdir(folder)
            except OSError:
                pass
        with open("/lib/" + path, "wb") as file:
            file.write(data)
    for name, version in package.get("deps", ()):
        install(name, index, version)
`;

test("the compiled form is installed and runs", async () => {
  const results = await device(
    { "client.py": bytesOf(CLIENT) },
    `import client, os\nclient.install("robot", "${index}")`,
    "print(sorted(os.listdir('/lib')), sorted(os.listdir('/lib/greet')))",
    "import robot\nprint(robot.speak(3))",
  );
  expect(results.map(({ error }) => error)).toEqual([null, null, null]);
  expect(results[1]!.output.trim()).toBe("['client.py', 'greet', 'robot.mpy'] ['__init__.mpy', 'words.mpy']");
  expect(results[2]!.output.trim()).toBe("['hello', 'hello', 'hello']");
  expect(requests.filter((url) => url.startsWith("/package/"))).toEqual([
    "/package/6/robot/latest.json",
    "/package/6/greet/1.0.json",
  ]);
});
