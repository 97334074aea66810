// The event of Vite's dev server. Its type stands alone, because pages use it that know nothing of Vite's own types.

/** What the event `micropython:update` carries: a module that changed on the flash. */
export interface MicroPythonUpdate {
  /** Name that Python imports it by; null for a data file. */
  module: string | null;
  /** Absolute path on the device. */
  path: string;
  /** Where the page gets its new bytes; null where the file is gone. */
  url: string | null;
  /** Bytes; 0 where the file is gone. */
  size: number;
  /** Of the new bytes, in hexadecimal; "" where the file is gone. */
  sha256: string;
}

/** Name of the event that the page gets for each file that changed on the flash. */
export const UPDATE_EVENT = "micropython:update";
