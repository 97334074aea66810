// UF2, the format that a board's bootloader takes as a file on its USB drive (github.com/microsoft/uf2): blocks of 512
// bytes, each with an address and a piece of content. Why not the npm package `uf2`: it encodes single blocks only, and
// the code around it would be as long as this.

import {
  BLOCK_WITHOUT_MARK,
  corrupt,
  CUT_OFF_BLOCK,
  largePayload,
  noUf2,
  segmentsOverlap,
  wrongUf2Address,
} from "./messages.ts";
/** Names of chip families. */
export type Uf2Family =
  | "rp2040"
  | "rp2absolute"
  | "rp2350-arm-s"
  | "rp2350-riscv"
  | "samd21"
  | "samd51"
  | "nrf52840"
  | "mimxrt10xx"
  | "esp32s2"
  | "esp32s3"
  | "stm32f4";

/** Families of chips, by the names of the UF2 registry; a bootloader takes only its own. */
export const uf2Families: Readonly<Record<Uf2Family, number>> = {
  rp2040: 0xe48bff56,
  /** RP2350 and later: to the given address, independent of the partition table. */
  rp2absolute: 0xe48bff57,
  "rp2350-arm-s": 0xe48bff59,
  "rp2350-riscv": 0xe48bff5a,
  samd21: 0x68ed2b88,
  samd51: 0x55114460,
  nrf52840: 0xada52840,
  mimxrt10xx: 0x4fb2d5bd,
  esp32s2: 0xbfdd4eee,
  esp32s3: 0xc47e5767,
  stm32f4: 0x57755a57,
};

/** Content for an address of the chip. */
export interface Uf2Segment {
  /** Address of the first byte in the chip's address space, a multiple of 256. */
  address: number;
  bytes: Uint8Array;
  /** Name or number of the chip's family; absent for any bootloader. */
  family?: Uf2Family | number | undefined;
}

const BLOCK_SIZE = 512;
const HEADER_SIZE = 32;
/** Every bootloader accepts 256 bytes per block, and rp2's accepts no other size. */
const PAYLOAD_SIZE = 256;
const PAYLOAD_MAX = 476;
const MAGIC_START = [0x0a324655, 0x9e5d5157] as const;
const MAGIC_END = 0x0ab16f30;
/** Place of a block's number in its header, in words of 32 bits; the count of blocks follows. */
const NUMBER_WORD = 5;
const FLAG_NOT_MAIN_FLASH = 0x00000001;
const FLAG_FAMILY = 0x00002000;

/**
 * Wraps segments as one UF2 file, e.g. the firmware's (from {@link fromUf2}) and a filesystem's. A shorter last piece
 * is filled with 0xff. Blocks are numbered separately for each family.
 *
 * @throws {FlashError} "invalid-option" for an address that is not a multiple of 256 or beyond 32 bits, or for segments
 * that overlap.
 */
export function toUf2(segments: readonly Uf2Segment[]): Uint8Array {
  checkSegments(segments);
  const totals = new Map<number | undefined, number>();
  for (const segment of segments) {
    const family = familyNumber(segment.family);
    totals.set(family, (totals.get(family) ?? 0) + blockCount(segment));
  }
  const file = new Uint8Array(BLOCK_SIZE * [...totals.values()].reduce((sum, count) => sum + count, 0));
  const numbers = new Map<number | undefined, number>();
  let at = 0;
  for (const segment of segments) {
    const family = familyNumber(segment.family);
    for (let done = 0; done < segment.bytes.length; done += PAYLOAD_SIZE, at += BLOCK_SIZE) {
      const number = numbers.get(family) ?? 0;
      numbers.set(family, number + 1);
      const block = file.subarray(at, at + BLOCK_SIZE);
      const address = segment.address + done;
      writeBlock(
        block,
        segment.bytes.subarray(done, done + PAYLOAD_SIZE),
        address,
        family,
        number,
        totals.get(family)!,
      );
    }
  }
  return file;
}

/**
 * Unwraps a UF2 file: its content in the order of the file, blocks that follow each other joined. Blocks that are not
 * for the main flash are left out.
 *
 * @throws {FlashError} "unknown-format" if it does not begin like a UF2 file, "corrupt" with the offset if it is
 * damaged.
 */
