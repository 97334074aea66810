// mpy trace as a process: it copies a log, with mapped tracebacks.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeProject } from "../plugin/support/project.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/mpy.js", import.meta.url));

const LOG = `boot
Traceback (most recent call last):
  File "app/net.py", line 2, in get
OSError: 5
>>> `;
const MAPPED = `boot
Traceback (most recent call last):
  File "firmware/app/net.py", line 2, in get
OSError: 5

  1 | def get():
> 2 |     raise OSError(5)
    |     ^^^^^^^^^^^^^^^^
>>> `;

function trace(cwd: string, args: string[], input = LOG): [number | null, string, string] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "trace", ...args], {
    cwd,
    encoding: "utf8",
    input,
  });
  return [status, stdout, stderr];
}

test("mpy trace maps what the project or a manifest knows, from standard input and from a file", () => {
  const { root } = makeProject({
    "micropython.config.json": '{ "entries": "firmware", "cache": false }',
    "firmware/app/net.py": "def get():\n    raise OSError(5)\n",
    "board.log": LOG,
    "dist/manifest.json": JSON.stringify({
      modules: [{ name: "app.net", path: "/app/net.mpy", source: "firmware/app/net.py" }],
    }),
    "dist/other.json": "[]",
  });
  expect(trace(root, [])).toEqual([0, MAPPED, ""]);
  expect(trace(root, ["board.log"], "")).toEqual([0, MAPPED, ""]);
  expect(trace(`${root}/dist`, ["--manifest", "manifest.json", "--root", ".."])).toEqual([0, MAPPED, ""]);
  expect(JSON.parse(trace(root, ["--json"])[1])).toMatchObject([
    { exception: "OSError", message: "5", frames: [{ source: "firmware/app/net.py", sourceLine: 2 }] },
  ]);
  expect(trace(root, ["--manifest", "dist/other.json"])).toEqual([
    1,
    "",
    "mpy trace: dist/other.json: this is not the manifest of a build: it lists no modules\n",
  ]);
  expect(trace(root, ["none.log"])).toEqual([1, "", "mpy trace: none.log: there is no such file\n"]);
});

test('mpy trace reads what sourceLines: "map" left beside the manifest', () => {
  const { root, read } = makeProject({
    "micropython.config.json": '{ "entries": "firmware", "optimize": 3, "sourceLines": "map", "cache": false }',
    "firmware/app/net.py": "def get():\n    x = 1\n    raise OSError(5)\n",
  });
  const { status } = spawnSync(process.execPath, [PROGRAM, "build"], { cwd: root });
  expect(status).toBe(0);
  const log = 'Traceback (most recent call last):\n  File "app/net.py", line 1, in get\nOSError: 5\n';
  expect(trace(root, ["--manifest", "dist/flash/manifest.json"], log)[1]).toContain(
    'File "firmware/app/net.py", line 3, in get',
  );
  expect(trace(root, [], log)[1]).toContain("line 3, in get");
  expect(read("dist/flash/source-lines.json").toString()).toContain(
    '{"source":"firmware/app/net.py","functions":{"<module>":[1],"get":[3]}}',
  );
});
