// The messages of this folder: libraries, the lock file, packages of mip, and files that cannot be read or written.

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
