// Ports over TCP with the lines of a serial port: `rfc2217://host:port`, Telnet (RFC 854) with the option for serial ports
// (RFC 2217), as ser2net, esp_rfc2217_server and Wokwi speak it.

import type { Socket } from "node:net";
import { PortEvents } from "../../device/port.ts";
import type { Port, PortSignals } from "../../device/port.ts";
import { DEFAULT_BAUD_RATE } from "./port-options.ts";
import type { PortOptions } from "./port-options.ts";
import { connectSocket, writeTo } from "./socket.ts";
import { CLOSED_BY_OTHER_SIDE } from "../messages.ts";

/** Telnet's commands and options. */
const [SE, SB, WILL, WONT, DO, DONT, IAC] = [240, 250, 251, 252, 253, 254, 255];
const [BINARY, SUPPRESS_GO_AHEAD, COM_PORT] = [0, 3, 44];
/** Commands of the serial option, and values of SET-CONTROL. */
const [SET_BAUD_RATE, SET_DATA_SIZE, SET_PARITY, SET_STOP_SIZE, SET_CONTROL] = [1, 2, 3, 4, 5];
const [NO_PARITY, ONE_STOP_BIT, NO_FLOW_CONTROL] = [1, 1, 1];
const CONTROL: Readonly<Record<keyof PortSignals, readonly [off: number, on: number]>> = { dtr: [9, 8], rts: [12, 11] };

/** Options that we want on both sides. */
const WANTED: ReadonlySet<number> = new Set([BINARY!, SUPPRESS_GO_AHEAD!, COM_PORT!]);

/** Removes Telnet's commands from received bytes, and answers them. */
export class TelnetReader {
  private readonly answer: (bytes: Uint8Array) => void;
  private state: "data" | "command" | "option" | "parameters" | "parameters command" = "data";
  private command = 0;
  /** Options that were agreed on or refused. A repeated request is not answered again. */
  private readonly settled = new Set<number>();

  constructor(answer: (bytes: Uint8Array) => void) {
    this.answer = answer;
  }

  /** The data in `bytes`. */
  read(bytes: Uint8Array): Uint8Array {
    const data: number[] = [];
    for (const byte of bytes) this.take(byte, data);
    return Uint8Array.from(data);
  }

  private take(byte: number, data: number[]): void {
    if (this.state === "data") {
      if (byte === IAC) this.state = "command";
      else data.push(byte);
    } else if (this.state === "command") {
      if (byte === IAC) data.push(byte);
      this.command = byte;
      this.state = byte === SB ? "parameters" : byte >= WILL! && byte <= DONT! ? "option" : "data";
    } else if (this.state === "option") {
      this.settle(byte);
      this.state = "data";
    } else if (this.state === "parameters") {
      if (byte === IAC) this.state = "parameters command";
    } else this.state = byte === SE ? "data" : "parameters";
  }

  private settle(option: number): void {
    const key = this.command * 256 + option;
    if (this.settled.has(key)) return;
    this.settled.add(key);
    const wanted = WANTED.has(option);
    // We have offered and requested the options that we want, so agreement needs no answer.
    if (this.command === WILL && !wanted) this.answer(Uint8Array.of(IAC!, DONT!, option));
    if (this.command === DO && !wanted) this.answer(Uint8Array.of(IAC!, WONT!, option));
  }
}

/** Doubles 0xFF, which begins Telnet's commands. */
export function telnetEscaped(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(IAC!)) return bytes;
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte])));
}

const setting = (command: number, ...values: readonly number[]): Uint8Array =>
  Uint8Array.of(IAC!, SB!, COM_PORT!, command, ...telnetEscaped(Uint8Array.from(values)), IAC!, SE!);

export async function openRfc2217(name: string, url: URL, options: PortOptions): Promise<Port> {
  const socket = await connectSocket(name, url.hostname, Number(url.port));
  const port = rfc2217Port(name, socket);
  const { baudRate = DEFAULT_BAUD_RATE, dtr, rts } = options;
  await writeTo(
    name,
    socket,
    Uint8Array.from([...WANTED].flatMap((option) => [IAC!, WILL!, option, IAC!, DO!, option])),
  );
  await port.setBaudRate!(baudRate);
  const line = [
    [SET_DATA_SIZE, 8],
    [SET_PARITY, NO_PARITY],
    [SET_STOP_SIZE, ONE_STOP_BIT],
    [SET_CONTROL, NO_FLOW_CONTROL],
  ] as const;
  for (const [command, value] of line) await writeTo(name, socket, setting(command!, value!));
  await port.setSignals!({ dtr, rts });
  return port;
}

/** A connected socket as a port with Telnet on it. */
function rfc2217Port(name: string, socket: Socket): Port {
  const events = new PortEvents();
  const reader = new TelnetReader((bytes) => void writeTo(name, socket, bytes).catch(() => {}));
  let failure: Error | undefined;
  let closing = false;
  socket.on("data", (bytes) => {
    const data = reader.read(bytes);
    if (data.length > 0) events.data(data);
  });
  socket.on("error", (error) => (failure = error));
  socket.on("close", () => events.close(closing ? undefined : (failure ?? new Error(CLOSED_BY_OTHER_SIDE))));
  return {
    name,
    write: (bytes) => writeTo(name, socket, telnetEscaped(bytes)),
    onData: (listener) => events.onData(listener),
    onClose: (listener) => events.onClose(listener),
    setSignals: async (signals) => {
      for (const line of ["dtr", "rts"] as const) {
        const on = signals[line];
        if (on !== undefined) await writeTo(name, socket, setting(SET_CONTROL!, CONTROL[line][on ? 1 : 0]));
      }
    },
    setBaudRate: (rate) => {
      const bytes = [24, 16, 8, 0].map((shift) => (rate >>> shift) & 255);
      return writeTo(name, socket, setting(SET_BAUD_RATE!, ...bytes));
    },
    close: () => {
      closing = true;
      socket.destroy();
      return Promise.resolve();
    },
  };
}
