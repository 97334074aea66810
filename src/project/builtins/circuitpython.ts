// The modules of CircuitPython's firmware, by port, board and major version. As for MicroPython, a module that only
// some boards have is known, so an import of it is not unresolved, but a file of that name takes precedence. The frozen
// libraries of a board are known exactly.

import type { FirmwareModuleKind } from "../graph/firmware.ts";
import { packagesOf } from "../graph/module-names.ts";
import type { Builtins } from "./builtins.ts";
import { CIRCUITPYTHON_BOARDS, CIRCUITPYTHON_LIBRARIES } from "./circuitpython-boards.ts";
import {
  CIRCUITPYTHON_EXTENSIBLE,
  CIRCUITPYTHON_PORTS,
  CIRCUITPYTHON_SINCE_10,
  CIRCUITPYTHON_UP_TO_9,
} from "./circuitpython-ports.ts";
import { words } from "./ports.ts";
import { targetFacts } from "./target-facts.ts";

/** Ports of CircuitPython in the tables, sorted. */
export const CIRCUITPYTHON_PORT_NAMES: readonly string[] = Object.keys(CIRCUITPYTHON_PORTS).sort();

/** CircuitPython's names of ports that have another name in MicroPython. */
const PORT_NAMES: Readonly<Record<string, string>> = {
  esp32: "espressif",
  mimxrt: "mimxrt10xx",
  nrf: "nordic",
  rp2: "raspberrypi",
  samd: "atmel-samd",
  stm32: "stm",
};

/** CircuitPython's name of a port. */
export function circuitPythonPort(port: string): string {
  return PORT_NAMES[port] ?? port;
}

/** Names of CircuitPython's boards: "raspberry_pi_pico". */
export const CIRCUITPYTHON_BOARD_NAMES: readonly string[] = Object.values(CIRCUITPYTHON_BOARDS).flatMap((rows) =>
  rows.flatMap(([, boards]) => [...words(boards)]),
);

/** The port of a board of CircuitPython; undefined for an unknown board. */
export function circuitPythonPortOf(board: string): string | undefined {
  const ports = Object.entries(CIRCUITPYTHON_BOARDS);
  return ports.find(([, rows]) => rows.some(([, boards]) => words(boards).has(board)))?.[0];
}

/** Whether the firmware of some board has a module compiled in. */
export function isCircuitPythonModule(name: string): boolean {
  return Object.values(CIRCUITPYTHON_PORTS).some(
    ({ always, some }) => words(always).has(name) || words(some).has(name),
  );
}

/** Facts about the device. */
export interface CircuitPythonHints {
  /** A name of either project. The default, also for an unknown port, is the modules of all ports. */
  readonly port?: string | undefined;
  /** A board of CircuitPython. Without a known board, the frozen libraries of all boards of the port may exist. */
  readonly board?: string | undefined;
  /** 9 or 10. */
  readonly major: number;
}

/** The modules of a firmware. */
export function circuitPythonBuiltins({ port, board, major }: CircuitPythonHints): Builtins {
  const portName = port && circuitPythonPort(port);
  const known = portName === undefined ? undefined : CIRCUITPYTHON_PORTS[portName];
  const extensible = words(CIRCUITPYTHON_EXTENSIBLE);
  const later = major < 10 ? words(CIRCUITPYTHON_SINCE_10) : new Set<string>();
  const kinds = new Map<string, FirmwareModuleKind>();
  const everywhere = Object.values(CIRCUITPYTHON_PORTS);
  const ports = known === undefined ? everywhere : [known];
  // What comes earlier in the search is set later.
  const frozen = frozenRows(known && portName);
  const own = board === undefined ? undefined : frozen.find(({ boards }) => boards.has(board));
  const libraries = own === undefined ? frozen.flatMap(({ modules }) => modules) : own.modules;
  for (const name of libraries) kinds.set(name, own === undefined ? "extensible" : "frozen");
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
  const all = known === undefined ? undefined : circuitPythonBuiltins({ major });
  return {
    kindOf: (name) => kinds.get(name),
    facts: targetFacts(port, true),
    port: known && portName,
    board: own && board,
    isCircuitPython: true,
    boardsWith: (name) =>
      own === undefined || kinds.has(name)
        ? []
        : frozen.flatMap(({ modules, boards }) => (modules.includes(name) ? [...boards] : [])),
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

/** What boards freeze, together with the packages that modules are in; of all ports without one. */
function frozenRows(port: string | undefined): { modules: string[]; boards: ReadonlySet<string> }[] {
  const rows = port === undefined ? Object.values(CIRCUITPYTHON_BOARDS).flat() : (CIRCUITPYTHON_BOARDS[port] ?? []);
  return rows.map(([libraries, boards]) => {
    const modules = [...words(libraries)].flatMap((one) => [...words(CIRCUITPYTHON_LIBRARIES[one]!)]);
    return { modules: [...new Set([...modules, ...packagesOf(modules)])], boards: words(boards) };
  });
}
