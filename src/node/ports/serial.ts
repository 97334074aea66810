// Serial ports, with the package serialport, an optional peer that is loaded on demand.

import type * as Serialport from "serialport";
import { deviceErrors } from "../../device/errors.ts";
import { PortEvents } from "../../device/port.ts";
import type { Port, PortSignals } from "../../device/port.ts";
import { DEFAULT_BAUD_RATE } from "./port-options.ts";
import type { PortOptions } from "./port-options.ts";
import { NO_SERIALPORT } from "../messages.ts";

/** Loads the package. @throws DeviceError of kind port, with the command that installs it */
export async function loadSerialport(name: string): Promise<typeof Serialport> {
  try {
    return await import("serialport");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
    throw deviceErrors.port(name, missing ? NO_SERIALPORT : (error as Error).message);
  }
}

export async function openSerial(path: string, options: PortOptions): Promise<Port> {
  const { SerialPort } = await loadSerialport(path);
  const { baudRate = DEFAULT_BAUD_RATE, dtr, rts } = options;
  // hupcl drops DTR when the port is closed, which resets boards.
  const serial = new SerialPort({ path, baudRate, hupcl: false, autoOpen: false });
  const call = (work: (done: (error: Error | null | undefined) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
  await call((done) => serial.open(done)).catch((error: Error) => {
    throw deviceErrors.port(path, openFailure(error.message));
  });
  const events = new PortEvents();
  serial.on("data", (bytes: Uint8Array) => events.data(bytes));
  serial.on("error", (error) => events.close(error));
  serial.on("close", (error: Error | null) => events.close(error ? new Error("unplugged") : undefined));
  const setSignals = (signals: PortSignals): Promise<void> =>
    call((done) => serial.set({ ...signals }, done)).catch((error: Error) => {
      throw deviceErrors.port(path, error.message);
    });
  if (dtr !== undefined || rts !== undefined) {
    await setSignals({ ...(dtr !== undefined && { dtr }), ...(rts !== undefined && { rts }) });
  }
  return {
    name: path,
    write: (bytes) =>
      call((done) => serial.write(Buffer.from(bytes), done)).catch((error: Error) => {
        throw deviceErrors.closed(path, error.message);
      }),
    onData: (listener) => events.onData(listener),
    onClose: (listener) => events.onClose(listener),
    setSignals,
    setBaudRate: (rate) =>
      call((done) => serial.update({ baudRate: rate }, done)).catch((error: Error) => {
        throw deviceErrors.port(path, error.message);
      }),
    close: () => (serial.isOpen ? call((done) => serial.close(done)).catch(() => {}) : Promise.resolve()),
  };
}

/** The meaning of the system's errors, by their words. */
const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [
    /lock|busy|temporarily unavailable|access denied/i,
    "another program has it open (a terminal, Thonny, an IDE, vite dev); close that program",
  ],
  [
    /permission|EACCES/i,
    "no permission to open it; on Linux, add yourself to the group of the port (dialout or uucp) and log in again",
  ],
  [/no such file|cannot find|file not found/i, "there is no such port; mpy devices lists all ports"],
];

function openFailure(message: string): string {
  return REFUSALS.find(([words]) => words.test(message))?.[1] ?? message;
}
