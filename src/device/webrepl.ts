// WebREPL: the REPL of a board over a WebSocket, with a password and a separate protocol for files. Text frames are the
// REPL, binary frames are files (MicroPython's webrepl module and modwebrepl.c).

import { ByteQueue, waitFor } from "./byte-queue.ts";
import { deviceErrors, expected, reasons } from "./errors.ts";
import { PortEvents } from "./port.ts";
import type { Port } from "./port.ts";

/** A WebSocket that sends and receives frames. */
export interface FrameSocket {
  send(bytes: Uint8Array, binary: boolean): Promise<void>;
  listen(onFrame: (bytes: Uint8Array, isBinary: boolean) => void, onClose: () => void): void;
  close(): void;
}

const encoder = new TextEncoder();
const PASSWORD_PROMPT = encoder.encode("Password: ");
const CONNECTED = "WebREPL connected";
const PUT_FILE = 1;
const REQUEST_SIZE = 82;
const NAME_SIZE = 64;
/** Bytes in one frame of a file, as in webrepl_cli.py. */
const FRAME_SIZE = 1024;
const ANSWER_MS = 10_000;

/** Signs in and returns the port. If that fails, it closes the socket. @throws DeviceError of kind password */
export async function connectWebRepl(
  name: string,
  socket: FrameSocket,
  password: (() => Promise<string>) | undefined,
): Promise<Port> {
  try {
    return await signIn(name, socket, password);
  } catch (error) {
    socket.close();
    throw error;
  }
}

async function signIn(name: string, socket: FrameSocket, password: (() => Promise<string>) | undefined): Promise<Port> {
  const events = new PortEvents();
  const text = new ByteQueue(name);
  const answers = new ByteQueue(name);
  let isConnected = false;
  let closing = false;
  socket.listen(
    (bytes, isBinary) => {
      if (isBinary) answers.push(bytes);
      else if (isConnected) events.data(bytes);
      else text.push(bytes);
    },
    () => {
      const reason = closing ? undefined : new Error(reasons.closedByBoard);
      for (const queue of [text, answers]) queue.fail(deviceErrors.closed(name, reason?.message));
      events.close(reason);
    },
  );
  await text.until(PASSWORD_PROMPT, waitFor("WebREPL's prompt", ANSWER_MS));
  if (!password) throw deviceErrors.password(name, reasons.noPassword);
  await socket.send(encoder.encode(`${await password()}\r`), false);
  const answer = await firstLine(text);
  if (!answer.includes(CONNECTED)) throw deviceErrors.password(name, reasons.wrongPassword);
  isConnected = true;
  if (text.length > 0) events.data(text.take());
  return {
    name,
    write: (bytes) => socket.send(bytes, false),
    onData: (listener) => events.onData(listener),
    onClose: (listener) => events.onClose(listener),
    putFile: async (path, bytes, onProgress) => {
      await socket.send(putRequest(path, bytes.length), true);
      await fileAnswer(name, answers);
      for (let at = 0; at < bytes.length; at += FRAME_SIZE) {
        const end = Math.min(at + FRAME_SIZE, bytes.length);
        await socket.send(bytes.subarray(at, end), true);
        onProgress(end);
      }
      await fileAnswer(name, answers);
    },
    close: () => {
      closing = true;
      socket.close();
      return Promise.resolve();
    },
  };
}

/** The board's answer to the password: the first line that is not empty. A refusal ends the connection. */
async function firstLine(text: ByteQueue): Promise<string> {
  const newline = Uint8Array.of(0x0a);
  for (;;) {
    const line = await text.until(newline, waitFor("the answer to the password", ANSWER_MS)).catch(() => undefined);
    if (line === undefined) return "";
    const words = new TextDecoder().decode(line).trim();
    if (words !== "") return words;
  }
}

/** Whether WebREPL's protocol can send a file of this name. */
export function fitsWebRepl(path: string): boolean {
  return encoder.encode(path).length <= NAME_SIZE;
}

/** struct webrepl_file: "WA", kind, flags, offset (8 bytes), size, length of the name, name. */
function putRequest(path: string, size: number): Uint8Array {
  const request = new Uint8Array(REQUEST_SIZE);
  const view = new DataView(request.buffer);
  const file = encoder.encode(path);
  request.set(encoder.encode("WA"));
  request[2] = PUT_FILE;
  view.setUint32(12, size, true);
  view.setUint16(16, file.length, true);
  request.set(file, 18);
  return request;
}

/** Reads an answer of four bytes: "WB" and a status, 0 for success. */
async function fileAnswer(name: string, answers: ByteQueue): Promise<void> {
  while (answers.length < 4) await answers.more(waitFor("WebREPL's answer to a file", ANSWER_MS));
  const answer = answers.take(4);
  if (answer[0] !== 0x57 || answer[1] !== 0x42)
    throw deviceErrors.protocol(name, expected.fileAnswer, [...answer].join(" "));
  if (answer[2] !== 0 || answer[3] !== 0) throw deviceErrors.protocol(name, expected.acceptedFile, "a refusal");
}
