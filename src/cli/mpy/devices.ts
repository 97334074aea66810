// mpy devices: lists the boards that are plugged in. It does not talk to them, because that would stop their programs.

import { listPorts } from "../../node/ports/list-ports.ts";
import { ownerOf } from "../../node/ports/port-hub.ts";
import { printableText } from "../../diagnostics/printable.ts";
import { UsageError } from "./command.ts";
import type { Command } from "./command.ts";
import { noNames } from "../messages.ts";

export const command: Command = {
  help: `[options]

Lists the serial ports on USB: path, USB ids, the board's own name, and the process that has the port open.
`,
  options: {},
  async run(call) {
    if (call.files.length > 0) throw new UsageError(noNames(call.files[0]!));
    const ports = await Promise.all(
      (await listPorts()).map(async (port) => ({ ...port, owner: (await ownerOf(port.path)) ?? null })),
    );
    if (call.json) call.printJson(ports);
    else if (ports.length === 0) call.print("no board is plugged in\n");
    for (const { path, vendorId, productId, manufacturer, product, owner } of call.json ? [] : ports) {
      const name = [manufacturer, product].filter((part) => part !== undefined).join(" ");
      const held = owner ? `  in use by ${owner.title} (process ${owner.pid})` : "";
      call.print(printableText(`${path}  ${vendorId ?? "????"}:${productId ?? "????"}  ${name}${held}`) + "\n");
    }
    return 0;
  },
};
