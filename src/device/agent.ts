// The agent: runs code of the host while the board's program keeps running. It is a task of asyncio that the host
// starts together with main.py, and that looks for a mark on standard input. A program without asyncio has no agent and
// is stopped by the raw REPL.
//
// A piece of code is sent as: the mark; the board's Acknowledge; its length (6 hexadecimal digits) and the sum of its
// bytes (8); windows of bytes, each of which the board asks for with Ctrl-A; and the board's confirmation that it has
// all of it. What follows (output, 0x04, traceback, 0x04, ">") is what the raw REPL prints of a command, so that it is
// read in the same way. The program pauses meanwhile, and loses nothing.

import { waitFor } from "./byte-queue.ts";
import type { ByteQueue } from "./byte-queue.ts";
import { DeviceError } from "./errors.ts";
import type { Port } from "./port.ts";

const MARK = 0x10;
const ACKNOWLEDGE = 0x06;
const NEXT_WINDOW = 0x01;
const TAKEN = 0x02;
/** Bytes in a window: fewer than the smallest receive buffer of a UART. */
const WINDOW = 128;
/** Period in which the agent looks for a mark, in milliseconds. */
const PERIOD_MS = 20;
/** Time limit for the agent's answer, in milliseconds. A program that blocks it for longer is stopped. */
const TURN_MS = 500;
/** Time limit for a window, in milliseconds. */
const WINDOW_MS = 2000;

/** Python that defines `_mp_main`, which runs main.py with the agent in each of its asyncio loops. */
export const AGENT_CODE: string = `def _mp_main():
 import sys
 C=None
 g=globals()
 for n in('asyncio','uasyncio'):
  try:
   import select
   __import__(n)
   m=sys.modules[n+'.core']
   m.run_until_complete
   C=m
   break
  except(ImportError,KeyError,AttributeError):pass
 if C:
  p=select.poll()
  p.register(sys.stdin,1)
  b=sys.stdin.buffer
  w=sys.stdout.write
  def get(n):
   d=bytearray()
   while len(d)<n:
    if not p.poll(1000):raise OSError
    d+=b.read(1)
   return d
  def take():
   w('\\x06')
   h=get(14)
   n=int(bytes(h[:6]),16)
   d=bytearray()
   while len(d)<n:
    w('\\x01')
    d+=get(min(${WINDOW},n-len(d)))
   if sum(d)!=int(bytes(h[6:]),16):raise OSError
   w('\\x02')
   try:
    exec(bytes(d),g)
    w('\\x04')
   except BaseException as e:
    w('\\x04')
    sys.print_exception(e)
   w('\\x04>')
  async def agent():
   while True:
    try:
     if p.poll(0)and b.read(1)==b'\\x10':take()
    except(OSError,ValueError):pass
    await C.sleep_ms(${PERIOD_MS})
  run=C.run_until_complete
  def until(t):
   a=C.create_task(agent())
   try:return run(t)
   finally:a.cancel()
  C.run_until_complete=until
 try:
  open('main.py').close()
 except OSError:
  import main
  return
 try:start=execfile
 except NameError:start=lambda n:exec(open(n).read(),g)
 start('main.py')
`;

/** The line that starts the program, in the friendly REPL. */
export const START_PROGRAM = "_mp_main()\r";

const encoder = new TextEncoder();

/** The agent on the board behind a port. */
export class Agent {
  private readonly port: Port;
  private readonly queue: ByteQueue;
  /** Takes the program's output meanwhile. */
  private readonly onBackground: (bytes: Uint8Array) => void;

  constructor(port: Port, queue: ByteQueue, onBackground: (bytes: Uint8Array) => void) {
    this.port = port;
    this.queue = queue;
    this.onBackground = onBackground;
  }

  /**
   * Sends code, and returns when the board has all of it and begins to run it. False if no agent answers or bytes were
   * lost. Then no code has run.
   */
  async start(code: string, signal?: AbortSignal): Promise<boolean> {
    const bytes = encoder.encode(code);
    const sum = bytes.reduce((total, byte) => total + byte, 0);
    const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
    try {
      await this.port.write(Uint8Array.of(MARK));
      await this.hear(ACKNOWLEDGE, TURN_MS, signal);
      await this.port.write(encoder.encode(hex(bytes.length, 6) + hex(sum, 8)));
      for (let at = 0; at < bytes.length; at += WINDOW) {
        await this.hear(NEXT_WINDOW, WINDOW_MS, signal);
        await this.port.write(bytes.subarray(at, at + WINDOW));
      }
      await this.hear(TAKEN, WINDOW_MS, signal);
      return true;
    } catch (error) {
      if (error instanceof DeviceError && error.code === "timeout") return false;
      throw error;
    }
  }

  /** Waits for a byte. Bytes before it are the program's output. */
  private async hear(byte: number, ms: number, signal?: AbortSignal): Promise<void> {
    await this.queue.until(Uint8Array.of(byte), waitFor("the agent", ms, signal), this.onBackground);
  }
}
