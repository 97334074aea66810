// Our readers read what a real MicroPython wrote, and our images are still those that it mounted. See golden/record.ts.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gunzipSync } from "node:zlib";
import { buildImage, filesystemOf, readImage } from "../../src/flash/index.ts";
import { expectedFiles } from "./device/micropython.ts";
import { directoriesAfter, filesAfter, mountedImages, recordedVolumes } from "./golden/cases.ts";

const golden = (name: string): URL => new URL(`golden/${name}`, import.meta.url);

describe("volumes that MicroPython wrote", () => {
  test.each(recordedVolumes)("$name", ({ name, made, job, steps }) => {
    const image = gunzipSync(readFileSync(golden(`${name}.img.gz`)));
    expect(filesystemOf(image)).toBe(job.filesystem);
    const contents = readImage(image);
    const files = [...filesAfter(steps)].map(([path, bytes]) => ({ path, bytes }));
    expect(expectedFiles(contents)).toEqual(expectedFiles({ files }));
    expect(contents.directories.sort()).toEqual(directoriesAfter(steps));
    expect(contents.capacity).toBe(job.size);
    if (job.filesystem === "fat") expect(contents).toMatchObject({ bits: name.startsWith("fat12") ? 12 : 16 });
    if (job.filesystem === "littlefs") {
      expect(contents).toMatchObject({ diskVersion: made, blockSize: job.blockSize, nameMax: 255 });
      for (const file of contents.files) expect(file.mtime).toBeGreaterThan(Date.UTC(2026, 0));
    }
  });

  test("every recorded volume has a case", () => {
    const recorded = readdirSync(golden("")).filter((name) => name.endsWith(".img.gz"));
    expect(recorded.sort()).toEqual(recordedVolumes.map(({ name }) => `${name}.img.gz`).sort());
  });
});

describe("images that MicroPython mounted", () => {
  const { sha256 } = JSON.parse(readFileSync(golden("mounted.json"), "utf8")) as { sha256: Record<string, string> };

  test.each(mountedImages)("$name", ({ name, tree, options }) => {
    const { image } = buildImage(tree, options);
    expect(createHash("sha256").update(image).digest("hex")).toBe(sha256[name]);
  });

  test("every hash has a case", () => {
    expect(Object.keys(sha256).sort()).toEqual(mountedImages.map(({ name }) => name).sort());
  });
});
