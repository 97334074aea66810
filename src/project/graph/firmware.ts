// What the firmware on the device brings itself, as the resolver of imports needs to know it. Where a module stands in the
// order of the search decides who wins against a file of the same name.

import type { TestValue } from "../../compiler/index.ts";
import { isModuleFile } from "./device-files.ts";
import type { SourceTree } from "./source-tree.ts";

/**
 * Where a module of the firmware comes in the search: "fixed" before all files; "frozen" among the files, after those at the
 * device's root and before its /lib; "extensible" after all files, so that a file can take its place.
 */
export type FirmwareModuleKind = "fixed" | "frozen" | "extensible";

/** A tuple that begins so and goes on: a version whose last numbers are not known. */
export interface LongerTuple {
  readonly begins: readonly TestValue[];
}

/** Values that a program finds in its firmware, by name: "sys.platform". */
export type TargetFacts = Readonly<Record<string, TestValue | LongerTuple>>;

/** Modules of a firmware, by name; submodules ("asyncio.core") have names of their own. */
export interface Firmware {
  kindOf(name: string): FirmwareModuleKind | undefined;
  /**
   * What a program reads there, by names as "sys.platform"; more than one table where firmware of one port differs. Empty where
   * the port is not known.
   */
  readonly facts: readonly TargetFacts[];
  /** Whether the firmware of any port has it. */
  isKnown(name: string): boolean;
  /** The port; undefined where it is not known. */
  readonly port: string | undefined;
  /** The board; undefined where none is named. */
  readonly board: string | undefined;
  /** Whether it is CircuitPython, whose libraries come from other places. */
  readonly isCircuitPython: boolean;
  /** Ports whose firmware has it, sorted, for advice. */
  portsWith(name: string): readonly string[];
  /** Other boards of the port into which it is frozen, where it is missing from the board; else none. */
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
