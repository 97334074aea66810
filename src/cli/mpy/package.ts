// mpy package: makes a mip package of a folder of Python, for a repository: package.json and the files that it names.

import { join } from "node:path";
import { absolutePath } from "../../node/files.ts";
import { readPackage } from "../../node/mip-source.ts";
import { repositoryFiles } from "../../project/mip/repository-files.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Command } from "./command.ts";
import { makeOutputFolder, writeOutput } from "./files.ts";
import { displayFile, INPUT_HELP, INPUT_OPTIONS, packageCompiler, splitVersion } from "./package-inputs.ts";
import { number } from "../../project/report/number.ts";
import { give, outputIsSource } from "../messages.ts";

export const command: Command = {
  help: `-o FOLDER [options] SOURCE

Writes a mip package: compiled files, and a package.json for mip.install("github:…"). SOURCE is a manifest.py or a folder with one, a
folder with a package.json of mip, or a folder of files.

  -o, --output FOLDER   output folder; created if it is missing
  --package-version V   the version, if SOURCE does not give one
  --source              ships Python as source, not compiled
  --base ADDRESS        prefix of addresses: "github:org/repo/dist" (default: relative addresses)
  --dep NAME[@VERSION]  a package that it requires; may be repeated
  --lib FOLDER          micropython-lib, for require() in a manifest.py
${INPUT_HELP}`,
  options: {
    ...INPUT_OPTIONS,
    "package-version": { type: "string" },
    source: { type: "boolean" },
    base: { type: "string" },
    dep: { type: "string", multiple: true },
    lib: { type: "string" },
  },
  run(call) {
    const output = call.required("output");
    const [source, ...more] = call.files;
    if (source === undefined || more.length > 0) throw new UsageError(give("one SOURCE"));
    if (absolutePath(output) === absolutePath(source)) {
      throw new CommandError(outputIsSource(output));
    }
    const version = call.text("package-version");
    const found = readPackage(source, { name: undefined, version, display: displayFile, library: call.text("lib") });
    const deps = call.texts("dep").map(splitVersion);
    const published = {
      ...found,
      deps: [...found.deps, ...deps.map(([name, wanted = "latest"]): [string, string] => [name, wanted])],
    };
    const settings = { asSource: call.flag("source"), base: call.text("base") ?? "" };
    const files = repositoryFiles(published, settings, packageCompiler(call));
    makeOutputFolder(output);
    for (const { path, bytes } of files) writeOutput(join(output, path), bytes);
    const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (call.json) call.printJson({ output, version: published.version, files: files.map(({ path }) => path), size });
    else call.print(`${output}: ${files.length} files, ${number(size)} bytes\n`);
    return 0;
  },
};
