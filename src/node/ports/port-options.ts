// How ports are opened, whatever their kind.

/** Options of a port. */
export interface PortOptions {
  /** Speed of a serial line. Boards with USB of their own do not care. @default 115200 */
  readonly baudRate?: number;
  /** The DTR line after opening; left as the system sets it unless given. Boards with an ESP chip reset on changes of it. */
  readonly dtr?: boolean;
  /** The RTS line after opening, likewise. */
  readonly rts?: boolean;
  /** Asked for where the board wants one. */
  readonly password?: () => Promise<string>;
}

export const DEFAULT_BAUD_RATE = 115200;

/** How long a connection may take to come about, in milliseconds. */
export const CONNECT_MS = 10_000;
