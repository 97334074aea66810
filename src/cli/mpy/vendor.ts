// mpy vendor: fetches the mip packages that a project's option libraries names into the project.

import { Disk } from "../../node/disk.ts";
import { requestOf } from "../../node/libraries/mip.ts";
import type { MipLibrary } from "../../node/libraries/mip.ts";
import { checkLockFile } from "../../node/lock-file.ts";
import { lockPlace } from "../../options/lock-option.ts";
import { Memo } from "../../project/memo.ts";
import { COPIES_FOLDER } from "../../project/mip/sources.ts";
import { problemText } from "../../project/problem.ts";
import { CommandError } from "./command.ts";
import type { Command } from "./command.ts";
import { fetchPackages, INDEX_HELP, INDEX_OPTIONS, lockedFiles } from "./install.ts";
import { PROJECT_FLAGS, PROJECT_HELP, projectOptions } from "./project-options.ts";

export const command: Command = {
  help: `[options]

Fetches the mip packages of the project's option libraries into its folder ${COPIES_FOLDER}, except those with an index, a vendored copy
or a folder of their own. If a file differs from the lock file, this is an error and nothing is written; mpy install fetches newer versions.

${INDEX_HELP}${PROJECT_HELP}`,
  options: { ...PROJECT_FLAGS, ...INDEX_OPTIONS },
  async run(call) {
    const { root, libraries, lock } = await projectOptions(call);
    const disk = new Disk(new Memo(), undefined);
    const packages = libraries
      .filter((one): one is MipLibrary => typeof one === "object" && "mip" in one)
      .filter(({ index, vendor }) => index === undefined && vendor === undefined)
      .map((library) => ({ name: library.mip, request: requestOf(library, { root, disk }) }))
      .filter(({ request }) => !("packageJson" in request));
    const fetched = await fetchPackages(
      packages.map(({ request }) => request),
      root,
      call,
    );
    const used = fetched.installs.flatMap((one, at) => lockedFiles(packages[at]!.name, one));
    const problems = checkLockFile(used, lock ?? lockPlace(root));
    if (problems.length > 0) throw new CommandError(problems.map(problemText).join("\n\n"));
    const changed = fetched.write();
    const { installs } = fetched;
    const names = packages.map(({ name }, at) => ({ name, version: installs[at]!.version ?? null }));
    if (call.json) call.printJson({ folder: COPIES_FOLDER, changed, packages: names });
    else
      call.print(
        `${COPIES_FOLDER}: ${packages.length} ${packages.length === 1 ? "package" : "packages"}, ${changed} files new\n`,
      );
    return 0;
  },
};
