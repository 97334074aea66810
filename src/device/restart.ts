// How a board's program is started anew.

import type { Board } from "./board.ts";

/**
 * How the program starts after a deploy: "soft" reboots the interpreter (Ctrl-D), "hard" resets the chip, by the RTS line where
 * the port has one and else by machine.reset(), "none" leaves the board in the REPL.
 */
export type ResetStrategy = "soft" | "hard" | "none";

/** How long RTS holds an ESP chip in reset, as esptool does, in milliseconds. */
const PULSE_MS = 100;

/**
 * Starts boot.py and main.py; with `agent`, so that code of the host can run beside main.py. After a hard reset a board with USB of its
 * own is gone for a moment, and main.py has no agent.
 */
export async function restart(board: Board, strategy: ResetStrategy, agent = false): Promise<void> {
  if (strategy === "none") return;
  if (strategy === "soft") return agent ? board.restartWithAgent() : board.restart();
  const { setSignals } = board.port;
  if (!setSignals) return board.leaveWith("import machine\nmachine.reset()");
  await board.release();
  await setSignals({ dtr: false, rts: true });
  await new Promise((resolve) => setTimeout(resolve, PULSE_MS));
  await setSignals({ dtr: false, rts: false });
}
