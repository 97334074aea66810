import { expect, test } from "vitest";
import { listedTree } from "../../../src/project/graph/source-tree.ts";

const facts = { name: "lib", to: "/lib", shipsAll: false, describedBy: [] };
const file = (relative: string) => ({ file: `/host/${relative}`, relative });

test("finds files and the folders above them, in the order of paths", () => {
  const tree = listedTree(facts, [file("b.py"), file("a/b/c.py")]);
  expect(tree.find("a/b/c.py")?.file).toBe("/host/a/b/c.py");
  expect(tree.find("a/b")).toBeUndefined();
  expect(["", "a", "a/b", "a/b/c.py", "b.py"].map((path) => tree.hasFolder(path))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(tree.files().map((one) => one.relative)).toEqual(["a/b/c.py", "b.py"]);
});

test("two files for one path are refused", () => {
  expect(() => listedTree(facts, [file("a.py"), file("a.py")])).toThrow("lib has two files for a.py");
});
