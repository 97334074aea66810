// The messages of this folder: what can be wrong with a project's files and its output folder.

import { someOf } from "../project/messages.ts";
import type { Problem } from "../project/problem.ts";
import { archAdvice } from "../project/targets.ts";
import type { TargetHints } from "../project/targets.ts";

/** A file: its absolute path, and its name in messages. */
export type FilePlace = Required<Pick<Problem, "file" | "displayFile">>;

export function notInSourceRoots(place: FilePlace, roots: readonly string[]): Problem {
  return {
    ...place,
    summary: "the file is in none of the source roots, so it has no place on the device",
    hint: `The source roots are: ${roots.join(", ")}. Add the file's folder to the option sourceRoots.`,
  };
}

export function unreadableFile(place: FilePlace): Problem {
  return { ...place, summary: "the file cannot be read" };
}

/** A line for a file that the options name and that does not ship. */
export function skippedFile(file: string, reason: string): string {
  return `${file} is skipped: ${reason}`;
}

export const NAME_NOT_UTF8 = "its name is not UTF-8";

export function unnamedLink(target: string): string {
  return `it is a link to ${target}, which the options do not name`;
}

export function pythonInData(pattern: string): Problem {
  return {
    summary: `option data: "${pattern}" is a Python file`,
    hint: "List Python sources (.py) under entries.",
  };
}

export function dataInEntries(pattern: string): Problem {
  return {
    summary: `option entries: "${pattern}" is not a Python file`,
    hint: "List data files under data.",
  };
}

export function noFileMatches(pattern: string): string {
  return `option entries or data: no file matches "${pattern}"`;
}

export function missingNamedFile(pattern: string, root: string): Problem {
  return { summary: noFileMatches(pattern), hint: `The path is relative to ${root}.` };
}

/**
 * `places` are the sources and lines of the imports: "app/main.py:3". `folder` is the package on the device that they may
 * import from, and `missing` the name of one that is not there. The optimiser (`isOptimized`) takes out what no string names.
 */
export function computedImports(
  places: readonly string[],
  folder: string | undefined,
  missing: string | undefined,
  isOptimized: boolean,
): string {
  const [first, ...others] = places;
  const also = others.length === 0 ? "" : ` (also ${someOf(others)})`;
  let result = ": list the modules under entries";
  if (missing !== undefined) result = `, and its package "${missing}" is missing: list its modules under entries`;
  if (folder !== undefined)
    result = isOptimized
      ? `, so all modules of the package ${folder} ship that strings of the program name`
      : `, so the whole package ${folder} ships`;
  return `${first}: the name of this __import__ is computed${result}${also}`;
}

/** `relation` stands between the two folders: "is", "contains", "lies in". */
export function outputAmongSources(output: string, relation: string, source: string): Problem {
  return {
    summary: `the output folder ${output} ${relation} the source folder ${source}`,
    hint: "Build into a separate folder, such as dist. Else the output would mix with the sources or overwrite them.",
  };
}

export function overwritesSource(asset: string, place: FilePlace): Problem {
  return {
    ...place,
    summary: `the build would overwrite its own source with ${asset}`,
    hint: "Build into another folder, or change the name of the output.",
  };
}

export function overManifest(asset: string, place: FilePlace): Problem {
  return {
    ...place,
    summary: `the file and the manifest have the same path in the output: ${asset}`,
    hint: 'Give the manifest another name (flash: { manifest: "device-manifest.json" }) or rename the file.',
  };
}

export function webClash(source: string, other: string, path: string): Problem {
  return {
    summary: `${source} of the web page and ${other} both claim ${path} on the device`,
    hint: "Change the folder flash.web.to, or exclude one of them (flash.web.exclude, exclude).",
  };
}

export function romfsDeploy(): Problem {
  return {
    summary: "the flash is a ROMFS image, and a deploy writes single files",
    hint: "Remove the option flash.filesystem to deploy.",
  };
}

export function damagedMpy(place: Pick<Problem, "file" | "displayFile">, reason: string): Problem {
  return { ...place, summary: reason, hint: "Copy the file again, or compile it again." };
}

/** The hint for native code without an architecture. */
export function nativeArchHint(hints: TargetHints): string {
  return `Native code is made for one architecture. ${archAdvice(hints)}`;
}

export function compilerFault(place: FilePlace, reason: string): Problem {
  return {
    ...place,
    summary: `the compiler failed: ${reason}`,
    hint: "This is a fault of unplugin-micropython, not of the file. Please report it together with the file.",
  };
}

export function cacheFailureLine(reason: string): string {
  return `The cache cannot be written: ${reason}`;
}
