// Writes firmware to the flash of an ESP chip through its ROM bootloader, with the package esptool-js, an optional peer
// that is loaded on demand. The package expects a serial port of Web Serial; one is made of a Port.

import { createHash } from "node:crypto";
import { DeviceError, deviceErrors } from "../device/errors.ts";
import type { Port, PortSignals } from "../device/port.ts";
import { bootloaderNotReached, espToolFailed, firmwareOfOtherChip, NO_RESET_LINES, noEspTool } from "./messages.ts";

/** A file for the flash of an ESP chip. */
export interface EspImage {
  readonly bytes: Uint8Array;
  /** Where it begins on the flash. */
  readonly address: number;
  /** Number of the chip that it is for, as in the header of firmware; undefined for any. */
  readonly chip: number | undefined;
}

export interface EspFlashOptions {
  /** Speed for the transfer, if the port can change it. @default 460800 */
  readonly baudRate?: number | undefined;
  /** USB ids of the port, which tell a chip's own USB from a converter. */
  readonly usb?: { readonly vendorId: number; readonly productId: number } | undefined;
  /** Called with the compressed bytes that were written, and all. */
  readonly onProgress?: ((written: number, total: number) => void) | undefined;
}

/** Speed at which the ROM starts. */
const ROM_BAUD_RATE = 115200;
const FAST_BAUD_RATE = 460800;
/** Length of the reset pulse on RTS in milliseconds, as in esptool. */
const PULSE_MS = 100;

/** What is used of esptool-js. */
interface EspTool {
  readonly Transport: new (device: unknown) => { trace(text: string): void; disconnect(): Promise<void> };
  readonly ESPLoader: new (options: object) => EspLoader;
}

interface EspLoader {
  /** Unset until it is connected. */
  readonly chip: { readonly CHIP_NAME: string; readonly IMAGE_CHIP_ID?: number };
  main(): Promise<string>;
  writeFlash(options: object): Promise<void>;
}

/** Whether esptool-js is installed. */
export async function hasEspTool(): Promise<boolean> {
  try {
    await import("esptool-js");
    return true;
  } catch {
    return false;
  }
}

async function loadEspTool(port: string): Promise<EspTool> {
  try {
    return (await import("esptool-js")) as unknown as EspTool;
  } catch (error) {
    throw deviceErrors.port(port, noEspTool((error as Error).message));
  }
}

/**
 * Writes a file to the flash, checks it by MD5, and resets the chip. It closes the port. Returns the chip's name.
 * @throws DeviceError
 */
export async function flashEsp(port: Port, image: EspImage, options: EspFlashOptions = {}): Promise<string> {
  const { setSignals } = port;
  if (setSignals === undefined) {
    throw deviceErrors.port(port.name, NO_RESET_LINES);
  }
  const tool = await loadEspTool(port.name);
  const serial = new WebSerial(port, options.usb);
  const transport = new tool.Transport(serial);
  transport.trace = () => {};
  const fast = port.setBaudRate === undefined ? ROM_BAUD_RATE : (options.baudRate ?? FAST_BAUD_RATE);
  const terminal = { clean: () => {}, write: () => {}, writeLine: () => {} };
  const loader = new tool.ESPLoader({ transport, baudrate: fast, romBaudrate: ROM_BAUD_RATE, terminal });
  const write = async (): Promise<string> => {
    await loader.main();
    const { CHIP_NAME: name, IMAGE_CHIP_ID: id } = loader.chip;
    if (image.chip !== undefined && id !== undefined && id !== image.chip) {
      throw deviceErrors.port(port.name, firmwareOfOtherChip(name));
    }
    await loader.writeFlash({
      fileArray: [{ data: image.bytes, address: image.address }],
      flashMode: "keep",
      flashFreq: "keep",
      flashSize: "keep",
      eraseAll: false,
      compress: true,
      reportProgress: (_file: number, written: number, total: number) => options.onProgress?.(written, total),
      calculateMD5Hash: (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex"),
    });
    await setSignals({ dtr: false, rts: true });
    await new Promise((resolve) => setTimeout(resolve, PULSE_MS));
    await setSignals({ dtr: false, rts: false });
    return name;
  };
  try {
    return await Promise.race([write(), serial.ended]);
  } catch (error) {
    if (serial.failure !== undefined) throw deviceErrors.closed(port.name, serial.failure.message);
    if (!(error instanceof Error) || error instanceof DeviceError) throw error;
    const reason = error.message.replace(/\s*\n\s*/g, " ");
    throw deviceErrors.port(port.name, loader.chip ? espToolFailed(reason) : bootloaderNotReached(reason));
  } finally {
    await transport.disconnect().catch(() => {});
    await port.close();
  }
}

/** A port as esptool-js expects it: a SerialPort of Web Serial that is open already. */
class WebSerial {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
  /** Changes the speed of the open port; absent if it cannot. */
  readonly setBaudRate: ((rate: number) => Promise<void>) | undefined;
  /** Rejects if the connection ends by itself. */
  readonly ended: Promise<never>;
  failure: Error | undefined;
  private readonly port: Port;
  private readonly usb: EspFlashOptions["usb"];
  /** The lines keep their state: a driver may set the one that is not named. */
  private signals: PortSignals = { dtr: false, rts: false };

  constructor(port: Port, usb: EspFlashOptions["usb"]) {
    this.port = port;
    this.usb = usb;
    this.setBaudRate = port.setBaudRate;
    let end: (reason: Error) => void;
    this.ended = new Promise((_, reject) => (end = reject));
    this.ended.catch(() => {});
    this.readable = new ReadableStream({
      start: (controller) => {
        port.onData((bytes) => {
          if (this.failure === undefined) controller.enqueue(bytes);
        });
        port.onClose((reason) => {
          if (reason === undefined) return;
          this.failure = reason;
          end(reason);
        });
      },
    });
    this.writable = new WritableStream({ write: (bytes) => port.write(bytes) });
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  getInfo(): { usbVendorId?: number; usbProductId?: number } {
    return this.usb ? { usbVendorId: this.usb.vendorId, usbProductId: this.usb.productId } : {};
  }

  async setSignals({
    dataTerminalReady,
    requestToSend,
  }: {
    dataTerminalReady?: boolean;
    requestToSend?: boolean;
  }): Promise<void> {
    const { dtr, rts } = this.signals;
    this.signals = { dtr: dataTerminalReady ?? dtr!, rts: requestToSend ?? rts! };
    await this.port.setSignals!(this.signals);
  }
}
