// The option `device`: the board that a dev server or a watch build deploys to.

import type { ResetStrategy } from "../device/restart.ts";
import type { TransferWay } from "../device/files/board-files.ts";

/** A board and how to talk to it. A password is read from the environment variable MPY_PASSWORD. */
export interface DeviceOptions {
  /**
   * The board: "auto" for the one that is plugged in, a serial port ("/dev/ttyACM0", "COM3"), or a URL
   * ("socket://host:port", "rfc2217://host:port", "ws://host:8266" for WebREPL, "http://host" for CircuitPython's web workflow).
   * @default "auto"
   */
  port?: string;
  /**
   * Speed of a serial line in baud. Boards with native USB ignore it.
   * @default 115200
   */
  baudRate?: number;
  /**
   * The DTR line after opening. Boards with an ESP chip may reset on it.
   * @default as the system sets it
   */
  dtr?: boolean;
  /**
   * The RTS line after opening. Boards with an ESP chip may reset on it.
   * @default as the system sets it
   */
  rts?: boolean;
  /**
   * How the program is restarted after a deploy: "soft" (Ctrl-D), "hard" (the RTS line, else machine.reset()), or
   * "none".
   * @default "soft"
   */
  reset?: ResetStrategy;
  /**
   * How files are transferred. Set it for boards on which the default does not work.
   * @default the fastest way that the board offers
   */
  transfer?: TransferWay;
  /**
   * What a change does to the running program: "swap" replaces the changed modules and keeps the program's state, if
   * the result is the same as after a restart; "reset" always restarts the program. With `optimize: "size"` every
   * change restarts it.
   * @default "swap"
   */
  onChange?: "swap" | "reset";
  /**
   * Starts main.py together with a small agent, so that a program with asyncio keeps running while files are sent and
   * modules are swapped. The program pauses while bytes arrive. The agent reads standard input, so the program must
   * not. Without asyncio, after a hard reset, or if the agent does not answer within half a second, the program is
   * stopped, as without the agent.
   * @default false
   */
  agent?: boolean;
  /**
   * Deploys after every build. By default only the dev server and watch builds deploy.
   * @default false
   */
  afterBuild?: boolean;
}

/** The option with its defaults. */
export interface ResolvedDevice extends DeviceOptions {
  readonly port: string;
  readonly afterBuild: boolean;
}

/** True is "auto". */
export function resolveDevice(device: boolean | string | DeviceOptions | undefined): ResolvedDevice | undefined {
  if (device === undefined || device === false) return undefined;
  if (device === true) return { port: "auto", afterBuild: false };
  if (typeof device === "string") return { port: device, afterBuild: false };
  return { ...device, port: device.port ?? "auto", afterBuild: device.afterBuild ?? false };
}
