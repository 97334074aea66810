// Runs the program on a board at a serial port of the browser.

import { connect } from "unplugin-micropython/device";
import type { SerialPort } from "./serial.ts";

/** Runs a compiled program from the board's memory. Gives its traceback, "" without one. @throws DeviceError */
export async function runOnBoard(
  port: SerialPort,
  mpy: Uint8Array,
  onOutput: (text: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const board = await connect(port);
  try {
    const decoder = new TextDecoder();
    const { traceback } = await board.run(mpy, {
      onOutput: (bytes) => onOutput(decoder.decode(bytes, { stream: true })),
      signal,
    });
    return traceback;
  } finally {
    await board.close();
  }
}
