// The parts that these tests use of the WebAssembly MicroPython, which comes without types.
declare module "@micropython/micropython-webassembly-pyscript/micropython.mjs" {
  export function loadMicroPython(options: { stdout: (line: string) => void; linebuffer?: boolean }): Promise<unknown>;
}
