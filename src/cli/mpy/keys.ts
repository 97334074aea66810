// The keys of mpy dev.

import type { DeviceLoop } from "../../node/device-loop.ts";

export const KEYS_HELP = `Keys: r restarts the program, d deploys all files again, p releases the port or opens it again, q quits.
`;

const CTRL_C = "\u0003";

/** Listens to keys in a terminal. Returns a function that stops listening. */
export function listenToKeys(loop: DeviceLoop, quit: () => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const actions: Readonly<Record<string, () => unknown>> = {
    r: () => loop.restart(),
    d: () => loop.deployAll(),
    p: () => loop.togglePause(),
    q: quit,
    [CTRL_C]: quit,
  };
  const onKey = (key: Buffer): unknown => actions[key.toString()]?.();
  stdin.setRawMode(true);
  stdin.on("data", onKey);
  return () => {
    stdin.off("data", onKey);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
