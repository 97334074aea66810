// Queries of the import graph, and its forms as text on the terminal.

import { describe, expect, test } from "vitest";
import type { GraphImport, ImportGraph } from "../../src/project/graph/graph.ts";
import { GraphFacts } from "../../src/project/report/graph-facts.ts";
import { graphDot, graphText, whyText } from "../../src/project/report/graph-text.ts";
import { importsSection } from "../../src/project/report/imports-section.ts";

const module = (name: string, size: number, entry?: "options" | "tree") => {
  return {
    name,
    path: `/${name.replaceAll(".", "/")}.mpy`,
    source: `f/${name}.py`,
    tree: "f",
    size,
    ...(entry && { entry }),
  };
};
const edge = (from: string, to: string, line: number, optional = false): GraphImport => {
  return { from: `/${from}.mpy`, to: `/${to}.mpy`, kind: "module", line, optional };
};
const GRAPH: ImportGraph = {
  modules: [
    module("app", 1),
    module("app.net", 20),
    module("app.store", 300),
    module("main", 4000, "options"),
    module("x", 5, "tree"),
  ],
  imports: [
    edge("app/net", "app", 0),
    edge("app/net", "app/store", 2),
    edge("app/store", "app", 0),
    edge("app/store", "app/net", 1),
    { from: "/app/store.mpy", to: "json", kind: "builtin", line: 3, optional: false },
    edge("main", "app", 1),
    edge("main", "app/net", 1),
    edge("main", "app/store", 2, true),
  ],
  builtins: ["json"],
  cycles: [["/app/net.mpy", "/app/store.mpy"]],
  hidden: [{ name: "math", source: "f/math.py", tree: "f", by: "math", kind: "builtin" }],
  unresolved: [{ name: "gone", from: "/main.mpy", line: 7, optional: true }],
};
const facts = new GraphFacts(GRAPH);

describe("facts", () => {
  test("the modules that an entry reaches", () => {
    expect(facts.reach("/main.mpy")).toEqual({ modules: 4, size: 4321 });
    expect(facts.reach("/x.mpy")).toEqual({ modules: 1, size: 5 });
  });
  test("names of modules", () => {
    expect(["app.net", "/app/net.mpy", "f/app.net.py", "json", "net"].map((text) => facts.find(text))).toEqual([
      "/app/net.mpy",
      "/app/net.mpy",
      "/app/net.mpy",
      "json",
      undefined,
    ]);
  });
  test("why something is there: the shortest way", () => {
    expect(facts.why("json")?.map(({ from, to }) => [from, to])).toEqual([
      ["/main.mpy", "/app/store.mpy"],
      ["/app/store.mpy", "json"],
    ]);
    expect(facts.why("/main.mpy")).toEqual([]);
    expect(facts.why("/other.mpy")).toBeUndefined();
  });
});

describe("text", () => {
  test("a tree, each module unfolded once", () => {
    expect(`\n${graphText(facts)}`).toBe(`
5 modules, 4 326 bytes, from 2 entries

main             4 000  f/main.py, with its imports 4 321 bytes
├─ app               1  f/app.py
├─ app.net          20  f/app.net.py
│  └─ app.store    300  f/app.store.py …
└─ app.store       300  f/app.store.py (optional)
   └─ app.net       20  f/app.net.py …
x                    5  f/x.py

modules of the firmware:
  json

import cycles:
  app.net, app.store

shadowed modules:
  math: f/math.py, by math of the firmware

unresolved imports:
  gone: f/main.py:7 (optional)
`);
  });
  test("a long chain goes on in a tree of its own", () => {
    const modules = Array.from({ length: 5000 }, (_, index) => {
      return index === 0 ? module("m0", 1, "options") : { ...module(`m${index}`, 1) };
    });
    const imports = modules.slice(1).map(({ name }, index) => edge(`m${index}`, name, 1));
    const text = graphText(new GraphFacts({ ...GRAPH, modules, imports, cycles: [], hidden: [], unresolved: [] }));
    const lines = text.split("\n").filter((line) => /m\d+ +1 /.test(line));
    // Every 40th twice: where it would be, and where it goes on.
    expect(lines).toHaveLength(5000 + 124);
    expect(lines.filter((line) => line.endsWith("(below)"))).toHaveLength(124);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(200);
  });
  test("entries that import each other", () => {
    const modules = [module("a", 1, "options"), module("b", 2, "options")];
    const text = graphText(
      new GraphFacts({
        ...GRAPH,
        modules,
        imports: [edge("a", "b", 1), edge("b", "a", 1)],
        hidden: [],
        unresolved: [],
      }),
    );
    expect(text.split("\n").slice(2, 5)).toEqual([
      "a        1  f/a.py, with its imports 3 bytes",
      "└─ b     2  f/b.py",
      "   └─ a  1  f/a.py …",
    ]);
  });
  test("the way to a module", () => {
    expect(`\n${whyText("json", facts.why("json")!, facts)}`).toBe(`
main  f/main.py  (an entry of the options)
  f/main.py:2 imports app.store  f/app.store.py
  f/app.store.py:3 imports json  of the firmware
`);
    expect(whyText("/x.mpy", [], facts)).toBe("x  f/x.py  (the whole library ships)\n");
  });
  test("Graphviz", () => {
    expect(graphDot(facts).split("\n").slice(6, -2)).toEqual([
      '  "/main.mpy" [label="main\\n4000", style=bold];',
      '  "/x.mpy" [label="x\\n5", style=bold];',
      '  "/app/net.mpy" -> "/app/store.mpy" [color=red];',
      '  "/app/store.mpy" -> "/app/net.mpy" [color=red];',
      '  "/main.mpy" -> "/app.mpy";',
      '  "/main.mpy" -> "/app/net.mpy";',
      '  "/main.mpy" -> "/app/store.mpy" [style=dashed];',
    ]);
  });
});

describe("the report's section", () => {
  test("links modules with each other, and names cannot become markup", () => {
    const page = importsSection({ ...GRAPH, hidden: [{ ...GRAPH.hidden[0]!, source: "<b>.py" }] });
    expect(page).toContain('<a href="#files-title" data-file="/app/store.mpy"><code>app.store</code></a>');
    expect(page).toContain("&lt;b&gt;.py");
    expect(page.match(/<rect/g)).toHaveLength(5);
  });
  test("a large graph has no picture, and is cut", () => {
    const modules = Array.from({ length: 1000 }, (_, index) => module(`m${index}`, 10, "tree"));
    const page = importsSection({
      ...GRAPH,
      modules,
      imports: [],
      cycles: [modules.map(({ path }) => path)],
      unresolved: [],
    });
    expect(page).not.toContain("<svg");
    expect(page).toContain("… and 950 more");
    expect(page).toContain("and 980 more");
  });
  test("is missing without Python", () => {
    expect(importsSection({ ...GRAPH, modules: [] })).toBe("");
  });
});
