// CircuitPython's web workflow as a port: its terminal over a WebSocket, its files over HTTP.

import { deviceErrors, reasons } from "../../device/errors.ts";
import { reasonOf, webAuthorization, WebFiles } from "../../device/files/web-files.ts";
import { PortEvents } from "../../device/port.ts";
import type { Port } from "../../device/port.ts";
import { CONNECT_MS } from "./port-options.ts";
import type { PortOptions } from "./port-options.ts";
import { openWebSocket } from "./web-socket.ts";
import { NO_WEB_WORKFLOW } from "../messages.ts";

export async function openWebWorkflow(name: string, url: URL, { password }: PortOptions): Promise<Port> {
  const origin = await boardOrigin(name, url);
  if (!password) throw deviceErrors.password(name, reasons.noPassword);
  const secret = await password();
  const files = new WebFiles(name, origin, secret);
  await files.signIn();
  const address = new URL("/cp/serial/", origin.replace(/^http/, "ws"));
  const socket = await openWebSocket(name, address, { Authorization: webAuthorization(secret) });
  const events = new PortEvents();
  let closing = false;
  socket.listen(
    (bytes) => events.data(bytes),
    () => events.close(closing ? undefined : new Error(reasons.closedByBoard)),
  );
  return {
    name,
    files,
    write: (bytes) => (events.closed ? Promise.reject(deviceErrors.closed(name)) : socket.send(bytes, false)),
    onData: (listener) => events.onData(listener),
    onClose: (listener) => events.onClose(listener),
    close: () => {
      closing = true;
      socket.close();
      return Promise.resolve();
    },
  };
}

/** The board's origin: circuitpython.local redirects to the board's own name. */
async function boardOrigin(name: string, url: URL): Promise<string> {
  try {
    const response = await fetch(new URL("/cp/version.json", url), { signal: AbortSignal.timeout(CONNECT_MS) });
    const version = response.ok ? ((await response.json()) as { web_api_version?: number }) : {};
    if (typeof version.web_api_version === "number") return new URL(response.url).origin;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw deviceErrors.port(name, reasonOf(error));
  }
  throw deviceErrors.port(name, NO_WEB_WORKFLOW);
}
