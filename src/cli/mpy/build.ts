// mpy build: builds the flash of a project without a bundler, for projects without a web page and for scripts.

import { join, relative, resolve } from "node:path";
import { writeFlash } from "../../engine/write-flash.ts";
import { BuildReport } from "../../engine/build-report.ts";
import { checkOutputFolder } from "../../engine/output-check.ts";
import { problemText } from "../../project/problem.ts";
import { paintedSizes } from "../colours.ts";
import { UsageError } from "./command.ts";
import type { Command } from "./command.ts";
import { buildProject, printFindings } from "./project-build.ts";
import { FLAGS_HELP, PROJECT_FLAGS, PROJECT_HELP, projectOptions } from "./project-options.ts";
import { namesAreInOptions } from "../messages.ts";

const NOTHING_DONE = { compileCount: 0, restoredCount: 0 };

export const command: Command = {
  help: `[options]

Builds a project's flash as the plugin does: Python, data files, images, manifest and report. If the project has mistakes,
nothing is written, the last build stays, and the exit code is 1.

  -o, --out DIR         output folder (default: dist, beside the file of the options)
${PROJECT_HELP}${FLAGS_HELP}`,
  options: { ...PROJECT_FLAGS, out: { type: "string", short: "o" } },
  async run(call) {
    if (call.files.length > 0) throw new UsageError(namesAreInOptions(call.files[0]!));
    const options = await projectOptions(call);
    const given = call.text("out");
    const folder = given === undefined ? join(options.root, "dist") : resolve(given);
    checkOutputFolder(folder, options);
    const { build, snapshot } = buildProject(options);
    const failed = printFindings(snapshot);
    if (failed) {
      if (call.json) call.printJson({ problems: snapshot.problems.map(problemText), warnings: snapshot.warnings });
      return 1;
    }
    const report = new BuildReport(options, "mpy build", NOTHING_DONE);
    const { outputs, removed } = writeFlash(build, snapshot, folder, () => report.before);
    const { warnings, manifest } = snapshot;
    if (call.json) {
      const written = outputs.map(({ asset, bytes }) => ({ asset, size: bytes.length }));
      call.printJson({ folder, outputs: written, removed, used: manifest.flash.used, warnings });
    } else {
      const text = report.text(snapshot, build.python);
      const name = relative(process.cwd(), folder) || ".";
      process.stdout.write(`${paintedSizes(text.trimEnd(), process.stdout)}\n`);
      call.print(`${name}: ${outputs.length} files\n`);
    }
    return 0;
  },
};
