// mpy flash: writes firmware or a flash image to a board in its bootloader. A UF2 file is copied to the bootloader's
// drive. For ESP chips the command prints the exact call of esptool, which supports every chip and revision.

import { copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { CommandError, UsageError } from "./command.ts";
import type { Command } from "./command.ts";

/** The file that identifies a bootloader's drive. */
const INFO_FILE = "INFO_UF2.TXT";
const UF2_MAGIC = 0x0a324655;
/** First byte of an ESP firmware image. */
const ESP_MAGIC = 0xe9;

export const command: Command = {
  help: `[options] FILE

Copies FILE, a UF2 file, to the drive of a board in its bootloader (hold BOOTSEL while plugging it in). For a .bin file for an ESP
chip it prints the command of esptool that writes it.

      --drive DIR       the bootloader's drive (default: the only one)
  -p, --port PORT       the serial port, for esptool
`,
  options: { drive: { type: "string" }, port: { type: "string", short: "p" } },
  run(call) {
    const [file] = call.files;
    if (file === undefined || call.files.length > 1) throw new UsageError("give one FILE");
    const bytes = readFileSync(file);
    if (bytes.length >= 512 && bytes.readUInt32LE(0) === UF2_MAGIC) {
      const drive = call.text("drive") ?? onlyDrive();
      if (!existsSync(join(drive, INFO_FILE)))
        throw new CommandError(`${drive}: this is not a bootloader's drive, it has no ${INFO_FILE}`);
      copyFileSync(file, join(drive, "firmware.uf2"));
      if (call.json) call.printJson({ drive, bytes: bytes.length });
      else call.print(`${file}: copied to ${drive}; the board restarts\n`);
      return 0;
    }
    if (bytes[0] !== ESP_MAGIC)
      throw new CommandError(`${file}: this is neither a UF2 file nor an image for an ESP chip`);
    const line = espCommand(file, call.text("port"));
    if (call.json) call.printJson({ command: line });
    else call.print(`${line}\n`);
    return 0;
  },
};

/** Chips by the id in their image's header (esptool, image header, byte 12), and where their firmware begins. */
const ESP_CHIPS: Readonly<Record<number, readonly [name: string, offset: string]>> = {
  0: ["esp32", "0x1000"],
  2: ["esp32s2", "0x1000"],
  5: ["esp32c3", "0x0"],
  9: ["esp32s3", "0x0"],
  12: ["esp32c2", "0x0"],
  13: ["esp32c6", "0x0"],
  16: ["esp32h2", "0x0"],
  18: ["esp32p4", "0x2000"],
};

function espCommand(file: string, port: string | undefined): string {
  const id = readFileSync(file).readUInt16LE(12);
  const [chip, offset] = ESP_CHIPS[id] ?? ["auto", "0x0"];
  return `esptool --chip ${chip}${port === undefined ? "" : ` --port ${port}`} --baud 460800 write_flash ${offset} ${JSON.stringify(file)}`;
}

function onlyDrive(): string {
  const drives = mounts().filter((folder) => existsSync(join(folder, INFO_FILE)));
  if (drives.length === 1) return drives[0]!;
  if (drives.length > 1) throw new CommandError(`there are several bootloaders (${drives.join(", ")}); give --drive`);
  throw new CommandError("no board in its bootloader was found; hold BOOTSEL while you plug it in, or give --drive");
}

/** Folders where drives may be mounted. */
function mounts(): string[] {
  if (process.platform === "win32") return [..."DEFGHIJKLMNOPQRSTUVWXYZ"].map((letter) => `${letter}:\\`);
  const { username } = userInfo();
  const parents = ["/Volumes", `/media/${username}`, `/run/media/${username}`, "/media", "/mnt"];
  return parents.flatMap((parent) => {
    try {
      return readdirSync(parent).map((name) => join(parent, name));
    } catch {
      return [];
    }
  });
}
