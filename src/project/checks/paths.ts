// The check `paths`: modules with paths that are too long for a port. An import builds the path in a buffer of fixed
// size, and fails if it does not fit. Names that a filesystem does not allow are errors of its image (src/flash), not
// of this check.

import type { CheckedModule, Finding } from "./finding.ts";
import { longPath } from "../messages.ts";

// MICROPY_ALLOC_PATH_MAX of each port's mpconfigport.h, MicroPython 1.29; one byte of it ends the text (py/builtinimport.c).
const BUFFERS: Readonly<Record<string, number>> = {
  alif: 128,
  cc3200: 128,
  esp32: 128,
  esp8266: 128,
  mimxrt: 256,
  nrf: 512,
  "psoc-edge": 256,
  qemu: 512,
  "renesas-ra": 128,
  rp2: 128,
  samd: 256,
  stm32: 128,
  webassembly: 256,
  zephyr: 512,
};

/** Finds modules that `port` cannot import. Without a port it finds none. */
export function checkPaths(modules: readonly CheckedModule[], port: string | undefined): Finding[] {
  const buffer = port === undefined ? undefined : BUFFERS[port];
  if (buffer === undefined) return [];
  const encoder = new TextEncoder();
  return modules.flatMap(({ path, source: file }): Finding[] => {
    // UTF-8 has at most three bytes for a unit of UTF-16.
    if (path.length * 3 <= buffer) return [];
    // A path from the device's root has no leading slash, because its entry in sys.path is "".
    const length = encoder.encode(path).length - 1;
    if (length < buffer) return [];
    return [{ kind: "paths", file, ...longPath(length, port!, buffer - 1) }];
  });
}
