// mpy deploy: builds the project and updates the board's files.

import { Board } from "../../device/board.ts";
import { executeDeploy, planDeploy } from "../../device/deploy.ts";
import type { DeployFile, DeployPlan, DeploySummary } from "../../device/deploy.ts";
import { describeBoard } from "../../device/facts.ts";
import { filesOf } from "../../device/files/board-files.ts";
import type { FileStore } from "../../device/files/store.ts";
import { printableText } from "../../diagnostics/printable.ts";
import { restart } from "../../device/restart.ts";
import { summaryText } from "../../node/device-loop.ts";
import { DriveFiles } from "../../node/drive-files.ts";
import { openPort } from "../../node/ports/open-port.ts";
import { ProgressLine } from "../progress-line.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { askPassword, DEVICE_HELP, DEVICE_OPTIONS, deviceSettings } from "./device-options.ts";
import { deployFiles } from "../../engine/deployable.ts";
import { buildProject, printFindings } from "./project-build.ts";
import { PROJECT_HELP, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";
import { number } from "../../project/report/number.ts";
import { namesAreInOptions } from "../messages.ts";

export const command: Command = {
  help: `[options]

Builds the project, compares it with the board by hash, sends files that differ, removes files of earlier deploys that the project
no longer has, and starts the program. Other files on the board are left alone.

  -n, --dry-run         prints what would be done, and changes nothing
      --drive DIR       copies to a mounted drive of CircuitPython (CIRCUITPY) instead; the board reloads by itself
${DEVICE_HELP}${PROJECT_HELP}`,
  options: {
    ...PROJECT_OPTIONS,
    ...DEVICE_OPTIONS,
    "dry-run": { type: "boolean", short: "n" },
    drive: { type: "string" },
  },
  async run(call) {
    if (call.files.length > 0) throw new UsageError(namesAreInOptions(call.files[0]!));
    const options = await projectOptions(call);
    const drive = call.text("drive");
    // wrong options are reported before the build
    const bring = drive === undefined ? toBoard(call, deviceSettings(call, options.deployTo)) : toDrive(call, drive);
    const { snapshot } = buildProject(options);
    if (printFindings(snapshot)) return 1;
    await bring(deployFiles(snapshot));
    return 0;
  },
};

type Update = (files: readonly DeployFile[]) => Promise<void>;

function toBoard(call: Call, settings: ReturnType<typeof deviceSettings>): Update {
  return async (files) => {
    const board = new Board(await openPort(settings.port, { ...settings, password: askPassword }));
    try {
      const name = describeBoard(await board.facts());
      printTarget(call, board.port.name, name);
      const summary = await updateStore(call, filesOf(board, settings.transfer), files);
      if (summary === undefined) return;
      await restart(board, settings.reset ?? "soft");
      printSummary(call, { board: name, port: board.port.name, ...summary });
    } finally {
      await board.close();
    }
  };
}

function toDrive(call: Call, drive: string): Update {
  const store = openDrive(drive);
  return async (files) => {
    printTarget(call, drive, store.description);
    const summary = await updateStore(call, store, files);
    if (summary !== undefined) printSummary(call, { board: store.description, drive, ...summary });
  };
}

function openDrive(folder: string): DriveFiles {
  try {
    return new DriveFiles(folder);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

function printTarget(call: Call, place: string, name: string): void {
  if (!call.json) call.print(printableText(`${place}: ${name}\n`));
}

/** Updates the store to these files; undefined with --dry-run. */
async function updateStore(
  call: Call,
  store: FileStore,
  files: readonly DeployFile[],
): Promise<DeploySummary | undefined> {
  const plan = await planDeploy(store, files);
  if (call.flag("dry-run")) {
    printPlan(call, plan);
    return undefined;
  }
  const progress = ProgressLine.onTerminal();
  const summary = await executeDeploy(store, plan, files, {
    onProgress: ({ path, sent, total }) => progress?.step(`${Math.floor((100 * sent) / Math.max(total, 1))} % ${path}`),
  });
  progress?.clear();
  return summary;
}

function printSummary(call: Call, summary: DeploySummary & { board: string; port?: string; drive?: string }): void {
  if (call.json) {
    call.printJson(summary);
    return;
  }
  for (const note of summary.notes) process.stderr.write(printableText(`warning: ${note}\n`));
  call.print(`${summaryText(summary)}\n`);
}

function printPlan(call: Call, { write, remove, same, notes }: DeployPlan): void {
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
    call.print(printableText(`${isNew ? "add    " : "replace"} ${path} (${number(size)} bytes)\n`));
  for (const path of remove) call.print(printableText(`remove  ${path}\n`));
  for (const note of notes) process.stderr.write(printableText(`warning: ${note}\n`));
  call.print(`${send.length} to send, ${remove.length} to remove, ${same} unchanged\n`);
}
