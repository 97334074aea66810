// The modules of the firmware, as the resolver needs them. A module's place in the search order decides whether it or a
// file of the same name is imported.

import type { TestValue } from "../../compiler/index.ts";
import { isModuleFile } from "./device-files.ts";
import type { SourceTree } from "./source-tree.ts";

/**
 * The place of a module of the firmware in the search order: "fixed" before all files; "frozen" after files at the
 * device's root and before those in /lib; "extensible" after all files, so that a file can replace it;
 * "named" by the options only, which do not say where it is: after all files, but before folders without an `__init__.py`.
 */
export type FirmwareModuleKind = "fixed" | "frozen" | "extensible" | "named";

/** A tuple of which only the first items are known, such as a version without its last numbers. */
export interface LongerTuple {
  readonly begins: readonly TestValue[];
}

/** Values of the firmware, by name: "sys.platform". */
export type TargetFacts = Readonly<Record<string, TestValue | LongerTuple>>;

/** The modules of a firmware, by name. Submodules ("asyncio.core") are listed separately. */
export interface Firmware {
  kindOf(name: string): FirmwareModuleKind | undefined;
  /**
   * Values of the firmware, by names such as "sys.platform"; several tables if firmware of the port differs. Empty if
   * the port is unknown.
   */
  readonly facts: readonly TargetFacts[];
  /** Whether the firmware of any port has a module. */
  isKnown(name: string): boolean;
  /** The port; undefined if unknown. */
  readonly port: string | undefined;
  /** The board; undefined if none is named. */
  readonly board: string | undefined;
  /** Whether it is CircuitPython, which has other sources of libraries. */
  readonly isCircuitPython: boolean;
  /** Ports whose firmware has a module, sorted, for advice. */
  portsWith(name: string): readonly string[];
  /** Other boards of the port that have a module frozen, if this board does not; else none. */
  boardsWith(name: string): readonly string[];
  /** All names, for advice. */
  names(): Iterable<string>;
}

/** A firmware into which the modules of some trees are frozen. */
export function withFrozen(firmware: Firmware, trees: readonly SourceTree[]): Firmware {
  const frozen = new Set<string>();
  for (const { relative } of trees.flatMap((tree) => tree.files())) {
    if (!isModuleFile(relative)) continue;
    const parts = relative.replace(/(?:\/__init__)?\.m?py$/, "").split("/");
    for (let end = 1; end <= parts.length; end++) frozen.add(parts.slice(0, end).join("."));
  }
  return {
    kindOf: (name) => {
      const kind = firmware.kindOf(name);
      return frozen.has(name) && kind !== "fixed" ? "frozen" : kind;
    },
    facts: firmware.facts,
    port: firmware.port,
    board: firmware.board,
    isCircuitPython: firmware.isCircuitPython,
    portsWith: (name) => firmware.portsWith(name),
    boardsWith: (name) => firmware.boardsWith(name),
    isKnown: (name) => frozen.has(name) || firmware.isKnown(name),
    names: () => new Set([...firmware.names(), ...frozen]),
  };
}
