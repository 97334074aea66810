// The messages of this folder: libraries, the lock file, packages of mip, files that cannot be read or written, and
// ports of boards.

import type { Problem } from "../project/problem.ts";

// Libraries.

export function missingFolder(path: string, folder: string, root: string): Problem {
  return {
    summary: `option libraries: there is no folder "${path}"`,
    file: folder,
    hint: `Folders are relative to the project root, ${root}.`,
  };
}

export function indexOnNetwork(index: string): Problem {
  return {
    summary: `option libraries: the index ${index} is on the network, which a build does not use`,
    hint: "Copy the index into the project and give its folder.",
  };
}

export function variableNotText(name: string): Problem {
  return { summary: `option libraries: the value of the variable ${name} of a manifest.py is not a text` };
}

export function listedTwice(relative: string): string {
  return `the manifest.py lists ${relative} twice, as different files or with different levels`;
}

export function outsideManifestFolder(target: string): Pick<Problem, "summary" | "hint"> {
  return {
    summary: `${target} is outside the folder that the manifest.py is for`,
    hint: "Set base_path (or freeze's path) to the folder where imports begin, and give the file relative to it.",
  };
}

export function packageNotInstalled(name: string, root: string): Problem {
  return {
    summary: `option libraries: the npm package "${name}" is not installed`,
    hint: `No node_modules from ${root} upwards has it. Run npm i ${name}.`,
  };
}

export function requiredPackageNotInstalled(name: string): Pick<Problem, "summary" | "hint"> {
  return { summary: `it requires the npm package "${name}", which is not installed`, hint: `Run npm i ${name}.` };
}

export function twoInstallations(name: string, first: string, second: string): Problem {
  return {
    summary: `option libraries: two installations of the npm package "${name}" are needed, ${first} and ${second}`,
    hint: "A device can have only one of them. Run npm dedupe, or use the same version everywhere.",
  };
}

export function linkOutOfPackage(target: string, folder: string): Pick<Problem, "summary" | "hint"> {
  return {
    summary: `this link leads out of its npm package, to ${target}`,
    hint: `The package is ${folder}. Put the file itself into the package, or exclude it from the package's files.`,
  };
}

export function listedAt(first: string, place: string, second: string): string {
  return `It is ${first} at ${place} and ${second} here.`;
}

export function bundleOfOtherVersion(
  bundle: string,
  version: string,
  wanted: number,
): Pick<Problem, "summary" | "hint"> {
  return {
    summary: `option libraries: "${bundle}" is a bundle for CircuitPython ${version}, and the firmware is CircuitPython ${wanted}`,
    hint: `Take the bundle ${wanted}.x-mpy, or the one of sources (py).`,
  };
}

export function noBundle(bundle: string, folder: string): Problem {
  return {
    summary: `option libraries: "${bundle}" is no bundle: it has no folder lib`,
    file: folder,
    hint: "Unpack adafruit-circuitpython-bundle-….zip, and name the folder that comes out of it.",
  };
}

/** `near` are libraries of the bundle with names that are spelled alike. */
export function notInBundle(bundle: string, name: string, near: readonly string[]): Pick<Problem, "summary" | "hint"> {
  return {
    summary: `option libraries: the bundle "${bundle}" has no library "${name}"`,
    hint:
      near.length > 0 ? `Nearest: ${near.join(", ")}.` : "Another bundle may have it, such as the Community Bundle.",
  };
}

/** `root` is the folder that the package names for its Python, `shape` an example of the field that does so. */
export function packageWithoutPython(
  name: string,
  root: string | undefined,
  hasField: boolean,
  shape: string,
): Pick<Problem, "summary" | "hint"> {
  const where = root ? `in its folder ${root}` : "in it";
  return {
    summary: `the npm package "${name}" has nothing for a device: there are no Python files ${where}`,
    hint: hasField
      ? shape
      : `If a build makes its Python, run that first, and name the folder in package.json: ${shape}`,
  };
}

// The lock file.

