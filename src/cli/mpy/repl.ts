// mpy repl: opens the board's prompt in this terminal. No other command passes the board's control sequences to the
// terminal.

import { openPort } from "../../node/ports/open-port.ts";
import { ownerOf } from "../../node/ports/port-hub.ts";
import { deviceErrors } from "../../device/errors.ts";
import { UsageError } from "./command.ts";
import type { Command } from "./command.ts";
import { askPassword, DEVICE_HELP, DEVICE_OPTIONS, deviceSettings } from "./device-options.ts";
import { noNames } from "../messages.ts";

/** Ctrl-], as in mpremote and telnet. */
const EXIT = 0x1d;

export const command: Command = {
  help: `[options]

Connects this terminal with the board's prompt. Ctrl-] ends the connection. All other keys go to the board: Ctrl-C stops the program,
Ctrl-D restarts it.

${DEVICE_HELP}`,
  options: DEVICE_OPTIONS,
  async run(call) {
    if (call.files.length > 0) throw new UsageError(noNames(call.files[0]!));
    const settings = deviceSettings(call);
    const owner = await ownerOf(settings.port);
    if (owner) throw deviceErrors.owned(settings.port, owner.title, owner.pid);
    const port = await openPort(settings.port, { ...settings, password: askPassword });
    const { stdin, stdout } = process;
    let end: (code: number) => void = () => {};
    const ended = new Promise<number>((resolve) => (end = resolve));
    port.onData((bytes) => stdout.write(bytes));
    port.onClose((reason) => {
      if (reason) process.stderr.write(`\n${settings.port}: ${reason.message}\n`);
      end(reason ? 1 : 0);
    });
    process.stderr.write(`${port.name}: Ctrl-] ends\n`);
    if (stdin.isTTY) stdin.setRawMode(true);
    const onKeys = (keys: Buffer): void => {
      const at = keys.indexOf(EXIT);
      const sent = at < 0 ? keys : keys.subarray(0, at);
      if (sent.length > 0) port.write(sent).catch(() => end(1));
      if (at >= 0) end(0);
    };
    stdin.on("data", onKeys);
    // Without a terminal the input ends, and the board may still answer it.
    stdin.on("end", () => setTimeout(() => end(0), ANSWER_MS));
    // Makes the board print its prompt.
    await port.write(Uint8Array.of(0x0d));
    const code = await ended;
    stdin.off("data", onKeys);
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
    await port.close();
    return code;
  },
};

/** Time for the board to answer the last input, in milliseconds. */
const ANSWER_MS = 500;
