// Loads the code for boards on demand: VitePress preloads the imports of a page, and few visitors have a board.

import type { runOnBoard } from "./board-run.ts";

/** Loads the code for boards, and runs a program there: see {@link runOnBoard}. */
export async function sendToBoard(...program: Parameters<typeof runOnBoard>): Promise<string> {
  const board = await import("./board-run.ts");
  return board.runOnBoard(...program);
}
