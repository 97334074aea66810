// Machine code through Capstone (its WebAssembly build, @alexaltea/capstone-js), which is loaded only when someone
// asks: it is 3 MB, and most users of this package never look at machine code.

import { ARCH_FLAGS } from "../file/arch.ts";
import type { ArchName } from "../file/arch.ts";
import type { NativeDisassembler } from "./disassemble-native.ts";
import type { NativeInstruction } from "./native-instruction.ts";
import { MpyToolError } from "../file/error.ts";
import { riscvExtension } from "./riscv-extensions.ts";

/** Where the library comes from. Node needs neither; in a browser both have to be given. */
export interface NativeDisassemblerOptions {
  /**
   * What @alexaltea/capstone-js exports, or its script defines as `MCapstone`.
   * @default imported when needed, which works in Node only: bundlers are kept from following that import, because the
   *   library names Node's modules.
   */
  library?: CapstoneLibrary;
  /** The bytes of @alexaltea/capstone-js/dist/capstone.wasm, or its URL. */
  wasm?: Uint8Array | string;
}

/** The entry of @alexaltea/capstone-js, which ships no types. */
export type CapstoneLibrary = (options: CapstoneOptions) => Promise<unknown>;

/** What the library's entry is given (Emscripten's conventions). */
export interface CapstoneOptions {
  wasmBinary?: Uint8Array;
  locateFile?: () => string;
  /** Where the library's own messages go; what matters comes as an error. */
  printErr: () => void;
}

/** The part of the library's interface that is used here; it ships no types. */
interface CapstoneModule {
  readonly [constant: `ARCH_${string}` | `MODE_${string}` | `OPT_${string}`]: number;
  readonly Capstone: new (arch: number, mode: number) => CapstoneHandle;
}

interface CapstoneHandle {
  option(option: number, value: number): void;
  disasm(
    code: Uint8Array,
    address: number,
  ): { address: number | bigint; size: number; mnemonic: string; op_str: string }[];
}

/** Capstone's names of an architecture and its modes; those that it lacks (Xtensa) are absent. */
const CAPSTONE_MODES: Readonly<Partial<Record<ArchName, readonly [`ARCH_${string}`, ...`MODE_${string}`[]]>>> = {
  x86: ["ARCH_X86", "MODE_32"],
  x64: ["ARCH_X86", "MODE_64"],
  armv6: ["ARCH_ARM", "MODE_ARM"],
  armv6m: ["ARCH_ARM", "MODE_THUMB", "MODE_MCLASS"],
  armv7m: ["ARCH_ARM", "MODE_THUMB", "MODE_MCLASS"],
  armv7em: ["ARCH_ARM", "MODE_THUMB", "MODE_MCLASS"],
  armv7emsp: ["ARCH_ARM", "MODE_THUMB", "MODE_MCLASS"],
  armv7emdp: ["ARCH_ARM", "MODE_THUMB", "MODE_MCLASS"],
  rv32imc: ["ARCH_RISCV", "MODE_RISCV32", "MODE_RISCVC"],
  rv64imc: ["ARCH_RISCV", "MODE_RISCV64", "MODE_RISCVC"],
};

/** What Node throws for a package that is not installed; this room has no types of Node. */
type NodeError = { readonly code?: string };

const PACKAGE: string = "@alexaltea/capstone-js";

/**
 * Loads Capstone and makes a disassembler of it, for x86, x64, ARM, Thumb and RISC-V.
 *
 * @throws MpyToolError where the optional peer @alexaltea/capstone-js is not installed or cannot be started.
 */
export async function loadNativeDisassembler(options: NativeDisassemblerOptions = {}): Promise<NativeDisassembler> {
  const { library, wasm } = options;
  const source = typeof wasm === "string" ? { locateFile: () => wasm } : wasm && { wasmBinary: wasm };
  try {
    const load = library ?? (await import(/* @vite-ignore */ /* webpackIgnore: true */ PACKAGE)).default;
    return new CapstoneDisassembler((await load({ ...source, printErr: () => {} })) as CapstoneModule);
  } catch (error) {
    const isMissing = (error as NodeError | undefined)?.code === "ERR_MODULE_NOT_FOUND";
    const reason = isMissing
      ? `it is listed by ${PACKAGE}: npm install ${PACKAGE}`
      : `${PACKAGE} does not load (${String(error)})`;
    throw new MpyToolError(`machine code cannot be listed: ${reason}`);
  }
}

