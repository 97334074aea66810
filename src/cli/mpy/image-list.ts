// mpy image list: lists the files of an image, with sizes and offsets.

import { sha256 } from "../../node/files.ts";
import type { Command } from "./command.ts";
import { IMAGE_HELP, IMAGE_OPTIONS, readNamedImage } from "./image-read.ts";
import { number } from "../../project/report/number.ts";

export const command: Command = {
  help: `[options] IMAGE

Lists the files of a ROMFS, LittleFS or FAT image, or of a UF2 file with such an image.

${IMAGE_HELP}`,
  options: IMAGE_OPTIONS,
  run(call) {
    const { path, contents } = readNamedImage(call);
    const { filesystem, used, capacity, files, directories } = contents;
    if (call.json) {
      const listed = files.map(({ path: file, bytes, offset, mtime }) => {
        return {
          path: file,
          size: bytes.length,
          offset,
          mtime,
          sha256: sha256(bytes),
        };
      });
      call.printJson({ image: path, filesystem, used, capacity, files: listed, directories });
      return 0;
    }
    const width = Math.max(4, ...files.map(({ bytes }) => number(bytes.length).length));
    for (const directory of directories) call.print(`${"-".padStart(width)}  ${directory}/\n`);
    for (const file of files) call.print(`${number(file.bytes.length).padStart(width)}  ${file.path}\n`);
    call.print(`${filesystem}: ${files.length} files, ${number(used)} of ${number(capacity)} bytes used\n`);
    return 0;
  },
};
