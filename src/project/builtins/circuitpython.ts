// The modules that CircuitPython's firmware brings itself, by port and major version. As for MicroPython, what only some boards of a
// port have is known, so that an import of it is not called missing, but a file of that name counts as the one that is meant.

import type { FirmwareModuleKind } from "../graph/firmware.ts";
import type { Builtins } from "./builtins.ts";
import {
  CIRCUITPYTHON_EXTENSIBLE,
  CIRCUITPYTHON_PORTS,
  CIRCUITPYTHON_SINCE_10,
  CIRCUITPYTHON_UP_TO_9,
} from "./circuitpython-ports.ts";
import { words } from "./ports.ts";
import { targetFacts } from "./target-facts.ts";

/** Ports of CircuitPython that there are tables for, sorted. */
export const CIRCUITPYTHON_PORT_NAMES: readonly string[] = Object.keys(CIRCUITPYTHON_PORTS).sort();

/** CircuitPython's names of what MicroPython has other names for. */
const PORT_NAMES: Readonly<Record<string, string>> = {
  esp32: "espressif",
  mimxrt: "mimxrt10xx",
  nrf: "nordic",
  rp2: "raspberrypi",
  samd: "atmel-samd",
  stm32: "stm",
};

/** The name of a port as CircuitPython has it. */
export function circuitPythonPort(port: string): string {
  return PORT_NAMES[port] ?? port;
}

/** `port`: a name of either; without one, and for one that is not known: the modules of all ports. */
export function circuitPythonBuiltins(port: string | undefined, major: number): Builtins {
  const known = port === undefined ? undefined : CIRCUITPYTHON_PORTS[circuitPythonPort(port)];
  const extensible = words(CIRCUITPYTHON_EXTENSIBLE);
  const later = major < 10 ? words(CIRCUITPYTHON_SINCE_10) : new Set<string>();
  const kinds = new Map<string, FirmwareModuleKind>();
  const everywhere = Object.values(CIRCUITPYTHON_PORTS);
  const ports = known === undefined ? everywhere : [known];
  for (const { some } of ports) for (const name of words(some)) kinds.set(name, "extensible");
  for (const { always } of ports) {
    for (const name of words(always)) {
      const isCertain = ports.every((one) => words(one.always).has(name)) && !extensible.has(name);
      kinds.set(name, isCertain ? "fixed" : "extensible");
    }
  }
  if (major < 10) for (const name of words(CIRCUITPYTHON_UP_TO_9)) kinds.set(name, "extensible");
  for (const name of later) kinds.delete(name);
  const names = [...kinds.keys()].sort();
  const all = known === undefined ? undefined : circuitPythonBuiltins(undefined, major);
  return {
    kindOf: (name) => kinds.get(name),
    facts: targetFacts(port, true),
    port: known && port && circuitPythonPort(port),
    board: undefined,
    boardsWith: () => [],
    isKnown: (name) => (all?.kindOf(name) ?? kinds.get(name)) !== undefined,
    portsWith: (name) =>
      CIRCUITPYTHON_PORT_NAMES.filter((one) => {
        const { always, some } = CIRCUITPYTHON_PORTS[one]!;
        return words(always).has(name) || words(some).has(name);
      }),
    has: (name) => kinds.has(name),
    overridable: (name) => kinds.get(name) !== "fixed",
    names: () => names,
  };
}
