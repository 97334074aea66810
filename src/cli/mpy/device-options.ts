// Options of the commands that talk to a board. Their defaults come from the project's option `device`.

import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { DeviceError } from "../../device/errors.ts";
import type { DeviceSettings } from "../../node/device-loop.ts";
import { ADDRESS_FORMS } from "../../node/ports/open-port.ts";
import type { Call, OptionTable } from "./command.ts";
import { PASSWORD_NEEDED } from "../messages.ts";

export const DEVICE_OPTIONS: OptionTable = {
  port: { type: "string", short: "p" },
  baud: { type: "string" },
  dtr: { type: "string" },
  rts: { type: "string" },
  reset: { type: "string" },
  transfer: { type: "string" },
};

export const DEVICE_HELP: string = `  -p, --port PORT       the board: ${ADDRESS_FORMS}
                        (default: the project's option device, else auto: the only one that is plugged in). The password
                        of WebREPL or the web workflow is read from MPY_PASSWORD, or asked for.
      --baud RATE       baud rate of a serial port (default: 115200)
      --dtr on|off      the DTR line after opening; it may reset boards with an ESP chip
      --rts on|off      the RTS line after opening
      --reset HOW       how the program is restarted: soft, hard (RTS or machine.reset()) or none (default: soft)
      --transfer HOW    encoding of files: binary, base64 or literal (default: the fastest that the board has)
`;

const SWITCH = { on: true, off: false } as const;

/** The board that a command is for. */
export function deviceSettings(
  call: Call,
  project: (Partial<DeviceSettings> & { afterBuild?: boolean }) | undefined = {},
): DeviceSettings {
  const { afterBuild: _, ...configured } = project;
  const line = (name: string): boolean | undefined => {
    const value = call.choice(name, ["on", "off"]);
    return value && SWITCH[value];
  };
  const given: Partial<DeviceSettings> = {
    port: call.text("port"),
    baudRate: call.number("baud"),
    dtr: line("dtr"),
    rts: line("rts"),
    reset: call.choice("reset", ["soft", "hard", "none"]),
    transfer: call.choice("transfer", ["binary", "base64", "literal"]),
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { port: "auto", ...configured, ...set };
}

/** The password from the environment, or typed by the user without echo. */
export async function askPassword(): Promise<string> {
  const known = process.env["MPY_PASSWORD"];
  if (known !== undefined) return known;
  if (!process.stdin.isTTY) throw new DeviceError("password", PASSWORD_NEEDED);
  process.stderr.write("Password of the board: ");
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question("");
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
