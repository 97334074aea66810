// Random saves in quick succession (scripts/saves): what a dev server or a watcher ends with is what a fresh build makes.

import { expect, test } from "vitest";
import { runSaves } from "../../scripts/saves/run.ts";
import { TOOLS } from "../../scripts/saves/tools.ts";

test.each(Object.keys(TOOLS))("%s ends with the flash of a build", { timeout: 180_000 }, async (tool) => {
  const checkpoints = await runSaves({ tool, saves: 120, every: 30, seed: 20_261_127, build: TOOLS[tool]!.build });
  expect(checkpoints).toHaveLength(4);
});
