// mpy install against a local server: builds take what it fetches. Every answer of a hostile server ends in an error, in time, and
// nothing is written.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Downloader, DOWNLOAD_LIMITS } from "../../src/node/download.ts";
import type { DownloadLimits } from "../../src/node/download.ts";
import { sha256 } from "../../src/node/files.ts";
import { loadMip } from "../../src/node/libraries/mip.ts";
import { fetchMip } from "../../src/node/mip-fetch.ts";
import type { FetchedPackages } from "../../src/node/mip-fetch.ts";
import type { MipRequest } from "../../src/project/mip/install.ts";
import { contextIn, projectFolder } from "./project-folder.ts";
import { answeringServer } from "../support/answering-server.ts";
import type { Answer, AnsweringServer } from "../support/answering-server.ts";

let server: AnsweringServer;

beforeAll(async () => {
  server = await answeringServer();
});

afterAll(() => server.close());

beforeEach(() => {
  server.asked = [];
});

const short = (text: string): string => sha256(text).slice(0, 8);
const inIndex = (text: string): string => `/file/${short(text).slice(0, 2)}/${short(text)}`;
const json = (value: object): string => JSON.stringify(value);
const HOSTS = (): Record<string, string> => ({
  github: `${server.origin}/gh/$org/$repo/$branch/$path`,
  codeberg: `${server.origin}/cb/$org/$repo/$path?ref=$branch`,
});

function get(
  root: string,
  requests: MipRequest[],
  limits: Partial<DownloadLimits> = {},
  index = server.origin,
): Promise<FetchedPackages> {
  const downloader = new Downloader({ ...DOWNLOAD_LIMITS, ...limits });
  return fetchMip(requests, { root, index, downloader, hosts: HOSTS() });
}

const named = (name: string, version = "latest"): MipRequest => ({ name, version });
const ONE = "x = 1\n";
const TWO = "from one import x\n";

describe("what is fetched", () => {
  test("is what a build takes", async () => {
    server.routes = {
      "/package/py/two/latest.json": json({ hashes: [["two.py", short(TWO)]], deps: [["one", ""]], version: "2.0" }),
      "/package/py/one/latest.json": json({
        hashes: [["one.py", short(ONE)]],
        urls: [["one/data.json", "data.json"]],
        version: "1.0",
      }),
      "/package/py/one/data.json": "{}",
      [inIndex(ONE)]: ONE,
      [inIndex(TWO)]: TWO,
    };
    const root = projectFolder({});
    const fetched = await get(root, [named("two")]);
    expect(existsSync(`${root}/mip_packages`)).toBe(false);
    expect(fetched.write()).toBe(5);
    const files = fetched.installs[0]!.files.map(({ path, content }) => [path, content.sha256]);
    expect(files).toEqual([
      ["two.py", sha256(TWO)],
      ["one.py", sha256(ONE)],
      ["one/data.json", sha256("{}")],
    ]);
    const [tree] = loadMip({ mip: "two" }, { to: undefined, shipsAll: false }, contextIn(root));
    expect([tree!.version, tree!.files().map(({ relative }) => relative)]).toEqual([
      "2.0",
      ["one.py", "one/data.json", "two.py"],
    ]);
    expect((await get(root, [named("two")])).write()).toBe(0);
  });

  test("can come from a folder, and from addresses with a branch", async () => {
    server.routes = {
      "/gh/org/repo/v2/pkg/package.json": json({
        urls: [
          ["a.py", "src/a.py"],
          ["b.py", "github:org/repo/b.py"],
        ],
        deps: [
          ["codeberg:org/other", ""],
          [`${server.origin}/plain/c.py`, ""],
        ],
      }),
      "/gh/org/repo/v2/pkg/src/a.py": "a = 1\n",
      "/gh/org/repo/v2/b.py": "b = 1\n",
      "/cb/org/other/package.json?ref=HEAD": json({ urls: [["d.py", "d.py"]] }),
      "/cb/org/other/d.py?ref=HEAD": "d = 1\n",
      "/plain/c.py": "c = 1\n",
    };
    const root = projectFolder({
      "index/package/6/one/1.0.json": json({ hashes: [["one.py", short(ONE)]], version: "1.0" }),
      [`index${inIndex(ONE)}`]: ONE,
    });
    const requests = [{ address: "github:org/repo/pkg", version: "v2" }, named("one", "1.0")];
    const fetched = await get(root, requests, {}, `${root}/index`);
    fetched.write();
    expect(readFileSync(`${root}/mip_packages/github/org/repo/pkg/src/a.py`, "utf8")).toBe("a = 1\n");
    const context = contextIn(root);
    const names = ["github:org/repo/pkg", "one"].flatMap((mip) =>
      loadMip({ mip, version: "1.0" }, { to: undefined, shipsAll: true }, context).flatMap((tree) =>
        tree.files().map(({ relative }) => relative),
      ),
    );
    expect(names).toEqual(["a.py", "b.py", "c.py", "d.py", "one.py"]);
  });

  test("is requested once, however packages require each other", async () => {
    server.routes = {
      "/package/py/a/latest.json": json({ deps: [["b", "latest"]], version: "1" }),
      "/package/py/b/latest.json": json({
        deps: [
          ["a", "latest"],
          ["b", "latest"],
        ],
        version: "1",
      }),
    };
    await get(projectFolder({}), [named("a"), named("b")]);
    expect(server.asked).toEqual(["/package/py/a/latest.json", "/package/py/b/latest.json"]);
  });
});

