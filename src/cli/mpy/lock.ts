// mpy lock: the lock file of a project made anew from what it uses now, or checked.

import { FlashBuild } from "../../build/flash-build.ts";
import { NO_IMPORTS } from "../../build/imported-python.ts";
import { lockPlace } from "../../build/lock-option.ts";
import { checkLockFile, isLockCurrent, renewLockFile } from "../../node/lock-file.ts";
import { relativePath } from "../../project/paths.ts";
import { problemText } from "../../project/problem.ts";
import { CommandError } from "./command.ts";
import type { Command } from "./command.ts";
import { PROJECT_HELP, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";

export const command: Command = {
  help: `[options]

Makes the project's lock file anew: SHA-256 of every file that its build takes from libraries and from outside of its folder. What
nothing uses any more is dropped. (Modules that only JavaScript imports are not known here; the next build adds them.)

      --check           changes nothing; exits with 1 if the lock file is not what it would become
${PROJECT_HELP}`,
  options: { ...PROJECT_OPTIONS, check: { type: "boolean" } },
  async run(call) {
    const options = await projectOptions(call);
    const place = options.lock ?? lockPlace(options.root);
    const snapshot = new FlashBuild({ ...options, lock: undefined }).snapshot(NO_IMPORTS);
    const outside = snapshot.outside();
    if (snapshot.problems.length > 0) throw new CommandError(snapshot.problems.map(problemText).join("\n\n"));
    const name = relativePath(options.root, place.file);
    const libraries = new Set(outside.map(({ library }) => library)).size;
    if (call.flag("check")) {
      const found = checkLockFile(outside, { ...place, frozen: true });
      if (found.length > 0) throw new CommandError(found.map(problemText).join("\n\n"));
      if (!isLockCurrent(outside, place)) throw new CommandError(`${name} has entries that nothing uses: mpy lock`);
    }
    const isChanged = !call.flag("check") && renewLockFile(outside, place);
    if (call.json) call.printJson({ lock: name, libraries, files: outside.length, changed: isChanged });
    else call.print(`${name}: ${counted(outside.length, libraries)}, ${isChanged ? "renewed" : "as it was"}\n`);
    return 0;
  },
};

function counted(files: number, libraries: number): string {
  return `${files} ${files === 1 ? "file" : "files"} of ${libraries} ${libraries === 1 ? "library" : "libraries"}`;
}
