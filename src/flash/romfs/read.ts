// Reads a ROMFS image. It is stricter than the device where the device would read invalid memory (pointers out of the
// image) or stop silently (an unused record). Otherwise it accepts what the format allows: unknown kinds are skipped,
// varuints may be padded. Directories are on an explicit stack, so that a hostile image cannot overflow the call stack.
import { ByteReader, ByteReadError } from "../../bytes/reader.ts";
import type { FlashContents, FoundFile } from "../image.ts";
import { foundPath, MAX_DEPTH } from "../tree.ts";
import type { FoundDirectory } from "../tree.ts";
import { decodeUtf8 } from "../utf8.ts";
import { RECORD, ROMFS_MAGIC } from "./format.ts";
import { corrupt, DATA_OUTSIDE, deepNesting, FILE_WITHOUT_CONTENT, noRomfs, UNUSED_RECORD } from "../messages.ts";

interface OpenDirectory extends FoundDirectory {
  /** Offset of the first byte after the directory's record. */
  end: number;
}

/** Whether `bytes` begin like a ROMFS image. */
export function isRomfs(bytes: Uint8Array): boolean {
  return ROMFS_MAGIC.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads every file of a ROMFS image; their `bytes` are views into it. Bytes after the image, as in a dump of a whole
 * partition, are ignored.
 *
 * @throws {FlashError} "unknown-format" if it is not a ROMFS image, "corrupt" with the offset if it is damaged.
 */
export function readRomfs(bytes: Uint8Array): FlashContents {
  if (!isRomfs(bytes)) throw noRomfs();
  const reader = new ByteReader(bytes, ROMFS_MAGIC.length);
  try {
    const size = reader.varuint();
    const start = reader.offset;
    reader.take(size);
    const contents = readRecords(bytes, start, start + size);
    return { filesystem: "romfs", ...contents, used: start + size, capacity: start + size };
  } catch (error) {
    if (error instanceof ByteReadError) throw corrupt("ROMFS", error.message, error.offset);
    throw error;
  }
}

function readRecords(bytes: Uint8Array, start: number, end: number): Pick<FlashContents, "files" | "directories"> {
  const files: FoundFile[] = [];
  const directories: string[] = [];
  const open: OpenDirectory[] = [{ path: "/", end, seen: new Set() }];
  let at = start;
  while (open.length > 0) {
    const directory = open[open.length - 1]!;
    if (at >= directory.end) {
      open.pop();
      continue;
    }
    const record = readRecord(bytes, at, directory.end);
    at = record.end;
    if (record.kind === RECORD.file) {
      const path = readName(record.payload, directory);
      files.push({ path, ...readContent(record.payload, bytes, start, end) });
    } else if (record.kind === RECORD.directory) {
      const path = readName(record.payload, directory);
      if (open.length > MAX_DEPTH) throw corrupt("ROMFS", deepNesting(MAX_DEPTH), record.start);
      directories.push(path);
      open.push({ path, end: record.end, seen: new Set() });
      at = record.payload.offset;
    }
  }
  return { files, directories };
}

interface Record {
  kind: number;
  start: number;
  end: number;
  payload: ByteReader;
}

function readRecord(bytes: Uint8Array, start: number, limit: number): Record {
  const reader = new ByteReader(bytes, start, limit);
  const kind = reader.varuint();
  if (kind === RECORD.unused) throw corrupt("ROMFS", UNUSED_RECORD, start);
  const length = reader.varuint();
  const payload = new ByteReader(bytes, reader.offset, reader.offset + length);
  reader.take(length);
  return { kind, start, end: reader.offset, payload };
}

function readName(payload: ByteReader, directory: OpenDirectory): string {
  const at = payload.offset;
  return foundPath("ROMFS", directory, decodeUtf8(payload.take(payload.varuint())), at);
}

function readContent(
  payload: ByteReader,
  bytes: Uint8Array,
  start: number,
  end: number,
): { bytes: Uint8Array; offset: number | undefined } {
  while (payload.remaining > 0) {
    const record = readRecord(payload.bytes, payload.offset, payload.end);
    payload.offset = record.end;
    if (record.kind === RECORD.data) return view(bytes, record.payload.offset, record.end);
    if (record.kind === RECORD.pointer) {
      const size = record.payload.varuint();
      const from = start + record.payload.varuint();
      if (from + size > end) throw corrupt("ROMFS", DATA_OUTSIDE, record.start);
      return view(bytes, from, from + size);
    }
  }
  throw corrupt("ROMFS", FILE_WITHOUT_CONTENT, payload.offset);
}

const view = (bytes: Uint8Array, from: number, to: number): { bytes: Uint8Array; offset: number | undefined } => ({
  bytes: bytes.subarray(from, to),
  offset: to > from ? from : undefined,
});
