// Disassembles machine code with Capstone (its WebAssembly build, @alexaltea/capstone-js). It is loaded on demand: it
// is 3 MB, and most users of this package need no machine code.

import { ARCH_FLAGS } from "../file/arch.ts";
import type { ArchName } from "../file/arch.ts";
import type { NativeDisassembler } from "./disassemble-native.ts";
import type { NativeInstruction } from "./native-instruction.ts";
import { MpyToolError } from "../file/error.ts";
import { riscvExtension } from "./riscv-extensions.ts";
import { noListing } from "../messages.ts";

/** Options of {@link loadNativeDisassembler}. Node needs none, a browser both. */
export interface NativeDisassemblerOptions {
  /** The export of @alexaltea/capstone-js, or `MCapstone` of its script.
   * @default imported on demand, in Node only: bundlers do not follow that import, because the library imports Node's
   *   modules.
   */
  library?: CapstoneLibrary;
  /** The bytes of @alexaltea/capstone-js/dist/capstone.wasm, or its URL. */
  wasm?: Uint8Array | string;
}

/** The entry of @alexaltea/capstone-js, which ships no types. */
export type CapstoneLibrary = (options: CapstoneOptions) => Promise<unknown>;

/** Options of the library's entry, as in all libraries of Emscripten. */
export interface CapstoneOptions {
  wasmBinary?: Uint8Array;
  locateFile?: () => string;
  /** Receives the library's messages. Faults are errors besides. */
  printErr: () => void;
}

/** The used part of the library's interface. It has no types. */
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

/** Capstone's names of an architecture and its modes. It has no Xtensa. */
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

/** Node's error for a missing package. This folder is type-checked without Node's types. */
type NodeError = { readonly code?: string };

const PACKAGE: string = "@alexaltea/capstone-js";

/**
 * Loads Capstone and makes a disassembler of it, for x86, x64, ARM, Thumb and RISC-V.
 * @throws MpyToolError if the optional peer @alexaltea/capstone-js is not installed or does not start.
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
    throw new MpyToolError(noListing(reason));
  }
}

/** Bytes decoded at a time: Capstone needs 240 bytes of memory for each instruction. */
const CHUNK = 16 * 1024;

/** Bytes that the longest instruction fits into: x86 has 15. */
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
        // An instruction at the end of a chunk may go on beyond it: it is decoded with the next chunk.
        if (!isLast && one.offset >= address + at + chunk.length - LONGEST_INSTRUCTION) break;
        instructions.push(one);
      }
      const last = instructions.at(-1);
      const end = last === undefined ? 0 : last.offset + last.size - address;
      if (end <= at) break;
      at = end;
    }
    // Fewer bytes at the end than the shortest instruction are skipped.
    for (; at < code.length; at++) {
      instructions.push({ offset: address + at, size: 1, text: `.byte 0x${code[at]!.toString(16)}` });
    }
    return instructions;
  }

  /**
   * Disassembles RISC-V with extensions that Capstone lacks. Each instruction has its length in it: code can be cut at
   * any instruction.
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