/** Bytes decoded at a time: Capstone takes 240 bytes of its memory for each instruction. */
const CHUNK = 16 * 1024;

/** Of all architectures here: x86's 15 bytes. */
const LONGEST_INSTRUCTION = 16;

function decodeChunk(handle: CapstoneHandle, code: Uint8Array, address: number): NativeInstruction[] {
  try {
    return handle.disasm(code, address).map(({ address: offset, size, mnemonic, op_str: operands }) => ({
      offset: Number(offset),
      size,
      text: operands === "" ? mnemonic : `${mnemonic} ${operands}`,
    }));
  } catch (error) {
    // The library throws a string where there is not one instruction.
    if (typeof error === "string") return [];
    throw error;
  }
}

class CapstoneDisassembler implements NativeDisassembler {
  private readonly capstone: CapstoneModule;
  private readonly handles: Map<ArchName, CapstoneHandle> = new Map();

  constructor(capstone: CapstoneModule) {
    this.capstone = capstone;
  }

  disassemble(code: Uint8Array, arch: ArchName, address: number): NativeInstruction[] | undefined {
    if (code.length === 0) return [];
    const handle = this.handle(arch);
    if (handle === undefined) return undefined;
    if (ARCH_FLAGS[arch] === undefined) return this.run(handle, code, address);
    return this.runExtended(handle, code, address);
  }

  private handle(arch: ArchName): CapstoneHandle | undefined {
    const known = this.handles.get(arch);
    const modes = CAPSTONE_MODES[arch];
    if (known !== undefined || modes === undefined) return known;
    const [name, ...bits] = modes;
    const handle = new this.capstone.Capstone(
      this.capstone[name]!,
      bits.reduce((sum, bit) => sum | this.capstone[bit]!, 0),
    );
    handle.option(this.capstone.OPT_SKIPDATA!, this.capstone.OPT_ON!);
    this.handles.set(arch, handle);
    return handle;
  }

  private run(handle: CapstoneHandle, code: Uint8Array, address: number): NativeInstruction[] {
    const instructions: NativeInstruction[] = [];
    let at = 0;
    while (at < code.length) {
      const chunk = code.subarray(at, at + CHUNK);
      const isLast = at + chunk.length === code.length;
      for (const one of decodeChunk(handle, chunk, address + at)) {
        // What begins at the very end of a piece may go on behind it, and is decoded with the next one.
        if (!isLast && one.offset >= address + at + chunk.length - LONGEST_INSTRUCTION) break;
        instructions.push(one);
      }
      const last = instructions.at(-1);
      const end = last === undefined ? 0 : last.offset + last.size - address;
      if (end <= at) break;
      at = end;
    }
    // Bytes at the end that are less than the shortest instruction are passed over.
    for (; at < code.length; at++) {
      instructions.push({ offset: address + at, size: 1, text: `.byte 0x${code[at]!.toString(16)}` });
    }
    return instructions;
  }

  /**
   * RISC-V with what Capstone does not know of: its instructions tell their own length, so the code can be cut
   * there.
   */
  private runExtended(handle: CapstoneHandle, code: Uint8Array, address: number): NativeInstruction[] {
    const instructions: NativeInstruction[] = [];
    let plainStart = 0;
    let at = 0;
    while (at + 1 < code.length) {
      const size = (code[at]! & 3) === 3 ? 4 : 2;
      const text = at + size > code.length ? undefined : riscvExtension(code, at, size);
      if (text !== undefined) {
        for (const one of this.run(handle, code.subarray(plainStart, at), address + plainStart)) instructions.push(one);
        instructions.push({ offset: address + at, size, text });
        plainStart = at + size;
      }
      at += size;
    }
    return instructions.concat(this.run(handle, code.subarray(plainStart), address + plainStart));
  }
}
