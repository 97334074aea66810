// Writes a ROMFS image. Two layouts: the plain one, byte for byte what MicroPython's own tool (mpremote romfs) writes
// for the same files, with each file's content inside its record; and the aligned one, where the contents come first,
// each at a multiple of `align`, and the records after them point back. Pointers keep alignment simple: in the plain
// layout the width of every length that encloses a file moves the file.
import { varuintLength } from "../../bytes/varuint.ts";
import { ByteWriter } from "../../bytes/writer.ts";
import type { FlashError } from "../error.ts";
import type { FlashImage, PlacedFile } from "../image.ts";
import { arrange, filesOf } from "../tree.ts";
import type { DirectoryNode, FileNode, FlashTree, TreeNode } from "../tree.ts";
import { RECORD, ROMFS_MAGIC } from "./format.ts";
import { romfsIsFull, wrongAlign } from "../messages.ts";

/** How to write a ROMFS image. */
export interface RomfsOptions {
  /** Size of the partition in bytes, as an upper limit. The image is only as long as necessary. @default no limit */
  size?: number | undefined;
  /**
   * Makes every file's content start at a multiple of this many bytes (a power of two up to 65536) of the image, for native
   * code and data that the device reads in place as words. The image must lie at such an address too. @default 1
   */
  align?: number | undefined;
}

const MAX_ALIGN = 65536;

/**
 * Writes a tree as ROMFS. ROMFS has no times, so `mtime` is ignored. The image's length is even and not padded to
 * `size`.
 *
 * @throws {FlashError} "full" if the image is larger than `size`; the errors of a tree (see FlashTree).
 */
export function writeRomfs(tree: FlashTree, options: RomfsOptions = {}): FlashImage {
  const { align = 1, size } = options;
  if (!Number.isInteger(align) || align < 1 || align > MAX_ALIGN || (align & (align - 1)) !== 0) {
    throw wrongAlign(align, MAX_ALIGN);
  }
  const root = arrange(tree);
  const image = align === 1 ? writePlain(root) : writeAligned(root, align);
  if (size !== undefined && image.used > size) throw fullError(image, size);
  return { ...image, capacity: size ?? image.used };
}

type Written = Omit<FlashImage, "capacity">;

function writePlain(root: DirectoryNode): Written {
  const sizes: Sizes = new Map();
  const payload = entriesSize(root, sizes, inlineSize);
  // MicroPython requires an even total; an odd byte is added as a leading 0x80 of the length, which does not change its
  // value.
  const shortest = ROMFS_MAGIC.length + varuintLength(payload);
  const start = shortest + ((shortest + payload) % 2);
  // An image is large, so the buffer is allocated at its final size.
  const writer = new ByteWriter(start + payload);
  writeHeader(writer, payload, start - ROMFS_MAGIC.length);
  const files: PlacedFile[] = [];
  writeEntries(root, { writer, sizes, content: (file) => writeInline(writer, file, files) });
  return { filesystem: "romfs", image: writer.finish(), used: writer.length, files };
}

function writeAligned(root: DirectoryNode, align: number): Written {
  // The width of the outermost length moves everything after it: the first width that fits its payload is used.
  for (let width = 1; ; width++) {
    const { writer, payload, files } = writeAlignedBody(root, align, ROMFS_MAGIC.length + width);
    if (varuintLength(payload) > width) continue;
    const header = new ByteWriter(ROMFS_MAGIC.length + width);
    writeHeader(header, payload, width);
    writer.buffer.set(header.toBytes());
    return { filesystem: "romfs", image: writer.toBytes(), used: writer.length, files };
  }
}