export function fromUf2(file: Uint8Array): Uf2Segment[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const pieces: { address: number; family: number | undefined; parts: Uint8Array[]; end: number }[] = [];
  if (file.length < BLOCK_SIZE || view.getUint32(0, true) !== MAGIC_START[0]) {
    throw noUf2();
  }
  for (let at = 0; at < file.length; at += BLOCK_SIZE) {
    const { flags, address, family, payload } = readBlock(file, view, at);
    if ((flags & FLAG_NOT_MAIN_FLASH) !== 0) continue;
    let last = pieces[pieces.length - 1];
    if (last === undefined || last.family !== family || last.end !== address) {
      last = { address, family, parts: [], end: address };
      pieces.push(last);
    }
    last.parts.push(payload);
    last.end += payload.length;
  }
  return pieces.map(({ address, family, parts, end }) => ({ address, family, bytes: join(parts, end - address) }));
}

/** Numbers the blocks of a family again, in the order of the file. */
export function numberBlocks(file: Uint8Array, family: number | undefined): void {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const starts: number[] = [];
  for (let at = 0; at < file.length; at += BLOCK_SIZE) {
    const block = readBlock(file, view, at);
    if (block.family === family && (block.flags & FLAG_NOT_MAIN_FLASH) === 0) starts.push(at);
  }
  for (const [number, at] of starts.entries()) {
    view.setUint32(at + 4 * NUMBER_WORD, number, true);
    view.setUint32(at + 4 * (NUMBER_WORD + 1), starts.length, true);
  }
}

const blockCount = (segment: Uf2Segment): number => Math.ceil(segment.bytes.length / PAYLOAD_SIZE);

/** The number of a family; undefined for any bootloader. */
export function familyNumber(family: Uf2Family | number | undefined): number | undefined {
  return typeof family === "string" ? uf2Families[family] : family;
}

function checkSegments(segments: readonly Uf2Segment[]): void {
  const spans = segments.map(({ address, bytes }) => ({ address, end: address + bytes.length }));
  for (const { address, end } of spans) {
    const valid = Number.isInteger(address) && address >= 0 && address % PAYLOAD_SIZE === 0 && end <= 2 ** 32;
    if (!valid) throw wrongUf2Address(address, PAYLOAD_SIZE);
  }
  spans.sort((a, b) => a.address - b.address);
  for (let index = 1; index < spans.length; index++) {
    if (spans[index]!.address >= spans[index - 1]!.end) continue;
    throw segmentsOverlap(spans[index]!.address);
  }
}

function writeBlock(
  block: Uint8Array,
  payload: Uint8Array,
  address: number,
  family: number | undefined,
  number: number,
  total: number,
): void {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const flags = family === undefined ? 0 : FLAG_FAMILY;
  const header = [...MAGIC_START, flags, address, PAYLOAD_SIZE, number, total, family ?? 0];
  header.forEach((word, index) => view.setUint32(4 * index, word, true));
  block.fill(0xff, HEADER_SIZE, HEADER_SIZE + PAYLOAD_SIZE);
  block.set(payload, HEADER_SIZE);
  view.setUint32(BLOCK_SIZE - 4, MAGIC_END, true);
}

function readBlock(
  file: Uint8Array,
  view: DataView,
  at: number,
): { flags: number; address: number; family: number | undefined; payload: Uint8Array } {
  const word = (index: number): number => view.getUint32(at + 4 * index, true);
  if (at + BLOCK_SIZE > file.length) throw corrupt("UF2", CUT_OFF_BLOCK, at);
  if (word(0) !== MAGIC_START[0] || word(1) !== MAGIC_START[1] || word(127) !== MAGIC_END) {
    throw corrupt("UF2", BLOCK_WITHOUT_MARK, at);
  }
  const flags = word(2);
  const size = word(4);
  if (size > PAYLOAD_MAX) throw corrupt("UF2", largePayload(size), at);
  const family = (flags & FLAG_FAMILY) === 0 ? undefined : word(7);
  return { flags, address: word(3), family, payload: file.subarray(at + HEADER_SIZE, at + HEADER_SIZE + size) };
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
