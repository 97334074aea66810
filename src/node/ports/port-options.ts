// Options for opening any kind of port.

/** Options of a port. */
export interface PortOptions {
  /** Speed of a serial line in baud. Boards with native USB ignore it. @default 115200 */
  readonly baudRate?: number;
  /** The DTR line after opening. The default is the system's. Boards with an ESP chip reset on changes of it. */
  readonly dtr?: boolean;
  /** The RTS line after opening. The default is the system's. */
  readonly rts?: boolean;
  /** Called if the board needs a password. */
  readonly password?: () => Promise<string>;
}

export const DEFAULT_BAUD_RATE = 115200;

/** Time limit of connecting, in milliseconds. */
export const CONNECT_MS = 10_000;
