// Parts of the graph that need no device: cycles, nearest names, and modules of the same name in different places.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCycles } from "../../../src/project/graph/cycles.ts";
import { DeviceFiles } from "../../../src/project/graph/device-files.ts";
import { nearestNames } from "../../../src/diagnostics/nearest.ts";
import { listedTree } from "../../../src/project/graph/source-tree.ts";

describe("cycles", () => {
  const cyclesOf = (edges: Record<string, string[]>): string[][] => {
    return findCycles(Object.keys(edges), new Map(Object.entries(edges)));
  };

  test("of two, of three, and apart from each other", () => {
    const edges = { a: ["b"], b: ["a", "c"], c: ["d"], d: ["e"], e: ["c"], f: ["a"] };
    expect(cyclesOf(edges)).toEqual([
      ["a", "b"],
      ["c", "d", "e"],
    ]);
  });

  test("none in a tree, and none of one module alone", () => {
    expect(cyclesOf({ a: ["b", "c"], b: ["c"], c: ["c"] })).toEqual([]);
  });

  test("a chain of 100,000 modules", () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `m${index}`);
    const edges = new Map(names.map((name, index) => [name, [names[(index + 1) % names.length]!]]));
    expect(findCycles(names, edges)[0]).toHaveLength(names.length);
  });

  test("two modules are in one group if and only if each leads to the other", () => {
    const node = fc.nat({ max: 7 }).map(String);
    const graph = fc.array(fc.tuple(node, node), { maxLength: 16 });
    fc.assert(
      fc.property(graph, (pairs) => {
        const nodes = Array.from({ length: 8 }, (_, index) => String(index));
        const edges = new Map(
          nodes.map((from) => [from, pairs.filter((pair) => pair[0] === from).map((pair) => pair[1])]),
        );
        const groupOf = new Map(findCycles(nodes, edges).flatMap((group) => group.map((one) => [one, group] as const)));
        const leadsTo = (from: string): Set<string> => {
          const seen = new Set<string>();
          const waiting = [...(edges.get(from) ?? [])];
          for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
            if (seen.has(next)) continue;
            seen.add(next);
            waiting.push(...(edges.get(next) ?? []));
          }
          return seen;
        };
        for (const a of nodes) {
          for (const b of nodes) {
            if (a === b) continue;
            expect(groupOf.get(a)?.includes(b) ?? false).toBe(leadsTo(a).has(b) && leadsTo(b).has(a));
          }
        }
      }),
    );
  });
});

describe("nearest names", () => {
  const KNOWN = ["machine", "micropython", "network", "neopixel", "app.sensors.bme280", "os"];

  test.each<[string, string[]]>([
    ["machien", ["machine"]],
    ["Network", ["network"]],
    ["neopixels", ["neopixel"]],
    ["app.sensors.bme208", ["app.sensors.bme280"]],
    ["so", ["os"]],
    ["requests", []],
    ["machine", []],
  ])("of %s", (name, expected) => {
    expect(nearestNames(name, KNOWN)).toEqual(expected);
  });

  test("at most three, the nearest first", () => {
    expect(nearestNames("abcdef", ["abcxyf", "abcdxf", "abcde", "abxyef", "abcdefg"])).toEqual([
      "abcde",
      "abcdefg",
      "abcdxf",
    ]);
  });
});

describe("files of the device", () => {
  const tree = (name: string, to: string, paths: string[]) => {
    const files = paths.map((relative) => ({ file: `/${name}/${relative}`, relative }));
    return listedTree({ name, to, shipsAll: false, describedBy: [] }, files);
  };
  const files = new DeviceFiles(
    [tree("a", "/", ["x.py", "lib/y.py"]), tree("b", "/lib", ["y.py", "z/w.py"]), tree("c", "/deep/er", [])],
    new Set(["/data"]),
  );

  test("the first tree with a path wins", () => {
    expect(files.find("/lib/y.py")?.tree.name).toBe("a");
    expect(files.findAll("/lib/y.py").map((found) => found.tree.name)).toEqual(["a", "b"]);
    expect(files.find("/library/y.py")).toBeUndefined();
  });

  test.each<[string, boolean]>([
    ["/lib", true],
    ["/lib/z", true],
    ["/lib/y.py", false],
    ["/deep", false],
    ["/data", true],
  ])("%s is a folder: %s", (path, expected) => {
    expect(files.hasFolder(path)).toBe(expected);
  });

  test("modules below a folder are those of all trees", () => {
    expect(files.modulesBelow("/lib").map((found) => found.file.file)).toEqual(["/a/lib/y.py", "/b/y.py", "/b/z/w.py"]);
    expect(files.modulesBelow("/lib/z").map((found) => found.file.file)).toEqual(["/b/z/w.py"]);
  });
});