/** A package of the index that says this. */
const said = (contents: object): Record<string, Answer> => ({ "/package/py/p/latest.json": json(contents) });
const endless = (bytes: number, pause: number): Answer => {
  return (_, response) => {
    const chunk = Buffer.alloc(bytes, 0x20);
    const timer = setInterval(() => response.write(chunk), pause);
    response.on("close", () => clearInterval(timer));
  };
};

describe("a hostile server", () => {
  test.each<[string, Record<string, Answer>, Partial<DownloadLimits>, string]>([
    ["a destination above", said({ urls: [["../x.py", "x.py"]] }), {}, "leads out of its folder"],
    ["an absolute destination", said({ urls: [["/etc/x.py", "x.py"]] }), {}, "is absolute"],
    ["a drive", said({ urls: [["C:/x.py", "x.py"]] }), {}, "is absolute"],
    ["a destination with a backslash", said({ urls: [["a\\..\\x.py", "x.py"]] }), {}, "has a backslash"],
    ["a source above", said({ urls: [["x.py", "../../../../../secret.py"]] }), {}, "leads out of"],
    ["an absolute source", said({ urls: [["x.py", "/etc/passwd"]] }), {}, "is not relative to package.json"],
    ["an address that climbs", said({ urls: [["x.py", "github:a/b/../../../x.py"]] }), {}, "is on the network"],
    ["a hash that is a path", said({ hashes: [["x.py", "../../../x"]] }), {}, "is not the beginning of a SHA-256"],
    ["another content", { ...said({ hashes: [["x.py", short(ONE)]] }), [inIndex(ONE)]: "x = 2\n" }, {}, "was altered"],
    ["no content", said({ hashes: [["x.py", short(ONE)]] }), {}, "the index has no file"],
    ["a name that is a path", said({ deps: [["../../../../x", "1"]] }), {}, "leads out of"],
    ["a version that is a path", said({ deps: [["q", "../../x"]] }), {}, "is not a possible entry of an index"],
    ["a branch that is a path", said({ deps: [["github:a/b", "../x"]] }), {}, "is not a branch or tag"],
    ["no JSON", { "*": "<html>" }, {}, "package/py/p/latest.json"],
    ["deep JSON", { "*": "[".repeat(100_000) }, {}, "package/py/p/latest.json"],
    ["another shape", { "*": '{"urls": 3}' }, {}, "package/py/p/latest.json"],
    ["an error", { "*": (_, response) => void response.writeHead(500).end() }, {}, "the server answers 500"],
    ["a circle of redirects", { "*": (_, r) => void r.writeHead(302, { location: "/" }).end() }, {}, "redirect"],
    [
      "a redirect to a file",
      { "*": (_, r) => void r.writeHead(302, { location: "file:///etc/passwd" }).end() },
      {},
      "cannot be fetched",
    ],
    ["an answer that ends early", { "*": (_, r) => void r.socket!.destroy() }, {}, "cannot be fetched"],
    ["an answer without end", { "*": endless(1 << 18, 1) }, { fileBytes: 1 << 20 }, "it has more than 1048576 bytes"],
    [
      "a small answer that becomes large",
      {
        "*": (_, r) => void r.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(1 << 22))),
      },
      { fileBytes: 1 << 20 },
      "it has more than 1048576 bytes",
    ],
    ["a slow answer", { "*": endless(1, 20) }, { fileMs: 200 }, "it took over 0.2 s"],
    ["no answer", { "*": () => undefined }, { fileMs: 200 }, "it took over 0.2 s"],
    ["slow answers, all together", { "*": endless(1, 20) }, { totalMs: 200 }, "all files together took over 0.2 s"],
    [
      "packages without end",
      { "*": ({ url }, r) => void r.end(json({ deps: [[`p${url!.length}x${url!.split("/")[3]}`, ""]] })) },
      { requests: 20 },
      "more than 20 files are requested",
    ],
    [
      "large files, all together",
      {
        ...said({ urls: Array.from({ length: 40 }, (_, at) => [`${at}.py`, `${at}.py`]) }),
        "*": (_, response) => void response.end(Buffer.alloc(1 << 16)),
      },
      { totalBytes: 1 << 20 },
      "all files together have more than 1048576 bytes",
    ],
  ])("%s", async (_, answers, limits, message) => {
    server.routes = answers;
    const root = projectFolder({ "secret.py": "secret = 1\n" });
    await expect(get(root, [named("p")], limits)).rejects.toThrow(message);
    expect(readdirSync(root)).toEqual(["secret.py"]);
  });

  test("that does not exist", async () => {
    await expect(get(projectFolder({}), [named("p")], {}, "http://127.0.0.1:1")).rejects.toThrow("cannot be fetched");
  });

  test("a link in the folder of copies leads nowhere", async () => {
    server.routes = { ...said({ hashes: [["one.py", short(ONE)]] }), [inIndex(ONE)]: ONE };
    const root = projectFolder({ "elsewhere/x": "" }, { "mip_packages/file": "elsewhere" });
    const fetched = await get(root, [named("p")]);
    expect(() => fetched.write()).toThrow("leads out of mip_packages, by a link");
    expect(readdirSync(`${root}/elsewhere`)).toEqual(["x"]);
  });

  test("a package may not read the project's files", async () => {
    server.routes = { "/gh/o/r/HEAD/package.json": json({ urls: [["x.py", "../../../../secret.py"]] }) };
    const root = projectFolder({ "secret.py": "" });
    await expect(get(root, [{ address: "github:o/r" }])).rejects.toThrow("leads out of");
  });
});
