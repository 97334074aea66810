// mpy image extract: extracts the files of an image into a folder. An image is untrusted, so its names are checked
// before anything is written: no name may lead out of the folder, and no two names may be the same file on the host.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isFolder, isLink } from "../../node/files.ts";
import { CommandError } from "./command.ts";
import type { Command } from "./command.ts";
import { makeOutputFolder, writeOutput } from "./files.ts";
import { IMAGE_HELP, IMAGE_OPTIONS, readNamedImage } from "./image-read.ts";
import { folderNotEmpty, invalidNameHere, sameFileHere, throughLink } from "../messages.ts";

export const command: Command = {
  help: `-o FOLDER [options] IMAGE

Writes the files of a ROMFS, LittleFS or FAT image, or of a UF2 file with such an image, into a folder.

  -o, --output FOLDER   output folder; created if it is missing
  --force               writes into a folder that is not empty, too
${IMAGE_HELP}`,
  options: { ...IMAGE_OPTIONS, output: { type: "string", short: "o" }, force: { type: "boolean" } },
  run(call) {
    const folder = call.required("output");
    const { path, contents } = readNamedImage(call);
    const { files, directories } = contents;
    checkNames([...directories, ...files.map((file) => file.path)]);
    if (isFolder(folder) && readdirSync(folder).length > 0 && !call.flag("force")) {
      throw new CommandError(folderNotEmpty(folder));
    }
    for (const path of [...directories, ...files.map((file) => file.path)]) refuseLinks(folder, path);
    makeOutputFolder(folder);
    for (const directory of directories) makeOutputFolder(join(folder, directory));
    for (const file of files) writeOutput(join(folder, file.path), file.bytes);
    if (call.json) call.printJson({ image: path, output: folder, files: files.map((file) => file.path) });
    else call.print(`${folder}: ${files.length} files\n`);
    return 0;
  },
};

/** Refuses paths through a link in the folder. */
function refuseLinks(folder: string, path: string): void {
  let at = folder;
  for (const name of path.split("/").slice(1)) {
    at = join(at, name);
    if (isLink(at)) throw new CommandError(throughLink(at));
  }
}

/** Characters that the host forbids in file names, and Windows' names of devices. */
const FORBIDDEN = process.platform === "win32" ? /[\x00-\x1f<>:"/\\|?*]|[. ]$/ : /[\x00/]/;
const DEVICES = process.platform === "win32" ? /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i : /^$/;

/** Whether the host's file names ignore case. */
const FOLDS_CASE = process.platform === "win32" || process.platform === "darwin";

function checkNames(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    for (const name of path.split("/").slice(1)) {
      const isBad = name === "" || name === "." || name === ".." || FORBIDDEN.test(name) || DEVICES.test(name);
      if (isBad) throw new CommandError(invalidNameHere(path));
    }
    const key = FOLDS_CASE ? path.toLowerCase() : path;
    const other = seen.get(key);
    if (other !== undefined) throw new CommandError(sameFileHere(path, other));
    seen.set(key, path);
  }
}
