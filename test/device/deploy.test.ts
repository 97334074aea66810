// Deploys: files that differ are sent, only deployed files are removed, and after any failure the next deploy repairs the board.

import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import fc from "fast-check";
import { Board } from "../../src/device/board.ts";
import { deploy, planDeploy } from "../../src/device/deploy.ts";
import type { DeployFile } from "../../src/device/deploy.ts";
import { BoardFiles } from "../../src/device/files/board-files.ts";
import { parseRecord } from "../../src/device/files/record.ts";
import { TestBoard } from "../support/board/board.ts";

let double: TestBoard;
let store: BoardFiles;

beforeAll(async () => {
  double = await TestBoard.start({ files: { "/theirs/data.txt": "mine", "/theirs.py": "x = 1\n" } });
  connect();
});

afterAll(() => double.end());

function connect(): void {
  store = new BoardFiles(new Board(double.port()));
}

function filesOf(contents: Readonly<Record<string, string>>): DeployFile[] {
  return Object.entries(contents).map(([path, content]) => {
    const bytes = new TextEncoder().encode(content);
    return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
}

/** Files of the board without the record. */
async function texts(): Promise<Record<string, string>> {
  const { "/.mpy-deployed": _, ...files } = await double.texts();
  return files;
}

const THEIRS = { "/theirs/data.txt": "mine", "/theirs.py": "x = 1\n" };

test("sends what differs, removes what it put there, and leaves the rest alone", async () => {
  const first = {
    "/main.py": "import app\n",
    "/app/__init__.mpy": "one",
    "/app/net/wifi.mpy": "two",
    "/theirs/ours.txt": "3",
  };
  expect(await deploy(store, filesOf(first))).toMatchObject({
    written: [...Object.keys(first).slice(1), "/main.py"],
    removed: [],
  });
  expect(await texts()).toEqual({ ...first, ...THEIRS });

  const second = { "/main.py": "import app\n", "/app/__init__.mpy": "changed" };
  expect(await deploy(store, filesOf(second))).toMatchObject({
    written: ["/app/__init__.mpy"],
    removed: ["/app/net/wifi.mpy", "/theirs/ours.txt"],
    same: 1,
    bytes: 7,
  });
  expect(await texts()).toEqual({ ...second, ...THEIRS });
  expect([...(await double.files()).keys()]).not.toContain("/app/net");

  expect(await deploy(store, filesOf(second))).toMatchObject({ written: [], removed: [], same: 2 });
  expect((await deploy(store, [])).removed.toSorted()).toEqual(["/app/__init__.mpy", "/main.py"]);
  expect(await texts()).toEqual(THEIRS);
});

test("a file that was changed on the board is not removed; one that hides a module is reported", async () => {
  await deploy(store, filesOf({ "/a.txt": "a", "/b.txt": "b" }));
  await store.write("/a.txt", new TextEncoder().encode("edited on the board"), { recorded: false });
  const plan = await planDeploy(store, filesOf({ "/b.txt": "b", "/theirs.mpy": "M" }));
  expect(plan).toMatchObject({ remove: [], same: 1 });
  expect(plan.notes).toEqual([
    "/a.txt was changed on the board after it was deployed; it is not removed",
    "/theirs.py on the board shadows the deployed module of the same name; remove it",
  ]);
  await deploy(store, filesOf({}));
  await store.remove(["/a.txt"], []);
});

test("known files are not checked again", async () => {
  const files = filesOf({ "/a.txt": "a", "/b.txt": "b" });
  await deploy(store, files);
  const before = double.received;
  const known = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const changed = filesOf({ "/a.txt": "a", "/b.txt": "B" });
  expect(await deploy(store, changed, { known })).toMatchObject({ written: ["/b.txt"], same: 1 });
  expect(double.received - before).toBeLessThan(400);
  await deploy(store, []);
});

test("files that cannot fit are refused before any change", async () => {
  const small = await TestBoard.start({ room: 3000, files: { "/keep.txt": "x".repeat(500) } });
  try {
    const files = new BoardFiles(new Board(small.port()));
    await expect(deploy(files, filesOf({ "/a.txt": "a", "/big.bin": "y".repeat(2900) }))).rejects.toMatchObject({
      code: "full",
      message: "/big.bin: the board's flash is full. It needs 2900 bytes, and 2499 are free. Nothing was changed.",
    });
    expect(Object.keys(await small.texts())).toEqual(["/keep.txt"]);
  } finally {
    await small.end();
  }
});

describe("the record", () => {
  test("a cut-off line is skipped, and the last removal counts", () => {
    const record = parseRecord("aa /a\nd /x\nbb /a\n- /b\ncc /b\n- /x\ndd");
    expect([...record.files]).toEqual([
      ["/a", new Set(["aa", "bb"])],
      ["/b", new Set(["cc"])],
    ]);
    expect([...record.folders]).toEqual([]);
  });
});

// After random edits, additions, renames and deletions, and failures at random bytes, the board's tree is the snapshot.
const path = fc.constantFrom("/main.py", "/a.mpy", "/lib/a.mpy", "/lib/b/c.mpy", "/lib/b/d.mpy", "/data/x.bin");
const content = fc.string({ minLength: 0, maxLength: 1500, unit: "binary-ascii" });
const snapshot = fc.dictionary(path, content, { maxKeys: 5 });
const failure = fc.option(
  fc.record({ kind: fc.constantFrom("unplug", "reset", "damage"), at: fc.integer({ min: 0, max: 3000 }) }),
);

test("random edits and failures: the board's tree equals the last snapshot", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(snapshot, failure), { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const [files, fault] of steps) {
        const event = fault && breakAt(fault.kind, double.received + fault.at);
        await deploy(store, filesOf(files)).catch(() => {});
        double.fault = undefined;
        if (await event?.()) connect();
      }
      const last = steps.at(-1)![0];
      await deploy(store, filesOf(last));
      expect(await texts()).toEqual({ ...last, ...THEIRS });
    }),
    { numRuns: 12, seed: 7, endOnFailure: true },
  );
});

/** Breaks the wire at a byte of all that the board has received; gives what waits for the end of it and tells whether to connect anew. */
function breakAt(kind: string, at: number): () => Promise<boolean> {
  let event: Promise<void> | undefined;
  double.fault = (bytes, board) => {
    const offset = at - board.received;
    if (event || offset < 0 || offset >= bytes.length) return bytes;
    if (kind === "damage") {
      event = Promise.resolve();
      return bytes.map((byte, index) => (index === offset && byte > 0x20 ? byte ^ 1 : byte));
    }
    event = kind === "unplug" ? board.unplug() : board.pressReset();
    return bytes.subarray(0, offset);
  };
  return async () => {
    await event;
    if (event && kind === "unplug") await double.plug();
    return kind === "unplug" && event !== undefined;
  };
}
