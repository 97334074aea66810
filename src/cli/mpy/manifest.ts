// mpy manifest: lists the files of a manifest.py, as manifestfile.py does.

import type { Command } from "./command.ts";
import { UsageError } from "./command.ts";
import { readManifest, VARIABLE_HELP, VARIABLE_OPTIONS } from "./manifest-request.ts";
import { displayFile } from "./package-inputs.ts";
import { give } from "../messages.ts";

/** Names of a file's kinds. */
const KINDS = { compile: "mpy", text: "as text", mpy: "compiled" } as const;

export const command: Command = {
  help: `[options] MANIFEST.py

Lists the files that a manifest.py puts into a firmware or a package, without running Python: path on the device, optimisation level,
version, source. Instead of a file, statements can be given: "require('unittest')".

${VARIABLE_HELP}  --compile             reads it as a package of micropython-lib: metadata() comes first, freeze() is unknown
`,
  options: { ...VARIABLE_OPTIONS, compile: { type: "boolean" } },
  run(call) {
    const [manifest, ...others] = call.files;
    if (manifest === undefined || others.length > 0) throw new UsageError(give("one manifest.py"));
    const { files, cModules, metadata, manifests } = readManifest(
      call,
      manifest,
      call.flag("compile") ? "compile" : "freeze",
    );
    if (call.json) {
      const { version, description, license, author } = metadata;
      call.printJson({
        metadata: { version, description, license, author },
        files: files.map(({ file, target, kind, optimize, metadata: { version }, place }) => {
          return { path: target, file: displayFile(file), kind, optimize, version, place };
        }),
        cModules: cModules.map(displayFile),
        manifests: manifests.map(displayFile),
      });
      return 0;
    }
    const width = Math.max(0, ...files.map(({ target }) => target.length));
    for (const {
      file,
      target,
      kind,
      optimize,
      metadata: { version },
    } of files) {
      const how = kind === "compile" && optimize !== undefined ? `-O${optimize}` : KINDS[kind];
      call.print(`${target.padEnd(width)}  ${how.padEnd(8)}  ${(version ?? "-").padEnd(8)}  ${displayFile(file)}\n`);
    }
    for (const folder of cModules) call.print(`C module: ${displayFile(folder)}\n`);
    call.print(`${files.length} files, from ${manifests.length} manifest${manifests.length === 1 ? "" : "s"}\n`);
    return 0;
  },
};
