// mpy lock: updates a project's lock file from the files that it uses now, or checks it.

import { FlashBuild } from "../../engine/flash-build.ts";
import { NO_IMPORTS } from "../../engine/imported-python.ts";
import { outsideFiles } from "../../engine/outside-files.ts";
import { lockPlace } from "../../options/lock-option.ts";
import { checkLockFile, isLockCurrent, lockedFiles, renewLockFile } from "../../node/lock-file.ts";
import type { LockPlace } from "../../node/lock-file.ts";
import { join } from "../../project/graph/device-files.ts";
import type { PlacedFile } from "../../project/graph/device-files.ts";
import type { OutsideFile } from "../../project/lock/lock.ts";
import { relativePath } from "../../project/paths.ts";
import { problemText } from "../../project/problem.ts";
import { CommandError } from "./command.ts";
import type { Command } from "./command.ts";
import { FLAGS_NOTE, PROJECT_FLAGS, PROJECT_HELP, projectOptions } from "./project-options.ts";
import { staleLock } from "../messages.ts";

export const command: Command = {
  help: `[options]

Updates the project's lock file: the SHA-256 of every file that the build takes from libraries and from outside the project's folder.
Entries of files that no library has any more are removed. Files that only JavaScript imports keep their entries; builds add new ones.

${FLAGS_NOTE}
      --check           changes nothing; the exit code is 1 if the lock file is out of date
${PROJECT_HELP}`,
  options: { ...PROJECT_FLAGS, check: { type: "boolean" } },
  async run(call) {
    const options = await projectOptions(call);
    const place = options.lock ?? lockPlace(options.root);
    const build = new FlashBuild({ ...options, lock: undefined });
    const snapshot = build.snapshot(NO_IMPORTS);
    const used = snapshot.outside();
    const outside = [...used, ...stillProvided(place, used, build)];
    if (snapshot.problems.length > 0) throw new CommandError(snapshot.problems.map(problemText).join("\n\n"));
    const name = relativePath(options.root, place.file);
    const libraries = new Set(outside.map(({ library }) => library)).size;
    if (call.flag("check")) {
      const found = checkLockFile(outside, { ...place, frozen: true });
      if (found.length > 0) throw new CommandError(found.map(problemText).join("\n\n"));
      if (!isLockCurrent(outside, place)) throw new CommandError(staleLock(name));
    }
    const isChanged = !call.flag("check") && renewLockFile(outside, place);
    if (call.json) call.printJson({ lock: name, libraries, files: outside.length, changed: isChanged });
    else call.print(`${name}: ${counted(outside.length, libraries)}, ${isChanged ? "updated" : "unchanged"}\n`);
    return 0;
  },
};

/**
 * Files with an entry that this build does not use, but a bundler's build may: files that JavaScript imports or another
 * configuration of the project uses. They stay as long as their library has them.
 */
function stillProvided(place: LockPlace, used: readonly OutsideFile[], { python, options }: FlashBuild): OutsideFile[] {
  const known = new Set(used.map(({ library, path }) => `${library} ${path}`));
  const others = lockedFiles(place).filter(({ library, path }) => !known.has(`${library} ${path}`));
  const placed = others.flatMap(({ library, path }): PlacedFile[] => {
    for (const tree of python.trees.all) {
      const file = tree.name === library ? tree.find(path) : undefined;
      if (file) return [{ path: join(tree.to, path), tree, file }];
    }
    return [];
  });
  return outsideFiles(placed, [], python, options.root);
}

function counted(files: number, libraries: number): string {
  return `${files} ${files === 1 ? "file" : "files"} of ${libraries} ${libraries === 1 ? "library" : "libraries"}`;
}
