// The transfer of a file's bytes to a program on the board, in pieces that it acknowledges one by one: sender and
// receiver.

import type { Conversation } from "../board.ts";
import type { BoardFacts } from "../facts.ts";
import { binaryPieces } from "./encode.ts";

/** The board's answer when it is ready for a piece, and when it has the last one. */
const READY = 0x06;
/** The board's answer to a damaged piece. It then discards input up to {@link END_OF_DAMAGE}. */
const DAMAGED = 0x15;
/**
 * Four escapes. A stuffed piece cannot contain them, because a letter follows each escape, and a lost letter does not
 * produce four.
 */
const END_OF_DAMAGE: Uint8Array = new Uint8Array(4).fill(0x10);

/** Time limit for a piece in addition to its transfer, in milliseconds: erasing flash takes long. */
const PIECE_MS = 4000;
/** The slowest supported line, in bytes per millisecond (38400 baud). */
const SLOWEST_WIRE = 3.84;
/** Free memory in bytes from which pieces are large. */
const MUCH_MEMORY = 64 * 1024;

/** Whether the board can read raw bytes from the port. */
export function canReceive({ has }: BoardFacts): boolean {
  return has.has("stdin") && has.has("rename");
}

/** Bytes of a file in one piece. */
function pieceSize({ memory }: BoardFacts): number {
  return memory >= MUCH_MEMORY ? 4096 : 1024;
}

/** Window of deflate, at most a piece; undefined if the board cannot inflate. */
function windowBits(facts: BoardFacts): number | undefined {
  if (!facts.has.has("deflate") || !facts.has.has("bytesIo")) return undefined;
  return pieceSize(facts) === 4096 ? 12 : 10;
}

/** Python that defines `_mg(file)`: receives bytes and writes them to a file. It needs `sys`. */
export function receiverCode(facts: BoardFacts): string[] {
  const inflate = windowBits(facts);
  return [
    ...(inflate === undefined ? [] : ["import io,deflate"]),
    "def _mg(f):",
    " o=sys.stdout.write;r=sys.stdin.buffer.read",
    " try:",
    "  while 1:",
    "   o('\\x06');n=int(r(4),16)",
    "   if not n:o('\\x06');return",
    "   d=r(n&32767).replace(b'\\x10C',b'\\3').replace(b'\\x10P',b'\\x10')",
    ...(inflate === undefined ? [] : [`   if n>32767:d=deflate.DeflateIO(io.BytesIO(d),1,${inflate}).read()`]),
    "   f.write(d)",
    " except Exception:",
    // The rest of a damaged piece must not reach the REPL, which would run it.
    "  o('\\x15');n=0",
    "  while n<4:n=n+1 if r(1)==b'\\x10'else 0",
    "  raise",
  ];
}

/** Sends bytes to a program that receives them by {@link receiverCode}. The program may end early with a traceback. */
export async function sendPieces(
  board: Conversation,
  bytes: Uint8Array,
  facts: BoardFacts,
  onProgress?: (sent: number) => void,
): Promise<void> {
  let sent = 0;
  let onWire = 0;
  const isReady = async (): Promise<boolean> => {
    const answer = await board.answer([READY, DAMAGED], PIECE_MS + onWire / SLOWEST_WIRE);
    if (answer === DAMAGED) await board.write(END_OF_DAMAGE);
    return answer === READY;
  };
  for (const { wire, size } of binaryPieces(bytes, { size: pieceSize(facts), windowBits: windowBits(facts) })) {
    if (!(await isReady())) return;
    await board.write(wire);
    onWire = wire.length;
    sent += size;
    onProgress?.(sent);
  }
  await isReady();
}
