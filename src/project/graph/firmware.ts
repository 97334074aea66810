// What the firmware on the device brings itself, as the resolver of imports needs to know it. Where a module stands in the
// order of the search decides who wins against a file of the same name.

/**
 * Where a module of the firmware comes in the search: "fixed" before all files; "frozen" among the files, after those at the
 * device's root and before its /lib; "extensible" after all files, so that a file can take its place.
 */
export type FirmwareModuleKind = "fixed" | "frozen" | "extensible";

/** Modules of a firmware, by name; submodules ("asyncio.core") have names of their own. */
export interface Firmware {
  kindOf(name: string): FirmwareModuleKind | undefined;
  /** Whether the firmware of any port has it. */
  isKnown(name: string): boolean;
  /** All names, for advice. */
  names(): Iterable<string>;
}
