// How much of a board's RAM an import takes: from a ROMFS image, in place; from the same .mpy and the same .py on a filesystem
// that is not memory-mapped. Run by hand, with MicroPython for QEMU's MPS2_AN385, which has its ROMFS at 0x21000000:
//   MICROPYTHON_QEMU=firmware.elf npx tsx test/flash/device/measure-ram.ts MODULE.py…
// Each module is imported alone in a fresh interpreter; RAM is the heap in use after a collection, less that before the import.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { compile } from "../../../src/compiler/index.ts";
import { buildImage } from "../../../src/flash/index.ts";
import type { FlashFile } from "../../../src/flash/index.ts";

const ROMFS_ADDRESS = 0x21000000;
const TIMEOUT_MS = 20_000;

/** A filesystem in Python that hands out streams: what a board's LittleFS does, without its buffers. */
const program = (path: string, name: string): string => `
import gc, io, sys, vfs
class Stream(io.IOBase):
    def __init__(self, path):
        self.file = open("/rom/plain" + path, "rb")
    def readinto(self, buf):
        return self.file.readinto(buf)
    def ioctl(self, op, arg):
        return 0
class Plain:
    def mount(self, readonly, mkfs): pass
    def umount(self): pass
    def stat(self, path):
        import os
        return os.stat("/rom/plain" + path)
    def open(self, path, mode):
        return Stream(path)
vfs.mount(Plain(), "/plain")
sys.path[:] = ["${path}", "/rom/others"]
gc.collect(); gc.collect()
before = gc.mem_alloc()
import ${name}
gc.collect(); gc.collect()
print("RAM", gc.mem_alloc() - before)
`;

async function heapTaken(firmware: string, image: string, path: string, name: string): Promise<number | string> {
  const loader = `loader,file=${image},addr=0x${ROMFS_ADDRESS.toString(16)},force-raw=on`;
  const machine = ["-machine", "mps2-an385", "-nographic", "-monitor", "null", "-semihosting", "-serial", "stdio"];
  const qemu = spawn("qemu-system-arm", [...machine, "-device", loader, "-kernel", firmware]);
  const timer = setTimeout(() => qemu.kill(), TIMEOUT_MS);
  let output = "";
  try {
    return await new Promise((resolve, reject) => {
      qemu.on("error", reject);
      qemu.on("exit", () => resolve(`no answer: ${output.slice(-200)}`));
      qemu.stdout.on("data", (piece: Buffer) => {
        output += piece.toString("latin1");
        // The raw REPL answers "OK", the output, an end mark, the traceback and an end mark.
        const answer = /OK([^\x04]*)\x04([^\x04]*)\x04/.exec(output);
        if (answer === null) return;
        const taken = /RAM (\d+)/.exec(answer[1]!);
        resolve(taken === null ? answer[2]!.trim().split("\n").pop()! : Number(taken[1]));
      });
      qemu.stdin.write(`\x01${program(path, name)}\x04`);
    });
  } finally {
    clearTimeout(timer);
    qemu.kill();
  }
}

async function main(sources: readonly string[]): Promise<void> {
  const firmware = process.env["MICROPYTHON_QEMU"];
  if (firmware === undefined) throw new Error("MICROPYTHON_QEMU names the firmware to measure with");
  const folder = mkdtempSync(join(tmpdir(), "ram-"));
  try {
    const modules = sources.map((path) => ({ name: basename(path, ".py"), source: readFileSync(path) }));
    const files = modules.flatMap(({ name, source }): FlashFile[] => {
      const { mpy } = compile(source, { filename: `${name}.py` });
      return [
        { path: `lib/${name}.mpy`, bytes: mpy },
        { path: `others/${name}.mpy`, bytes: mpy },
        { path: `plain/mpy/${name}.mpy`, bytes: mpy },
        { path: `plain/py/${name}.py`, bytes: source },
      ];
    });
    const image = join(folder, "romfs.img");
    writeFileSync(image, buildImage({ files }, { filesystem: "romfs" }).image);
    for (const { name, source } of modules) {
      const row: (string | number)[] = [name, source.length];
      row.push(files.find(({ path }) => path === `lib/${name}.mpy`)!.bytes.length);
      for (const path of ["/rom/lib", "/plain/mpy", "/plain/py"])
        row.push(await heapTaken(firmware, image, path, name));
      console.log(row.join("\t"));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

console.log(["module", "source", ".mpy", "RAM from ROMFS", "RAM from .mpy", "RAM from .py"].join("\t"));
await main(process.argv.slice(2));
