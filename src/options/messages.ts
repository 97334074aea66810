// The messages of wrong options. Each names the option, says what is wrong with it, and what to write instead.

import { ProjectError } from "../project/problem.ts";

/** The error for an option; "" stands for all options. `hint` says what to write instead. */
export function wrongOption(option: string, reason: string, hint: string): ProjectError {
  const place = option === "" ? "options" : `option ${option}`;
  return new ProjectError({ summary: `${place} of unplugin-micropython: ${reason}`, hint });
}

// Any option.

export function unknownOption(option: string, hint: string): ProjectError {
  return wrongOption(option, "there is no such option", hint);
}

export function missingMember(option: string, hint: string): ProjectError {
  return wrongOption(option, "it is missing", hint);
}

/** An object without any of the members that decide its kind. `members` is a list in words. */
export function missingOneOf(option: string, members: string, hint: string): ProjectError {
  return wrongOption(option, `it has none of ${members}`, hint);
}

/** `what` is what the option takes, in words: "a number of bytes". */
export function wrongType(option: string, value: string, what: string, hint: string): ProjectError {
  return wrongOption(option, `${value} is not ${what}`, hint);
}

export function unknownValue(option: string, value: string, hint: string): ProjectError {
  return wrongOption(option, `${value} is not known`, hint);
}

export function outsideOutput(option: string, path: string): ProjectError {
  return wrongOption(option, `"${path}" is outside the build's output`, "Give a path inside it.");
}

// Files, processor, optimiser.

export function wholeDisk(pattern: string): ProjectError {
  return wrongOption("entries, data or exclude", `"${pattern}" is the whole disk`, "Give a folder.");
}

export function flagsWithoutArch(): ProjectError {
  return wrongOption("target.archFlags", "it needs an architecture, and none is given", "Name it in target.arch.");
}

/** `flags` lists the architecture's flags in words; "" if it has none. */
export function unknownArchFlags(archFlags: number, arch: string | undefined, flags: string): ProjectError {
  const hint = flags === "" ? `${arch} has none: remove the option.` : `Give a sum of ${flags}.`;
  return wrongOption("target.archFlags", `${archFlags} has bits that are not flags of ${arch}`, hint);
}

/** `option` is an `emit` for native code. */
export function emitWithoutArch(option: string, emit: string): ProjectError {
  const hint = "Name the board in board, or the architecture in target.arch.";
  return wrongOption(option, `"${emit}" makes machine code, and the architecture is not known`, hint);
}

export function bundleWithoutOptimizer(): ProjectError {
  return wrongOption("flash.bundle", "only the optimiser for size bundles modules", 'Set optimize: "size" as well.');
}

// Firmware.

export function unknownRelease(option: string, version: string, near: readonly string[], oldest: string): ProjectError {
  const nearest = near.length > 0 ? `Nearest: ${near.join(", ")}. ` : "";
  const hint = `${nearest}Such as "1.24.1" or "circuitpython 9.2.9", from ${oldest} on.`;
  return wrongOption(option, `${JSON.stringify(version)} is an unknown release of MicroPython or CircuitPython`, hint);
}

/** `known` are the releases whose compiler's bytes are known. */
export function noExactBytes(version: string | undefined, known: readonly string[]): ProjectError {
  const reason =
    version === undefined
      ? "it needs a release, and none is given"
      : `the bytes that the compiler of ${version} writes are not known`;
  return wrongOption("firmware.exact", reason, `Name one in firmware.version: ${known.join(", ")}.`);
}

export function variablesWithoutManifest(): ProjectError {
  const hint = "Name it in firmware.manifest.";
  return wrongOption("firmware.variables", "it needs a manifest.py, and none is given", hint);
}

export function unknownPort(firmware: string, port: string, nearest: string): ProjectError {
  const hint = `Nearest: ${nearest}. For a port of your own, remove the option.`;
  return wrongOption("target.port", `${firmware} has no port "${port}"`, hint);
}

export function otherFirmwaresBoard(board: string): ProjectError {
  const hint = 'Set firmware: "circuitpython 10", or name the board as MicroPython does.';
  return wrongOption("board", `"${board}" is a board of CircuitPython, and the firmware is not`, hint);
}

// Flash.

export function unknownImageFilesystem(option: string): ProjectError {
  const hint = "Name it in flash.filesystem, or name the board in board.";
  return wrongOption(option, "the image's filesystem is not known", hint);
}

/** CircuitPython has its filesystem at another place than MicroPython. */
export function unknownDrivePlace(option: string): ProjectError {
  const hint = "Remove the option. Copy the files to the drive CIRCUITPY, as mpy deploy --drive does.";
  return wrongOption(option, "the place of CircuitPython's drive on the flash is not known", hint);
}

/** `others` are the board's partitions that are known. */
export function unknownPartition(board: string, partition: string, others: readonly string[]): ProjectError {
  const hint = others.length > 0 ? `It has ${others.join(", ")}.` : "Set flash.filesystem and flash.size.";
  return wrongOption("flash.partition", `the place of ${board}'s ${partition} is not known`, hint);
}

export function optionOfOtherFilesystem(option: string, owner: string, filesystem: string): ProjectError {
  return wrongOption(option, `it is for ${owner}, and the filesystem is ${filesystem}`, "Remove it.");
}

export function missingSize(filesystem: string): ProjectError {
  const hint = "Set it, or name the board in board.";
  return wrongOption("flash.size", `the size of the partition of a ${filesystem} image is not known`, hint);
}

export function firmwareOfOtherPort(port: string, takesUf2: boolean): ProjectError {
  const hint = takesUf2 ? 'Set uf2: { firmware: "firmware.uf2" }.' : "Write the image with the tool of its chip.";
  return wrongOption("flash.image.firmware", `it is for the esp32 port, and the board's is ${port}`, hint);
}

export function incompleteUf2(missing: "address" | "family"): ProjectError {
  return missingMember(`flash.uf2.${missing}`, "Set both address and family.");
}

export function unknownUf2Place(): ProjectError {
  const hint = "Name a board with UF2 in board, or set { address, family }.";
  return wrongOption("flash.uf2", "the address of the partition for a UF2 bootloader is not known", hint);
}
