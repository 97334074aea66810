// mpy deploy: builds the project and brings the board to it.

import { Board } from "../../device/board.ts";
import { executeDeploy, planDeploy } from "../../device/deploy.ts";
import type { DeployPlan } from "../../device/deploy.ts";
import { describeBoard } from "../../device/facts.ts";
import { filesOf } from "../../device/files/board-files.ts";
import { printableText } from "../../diagnostics/printable.ts";
import { restart } from "../../device/restart.ts";
import { summaryText } from "../../node/device-loop.ts";
import { openPort } from "../../node/ports/open-port.ts";
import { ProgressLine } from "../progress-line.ts";
import { UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { askPassword, DEVICE_HELP, DEVICE_OPTIONS, deviceSettings } from "./device-options.ts";
import { deployFiles } from "../../engine/deployable.ts";
import { buildProject, tellFindings } from "./project-build.ts";
import { PROJECT_HELP, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";

export const command: Command = {
  help: `[options]

Builds the project and compares it with the board by hash. Sends what differs, removes files of earlier deploys that are gone from
the project, touches nothing else, and starts the program.

  -n, --dry-run         says what would be done, and changes nothing
${DEVICE_HELP}${PROJECT_HELP}`,
  options: { ...PROJECT_OPTIONS, ...DEVICE_OPTIONS, "dry-run": { type: "boolean", short: "n" } },
  async run(call) {
    if (call.files.length > 0) throw new UsageError(`${call.files[0]}: files are named in the project's options`);
    const options = await projectOptions(call);
    const settings = deviceSettings(call, options.deployTo);
    const { snapshot } = buildProject(options);
    if (tellFindings(snapshot)) return 1;
    const files = deployFiles(snapshot);
    const board = new Board(await openPort(settings.port, { ...settings, password: askPassword }));
    try {
      const name = describeBoard(await board.facts());
      if (!call.json) call.print(printableText(`${board.port.name}: ${name}\n`));
      const store = filesOf(board, settings.transfer);
      const plan = await planDeploy(store, files);
      if (call.flag("dry-run")) {
        tellPlan(call, plan);
        return 0;
      }
      const progress = ProgressLine.onTerminal();
      const summary = await executeDeploy(store, plan, files, {
        onProgress: ({ path, sent, total }) =>
          progress?.step(`${Math.floor((100 * sent) / Math.max(total, 1))} % ${path}`),
      });
      progress?.clear();
      await restart(board, settings.reset ?? "soft");
      if (call.json) call.printJson({ board: name, port: board.port.name, ...summary });
      else {
        for (const note of summary.notes) process.stderr.write(printableText(`warning: ${note}\n`));
        call.print(`${summaryText(summary)}\n`);
      }
      return 0;
    } finally {
      await board.close();
    }
  },
};

function tellPlan(call: Call, { write, remove, same, notes }: DeployPlan): void {
  const send = write.map(({ file, replaces }) => ({
    path: file.path,
    size: file.bytes.length,
    isNew: replaces === undefined,
  }));
  if (call.json) {
    call.printJson({ send, remove, same, notes });
    return;
  }
  for (const { path, size, isNew } of send)
    call.print(printableText(`${isNew ? "add    " : "replace"} ${path} (${size} bytes)\n`));
  for (const path of remove) call.print(printableText(`remove  ${path}\n`));
  for (const note of notes) process.stderr.write(printableText(`warning: ${note}\n`));
  call.print(`${send.length} to send, ${remove.length} to remove, ${same} unchanged\n`);
}
