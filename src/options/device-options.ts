// The option `device`: the board that a dev server or a watch build deploys to.

import type { ResetStrategy } from "../device/restart.ts";
import type { TransferWay } from "../device/files/board-files.ts";

/** A board and how to talk to it. Passwords do not belong here: they are taken from the variable MPY_PASSWORD. */
export interface DeviceOptions {
  /**
   * The board: "auto" for the one that is plugged in, a serial port ("/dev/ttyACM0", "COM3"), or a URL
   * ("socket://host:port", "rfc2217://host:port", "ws://host:8266" for WebREPL, "http://host" for CircuitPython's web workflow).
   * @default "auto"
   */
  port?: string;
  /**
   * Speed of a serial line in baud. Boards with USB of their own do not care.
   * @default 115200
   */
  baudRate?: number;
  /**
   * The DTR line after opening. Boards with an ESP chip may reset on it.
   * @default as the system sets it
   */
  dtr?: boolean;
  /**
   * The RTS line after opening, likewise.
   * @default as the system sets it
   */
  rts?: boolean;
  /**
   * How the program is started after a deploy: a soft reset (Ctrl-D), a hard one (the RTS line, else machine.reset()), or not.
   * @default "soft"
   */
  reset?: ResetStrategy;
  /**
   * How files travel, for boards on which the best way that they seem to have does not work.
   * @default the best that the board has
   */
  transfer?: TransferWay;
  /**
   * What a change does to the program that runs: "swap" replaces the changed modules in it where every call then answers as after a
   * fresh start, and keeps its state; "reset" always starts it anew. With `optimize: "size"` every change starts it anew.
   * @default "swap"
   */
  onChange?: "swap" | "reset";
  /**
   * Starts main.py together with a small agent, so that a program that uses asyncio goes on while files are sent and modules are
   * swapped; it stands still for as long as bytes arrive. The agent reads standard input, so the program must not. Without asyncio, with
   * a hard reset, or where the agent does not get its turn within half a second, the program is stopped, as without the agent.
   * @default false
   */
  agent?: boolean;
  /**
   * Deploys after every build, too, not only in the dev server and in watch builds.
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
