// The modules of MicroPython's firmware, by port and release, and whether they or a file of the same name are imported.
// Boards of one port differ. A module that only some boards have is known, so an import of it is not unresolved, but a
// file of that name takes precedence. The frozen modules of a board with a preset are known exactly.

import type { Firmware, FirmwareModuleKind } from "../graph/firmware.ts";
import {
  existedIn,
  FORMER_MODULES,
  FORMERLY_FROZEN,
  isUpTo,
  LAST_WITH_BUILT_IN_SSL,
  LAST_WITH_MACHINE_IN_C,
  LAST_WITH_UNKNOWN_BOARDS,
  LAST_WITH_WEAK_LINKS,
  releaseNumber,
} from "./history.ts";
import type { ReleaseNumber } from "./history.ts";
import { BOARD_MODULES } from "./board-modules.ts";
import { FIXED_MODULES, PORTS, words } from "./ports.ts";
import type { PortModules } from "./ports.ts";
import { targetFacts } from "./target-facts.ts";
import { notAVersion } from "../messages.ts";

/** Facts about the device. */
export interface FirmwareHints {
  /** MicroPython's name of the port: "rp2". The default, also for an unknown port, is the modules of all ports. */
  readonly port?: string | undefined;
  /** MicroPython's version: "1.24.1". The default is the newest version in the tables. */
  readonly version?: string | undefined;
  /** A board of the port with a preset. Its frozen modules apply from MicroPython 1.20 on. */
  readonly board?: string | undefined;
}

/** Modules of a firmware. */
export interface Builtins extends Firmware {
  /** Whether some board of the port has a module. */
  has(name: string): boolean;
  /** Whether a file of this name is imported instead. True for a name that is not built in. */
  overridable(name: string): boolean;
  /** All names, sorted, without u-names that are aliases of others. */
  names(): readonly string[];
}

/** Version of MicroPython in the tables. */
export const BUILTINS_VERSION = "1.29";

/** Ports in the tables, sorted. */
export const KNOWN_PORTS: readonly string[] = Object.keys(PORTS).sort();

/**
 * The modules of a firmware. @throws RangeError for an invalid version. Options are checked before
 * (options/resolve-firmware.ts).
 */
export function knownBuiltins({ port, version = BUILTINS_VERSION, board }: FirmwareHints = {}): Builtins {
  const release = releaseNumber(version);
  if (release === undefined) throw new RangeError(notAVersion(version));
  const known = port !== undefined && Object.hasOwn(PORTS, port.toLowerCase()) ? port.toLowerCase() : undefined;
  const ownBoard = isUpTo(release, LAST_WITH_UNKNOWN_BOARDS) ? undefined : board;
  const { kinds, aliases } = known ? portTable(known, release, ownBoard) : commonTable(KNOWN_PORTS, release);
  const names = [...kinds.keys()].sort();
  const kindOf = (name: string): FirmwareModuleKind | undefined =>
    kinds.get(name) ?? (aliases.has(name) ? "fixed" : undefined);
  const everywhere = known ? knownBuiltins({ version }) : undefined;
  return {
    kindOf,
    facts: targetFacts(port?.toLowerCase(), false),
    port: known,
    board,
    isCircuitPython: false,
    portsWith: (name) => KNOWN_PORTS.filter((one) => portTable(one, release).kinds.has(name)),
    boardsWith: (name) => {
      if (known === undefined || ownBoard === undefined || kinds.has(name) || !existedIn(name, release)) return [];
      return boardsThatFreeze(known, name);
    },
    isKnown: (name) => (everywhere?.kindOf(name) ?? kindOf(name)) !== undefined,
    has: (name) => kindOf(name) !== undefined,
    overridable: (name) => {
      const kind = kindOf(name);
      return kind === undefined || kind === "extensible";
    },
    names: () => names,
  };
}

interface ModuleTable {
  readonly kinds: ReadonlyMap<string, FirmwareModuleKind>;
  /** Aliases of built-in modules, such as "utime" for "time". Files do not shadow them (py/objmodule.c). */
  readonly aliases: ReadonlySet<string>;
}

