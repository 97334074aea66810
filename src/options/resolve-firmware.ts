// Decides the option `firmware`, and with `board` and `target.port` what is known of the modules that the device has without us.

import { findRelease, nearestRelease, type Release, RELEASE_NAMES, RELEASES, versionOf } from "../firmware/index.ts";
import { nearestNames } from "../diagnostics/nearest.ts";
import type { ManifestLibrary } from "../node/libraries/manifest.ts";
import { knownBuiltins, KNOWN_PORTS } from "../project/builtins/builtins.ts";
import type { Builtins } from "../project/builtins/builtins.ts";
import {
  CIRCUITPYTHON_PORT_NAMES,
  circuitPythonBuiltins,
  circuitPythonPort,
} from "../project/builtins/circuitpython.ts";
import { targetFacts } from "../project/builtins/target-facts.ts";
import type { ReleaseNumber } from "../project/builtins/history.ts";
import type { Firmware } from "../project/graph/firmware.ts";
import { moduleMatcher, packagesOf } from "../project/graph/module-names.ts";
import { boardOf, portOf } from "../project/targets.ts";
import type { TargetHints } from "../project/targets.ts";
import { wrongOption } from "./option-error.ts";
import type { NamedFirmware } from "./resolve-flash.ts";
import type { FirmwareOptions } from "./types.ts";

/** The firmware, decided. */
export interface ResolvedFirmware {
  /** What it is; undefined where nothing tells. */
  readonly firmware: NamedFirmware | undefined;
  /** Options of the compiler that follow from it. */
  readonly compiler: { readonly firmware?: string; readonly exact?: boolean };
  /** The modules that it has. */
  readonly modules: Firmware;
  /** The manifest.py of what is frozen into it. */
  readonly manifest: ManifestLibrary | undefined;
}

/** Decides it. @throws ProjectError for a release or port that there is none of */
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
  if (version !== undefined && release === undefined) throw unknownRelease(place, version);
  if (exact) checkExact(version);
  if (variables !== undefined && manifest === undefined) {
    throw wrongOption("firmware.variables", "it is for a manifest, and none is given", "Name it in firmware.manifest.");
  }
  return {
    firmware: release && { release, name: version! },
    compiler: version === undefined ? {} : { firmware: version, ...(exact && { exact }) },
    modules: modulesOf(release, modules, hints, version),
    manifest: manifest === undefined ? undefined : { manifest, variables },
  };
}

function unknownRelease(place: string, version: string): Error {
  const near = nearestNames(version, RELEASE_NAMES);
  const oldest = RELEASE_NAMES[0];
  const hint = `${near.length > 0 ? `Nearest: ${near.join(", ")}. ` : ""}Such as "1.24.1" or "circuitpython 9.2.9", from ${oldest} on.`;
  return wrongOption(
    place,
    `${JSON.stringify(version)} is no release of MicroPython or CircuitPython that is known`,
    hint,
  );
}

/** The bytes of a release's own compiler are known for some. */
function checkExact(version: string | undefined): void {
  if (version !== undefined && findRelease(version)?.compared) return;
  const known = RELEASES.filter(({ compared }) => compared).map(({ name }) => name);
  const reason =
    version === undefined ? "it is for a release, and none is given" : `the own bytes of ${version} are not known`;
  throw wrongOption("firmware.exact", reason, `Name one in firmware.version: ${known.join(", ")}.`);
}

function modulesOf(
  release: Release | undefined,
  added: readonly string[],
  hints: TargetHints,
  version: string | undefined,
): Firmware {
  const port = portOf(hints);
  const isCircuitPython = release?.circuitPython ?? false;
  checkPort(port, isCircuitPython);
  // Made when something asks: a build that finds all as it was does not.
  let table: Builtins | undefined;
  const known = (): Builtins => (table ??= builtinsOf(release, port, hints.board));
  const matches = moduleMatcher(added);
  const packages = new Set(packagesOf(added));
  const isAdded = (name: string): boolean => packages.has(name) || matches(name);
  return {
    // Wherever they lie in the search, they are there if nothing else is.
    kindOf: (name) => known().kindOf(name) ?? (isAdded(name) ? "extensible" : undefined),
    facts: targetFacts(port, isCircuitPython, version === undefined ? undefined : writtenNumbers(version)),
    port: knownPort(port, isCircuitPython),
    board: hints.board,
    portsWith: (name) => known().portsWith(name),
    boardsWith: (name) => known().boardsWith(name),
    isKnown: (name) => known().isKnown(name) || isAdded(name),
    names: () => [...known().names(), ...added.filter((name) => !name.includes("*"))],
  };
}

/** Major and minor number as they are written: a release without a row stands for itself here. Undefined for a major number alone. */
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
  if (meant === undefined) return;
  const hint = `Nearest: ${meant}. For a port of one's own, leave it out.`;
  throw wrongOption("target.port", `${name} has no port "${port}"`, hint);
}

/** The port by the name that its tables have; undefined where there is none. */
function knownPort(port: string | undefined, isCircuitPython: boolean): string | undefined {
  if (port === undefined) return undefined;
  const [name, ports] = isCircuitPython ? [circuitPythonPort(port), CIRCUITPYTHON_PORT_NAMES] : [port, KNOWN_PORTS];
  return ports.includes(name) ? name : undefined;
}

function builtinsOf(release: Release | undefined, port: string | undefined, board: string | undefined): Builtins {
  if (!release?.circuitPython) {
    const version = release?.base.join(".");
    return knownBuiltins({ port, version, board: boardOf(board)?.port === port ? board : undefined });
  }
  return circuitPythonBuiltins(port && circuitPythonPort(port), Number.parseInt(versionOf(release), 10));
}
