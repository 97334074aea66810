// The event of Vite's dev server. Its type is in a separate file, for pages without Vite's types.

/** The data of the event `micropython:update`: a file that changed on the flash. */
export interface MicroPythonUpdate {
  /** The module's name in Python; null for a data file. */
  module: string | null;
  /** Absolute path on the device. */
  path: string;
  /** The URL of its new bytes; null if the file was removed. */
  url: string | null;
  /** Size in bytes; 0 if the file was removed. */
  size: number;
  /** SHA-256 of the new bytes, in hexadecimal; "" if the file was removed. */
  sha256: string;
}

/** The event's name. The page gets one for each file that changed on the flash. */
export const UPDATE_EVENT = "micropython:update";
