// The files that are made from the schema of the options are current. `npm run options` makes them.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { madeFiles } from "../../scripts/options/made.ts";

test.each(Object.entries(madeFiles()))("%s", (file, text) => {
  expect(readFileSync(file, "utf8")).toBe(text);
});
