// Deploys to a mounted drive: files that differ are written, files of earlier deploys are removed, others are kept.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { deploy as toDrive, type DeploySummary } from "../../src/device/deploy.ts";
import { DriveFiles } from "../../src/node/drive-files.ts";

function makeDrive(): string {
  const drive = mkdtempSync(join(tmpdir(), "drive-"));
  onTestFinished(() => rmSync(drive, { recursive: true, force: true }));
  writeFileSync(
    join(drive, "boot_out.txt"),
    "Adafruit CircuitPython 10.2.1 on 2026-01-01; A board with a chip\r\nBoard ID:x\r\n",
  );
  mkdirSync(join(drive, "lib"));
  writeFileSync(join(drive, "lib/theirs.mpy"), "mine");
  return drive;
}

async function deploy(drive: string, files: Record<string, string>): Promise<DeploySummary> {
  const wanted = Object.entries(files).map(([path, text]) => {
    const sha256 = createHash("sha256").update(text).digest("hex");
    return { path, bytes: Buffer.from(text), sha256 };
  });
  return await toDrive(new DriveFiles(drive), wanted);
}

const tree = (drive: string): string[] =>
  readdirSync(drive, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .sort();

test("a deploy, one of nothing, and one that changes and removes", async () => {
  const drive = makeDrive();
  await deploy(drive, { "/code.py": "import a.b\n", "/lib/a/__init__.mpy": "1", "/lib/a/b.mpy": "2" });
  const whole = [
    ".mpy-deployed",
    "boot_out.txt",
    "code.py",
    "lib",
    "lib/a",
    "lib/a/__init__.mpy",
    "lib/a/b.mpy",
    "lib/theirs.mpy",
  ];
  expect(tree(drive)).toEqual(whole);

  const record = readFileSync(join(drive, ".mpy-deployed"), "utf8");
  await deploy(drive, { "/code.py": "import a.b\n", "/lib/a/__init__.mpy": "1", "/lib/a/b.mpy": "2" });
  expect(readFileSync(join(drive, ".mpy-deployed"), "utf8")).toBe(record);

  await deploy(drive, { "/code.py": "print()\n" });
  expect(tree(drive)).toEqual([".mpy-deployed", "boot_out.txt", "code.py", "lib", "lib/theirs.mpy"]);
  expect(readFileSync(join(drive, "code.py"), "utf8")).toBe("print()\n");
});

test("files that a user changed are not removed", async () => {
  const drive = makeDrive();
  await deploy(drive, { "/code.py": "1", "/a.mpy": "2" });
  writeFileSync(join(drive, "a.mpy"), "changed");
  await deploy(drive, { "/code.py": "1" });
  expect(existsSync(join(drive, "a.mpy"))).toBe(true);
});

test("a folder that is no drive of CircuitPython is refused", () => {
  expect(() => new DriveFiles(tmpdir())).toThrow("it has no boot_out.txt");
  expect(new DriveFiles(makeDrive()).description).toBe(
    "Adafruit CircuitPython 10.2.1 on 2026-01-01; A board with a chip",
  );
});
