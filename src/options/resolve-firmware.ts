// Resolves the option `firmware`. With `board` and `target.port` it gives the modules of the firmware.

import { findRelease, nearestRelease, type Release, RELEASE_NAMES, RELEASES, versionOf } from "../firmware/index.ts";
import { nearestNames } from "../diagnostics/nearest.ts";
import type { ManifestLibrary } from "../node/libraries/manifest.ts";
import { knownBuiltins, KNOWN_PORTS } from "../project/builtins/builtins.ts";
import type { Builtins } from "../project/builtins/builtins.ts";
import {
  CIRCUITPYTHON_PORT_NAMES,
  circuitPythonBuiltins,
  circuitPythonPort,
  circuitPythonPortOf,
} from "../project/builtins/circuitpython.ts";
import { targetFacts } from "../project/builtins/target-facts.ts";
import type { ReleaseNumber } from "../project/builtins/history.ts";
import type { Firmware } from "../project/graph/firmware.ts";
import { moduleMatcher, packagesOf } from "../project/graph/module-names.ts";
import { boardOf, portOf } from "../project/targets.ts";
import type { TargetHints } from "../project/targets.ts";
import {
  noExactBytes,
  otherFirmwaresBoard,
  unknownPort,
  unknownRelease,
  variablesWithoutManifest,
} from "./messages.ts";
import type { NamedFirmware } from "./resolve-flash.ts";
import type { FirmwareOptions } from "./types.ts";

/** The resolved option `firmware`. */
export interface ResolvedFirmware {
  /** The release, with its name in the options; undefined if unknown. */
  readonly firmware: NamedFirmware | undefined;
  /** Options of the compiler that follow from it. */
  readonly compiler: { readonly firmware?: string; readonly exact?: boolean };
  /** The modules of the firmware. */
  readonly modules: Firmware;
  /** The manifest.py of its frozen modules. */
  readonly manifest: ManifestLibrary | undefined;
}

/** Resolves the option. @throws ProjectError for an unknown release or port */
export function resolveFirmware(given: string | FirmwareOptions | undefined, hints: TargetHints): ResolvedFirmware {
  const {
    version,
    exact,
    modules = [],
    manifest,
    variables,
  } = typeof given === "string" ? { version: given } : (given ?? {});
  const place = typeof given === "string" ? "firmware" : "firmware.version";
  const release = version === undefined ? undefined : nearestRelease(version);
  if (version !== undefined && release === undefined) {
    throw unknownRelease(place, version, nearestNames(version, RELEASE_NAMES), RELEASE_NAMES[0]!);
  }
  if (exact) checkExact(version);
  if (variables !== undefined && manifest === undefined) throw variablesWithoutManifest();
  return {
    firmware: release && { release, name: version! },
    compiler: version === undefined ? {} : { firmware: version, ...(exact && { exact }) },
    modules: modulesOf(release, modules, hints, version),
    manifest: manifest === undefined ? undefined : { manifest, variables },
  };
}

/** Refuses `exact` for a release whose compiler was not compared. */
function checkExact(version: string | undefined): void {
  if (version !== undefined && findRelease(version)?.compared) return;
  const known = RELEASES.filter(({ compared }) => compared).map(({ name }) => name);
  throw noExactBytes(version, known);
}

function modulesOf(
  release: Release | undefined,
  added: readonly string[],
  hints: TargetHints,
  version: string | undefined,
): Firmware {
  const isCircuitPython = release?.circuitPython ?? false;
  const boardsPort = hints.board === undefined ? undefined : circuitPythonPortOf(hints.board);
  if (boardsPort !== undefined && !isCircuitPython) throw otherFirmwaresBoard(hints.board!);
  const port = portOf(hints) ?? boardsPort;
  checkPort(port, isCircuitPython);
  // The table is made on demand. A build from the record of the last one does not need it.
  let table: Builtins | undefined;
  const known = (): Builtins => (table ??= builtinsOf(release, port, hints.board));
  const matches = moduleMatcher(added);
  const packages = new Set(packagesOf(added));
  const isAdded = (name: string): boolean => packages.has(name) || matches(name);
  return {
    // They rank last in the search, wherever they are.
    kindOf: (name) => known().kindOf(name) ?? (isAdded(name) ? "named" : undefined),
    facts: targetFacts(port, isCircuitPython, version === undefined ? undefined : writtenNumbers(version)),
    port: knownPort(port, isCircuitPython),
    board: hints.board,
    isCircuitPython,
    portsWith: (name) => known().portsWith(name),
    boardsWith: (name) => known().boardsWith(name),
    isKnown: (name) => known().isKnown(name) || isAdded(name),
    names: () => [...known().names(), ...added.filter((name) => !name.includes("*"))],
  };
}

/**
 * The major and minor number of a release as written. The release needs no row in the table. Undefined for a major
 * number alone.
 */
function writtenNumbers(version: string): ReleaseNumber | undefined {
  const parts = /(\d+)\.(\d+)/.exec(version);
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2])];
}

function checkPort(port: string | undefined, circuitPython: boolean): void {
  if (port === undefined) return;
  const [name, ports] = circuitPython
    ? ["CircuitPython", [...CIRCUITPYTHON_PORT_NAMES, ...KNOWN_PORTS]]
    : ["MicroPython", KNOWN_PORTS];
  const [meant] = ports.includes(port) ? [] : nearestNames(port, ports);
  if (meant !== undefined) throw unknownPort(name, port, meant);
}

/** The port's name in the tables; undefined for an unknown port. */
function knownPort(port: string | undefined, isCircuitPython: boolean): string | undefined {
  if (port === undefined) return undefined;
  const [name, ports] = isCircuitPython ? [circuitPythonPort(port), CIRCUITPYTHON_PORT_NAMES] : [port, KNOWN_PORTS];
  return ports.includes(name) ? name : undefined;
}

/** 9 for "circuitpython 9.2.9"; undefined for MicroPython. */
export function circuitPythonMajor(release: Release): number | undefined {
  return release.circuitPython ? Number.parseInt(versionOf(release), 10) : undefined;
}

function builtinsOf(release: Release | undefined, port: string | undefined, board: string | undefined): Builtins {
  const major = release && circuitPythonMajor(release);
  if (major !== undefined) return circuitPythonBuiltins({ port, board, major });
  const version = release?.base.join(".");
  return knownBuiltins({ port, version, board: boardOf(board)?.port === port ? board : undefined });
}
