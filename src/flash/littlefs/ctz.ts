// A LittleFS file's blocks, the "CTZ skip-list" (littlefs DESIGN.md): block n holds pointers to the blocks n - 1, n - 2, n - 4 …,
// as many as n has trailing zero bits plus one, and then content; block 0 only content. A file is found by its last block.

/** Pointers at the start of a file's block `index`. */
export function pointerCount(index: number): number {
  return index === 0 ? 0 : 32 - Math.clz32(index & -index);
}

/** Number of blocks for `size` bytes of content. */
export function dataBlockCount(size: number, blockSize: number): number {
  let count = 0;
  for (let left = size; left > 0; count++) left -= blockSize - 4 * pointerCount(count);
  return count;
}

/** Writes a file's content into blocks, beginning with `first`. */
export function writeDataBlocks(image: Uint8Array, blockSize: number, first: number, content: Uint8Array): void {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  let done = 0;
  for (let index = 0; done < content.length; index++) {
    let at = (first + index) * blockSize;
    const end = at + blockSize;
    for (let power = 0; power < pointerCount(index); power++, at += 4) {
      view.setUint32(at, first + index - 2 ** power, true);
    }
    const piece = content.subarray(done, done + end - at);
    image.set(piece, at);
    done += piece.length;
  }
}
