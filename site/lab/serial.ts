// The browser's serial ports. The page looks for them before it loads the code for boards, so this file has no imports.

import type { connect } from "unplugin-micropython/device";

export type SerialPort = Parameters<typeof connect>[0];

/** A browser with WebSerial: Chrome, Edge and others, in pages served over HTTPS. */
interface Serial {
  requestPort(): Promise<SerialPort>;
}

/** What the browser offers; undefined where it has no serial ports. */
export function serialOf(browser: Navigator): Serial | undefined {
  return (browser as Navigator & { serial?: Serial }).serial;
}
