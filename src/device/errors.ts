// The errors of this folder, with all their messages.

/** Kinds of failure. */
export type DeviceErrorCode =
  /** The connection ended: unplugged, powered off, closed by the other side. */
  | "closed"
  /** The board does not answer like a MicroPython REPL. */
  | "no-answer"
  /** An operation exceeded its time limit. */
  | "timeout"
  /** The caller cancelled the operation. */
  | "cancelled"
  /** The program on the board ended with an exception. */
  | "exception"
  /** The board's answer violates the protocol. */
  | "protocol"
  /** The board's flash has not enough space. */
  | "full"
  /** The board's files cannot be written, for example because a computer has mounted its drive. */
  | "read-only"
  /** A file arrived damaged, also when it was sent again. */
  | "damaged"
  /** The board's filesystem does not allow a path. */
  | "path"
  /** The port cannot be opened. */
  | "port"
  /** A password is missing or wrong. */
  | "password";

/** An error of a board or of the connection to it. The message is for users. */
export class DeviceError extends Error {
  readonly code: DeviceErrorCode;
  /** The traceback, with code "exception". */
  readonly traceback: string | undefined;

  constructor(code: DeviceErrorCode, message: string, traceback?: string) {
    super(message);
    this.name = "DeviceError";
    this.code = code;
    this.traceback = traceback;
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** All errors by name. */
export const deviceErrors = {
  closed: (port: string, reason?: string): DeviceError =>
    new DeviceError("closed", `${port}: the connection to the board has ended${reason ? ` (${reason})` : ""}`),
  port: (port: string, reason: string): DeviceError => new DeviceError("port", `${port}: ${reason}`),
  owned: (port: string, title: string, pid: number): DeviceError =>
    new DeviceError("port", `${port}: ${title} (process ${pid}) has it open; pause or end that process`),
  password: (port: string, reason: string): DeviceError =>
    new DeviceError("password", `${port}: the board needs a password, and ${reason}. Set MPY_PASSWORD.`),
  noWebPassword: (port: string): DeviceError =>
    new DeviceError(
      "password",
      `${port}: the board's web workflow has no password. Set CIRCUITPY_WEB_API_PASSWORD in its settings.toml.`,
    ),
  passwordInAddress: (port: string): DeviceError =>
    new DeviceError("password", `${port}: an address must not contain a password. Set MPY_PASSWORD instead.`),
  noAnswer: (port: string, heard: string): DeviceError =>
    new DeviceError(
      "no-answer",
      heard === ""
        ? `${port}: no answer. Is a board with MicroPython there, and is the baud rate right?`
        : `${port}: the program on the board does not stop on Ctrl-C. Reset the board. Its output: ${JSON.stringify(heard)}`,
    ),
  timeout: (port: string, what: string, ms: number): DeviceError =>
    new DeviceError("timeout", `${port}: ${what} took longer than ${seconds(ms)}`),
  cancelled: (port: string, what: string): DeviceError =>
    new DeviceError("cancelled", `${port}: ${what} was cancelled`),
  exception: (traceback: string): DeviceError => new DeviceError("exception", lastLine(traceback), traceback),
  protocol: (port: string, expected: string, heard: string): DeviceError =>
    new DeviceError("protocol", `${port}: expected ${expected}, got ${JSON.stringify(heard)}`),
  bytesLost: (port: string): DeviceError =>
    new DeviceError(
      "protocol",
      `${port}: bytes are lost between the computer and the board. Try a lower baud rate or another cable.`,
    ),
  damaged: (path: string, reason: string): DeviceError =>
    new DeviceError("damaged", `${path}: the file did not arrive complete (${reason})`),
  full: (path: string): DeviceError =>
    new DeviceError("full", `${path}: the board's flash is full. The old file stays.`),
  noRoom: (path: string, bytes: number, free: number): DeviceError =>
    new DeviceError(
      "full",
      `${path}: the board's flash is full. It needs ${bytes} bytes, and ${free} are free. Nothing was changed.`,
    ),
  readOnly: (path: string, reason: string): DeviceError =>
    new DeviceError(
      "read-only",
      `${path}: the board's files cannot be written (${reason}). CircuitPython refuses it while a computer has mounted its ` +
        `drive: eject the drive, or call storage.disable_usb_drive() in boot.py.`,
    ),
  heldByUsb: (path: string): DeviceError =>
    new DeviceError(
      "read-only",
      `${path}: the board's files cannot be written: a computer has its drive over USB. Eject the drive, or call ` +
        `storage.disable_usb_drive() in boot.py.`,
    ),
  refused: (path: string, reason: string): DeviceError =>
    new DeviceError("path", `${path}: the board refuses it (${reason})`),
  noFolders: (path: string): DeviceError => new DeviceError("path", `${path}: this board's filesystem has no folders`),
  occupied: (path: string, what: string): DeviceError =>
    new DeviceError("path", `${path}: there is a ${what} on the board`),
} as const;

/** The reasons that errors of a port or a password give. */
export const reasons = {
  noPassword: "none is given",
  wrongPassword: "the board refuses it",
  closedByBoard: "closed by the board",
  notReadable: "it is not readable",
  noRunFromMemory: "it cannot run code from memory",
} as const;

/** What a board should have sent, in {@link deviceErrors.protocol}. */
export const expected = {
  pasteWindow: "a window of raw paste",
  fileAnswer: "an answer to a file",
  acceptedFile: "a file that is taken",
} as const;

/** The line of a traceback with the exception. */
function lastLine(traceback: string): string {
  return traceback.trimEnd().split(/\r?\n/).at(-1) ?? "";
}
