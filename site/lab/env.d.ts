// Types for modules without types of their own.

declare module "*.vue" {
  import type { DefineComponent } from "vue";
  const component: DefineComponent;
  export default component;
}

declare module "*?url" {
  const url: string;
  export default url;
}

declare module "@alexaltea/capstone-js" {
  const library: unknown;
  export default library;
}

declare module "@micropython/micropython-webassembly-pyscript/micropython.mjs" {
  interface MicroPython {
    readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
    runPythonAsync(source: string): Promise<unknown>;
  }
  export function loadMicroPython(options: {
    url: string;
    heapsize: number;
    linebuffer: boolean;
    stdout: (data: Uint8Array) => void;
  }): Promise<MicroPython>;
}
