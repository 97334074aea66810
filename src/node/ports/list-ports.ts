// Lists the boards that are plugged in. On Linux they are read from /sys, because serialport's list runs udevadm and
// ends the process if that is missing.

import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { deviceErrors } from "../../device/errors.ts";
import { loadSerialport } from "./serial.ts";
import { NO_BOARD, severalBoards } from "../messages.ts";

/** A serial port on USB. */
export interface FoundPort {
  /** "/dev/ttyACM0" or "COM3". */
  readonly path: string;
  /** Four hexadecimal digits; undefined, like the others, if the system does not report it. */
  readonly vendorId: string | undefined;
  readonly productId: string | undefined;
  readonly manufacturer: string | undefined;
  readonly product: string | undefined;
  readonly serialNumber: string | undefined;
}

/** Lists the serial ports on USB, in the order of their names. */
export async function listPorts(): Promise<FoundPort[]> {
  const found = process.platform === "linux" ? linuxPorts("/sys/class/tty", "/dev") : await otherPorts();
  return found.sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
}

/** Ports under Linux. `classes` has a link to each device, and a parent of that is the folder of the USB device. */
export function linuxPorts(classes: string, devices: string): FoundPort[] {
  const ports: FoundPort[] = [];
  for (const name of entries(classes)) {
    if (!/^tty(?:ACM|USB)\d+$/.test(name)) continue;
    const usb = usbFolder(join(classes, name, "device"));
    const read = (attribute: string): string | undefined =>
      usb === undefined ? undefined : text(join(usb, attribute));
    ports.push({
      path: join(devices, name),
      vendorId: read("idVendor"),
      productId: read("idProduct"),
      manufacturer: read("manufacturer"),
      product: read("product"),
      serialNumber: read("serial"),
    });
  }
  return ports;
}

/** The nearest folder above the device that describes a USB device. */
function usbFolder(device: string): string | undefined {
  let folder: string;
  try {
    folder = realpathSync(device);
  } catch {
    return undefined;
  }
  for (let depth = 0; depth < 5; depth++, folder = dirname(folder)) {
    if (text(join(folder, "idVendor")) !== undefined) return folder;
  }
  return undefined;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function text(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}

async function otherPorts(): Promise<FoundPort[]> {
  const { SerialPort } = await loadSerialport("auto");
  const ports = await SerialPort.list();
  return ports
    .filter(({ vendorId }) => vendorId !== undefined)
    .map(({ path, vendorId, productId, manufacturer, serialNumber, ...rest }) => ({
      // macOS names each port twice; cu.* does not wait for a carrier.
      path: path.replace("/dev/tty.", "/dev/cu."),
      vendorId: vendorId?.toLowerCase(),
      productId: productId?.toLowerCase(),
      manufacturer,
      product: (rest as { friendlyName?: string }).friendlyName,
      serialNumber,
    }));
}

/** The only board that is plugged in. @throws DeviceError of kind port if there is none or several */
export async function onlyPort(): Promise<string> {
  const ports = await listPorts();
  if (ports.length === 1) return ports[0]!.path;
  if (ports.length === 0) throw deviceErrors.port("auto", NO_BOARD);
  throw deviceErrors.port("auto", severalBoards(ports.map(({ path }) => path)));
}
