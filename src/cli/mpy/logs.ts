// mpy logs: prints the output of the board's program. It does not stop or start the program. If vite dev or mpy dev has
// the port open, it gets the output from them.

import { mappedText, TracebackMapper } from "../../device/mapped-traceback.ts";
import { OutputReader } from "../../device/output.ts";
import { printableText } from "../../diagnostics/printable.ts";
import { openPort } from "../../node/ports/open-port.ts";
import { listenToOwner } from "../../node/ports/port-hub.ts";
import { UsageError } from "./command.ts";
import type { Command } from "./command.ts";
import { askPassword, DEVICE_HELP, DEVICE_OPTIONS, deviceSettings } from "./device-options.ts";
import { tracedProject } from "../../engine/deployable.ts";
import { buildProject } from "./project-build.ts";
import { configHere, PROJECT_HELP, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";
import { noNames } from "../messages.ts";

export const command: Command = {
  help: `[options]

Prints the output of the board's program, until Ctrl-C or until the board disconnects. In a project, tracebacks name its sources.
While vite dev or mpy dev have the port open, the output comes from them.

${DEVICE_HELP}${PROJECT_HELP}`,
  options: { ...PROJECT_OPTIONS, ...DEVICE_OPTIONS },
  async run(call) {
    if (call.files.length > 0) throw new UsageError(noNames(call.files[0]!));
    const isProject = call.text("config") !== undefined || configHere() !== undefined;
    const options = isProject ? await projectOptions(call) : undefined;
    const mapper = new TracebackMapper(
      options ? tracedProject(buildProject(options).snapshot, options.root) : { modules: [], read: () => undefined },
    );
    const reader = new OutputReader({
      onText: (text) => call.print(text),
      onTraceback: (traceback) => call.print(printableText(mappedText(mapper.map(traceback)))),
    });
    const settings = deviceSettings(call, options?.deployTo);
    let end: (reason: string) => void = () => {};
    const ended = new Promise<string>((resolve) => (end = resolve));
    process.once("SIGINT", () => end(""));
    const owner = await listenToOwner(settings.port);
    let close: () => unknown;
    if (owner) {
      process.stderr.write(
        printableText(`${settings.port}: ${owner.owner.title} (process ${owner.owner.pid}) forwards its output\n`),
      );
      owner.listen(
        (bytes) => reader.push(bytes),
        () => end(`${owner.owner.title} has ended`),
      );
      close = () => owner.close();
    } else {
      const port = await openPort(settings.port, { ...settings, password: askPassword });
      port.onData((bytes) => reader.push(bytes));
      port.onClose((reason) => end(reason?.message ?? ""));
      close = () => port.close();
    }
    const reason = await ended;
    await close();
    reader.end();
    if (reason !== "") process.stderr.write(printableText(`${settings.port}: ${reason}\n`));
    return reason === "" ? 0 : 1;
  },
};