export function lockNotReadable(reason: string): string {
  return `the lock file cannot be read: ${reason}`;
}

export function lockNotWritable(reason: string): string {
  return `the lock file cannot be written: ${reason}`;
}

export function missingLockFile(name: string): Problem {
  return {
    summary: `there is no ${name}, and a build in CI does not make it`,
    hint: "Run the build or mpy lock on your own machine, and commit the lock file.",
  };
}

// Packages of mip, and downloads.

export function linkOutOfCopies(file: string, folder: string): Problem {
  return { summary: `${file} leads out of ${folder}, by a link`, hint: "Remove the link." };
}

export function linkOutOfFolder(folder: string, target: string): string {
  return `this link leads out of ${folder}, to ${target}`;
}

export function notDownloaded(url: string, reason: string): Problem {
  return { summary: `${url} cannot be fetched: ${reason}` };
}

export const NO_FILES = "there are no files";

export const NO_FILE_OR_FOLDER = "there is no such file or folder";

/** `fault` says what is wrong with the name: "is empty". */
export function wrongTargetName(path: string, fault: string): string {
  return `the name ${JSON.stringify(path)} ${fault}`;
}

// Why a file cannot be fetched.

export function manyDownloads(most: number): string {
  return `more than ${most} files are requested`;
}

export function serverAnswers(status: number, text: string): string {
  return `the server answers ${status} ${text}`.trimEnd();
}

export function slowDownload(seconds: number): string {
  return `it took over ${seconds} s`;
}

export function slowDownloads(seconds: number): string {
  return `all files together took over ${seconds} s`;
}

export function largeDownload(bytes: number): string {
  return `it has more than ${bytes} bytes`;
}

export function largeDownloads(bytes: number): string {
  return `all files together have more than ${bytes} bytes`;
}

// Files.

export function notWritable(path: string, reason: string): Problem {
  return { summary: `${path} cannot be written: ${reason}` };
}

export function changedWhileRead(file: string): Problem {
  return { summary: "the file was written or removed while the build read it", file, hint: "Build again." };
}

export function notCircuitPython(folder: string, file: string): string {
  return `${folder}: this is not a drive of CircuitPython, it has no ${file}`;
}

// Ports of boards. A message begins with the address.

export const NO_BOARD = "no board is plugged in; give its port";

export function severalBoards(ports: readonly string[]): string {
  return `several boards are plugged in (${ports.join(", ")}); give one`;
}

export function wrongAddress(forms: string): string {
  return `this is not an address of a board; give ${forms}`;
}

export const NO_PORT_NUMBER = "its port number is missing";
export const NO_RESET_LINES = "this kind of port has no reset lines, so it cannot start the chip's bootloader";
export const NO_SERIALPORT = "serial ports need the package serialport: npm install --save-dev serialport";
export const NO_WS = "WebREPL needs the package ws: npm install --save-dev ws";
export const NO_WEB_WORKFLOW = "this is not a CircuitPython board, it has no /cp/version.json";
export const CLOSED_BY_OTHER_SIDE = "closed by the other side";

export function folderOfOtherUser(folder: string): string {
  return `${folder} belongs to another user`;
}

const ESP_TOOL = "npm install --save-dev esptool-js";

export function noEspTool(reason: string): string {
  return `ESP chips need the package esptool-js (${reason}): ${ESP_TOOL}`;
}

/** `reason` is what esptool-js says. */
export function espToolFailed(reason: string): string {
  return `esptool-js: ${reason}`;
}

export function bootloaderNotReached(reason: string): string {
  return `the chip's bootloader was not reached (esptool-js: ${reason}); hold BOOT, press RESET, and try again`;
}

/** Said with the command of esptool that writes the file. */
export const ESP_TOOL_ADVICE: string = `with the package esptool-js, mpy flash writes it itself: ${ESP_TOOL}`;

export function firmwareOfOtherChip(chip: string): string {
  return `the file is for another chip; the board has an ${chip}`;
}
