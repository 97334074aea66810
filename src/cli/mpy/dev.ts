// mpy dev: deploys a project, prints the board's output, and deploys every change.

import { watch } from "chokidar";
import type { FlashSnapshot } from "../../engine/snapshot.ts";
import { NO_IMPORTS } from "../../engine/imported-python.ts";
import { DeviceLoop } from "../../node/device-loop.ts";
import { SourceWatcher } from "../../node/source-watcher.ts";
import { UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { askPassword, DEVICE_HELP, DEVICE_OPTIONS, deviceSettings } from "./device-options.ts";
import { deployFiles, tracedProject } from "../../engine/deployable.ts";
import { KEYS_HELP, listenToKeys } from "./keys.ts";
import { buildProject, printFindings } from "./project-build.ts";
import { PROJECT_HELP, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";
import { namesAreInOptions } from "../messages.ts";

/** Delay from a change to the build, in milliseconds: one save may cause several events. */
const SETTLE_MS = 25;

/** The flag, if given. Otherwise the project's option applies. */
function onChange(call: Call): { onChange?: "swap" | "reset" } {
  const given = call.choice("on-change", ["swap", "reset"]);
  return given === undefined ? {} : { onChange: given };
}

export const command: Command = {
  help: `[options]

Builds and deploys the project, prints the board's output, and repeats this after every change, until Ctrl-C. If the project has
mistakes, the board is not changed.

${KEYS_HELP}
      --on-change HOW   swap: replaces changed modules in the running program, which keeps its state, if every call then gives the
                        result of a fresh start; reset: always restarts the program (default: swap)
      --agent           starts main.py with a small agent: a program that uses asyncio continues while files are sent
${DEVICE_HELP}${PROJECT_HELP}`,
  options: { ...PROJECT_OPTIONS, ...DEVICE_OPTIONS, "on-change": { type: "string" }, agent: { type: "boolean" } },
  async run(call) {
    if (call.files.length > 0) throw new UsageError(namesAreInOptions(call.files[0]!));
    const options = await projectOptions(call);
    const tell = (text: string): boolean => process.stderr.write(`${text}\n`);
    const loop = new DeviceLoop(
      { ...deviceSettings(call, options.deployTo), ...onChange(call), ...(call.flag("agent") && { agent: true }) },
      "mpy dev",
      {
        info: tell,
        warn: (text) => tell(`warning: ${text}`),
        line: (text) => call.print(`${text}\n`),
        traceback: (_, text) => call.print(text),
        started: () => tell("-- started --"),
      },
      askPassword,
    );
    const { build, snapshot } = buildProject(options);
    const take = (now: FlashSnapshot): void => {
      if (!printFindings(now)) loop.deploy(deployFiles(now), tracedProject(now, options.root));
    };
    take(snapshot);
    const { trees } = build.python;
    const questions = {
      matters: (file: string) => build.inputs.concerns(file),
      isPart: (file: string) => build.inputs.isPart(file),
      isSeen: () => false,
      hasChanged: () => true,
    };
    const paths = (): string[] => [...trees.folders, ...build.inputs.watched()];
    const sources = new SourceWatcher(questions, paths());
    const trigger = watch(sources.trigger, { ignoreInitial: true });
    let queued: NodeJS.Timeout | undefined;
    trigger.on("all", () => {
      clearTimeout(queued);
      queued = setTimeout(() => {
        take(build.snapshot(NO_IMPORTS));
        sources.follow(paths());
      }, SETTLE_MS);
    });
    let end: () => void = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    const stopKeys = listenToKeys(loop, end);
    await ended;
    stopKeys();
    clearTimeout(queued);
    await trigger.close();
    await sources.close();
    await loop.close();
    return 0;
  },
};
