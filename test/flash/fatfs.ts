// FatFs (js-fatfs) on an image in memory: an independent implementation for the tests of FAT images.
import * as fatfs from "js-fatfs";
import type { DiskIO, FatFs } from "js-fatfs";

/** A mounted volume; what it changes is changed in the image. */
export class Volume {
  private readonly ff: FatFs;

  constructor(ff: FatFs) {
    this.ff = ff;
  }

  /** All files and directories from the root. */
  walk(): { files: Map<string, Uint8Array>; directories: string[] } {
    const files = new Map<string, Uint8Array>();
    const directories: string[] = [];
    const visit = (path: string): void => {
      for (const { name, size, directory } of this.list(path === "" ? "/" : path)) {
        const inner = `${path}/${name}`;
        if (directory) {
          directories.push(inner);
          visit(inner);
        } else {
          files.set(inner, this.read(inner, size));
        }
      }
    };
    visit("");
    return { files, directories };
  }

  makeDirectory(path: string): void {
    check(this.ff.f_mkdir(path), path);
  }

  remove(path: string): void {
    check(this.ff.f_unlink(path), path);
  }

  write(path: string, bytes: Uint8Array): void {
    const { ff } = this;
    this.withMemory([fatfs.sizeof_FIL, bytes.length, 4], ([file, buffer, done]) => {
      check(ff.f_open(file!, path, fatfs.FA_WRITE | fatfs.FA_CREATE_ALWAYS), path);
      ff.HEAPU8.set(bytes, buffer!);
      check(ff.f_write(file!, buffer!, bytes.length, done!), path);
      check(ff.f_close(file!), path);
    });
  }

  private read(path: string, size: number): Uint8Array {
    const { ff } = this;
    return this.withMemory([fatfs.sizeof_FIL, size, 4], ([file, buffer, done]) => {
      check(ff.f_open(file!, path, fatfs.FA_READ), path);
      check(ff.f_read(file!, buffer!, size, done!), path);
      const length = ff.getValue(done!, "i32");
      check(ff.f_close(file!), path);
      return ff.HEAPU8.slice(buffer!, buffer! + length);
    });
  }

  private list(path: string): { name: string; size: number; directory: boolean }[] {
    const { ff } = this;
    return this.withMemory([fatfs.sizeof_DIR, fatfs.sizeof_FILINFO], ([directory, info]) => {
      const entries = [];
      check(ff.f_opendir(directory!, path), path);
      for (;;) {
        check(ff.f_readdir(directory!, info!), path);
        const name = ff.FILINFO_fname(info!);
        if (name === "") break;
        const isDirectory = (ff.FILINFO_fattrib(info!) & fatfs.AM_DIR) !== 0;
        entries.push({ name, size: ff.FILINFO_fsize(info!), directory: isDirectory });
      }
      check(ff.f_closedir(directory!), path);
      return entries;
    });
  }

  private withMemory<Result>(sizes: number[], use: (pointers: number[]) => Result): Result {
    const pointers = sizes.map((size) => this.ff.malloc(Math.max(size, 1)));
    try {
      return use(pointers);
    } finally {
      for (const pointer of pointers) this.ff.free(pointer);
    }
  }
}

/** Mounts an image; with `format` it is made a fresh volume first, of FAT12 or FAT16, without a partition table. */
export async function openVolume(image: Uint8Array, options: { format?: boolean } = {}): Promise<Volume> {
  const sectorSize = options.format === true ? 512 : image[11]! | (image[12]! << 8);
  const ff = await fatfs.create({ diskio: diskOf(image, sectorSize) });
  if (options.format === true) {
    const work = ff.malloc(fatfs.FF_MAX_SS);
    const fmt = fatfs.FM_FAT | fatfs.FM_SFD;
    check(ff.f_mkfs("", { fmt, n_fat: 1, align: 0, n_root: 512, au_size: 0 }, work, fatfs.FF_MAX_SS), "mkfs");
    ff.free(work);
  }
  check(ff.f_mount(ff.malloc(fatfs.sizeof_FATFS), "", 1), "mount");
  return new Volume(ff);
}

function diskOf(image: Uint8Array, sectorSize: number): DiskIO {
  return {
    initialize: () => 0,
    status: () => 0,
    read(ff, _, buffer, sector, count) {
      ff.HEAPU8.set(image.subarray(sector * sectorSize, (sector + count) * sectorSize), buffer);
      return fatfs.RES_OK;
    },
    write(ff, _, buffer, sector, count) {
      image.set(ff.HEAPU8.subarray(buffer, buffer + count * sectorSize), sector * sectorSize);
      return fatfs.RES_OK;
    },
    ioctl(ff, _, command, buffer) {
      if (command === fatfs.GET_SECTOR_COUNT) ff.setValue(buffer, image.length / sectorSize, "i32");
      if (command === fatfs.GET_SECTOR_SIZE) ff.setValue(buffer, sectorSize, "i16");
      if (command === fatfs.GET_BLOCK_SIZE) ff.setValue(buffer, 1, "i32");
      return fatfs.RES_OK;
    },
  };
}

function check(result: number, what: string): void {
  if (result !== fatfs.FR_OK) throw new Error(`FatFs: error ${result} at ${what}`);
}
