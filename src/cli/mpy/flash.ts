// mpy flash: writes firmware or a flash image to a board in its bootloader. A UF2 file is copied to the bootloader's
// drive. Firmware for an ESP chip is written with the package esptool-js. Without a port or the package, the command
// prints the exact call of esptool.

import { copyFileSync, existsSync, readdirSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { flashEsp, hasEspTool } from "../../node/esp-flash.ts";
import { listPorts } from "../../node/ports/list-ports.ts";
import { openPort } from "../../node/ports/open-port.ts";
import { ProgressLine } from "../progress-line.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { readInput } from "./files.ts";
import { give, NO_BOOTLOADER, noBootloaderDrive, noFirmware, severalBootloaders } from "../messages.ts";
import { ESP_TOOL_ADVICE } from "../../node/messages.ts";

/** The file that identifies a bootloader's drive. */
const INFO_FILE = "INFO_UF2.TXT";
const UF2_MAGIC = 0x0a324655;
/** First byte of an ESP firmware image, and the size of its header. */
const ESP_MAGIC = 0xe9;
const ESP_HEADER = 24;

export const command: Command = {
  help: `[options] FILE

Copies FILE, a UF2 file, to the drive of a board in its bootloader (hold BOOTSEL while plugging it in). A .bin file for an ESP chip
is written through a serial port, with the package esptool-js. Without a port or the package, the command of esptool is printed.

      --drive DIR       the bootloader's drive (default: the only one)
  -p, --port PORT       the serial port of an ESP chip, rfc2217://host:port, or auto for the only board that is plugged in
      --baud RATE       speed of the transfer (default: 460800)
`,
  options: { drive: { type: "string" }, port: { type: "string", short: "p" }, baud: { type: "string" } },
  async run(call) {
    const [file] = call.files;
    if (file === undefined || call.files.length > 1) throw new UsageError(give("one FILE"));
    const bytes = Buffer.from(readInput(file));
    if (bytes.length >= 512 && bytes.readUInt32LE(0) === UF2_MAGIC) {
      const drive = call.text("drive") ?? onlyDrive();
      if (!existsSync(join(drive, INFO_FILE))) throw new CommandError(noBootloaderDrive(drive, INFO_FILE));
      copyFileSync(file, join(drive, "firmware.uf2"));
      if (call.json) call.printJson({ drive, bytes: bytes.length });
      else call.print(`${file}: copied to ${drive}; the board restarts\n`);
      return 0;
    }
    if (bytes[0] !== ESP_MAGIC || bytes.length < ESP_HEADER) throw new CommandError(noFirmware(file));
    const image = espImage(bytes);
    const port = call.text("port");
    if (port !== undefined && (await hasEspTool())) {
      await writeEsp(call, file, port, image);
      return 0;
    }
    const line = espCommand(file, port, image);
    if (port !== undefined) process.stderr.write(`${ESP_TOOL_ADVICE}\n`);
    if (call.json) call.printJson({ command: line });
    else call.print(`${line}\n`);
    return 0;
  },
};

/** Chips by the id in their image's header (esptool, image header, byte 12), and where their firmware begins. */
const ESP_CHIPS: Readonly<Record<number, readonly [name: string, address: number]>> = {
  0: ["esp32", 0x1000],
  2: ["esp32s2", 0x1000],
  5: ["esp32c3", 0],
  9: ["esp32s3", 0],
  12: ["esp32c2", 0],
  13: ["esp32c6", 0],
  16: ["esp32h2", 0],
  18: ["esp32p4", 0x2000],
  23: ["esp32c5", 0x2000],
};

interface EspFirmware {
  readonly bytes: Buffer;
  readonly address: number;
  /** Number of the chip; undefined for one that is not in the table. */
  readonly chip: number | undefined;
  readonly name: string;
}

function espImage(bytes: Buffer): EspFirmware {
  const id = bytes.readUInt16LE(12);
  const [name, address] = ESP_CHIPS[id] ?? ["auto", 0];
  return { bytes, address, chip: name === "auto" ? undefined : id, name };
}

function espCommand(file: string, port: string | undefined, { name, address }: EspFirmware): string {
  const where = `0x${address.toString(16)} ${JSON.stringify(file)}`;
  return `esptool --chip ${name}${port === undefined ? "" : ` --port ${port}`} --baud 460800 write_flash ${where}`;
}

async function writeEsp(call: Call, file: string, address: string, image: EspFirmware): Promise<void> {
  const port = await openPort(address);
  const found = (await listPorts()).find(({ path }) => path === port.name);
  const { vendorId, productId } = found ?? {};
  const usb =
    vendorId && productId ? { vendorId: parseInt(vendorId, 16), productId: parseInt(productId, 16) } : undefined;
  const progress = ProgressLine.onTerminal();
  const onProgress = (written: number, total: number): void =>
    progress?.step(`${Math.floor((100 * written) / Math.max(total, 1))} % ${file}`);
  let chip: string;
  try {
    chip = await flashEsp(port, image, { usb, baudRate: call.number("baud"), onProgress });
  } finally {
    progress?.clear();
  }
  if (call.json) call.printJson({ port: port.name, chip, bytes: image.bytes.length });
  else call.print(`${file}: written to the ${chip} at ${port.name}; the board restarts\n`);
}

function onlyDrive(): string {
  const drives = mounts().filter((folder) => existsSync(join(folder, INFO_FILE)));
  if (drives.length === 1) return drives[0]!;
  if (drives.length > 1) throw new CommandError(severalBootloaders(drives));
  throw new CommandError(NO_BOOTLOADER);
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
