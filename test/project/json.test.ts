// JSON with places: every error has its line, and writing gives the same text as Python's json.dump.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asciiJson, readJson } from "../../src/project/json.ts";
import type { JsonOut } from "../../src/project/json.ts";
import { readLock } from "../../src/project/lock/lock.ts";
import { readMipPackage } from "../../src/project/mip/package-json.ts";
import { ProjectError } from "../../src/project/problem.ts";

const source = (text: string): { file: string; displayFile: string; text: string } => ({
  file: "/project/x.json",
  displayFile: "x.json",
  text,
});

describe("reading", () => {
  test.each([
    ['{\n  "a": [1,]\n}', 'x.json:2:11: this is not JSON: unexpected "]"'],
    ['{"a": 1 "b": 2}', "x.json:1:9: this is not JSON: unexpected text"],
    ['{"a": tru}', "x.json:1:7: this is not JSON: Unexpected identifier 'tru' found"],
    ["", "x.json:1:1: this is not JSON: Unexpected end of input found"],
    ["[1] 2", "x.json:1:5: this is not JSON: "],
    ['"a\nb"', "x.json: this is not JSON: "],
  ])("%j is refused", (text, message) => {
    expect(() => readJson(source(text))).toThrow(ProjectError);
    expect(() => readJson(source(text))).toThrow(message);
  });

  test("endless nesting is refused", () => {
    expect(() => readJson(source("[".repeat(200_000)))).toThrow("x.json: nested too deeply");
  });

  test("a byte order mark is skipped", () => {
    expect(readJson(source("\ufeff[1]")).plain()).toEqual([1]);
  });

  test("a wrong value has its place", () => {
    const document = readJson(source('{\n  "list": [\n    {"name": 5}\n  ]\n}'));
    const item = document.get("list")!.list()[0]!;
    expect(() => item.get("name")!.text()).toThrow("x.json:3:14: list[0].name is not a text");
    expect(() => item.list()).toThrow("x.json:3:5: list[0] is not a list");
    expect(() => document.get("list")!.members()).toThrow("x.json:2:11: list is not an object");
    expect(document.get("missing")).toBeUndefined();
    expect(document.get("__proto__")).toBeUndefined();
  });

  test("any JSON is read as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readJson(source(text)).plain()).toEqual(JSON.parse(text));
      }),
    );
  });

  test("any package.json or lock file gives a package, a lock or an error with its place", () => {
    const pair = fc.tuple(fc.string(), fc.oneof(fc.string(), fc.jsonValue()));
    const list = fc.oneof(fc.array(pair), fc.jsonValue());
    const likely = fc
      .record(
        {
          v: fc.constantFrom<unknown>(1, 2, null),
          urls: list,
          hashes: list,
          deps: list,
          version: fc.oneof(fc.string(), fc.jsonValue()),
          lockVersion: fc.constantFrom<unknown>(1, "1"),
          libraries: fc.oneof(
            fc.array(fc.record({ name: fc.string(), files: fc.dictionary(fc.string(), fc.string()) })),
            list,
          ),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value));
    const cut = fc.tuple(likely, fc.nat(200)).map(([text, at]) => text.slice(0, at));
    fc.assert(
      fc.property(fc.oneof(likely, cut, fc.json(), fc.string()), (text) => {
        for (const read of [readMipPackage, readLock]) {
          try {
            read(source(text));
          } catch (error) {
            expect(error).toBeInstanceOf(ProjectError);
            expect((error as ProjectError).message).toMatch(/^x\.json(?::\d+:\d+)?: /);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("writing", () => {
  const document = new Map<string, JsonOut>([
    ["py", ["é\u007f😀"]],
    ["6", new Map()],
    ["n", [1, null, true, []]],
  ]);

  test("members keep their order, and all is ASCII", () => {
    expect(asciiJson(document, "compact")).toBe('{"py":["\\u00e9\\u007f\\ud83d\\ude00"],"6":{},"n":[1,null,true,[]]}');
    expect(asciiJson(document, "indented")).toBe(
      '{\n  "py": [\n    "\\u00e9\\u007f\\ud83d\\ude00"\n  ],\n  "6": {},\n  "n": [\n    1,\n    null,\n    true,\n    []\n  ]\n}',
    );
  });

  test("what is written is read again", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom("compact" as const, "indented" as const), (text, style) => {
        const out = readJson(source(text)).out();
        expect(JSON.parse(asciiJson(out, style))).toEqual(JSON.parse(text));
      }),
    );
  });
});