function writeAlignedBody(
  root: DirectoryNode,
  align: number,
  start: number,
): { writer: ByteWriter; payload: number; files: PlacedFile[] } {
  const writer = new ByteWriter(start + 1024);
  writer.fill(0, start);
  const offsets = new Map<FileNode, number>();
  for (const file of filesOf(root)) {
    if (file.bytes.length > 0) offsets.set(file, writeAlignedData(writer, file.bytes, align));
  }
  const sizes: Sizes = new Map();
  const pointerSize = (file: FileNode): number => {
    const offset = offsets.get(file);
    return recordSize(offset === undefined ? 0 : varuintLength(file.bytes.length) + varuintLength(offset - start));
  };
  const payload = writer.length - start + entriesSize(root, sizes, pointerSize);
  const files: PlacedFile[] = [];
  const content = (file: FileNode): void => {
    const offset = offsets.get(file);
    if (offset === undefined) return writeInline(writer, file, files);
    writer.varuint(RECORD.pointer);
    writer.varuint(varuintLength(file.bytes.length) + varuintLength(offset - start));
    writer.varuint(file.bytes.length);
    writer.varuint(offset - start);
    files.push({ path: file.path, size: file.bytes.length, offset });
  };
  writeEntries(root, { writer, sizes, content });
  if (writer.length % 2 === 0) return { writer, payload, files };
  // A longer length would move the contents here, so an odd byte is added by a padding record of three bytes.
  writer.bytes([RECORD.padding, 1, 0]);
  return { writer, payload: payload + 3, files };
}

/** Writes a data record whose content starts at a multiple of `align`. Returns that offset. */
function writeAlignedData(writer: ByteWriter, bytes: Uint8Array, align: number): number {
  const head = 1 + varuintLength(bytes.length);
  let gap = (align - ((writer.length + head) % align)) % align;
  if (gap >= 2) {
    writePadding(writer, gap);
    gap = 0;
  }
  writer.varuint(RECORD.data);
  // A gap of one byte is too small for a padding record, so the length becomes longer.
  writeWideVaruint(writer, bytes.length, varuintLength(bytes.length) + gap);
  writer.bytes(bytes);
  return writer.length - bytes.length;
}

/** Writes a padding record with a total size of `size` bytes, at least 2. */
function writePadding(writer: ByteWriter, size: number): void {
  const width = varuintLength(size - 2);
  writer.varuint(RECORD.padding);
  writeWideVaruint(writer, size - 1 - width, width);
  writer.fill(0, size - 1 - width);
}

type Sizes = Map<TreeNode, number>;

const recordSize = (payload: number): number => 1 + varuintLength(payload) + payload;

const inlineSize = (file: FileNode): number => recordSize(file.bytes.length);

/** The size of a directory's entries. It also puts the size of each entry's payload into `sizes`. */
function entriesSize(directory: DirectoryNode, sizes: Sizes, contentSize: (file: FileNode) => number): number {
  let total = 0;
  for (const entry of directory.entries) {
    const content = entry.kind === "file" ? contentSize(entry) : entriesSize(entry, sizes, contentSize);
    const payload = varuintLength(entry.nameBytes.length) + entry.nameBytes.length + content;
    sizes.set(entry, payload);
    total += recordSize(payload);
  }
  return total;
}

interface EntryWriter {
  writer: ByteWriter;
  sizes: Sizes;
  /** Writes a file's data or pointer record. */
  content: (file: FileNode) => void;
}

function writeEntries(directory: DirectoryNode, to: EntryWriter): void {
  const { writer, sizes } = to;
  for (const entry of directory.entries) {
    writer.varuint(RECORD[entry.kind]);
    writer.varuint(sizes.get(entry)!);
    writer.varuint(entry.nameBytes.length);
    writer.bytes(entry.nameBytes);
    if (entry.kind === "file") to.content(entry);
    else writeEntries(entry, to);
  }
}

function writeInline(writer: ByteWriter, file: FileNode, files: PlacedFile[]): void {
  const size = file.bytes.length;
  writer.varuint(RECORD.data);
  writer.varuint(size);
  files.push({ path: file.path, size, offset: size > 0 ? writer.length : undefined });
  writer.bytes(file.bytes);
}

function writeHeader(writer: ByteWriter, payload: number, width: number): void {
  writer.bytes(ROMFS_MAGIC);
  writeWideVaruint(writer, payload, width);
}

/** A varuint of `width` bytes: leading 0x80 bytes add zeros in front. */
function writeWideVaruint(writer: ByteWriter, value: number, width: number): void {
  writer.fill(0x80, width - varuintLength(value));
  writer.varuint(value);
}

function fullError(image: Written, size: number): FlashError {
  const beyond = image.files.find((file) => (file.offset ?? 0) + file.size > size);
  const largest = image.files.reduce<PlacedFile | undefined>((a, b) => (a && a.size >= b.size ? a : b), undefined);
  return romfsIsFull(image.used, size, beyond?.path, largest);
}