/** The table of one board, or of all boards of the port. */
function portTable(name: string, release: ReleaseNumber, board?: string): ModuleTable {
  const port: PortModules = PORTS[name]!;
  const kinds = new Map<string, FirmwareModuleKind>();
  const aliases = new Set<string>();
  const weakLinks = isUpTo(release, LAST_WITH_WEAK_LINKS);
  const isFixed = (name: string): boolean => FIXED_MODULES.has(name) && (name !== "sys" || !weakLinks);
  const add = (names: Iterable<string>, kindOf: (name: string) => FirmwareModuleKind): void => {
    for (const name of names) {
      if (existedIn(name, release)) for (const one of withPackages(name)) kinds.set(one, kindOf(name));
    }
  };
  const compiled = (names: Iterable<string>, isCertain: boolean): void => {
    add(names, (name) => (isCertain && isFixed(name) ? "fixed" : "extensible"));
    for (const name of names) if (kinds.has(name) && hasAlias(name)) aliases.add(`u${name}`);
  };
  const always = words(port.always);
  const some = words(port.some);
  const oldSsl = isUpTo(release, LAST_WITH_BUILT_IN_SSL);
  const machineInC = isUpTo(release, LAST_WITH_MACHINE_IN_C);
  const frozen = (names: string): string[] => {
    const wanted = [...words(names)].filter(
      (name) => (name !== "ssl" || !oldSsl) && (name !== "machine" || !machineInC),
    );
    return weakLinks ? wanted.map((name) => name.replace(/^asyncio/, "uasyncio")) : wanted;
  };
  // Entries that are earlier in the search are set later.
  add(frozen(port.frozenSome ?? ""), () => "extensible");
  for (const [modules, boards] of BOARD_MODULES[name] ?? []) {
    if (board === undefined || words(boards).has(board)) add(frozen(modules), () => "extensible");
  }
  for (const [port, modules, upTo] of FORMERLY_FROZEN) {
    if (port === name && isUpTo(release, upTo)) add(frozen(modules), () => "extensible");
  }
  compiled(some, false);
  if (weakLinks) compiled(FORMER_MODULES, false);
  if (oldSsl && (some.has("tls") || always.has("tls"))) compiled(["ssl"], false);
  compiled(always, true);
  add(frozen(port.frozen), (name) => (kinds.get(name) === "fixed" ? "fixed" : "frozen"));
  return { kinds, aliases };
}

/** Boards of a port whose own manifest freezes a module, in the order of the table. */
function boardsThatFreeze(port: string, name: string): string[] {
  return (BOARD_MODULES[port] ?? []).flatMap(([modules, boards]) =>
    [...words(modules)].flatMap(withPackages).includes(name) ? [...words(boards)] : [],
  );
}

/** Whether a module has a u-name. Among modules that cannot be replaced only sys has one. */
function hasAlias(name: string): boolean {
  return name === "sys" || !FIXED_MODULES.has(name);
}

/**
 * The table of an unknown port: the modules of all ports. A file is shadowed only if every port has a module of its
 * name that cannot be replaced, at least on some boards.
 */
function commonTable(ports: readonly string[], release: ReleaseNumber): ModuleTable {
  const tables = ports.map((port) => portTable(port, release));
  const kinds = new Map<string, FirmwareModuleKind>();
  for (const name of new Set(tables.flatMap((table) => [...table.kinds.keys()]))) {
    const found = new Set(tables.map((table) => table.kinds.get(name)));
    const isFixed = found.has("fixed") && !found.has(undefined);
    kinds.set(name, isFixed ? "fixed" : "extensible");
  }
  return { kinds, aliases: new Set(tables.flatMap((table) => [...table.aliases])) };
}

/** A module's name with its packages: "umqtt.simple" makes "umqtt" importable, too. */
function withPackages(name: string): string[] {
  const parts = name.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}
