// The keys of mpy dev.

import type { DeviceLoop } from "../../node/device-loop.ts";

export const KEYS_HELP = `Keys: r starts the program anew, d deploys everything again, p lets the port go or takes it again, q ends.
`;

const CTRL_C = "\u0003";

/** Listens to keys in a terminal; gives what ends it. */
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
