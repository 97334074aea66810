// The number of files that one manifest looks at is bounded.

import { expect, test } from "vitest";
import { boundedHost } from "../../../src/project/manifest-py/bounded-host.ts";
import { memoryHost } from "./memory-host.ts";

test("a host whose folders hold more than the bound", () => {
  const host = boundedHost(memoryHost({ "/a/x.py": "", "/a/y.py": "", "/b/z.py": "" }), 6);
  expect(host.list("/a")).toHaveLength(2);
  expect(host.list("/b")).toHaveLength(1);
  expect(() => host.list("/b")).toThrow("looks through more than 6 files, at last in /b");
});
