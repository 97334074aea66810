// The disassembler for machine code. Its WebAssembly is a file of the site.

import library from "@alexaltea/capstone-js";
import wasm from "@alexaltea/capstone-js/dist/capstone.wasm?url";
import { loadNativeDisassembler } from "unplugin-micropython/mpy";
import type { CapstoneLibrary, NativeDisassembler } from "unplugin-micropython/mpy";

export function load(): Promise<NativeDisassembler> {
  return loadNativeDisassembler({ library: library as CapstoneLibrary, wasm });
}
