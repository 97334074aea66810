// WebSerial: a serial port that the user of a page has picked.

import { deviceErrors, reasons } from "./errors.ts";
import { PortEvents } from "./port.ts";
import type { Port, PortSignals } from "./port.ts";

/** The parts of a browser's `SerialPort` that are used. */
export interface WebSerialPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { baudRate: number; bufferSize?: number }): Promise<void>;
  close(): Promise<void>;
  setSignals?(signals: { dataTerminalReady?: boolean; requestToSend?: boolean }): Promise<void>;
  getInfo?(): { usbVendorId?: number; usbProductId?: number };
}

/** Options for opening a page's port. */
export interface WebSerialOptions {
  /** @default 115200 */
  readonly baudRate?: number;
  /** Control lines after opening. The default is the browser's. */
  readonly signals?: PortSignals;
}

const DEFAULT_BAUD_RATE = 115200;
/** The default of 255 bytes makes large answers slow. */
const BUFFER_SIZE = 8192;

/** Opens a serial port of a page, unless it is open. @throws DeviceError of kind port */
export async function openWebSerial(serial: WebSerialPort, options: WebSerialOptions = {}): Promise<Port> {
  const name = "serial port";
  const { baudRate = DEFAULT_BAUD_RATE, signals } = options;
  try {
    if (!serial.readable) await serial.open({ baudRate, bufferSize: BUFFER_SIZE });
  } catch (error) {
    throw deviceErrors.port(name, (error as Error).message);
  }
  if (!serial.readable || !serial.writable) throw deviceErrors.port(name, reasons.notReadable);
  const events = new PortEvents();
  const reader = serial.readable.getReader();
  const writer = serial.writable.getWriter();
  const setSignals = async ({ dtr, rts }: PortSignals): Promise<void> =>
    serial.setSignals?.({
      ...(dtr !== undefined && { dataTerminalReady: dtr }),
      ...(rts !== undefined && { requestToSend: rts }),
    });
  const reading = (async (): Promise<Error | undefined> => {
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return undefined;
        events.data(value);
      }
    } catch (error) {
      return error as Error;
    } finally {
      reader.releaseLock();
    }
  })().then((reason) => events.close(reason));
  if (signals) await setSignals(signals);
  return {
    name,
    write: (bytes) =>
      writer.write(bytes).catch((error: Error) => {
        throw deviceErrors.closed(name, error.message);
      }),
    onData: (listener) => events.onData(listener),
    onClose: (listener) => events.onClose(listener),
    ...(serial.setSignals && { setSignals }),
    close: async () => {
      await reader.cancel().catch(() => {});
      await reading;
      writer.releaseLock();
      await serial.close().catch(() => {});
    },
  };
}
