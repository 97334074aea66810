// Opens a port by its address.

import { deviceErrors } from "../../device/errors.ts";
import type { Port } from "../../device/port.ts";
import { onlyPort } from "./list-ports.ts";
import type { PortOptions } from "./port-options.ts";
import { openRfc2217 } from "./rfc2217.ts";
import { openSerial } from "./serial.ts";
import { openSocket } from "./socket.ts";
import { openWebRepl } from "./web-socket.ts";
import { openWebWorkflow } from "./web-workflow.ts";
import { NO_PORT_NUMBER, wrongAddress } from "../messages.ts";

type Open = (name: string, url: URL, options: PortOptions) => Promise<Port>;

/** Kinds of ports by the scheme of their address. */
const SCHEMES: Readonly<Record<string, Open>> = {
  "socket:": openSocket,
  "rfc2217:": openRfc2217,
  "ws:": openWebRepl,
  "wss:": openWebRepl,
  "http:": openWebWorkflow,
  "https:": openWebWorkflow,
};

/** Forms of an address, for messages. */
export const ADDRESS_FORMS =
  "auto, /dev/ttyACM0, COM3, socket://host:port, rfc2217://host:port, ws://host:8266 or http://host";

/**
 * Opens the port at an address: `auto` for the only board that is plugged in, the name of a serial port, or a URL.
 * @throws DeviceError of kind port or password
 */
export async function openPort(address: string, options: PortOptions = {}): Promise<Port> {
  if (address === "auto") return openSerial(await onlyPort(), options);
  if (!address.includes("://")) return openSerial(address, options);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const open = url && SCHEMES[url.protocol];
  if (!url || !open) throw deviceErrors.port(address, wrongAddress(ADDRESS_FORMS));
  if (url.port === "" && !/^(?:ws|http)s?:$/.test(url.protocol)) throw deviceErrors.port(address, NO_PORT_NUMBER);
  if (url.password !== "") throw deviceErrors.passwordInAddress(`${url.protocol}//${url.host}`);
  return open(address, url, options);
}
