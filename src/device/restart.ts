// Restarts a board's program.

import type { Board } from "./board.ts";

/**
 * How the program is restarted after a deploy: "soft" reboots the interpreter (Ctrl-D), "hard" resets the chip (by the
 * RTS line if the port has one, else by machine.reset()), "none" leaves the board in the REPL.
 */
export type ResetStrategy = "soft" | "hard" | "none";

/** Length of the reset pulse on RTS in milliseconds, as in esptool. */
const PULSE_MS = 100;

/**
 * Starts boot.py and main.py; with `agent`, code of the host can run beside main.py. After a hard reset main.py has no
 * agent, and a board with native USB disconnects for a moment.
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
