// Which of a bundle's outputs go onto the device, and that compression is the same everywhere.

import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { webFiles } from "../../src/project/web-assets.ts";
import type { WebFile, WebRules } from "../../src/project/web-assets.ts";

const RULES: WebRules = { to: "/www", gzip: true, include: ["**"], exclude: [] };
const TEXT = new TextEncoder().encode("a line of a page\n".repeat(100));

function choose(names: readonly string[], rules: Partial<WebRules> = {}, own: readonly string[] = []): WebFile[] {
  const bundle = names.map((name) => ({ name, bytes: TEXT }));
  return webFiles(bundle, { ...RULES, ...rules }, (name) => own.includes(name));
}

describe("the choice", () => {
  test("maps, compressed copies and the flash's own files stay off", () => {
    const names = ["b.js", "b.js.map", "b.js.gz", "a/c.css", "a/c.css.br", ".vite/manifest.json", "flash/x.mpy"];
    expect(choose(names, {}, ["flash/x.mpy"]).map((file) => file.path)).toEqual(["/www/a/c.css.gz", "/www/b.js.gz"]);
  });

  test("globs are on names in the output", () => {
    const found = choose(["index.html", "admin/index.html", "x.js"], { include: ["**/*.html"], exclude: ["admin/**"] });
    expect(found.map((file) => file.source)).toEqual(["index.html"]);
  });

  test("the device's root is a folder as well", () => {
    expect(choose(["index.html"], { to: "/" })[0]!.path).toBe("/index.html.gz");
  });
});

describe("compression", () => {
  test("round trip, or no compression", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.nat(20), (bytes, repeats) => {
        const content = new Uint8Array(Array.from({ length: repeats }, () => [...bytes]).flat());
        const [file] = webFiles([{ name: "x", bytes: content }], RULES, () => false);
        expect(file!.bytes.length).toBeLessThanOrEqual(content.length);
        expect(file!.originalSize).toBe(content.length);
        const plain = file!.encoding === "gzip" ? gunzipSync(file!.bytes) : file!.bytes;
        expect(Buffer.from(plain).equals(content)).toBe(true);
        expect(file!.path).toBe(file!.encoding === "gzip" ? "/www/x.gz" : "/www/x");
      }),
      { numRuns: 100 },
    );
  });

  test("has neither time nor system: the same bytes on every machine", () => {
    const [file] = choose(["x"]);
    expect(Buffer.from(file!.bytes).toString("hex")).toBe(
      "1f8b08000000000002ff4b54c8c9cc4b55c84f53485428484c4fe51a151815181518151815181518240200d12e198da4060000",
    );
  });
});
