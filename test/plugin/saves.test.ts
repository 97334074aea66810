// Random saves in quick succession (scripts/saves): the final output of a dev server or watcher equals a fresh build.

import { expect, test } from "vitest";
import { runSaves } from "../../scripts/saves/run.ts";
import { TOOLS } from "../../scripts/saves/tools.ts";

test.each(Object.keys(TOOLS))("%s ends with the flash of a build", { timeout: 180_000 }, async (tool) => {
  const checkpoints = await runSaves({ tool, saves: 120, every: 30, seed: 20_261_127, build: TOOLS[tool]!.build });
  expect(checkpoints).toHaveLength(4);
});
